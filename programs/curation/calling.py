"""A call, written down: what was said becomes assertions, in one transaction and one action."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Action, Assertion, CallDraft, CallNote, LookAgain, Program, Source
from .acting import act
from .editing.voice import Voice
from .holding import HeldError, hold_of, release
from .level import IS_IOP, is_confirmed_iop
from .recording import Claim, publish, record, withdraw

FRIDAY = 4
LONGEST_REASON = 200


class Outcome(StrEnum):
    REACHED = "reached"
    NOBODY = "nobody"
    CALL_BACK = "call-back"


class Decision(StrEnum):
    """What a lead turned out to be."""

    OPEN = ""
    IOP = "iop"
    NOT_AN_IOP = "not-an-iop"


@dataclass(frozen=True)
class Call:
    """`notes`: fact -> what was said in words that are no yes or no. `role` goes out with each fact, `name` never.

    `after`: the number of the program's newest action when the sheet was drawn; None of a call that came on no sheet.
    """

    outcome: Outcome
    name: str = ""
    role: str = ""
    claims: list[Claim] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    again_on: date | None = None
    decision: Decision = Decision.OPEN
    because: str = ""
    after: int | None = None


def next_workday(on):
    return on + timedelta(days=1 if on.weekday() < FRIDAY else 7 - on.weekday())


@transaction.atomic
def write_down(program, call, *, by, on, moment):
    """Write a call down, and clear the desk and the draft. Returns the Action of the call.

    The same sheet sent again is the same call. A lead found to be an IOP then waits to be published. Raises HeldError
    where somebody else has the desk, and ValidationError with {fact or field: [problems]}; then nothing is written.
    """
    others = hold_of(program, moment, but=by)
    if others:
        raise HeldError(others)
    claims = [*call.claims, *_decided(call)]
    _refuse_what_is_missing(call, claims, on)
    program = Program.objects.select_for_update().get(pk=program.pk)
    again_on = call.again_on or (next_workday(on) if call.outcome == Outcome.NOBODY else None)
    action = act(Action.Kind.CALL, program=program, by=by, note=_note(call))
    quoted = [_quoted(claim, call.role) for claim in claims]
    voice = Voice(Source.Kind.PHONE, on)
    said = record(program, quoted, source=voice.source(), method=voice.method, said_on=on, on=on, by=by, action=action)
    before = None if said else _sent_before(action, call, again_on)
    if before:
        action.delete()
    else:
        _leave_behind(action, call, again_on, on)
    CallDraft.objects.filter(program=program, curator=by).delete()
    release(program, by)
    return before or action


def _sent_before(action, call, again_on):
    """The Action of this very sheet, which has been written down since it was drawn; None where there is none.

    What is compared leaves out the facts: none of them is new, or there would be no question.
    """
    is_still_to_go = call.decision == Decision.NOT_AN_IOP and action.program.status == Program.Status.LEAD
    if call.after is None or is_still_to_go:
        return None
    earlier = action.program.actions.standing().filter(kind=Action.Kind.CALL, by=action.by, pk__gt=call.after)
    before = earlier.exclude(pk=action.pk).order_by("pk").last()
    if before is None or before.note != action.note:
        return None
    notes = dict(before.call_notes.values_list("fact", "text"))
    days = list(before.looks.values_list("on", flat=True))
    return before if notes == call.notes and days == ([again_on] if again_on else []) else None


def _leave_behind(action, call, again_on, on):
    """What a call brings about besides the facts."""
    program = action.program
    CallNote.objects.bulk_create(
        CallNote(program=program, fact=fact, text=text, action=action) for fact, text in call.notes.items()
    )
    if again_on:
        LookAgain.objects.create(program=program, on=again_on, because=action.note[:LONGEST_REASON], action=action)
    program.refresh_from_db()
    _change_status(program, call, action, on)


def _decided(call):
    """What the decision on a lead says of it, unless its facts say so already."""
    said = {claim.fact: claim.answer for claim in call.claims}
    if call.outcome != Outcome.REACHED:
        return []
    if call.decision == Decision.IOP and not any(said.get(fact) == Assertion.Said.YES for fact in IS_IOP):
        return [Claim("level:iop")]
    if call.decision == Decision.NOT_AN_IOP and "level:iop" not in said:
        return [Claim("level:iop", Assertion.Said.NO)]
    return []


def _refuse_what_is_missing(call, claims, on):
    problems: dict[str, Any] = {}
    if (claims or call.notes) and call.outcome != Outcome.REACHED:
        problems["outcome"] = [_("Answers need somebody who gave them. Choose “I reached somebody”.")]
    elif call.outcome == Outcome.REACHED and not call.role.strip():
        problems["role"] = [_("Say who answered: a role, such as “intake coordinator”, is enough.")]
    if call.outcome == Outcome.CALL_BACK and not call.again_on:
        problems["again_on"] = [_("On which day should somebody call back?")]
    if call.again_on and call.again_on <= on:
        problems["again_on"] = [_("A day still to come.")]
    if call.decision == Decision.NOT_AN_IOP and not call.because.strip():
        problems["because"] = [_("Say why; the record keeps it.")]
    if len(call.because) > LONGEST_REASON:
        problems["because"] = [_("In at most %(count)s characters.") % {"count": LONGEST_REASON}]
    if call.decision == Decision.IOP and call.outcome != Outcome.REACHED:
        problems["decision"] = [_("Somebody there has to say that it is one.")]
    if problems:
        raise ValidationError(problems)


def _quoted(claim, role):
    """The claim with who said it. A person's name is not for the public; a role is."""
    words = _("%(role)s: “%(words)s”") % {"role": role, "words": claim.quote} if claim.quote else role
    return Claim(claim.fact, claim.answer, claim.detail, words[:300])


