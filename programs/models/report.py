"""What people outside tell us: that something is wrong, what happened when they called, that a program is missing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program
from .staff_link import StaffLink


class DecidedQuerySet(models.QuerySet):
    """Things sent in, which a curator decides. A decision that was taken back leaves its matter open again."""

    def open(self):
        return self.filter(models.Q(decided_in=None) | models.Q(decided_in__undone=True))

    def decided(self):
        return self.filter(decided_in__undone=False)


class Report(models.Model):
    """What a visitor told us. Nothing of who it was is kept: only the digest of the receipt's code, and the day.

    It settles nothing by itself, whoever and how many say it.
    """

    class What(models.TextChoices):
        WRONG_PHONE = "wrong-phone", _("The phone number is wrong")
        WRONG_ADDRESS = "wrong-address", _("The address is wrong")
        WRONG_PLAN = "wrong-plan", _("The insurance is wrong")
        WRONG_SCHEDULE = "wrong-schedule", _("The days or hours are wrong")
        WRONG_FACT = "wrong-fact", _("Something else is wrong")
        CLOSED = "closed", _("The program has closed")
        NOT_AN_IOP = "not-an-iop", _("It is not an intensive outpatient program")
        ANSWERED = "answered", _("They answered and could help")
        NO_ANSWER = "no-answer", _("Nobody answered or called back")
        FULL = "full", _("They are full")
        NOT_MY_PLAN = "not-my-plan", _("They do not take my plan")
        WRONG_NUMBER = "wrong-number", _("It was a wrong number")
        INTAKE_GIVEN = "intake-given", _("They gave me an intake date")
        MISSING = "missing", _("A program is missing")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("We checked and changed it")
        RIGHT = "right", _("We checked, and what we show is right")
        NOT_REACHED = "not-reached", _("We could not reach anybody who knows")
        NOTED = "noted", _("We noted it")
        NOT_FOR_US = "not-for-us", _("This is not something we list")

    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="reports")
    what = models.CharField(_("what"), max_length=15, choices=What)
    detail = models.JSONField(default=dict, blank=True)
    text = models.TextField(_("in their words"), max_length=1000, blank=True)
    from_provider = models.BooleanField(_("says they work there"), default=False)
    code_digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the receipt’s code."))
    made_on = models.DateField(_("sent on"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    reply = models.CharField(_("reply shown with the receipt"), max_length=300, blank=True)
    decided_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="reports")

    objects = DecidedQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self):
        return self.get_what_display()


class ProposedChange(models.Model):
    """What a program's staff wrote about its name, address, phone or level, which waits for a curator.

    Impostors have re-routed callers by changing such entries, so nobody's word alone changes them.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="proposals")
    link = models.ForeignKey(StaffLink, models.PROTECT, null=True, blank=True, related_name="proposals")
    fact = models.CharField(_("fact"), max_length=90, help_text=_("A section, a term, or “name”."))
    detail = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(_("sent at"))
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    decided_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="proposals")

    objects = DecidedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")

    def __str__(self):
        return f"{self.program_id}: {self.fact}"
