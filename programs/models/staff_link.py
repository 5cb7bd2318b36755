"""A link by which a program's own staff confirm and correct, without an account."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .program import Program


class StaffLinkQuerySet(models.QuerySet):
    def usable(self, moment):
        return self.filter(revoked_at=None, expires_at__gt=moment)

    def to_remind(self):
        """Whom a reminder may reach, bringing a new link: not revoked, the address never stopped, no mail come back."""
        closed = StaffLink.objects.exclude(stopped_at=None, bounced_at=None)
        return self.filter(revoked_at=None).exclude(email__in=closed.values("email"))


class StaffLink(models.Model):
    """The address holds a signed token of this row's number and nonce; revoking it here ends it everywhere."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="staff_links")
    email = models.EmailField(_("e-mail of the program’s staff"))
    nonce = models.CharField(max_length=32, help_text=_("Changed with every new link, so that old ones end."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("last reminded at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("asked for no more reminders at"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("mail came back at"), null=True, blank=True)
    bounce = models.CharField(_("what came back"), max_length=200, blank=True)

    objects = StaffLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("staff link")
        verbose_name_plural = _("staff links")

    def __str__(self):
        return self.email
