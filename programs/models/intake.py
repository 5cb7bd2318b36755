from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class IntakeDate(models.Model):
    """A first intake that a program says it has open. It lapses with the answer that it came from."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="intake_dates")
    track_name = models.CharField(_("track"), max_length=100, blank=True, help_text=_("Empty: for any track."))
    date = models.DateField(_("first intake on"))

    class Meta:
        ordering = ["program", "date"]
        verbose_name = _("intake date")
        verbose_name_plural = _("intake dates")

    def __str__(self):
        return self.date.isoformat()
