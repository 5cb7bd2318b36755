"""What people did, so that each thing done says who did it and can be taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .program import Program


class ActionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone=False)

    def latest_first(self):
        return self.select_related("program", "by").order_by("-at", "-pk")


class Action(models.Model):
    """One thing that somebody did. Its assertions name it; other columns that it changed are kept in `changes`.

    Undoing is an action too, and can itself be undone: then the first one stands again. Whatever an action brought
    about (a decision, a "not the same") counts only while the action stands, so that nothing is ever deleted.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("called")
        EDIT = "edit", _("edited")
        ADD = "add", _("added a program")
        STATUS = "status", _("changed whether the public sees it")
        IMPORT = "import", _("imported a file")
        STAFF = "staff", _("heard from the program’s staff")
        DECIDE = "decide", _("decided what somebody sent in")
        MERGE = "merge", _("merged two programs")
        NOT_THE_SAME = "not-the-same", _("said that two programs are not the same")
        LOOK_AGAIN = "look-again", _("put off until a day")
        OVERRIDE = "override", _("went ahead against a rule")
        VERIFY = "verify", _("verified a clinician’s account")
        LINK = "link", _("sent a staff link")
        END_LINK = "end-link", _("ended a staff link")
        BOUNCE = "bounce", _("noted that mail came back")
        FACTOR = "factor", _("reset a second factor")
        UNDO = "undo", _("took back")

    kind = models.CharField(_("what was done"), max_length=12, choices=Kind)
    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="actions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    via = models.CharField(
        _("by what way"), max_length=120, blank=True, help_text=_("Where no account did it: a staff link, a command.")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    note = models.CharField(_("note"), max_length=300, blank=True)
    changes = models.JSONField(
        default=dict, blank=True, help_text=_("Columns changed: {program: {column: [before, after]}}.")
    )
    undone = models.BooleanField(default=False)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undoing")

    objects = ActionQuerySet.as_manager()
    is_gathering = False  # whether its changes are written later, all at once

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_final(self):
        """Whether it is one of the few things that nobody can take back."""
        return self.kind == self.Kind.FACTOR

    def first(self):
        """What was done in the first place, behind any taking back of taking back."""
        return self.undoes.first() if self.undoes else self

    def last(self):
        """The action itself or, where it was taken back, what took it back or brought it back last."""
        later = Action.objects.filter(undoes=self).first()
        return later.last() if later else self
