"""Counts by day: how much of the catalogue is known, and how often a program was shown. No person is in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class QualityDay(models.Model):
    """Of one section's facts in one county on one day, how many stand how. The county is empty for the whole state."""

    on = models.DateField(_("day"))
    section = models.CharField(_("section"), max_length=30)
    county = models.CharField(_("county"), max_length=30, blank=True)
    confirmed = models.PositiveIntegerField(default=0)
    listed = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0, help_text=_("Confirmed once, and past the re-check date."))
    not_stated = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "section", "county"]
        constraints = [models.UniqueConstraint(fields=["on", "section", "county"], name="one_count_a_day")]
        verbose_name = _("day of quality")
        verbose_name_plural = _("days of quality")

    def __str__(self):
        return f"{self.on}: {self.section}"


class ShownDay(models.Model):
    """How often a program was on a page on one day, by whomever: what is shown most is checked first."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="shown")
    on = models.DateField(_("day"))
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["program", "on"], name="shown_once_a_day")]
        verbose_name = _("day shown")
        verbose_name_plural = _("days shown")

    def __str__(self):
        return f"{self.on}: {self.times}"
