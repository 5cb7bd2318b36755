"""What a call leaves behind besides facts: a sheet half filled in, and words that somebody has to write in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .action import Action
from .program import Program


class CallDraft(models.Model):
    """What a curator had ticked when a call broke off. Saving the call clears it."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="call_drafts")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="call_drafts")
    entries = models.JSONField(default=dict, help_text=_("The sheet’s fields as they were filled in."))
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "curator"], name="one_draft_of_a_call")]
        verbose_name = _("call begun")
        verbose_name_plural = _("calls begun")

    def __str__(self):
        return f"{self.program_id}: {self.kept_at}"


class CallNoteQuerySet(models.QuerySet):
    def open(self):
        """Those of calls that stand, which nobody has written in yet."""
        return self.filter(action__undone=False).filter(models.Q(written_in=None) | models.Q(written_in__undone=True))


class CallNote(models.Model):
    """What somebody said on the phone in words that are no yes or no: a task for whoever edits the program."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="call_notes")
    fact = models.CharField(_("fact"), max_length=90)
    text = models.CharField(_("in their words"), max_length=500)
    action = models.ForeignKey(Action, models.PROTECT, related_name="call_notes")
    written_in = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="call_notes_written_in")

    objects = CallNoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note of a call")
        verbose_name_plural = _("notes of calls")

    def __str__(self):
        return f"{self.fact}: {self.text}"
