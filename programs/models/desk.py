"""What curators keep among themselves: who is on the phone with whom, what is put off, what is not the same."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program


class HoldQuerySet(models.QuerySet):
    def at(self, moment):
        return self.filter(until__gt=moment)


class Hold(models.Model):
    """One curator works on one program until a moment; meanwhile nobody else is sent to the same desk."""

    program = models.OneToOneField(Program, models.CASCADE, related_name="hold")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="holds")
    until = models.DateTimeField(_("until"))

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")

    def __str__(self):
        return f"{self.program_id}: {self.until}"


class LookAgainQuerySet(models.QuerySet):
    def waiting(self, on):
        """Those whose day has not come, and whose putting off stands."""
        return self.filter(action__undone=False, on__gt=on)


class LookAgain(models.Model):
    """A program is left alone until a day."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="looks")
    on = models.DateField(_("look again on"))
    because = models.CharField(_("why"), max_length=200, blank=True)
    action = models.ForeignKey(Action, models.PROTECT, related_name="looks")

    objects = LookAgainQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        verbose_name = _("look again")
        verbose_name_plural = _("look again")

    def __str__(self):
        return f"{self.program_id}: {self.on}"


class NotTheSameQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(action__undone=False)


class NotTheSame(models.Model):
    """Two programs that look alike and are two. The one with the lower number comes first."""

    one = models.ForeignKey(Program, models.CASCADE, related_name="+")
    other = models.ForeignKey(Program, models.CASCADE, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="told_apart")

    objects = NotTheSameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="the_lower_number_comes_first")
        ]
        verbose_name = _("not the same")
        verbose_name_plural = _("not the same")

    def __str__(self):
        return f"{self.one_id}, {self.other_id}"


class OverrideQuerySet(models.QuerySet):
    def in_force(self):
        """Those that a second person has agreed to, and that nobody has taken back."""
        return self.filter(action__undone=False, agreed_in__undone=False)

    def waiting(self):
        return self.filter(action__undone=False).exclude(agreed_in__undone=False)


class Override(models.Model):
    """A rule of the claims checker set aside for one fact of one program, with a reason and a second person."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="overrides")
    rule = models.CharField(_("rule"), max_length=60)
    fact = models.CharField(_("fact"), max_length=90)
    reason = models.CharField(_("reason"), max_length=300)
    action = models.OneToOneField(Action, models.PROTECT, related_name="override")
    agreed_in = models.OneToOneField(Action, models.PROTECT, null=True, blank=True, related_name="agreement")

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("override")
        verbose_name_plural = _("overrides")

    def __str__(self):
        return f"{self.rule}: {self.fact}"