def _note(call):
    who = ", ".join(part for part in (call.name.strip(), call.role.strip()) if part)
    words = {
        Outcome.REACHED: _("Reached %(who)s."),
        Outcome.NOBODY: _("Nobody answered."),
        Outcome.CALL_BACK: _("They asked to be called back."),
    }
    return words[call.outcome] % {"who": who}


def _change_status(program, call, action, on):
    """A listed program of which somebody now says that it is an IOP is a confirmed one; a lead that is none goes."""
    if program.status == Program.Status.LEAD and call.decision == Decision.NOT_AN_IOP:
        withdraw(program, call.because, action=action)
    elif program.status == Program.Status.LISTED and is_confirmed_iop(program, on):
        # It is public already: a rule that it goes against is for the desk to settle, and does not stop the call.
        with suppress(ValidationError), transaction.atomic():
            publish(program, Program.Status.CONFIRMED, action=action)


@transaction.atomic
def put_off(program, again_on, because, *, by, on):
    """Leave a program alone until a day. Returns the action; of the same said again, the one that stands."""
    if again_on <= on:
        raise ValidationError({"again_on": [_("A day still to come.")]})
    program = Program.objects.select_for_update().get(pk=program.pk)
    because = because[:LONGEST_REASON]
    same = (
        program.looks.waiting(on).filter(on=again_on, because=because, action__by=by).select_related("action").first()
    )
    if same:
        return same.action
    action = act(Action.Kind.LOOK_AGAIN, program=program, by=by, note=because)
    LookAgain.objects.create(program=program, on=again_on, because=because, action=action)
    return action


@transaction.atomic
def publish_ready(program, *, by, on):
    """A lead curator publishes a lead that somebody on the phone called an IOP. The action; None where it is done."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    if program.status == Program.Status.CONFIRMED:
        return None
    if program.status != Program.Status.LEAD or not is_confirmed_iop(program, on):
        raise ValidationError(_("Nobody there has confirmed that this is an intensive outpatient program."))
    action = act(Action.Kind.STATUS, program=program, by=by)
    publish(program, Program.Status.CONFIRMED, action=action)
    return action


@transaction.atomic
def write_in(note, *, by):
    """A note of a call stands in the facts now, or needs nothing. Returns the action.

    Where somebody was quicker, theirs; None where the call was taken back: then there is no note.
    """
    note = CallNote.objects.select_for_update().get(pk=note.pk)
    if note.action.undone:
        return None
    if note.written_in and not note.written_in.undone:
        return note.written_in
    action = act(Action.Kind.EDIT, program=note.program, by=by, note=note.text)
    note.written_in = action
    note.save(update_fields=["written_in"])
    return action


def keep_draft(program, curator, entries, moment):
    """Keep what a sheet holds so far, in the place of what was kept before."""
    CallDraft.objects.update_or_create(
        program=program, curator=curator, defaults={"entries": entries, "kept_at": moment}
    )
