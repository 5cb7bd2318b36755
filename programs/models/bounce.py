"""Letters that came back. Each is kept: a second one takes nothing from the first."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .action import Action


class BounceQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has taken back, and since which no curator has sent a new link to the address."""
        return self.filter(noted_in__undone=False).exclude(over_in__undone=False)


class Bounce(models.Model):
    """Of an address, whatever the programs that it answers for. It counts while it stands: no reminder goes there."""

    email = models.EmailField(_("e-mail of the program’s staff"), db_index=True)
    why = models.CharField(_("what came back"), max_length=200, blank=True)
    noted_in = models.ForeignKey(Action, models.PROTECT, related_name="bounces")
    over_in = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="bounces_over",
        help_text=_("The new link after which mail may go there again."),
    )  # fmt: skip

    objects = BounceQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_in__at", "-pk"]
        verbose_name = _("letter that came back")
        verbose_name_plural = _("letters that came back")

    def __str__(self):
        return f"{self.email}: {self.why}"
