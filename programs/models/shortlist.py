"""Programs that a clinician keeps together. Programs only: nothing of the patient for whom they were looked up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .clinician import Clinician, Team
from .program import Program


class ShortlistQuerySet(models.QuerySet):
    def seen_by(self, clinician):
        """Their own, and those of their teams."""
        return self.filter(Q(owner=clinician) | Q(team__members=clinician)).distinct()


class Shortlist(models.Model):
    label = models.CharField(_("label"), max_length=60, help_text=_("Never a patient’s name, birthday or number."))
    owner = models.ForeignKey(Clinician, models.CASCADE, related_name="shortlists")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="shortlists")
    programs = models.ManyToManyField(Program, through="ShortlistEntry", related_name="+")
    made_at = models.DateTimeField(_("made at"))
    changed_at = models.DateTimeField(_("changed at"))

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")

    def __str__(self):
        return self.label


class ShortlistEntry(models.Model):
    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="entries")
    program = models.ForeignKey(Program, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["shortlist", "position"]
        constraints = [models.UniqueConstraint(fields=["shortlist", "program"], name="once_in_a_shortlist")]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self):
        return f"{self.shortlist_id}: {self.program_id}"


class ShareLinkQuerySet(models.QuerySet):
    def usable(self, moment):
        return self.filter(revoked_at=None, expires_at__gt=moment)


class ShareLink(models.Model):
    """Whoever has the address sees the shortlist until it expires. It holds a signed token of number and nonce."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="share_links")
    nonce = models.CharField(max_length=32)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("share link")
        verbose_name_plural = _("share links")

    def __str__(self):
        return f"{self.shortlist_id}: {self.expires_at}"
