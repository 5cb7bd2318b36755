"""Clinicians with an account: whose word counts, with whom they share. Of patients nothing is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program


class ClinicianQuerySet(models.QuerySet):
    def verified(self):
        """Those whom a curator has verified, and whose verification stands."""
        return self.filter(verified_in__undone=False)

    def waiting(self):
        return self.filter(Q(verified_in=None) | Q(verified_in__undone=True))


class Clinician(models.Model):
    """An account that refers people. What it reports counts once a curator has verified who it is."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="clinician")
    workplace = models.CharField(_("where you work"), max_length=120, help_text=_("The hospital, clinic or agency."))
    phone = models.CharField(
        _("work phone"), max_length=40, blank=True, help_text=_("A switchboard by which a curator can check it.")
    )
    verified_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="clinicians")

    objects = ClinicianQuerySet.as_manager()

    class Meta:
        verbose_name = _("clinician")
        verbose_name_plural = _("clinicians")

    def __str__(self):
        return self.workplace

    @property
    def is_verified(self):
        return self.verified_in is not None and not self.verified_in.undone

    @property
    def voice(self):
        """The name under which its word is kept, which outlasts the account."""
        return f"Clinician {self.pk}"


class Team(models.Model):
    """Clinicians who see each other's shortlists."""

    name = models.CharField(_("name of the team"), max_length=80)
    members = models.ManyToManyField(Clinician, through="Membership", related_name="teams")

    class Meta:
        ordering = ["name"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self):
        return self.name


class Membership(models.Model):
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    clinician = models.ForeignKey(Clinician, models.CASCADE, related_name="memberships")
    leads = models.BooleanField(_("may invite and remove"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "clinician"], name="once_in_a_team")]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self):
        return f"{self.team_id}: {self.clinician_id}"


class Invitation(models.Model):
    """To a team, by e-mail. The address holds a signed token of this row's number and nonce."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    nonce = models.CharField(max_length=32)
    made_by = models.ForeignKey(Clinician, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        ordering = ["-expires_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        return self.email


class OutcomeReport(models.Model):
    """What happened when a clinician called: kept until the account is verified, and recorded as evidence from then on.

    `recorded_in` is empty while it waits; taking the verification back takes its evidence back too.
    """

    class What(models.TextChoices):
        KEPT = "kept", _("The intake took place on the day that was named")
        BROKEN = "broken", _("The day that was named did not hold")
        GIVEN = "given", _("They gave an intake date")
        FULL = "full", _("They are full")
        NOT_THE_PLAN = "not-the-plan", _("They do not take the plan")
        NO_ANSWER = "no-answer", _("Nobody answered or called back")
        WRONG_NUMBER = "wrong-number", _("It was a wrong number")

    clinician = models.ForeignKey(Clinician, models.PROTECT, related_name="outcomes")
    program = models.ForeignKey(Program, models.PROTECT, related_name="outcomes")
    what = models.CharField(_("what happened"), max_length=12, choices=What)
    called_on = models.DateField(_("called on"))
    intake_on = models.DateField(_("date of the intake"), null=True, blank=True)
    plan = models.CharField(_("plan"), max_length=60, blank=True, help_text=_("A code of the vocabulary of insurance."))
    made_at = models.DateTimeField(_("reported at"))
    recorded_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="outcomes")

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self):
        return self.get_what_display()
