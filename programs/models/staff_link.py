"""A link by which a program's own staff confirm and correct, without an account."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program


class StaffLinkQuerySet(models.QuerySet):
    def to_remind(self):
        """Whom a reminder may reach, bringing a new link: not ended, the address never stopped, no mail come back."""
        silent = StaffLink.objects.filter(Q(stopped_at__isnull=False) | Q(bounced_in__undone=False))
        standing = self.filter(made_in__undone=False).exclude(ended_in__undone=False)
        return standing.exclude(email__in=silent.values("email"))


class StaffLink(models.Model):
    """The address holds a signed token of this row's number and nonce; ending it here ends it everywhere.

    Making, ending and noting that mail came back are actions, and count while these stand.
    """

    program = models.ForeignKey(Program, models.CASCADE, related_name="staff_links")
    email = models.EmailField(_("e-mail of the program’s staff"))
    nonce = models.CharField(max_length=32, help_text=_("Changed with every new link, so that old ones end."))
    made_in = models.ForeignKey(Action, models.PROTECT, related_name="links_made")
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"))
    ended_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="links_ended")
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("last reminded at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("asked for no more reminders at"), null=True, blank=True)
    bounced_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="links_bounced")
    bounce = models.CharField(_("what came back"), max_length=200, blank=True)

    objects = StaffLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("staff link")
        verbose_name_plural = _("staff links")

    def __str__(self):
        return self.email

    @property
    def is_ended(self):
        """Whether somebody has ended it, or taken back that it was made."""
        return self.made_in.undone or (self.ended_in is not None and not self.ended_in.undone)

    @property
    def has_bounced(self):
        return self.bounced_in is not None and not self.bounced_in.undone
