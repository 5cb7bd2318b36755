"""A link by which a program's own staff confirm and correct, without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .action import Action
from .bounce import Bounce
from .program import Program


class StaffLinkQuerySet(models.QuerySet):
    def to_remind(self):
        """Whom a reminder may reach, bringing a new link: not ended, the address never stopped, no mail come back."""
        stopped = StaffLink.objects.filter(stopped_at__isnull=False)
        standing = (
            self.filter(made_in__undone=False)
            .exclude(ended_in__undone=False)
            .exclude(email__in=stopped.values("email"))
        )
        return standing.exclude(email__in=Bounce.objects.standing().values("email"))


class StaffLink(models.Model):
    """The address holds a signed token of this row's number and nonce; ending it here ends it everywhere.

    Making and ending it are actions, and count while these stand. Letters that came back are those of its address.
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
        """Whether a letter to its address came back, and that stands."""
        return Bounce.objects.standing().filter(email=self.email).exists()
