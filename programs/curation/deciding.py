"""What curators decide about things sent in. One action decides; taken back, the matter is open again."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Action, Assertion, ProposedChange, Report
from .acting import act
from .editing import Voice
from .editing.placing import placed
from .recording import Claim, record, rename, retract
from .sections import KEPT_WHOLE

ADDRESS_LINES = frozenset({"street", "town", "zip_code"})


@dataclass(frozen=True)
class Finding:
    """What a curator found out, by whose voice: claims, and what was said before and is no longer stated."""

    voice: Voice
    claims: tuple[Claim, ...] = ()
    gone: tuple[Assertion, ...] = ()


def finding(sitting):
    """The Finding in a section that is open beside a decision; None where nothing in it was touched.

    Raises ValidationError with one sentence where it cannot be kept; the forms say the rest beside their fields.
    """
    form = sitting.form
    if form is None:
        return None
    if not form.is_valid():
        raise ValidationError(_("What you found out cannot be written down like that: see beside the fields."))
    changed = {fact: value for fact, value in form.stated.items() if value != form.before[fact]}
    again = {fact: form.before[fact] for fact in form.again if form.before[fact] and fact not in changed}
    if not changed and not again:
        return None
    if form.cleaned_data["seen"] != sitting.open.standing.seen:
        raise ValidationError(_("Somebody has written down something about this program meanwhile. Open it again."))
    if not sitting.voice_form.is_valid():
        raise ValidationError(_("Say who told you what you found out."))
    voice = sitting.voice_form.voice
    claims = [_said(fact, value, voice.quote) for fact, value in {**changed, **again}.items() if value]
    gone = [said for fact, value in changed.items() if not value for said in sitting.open.standing.live.get(fact, ())]
    return Finding(voice, tuple(claims), tuple(gone))


def _said(fact, value, quote):
    return Claim(fact, detail=value, quote=quote) if fact in KEPT_WHOLE else Claim(fact, value, quote=quote)


@transaction.atomic
def decide(reports, outcome, *, by, on, reply="", found=None):
    """Decide reports about one program in one action, with the Finding, if there is one. Returns the action.

    Raises ValidationError when one of them was decided meanwhile, or as record does.
    """
    waiting = _still_open(Report, reports)
    program = waiting[0].program
    action = act(Action.Kind.DECIDE, program=program, by=by, note=str(Report.Outcome(outcome).label))
    if found:
        _record(program, found, on=on, by=by, action=action)
    for one in waiting:
        one.outcome, one.reply, one.decided_in = outcome, reply, action
        one.save(update_fields=["outcome", "reply", "decided_in"])
    return action


def accept(proposal, *, by, on, voice):
    """Take over what a program's staff proposed, by the voice of the curator's own check. Returns the action."""
    found = None if proposal.fact == "name" else Finding(voice, (_claim(proposal),))
    with transaction.atomic():
        (waiting,) = _still_open(ProposedChange, [proposal])
        action = act(Action.Kind.DECIDE, program=waiting.program, by=by, note=_("Accepted what the staff proposed."))
        if found:
            _record(waiting.program, found, on=on, by=by, action=action)
        else:
            rename(waiting.program, waiting.detail["name"], action=action)
        _close(waiting, action, accepted=True)
    return action


@transaction.atomic
def decline(proposal, reason, *, by):
    """Leave things as they are, and keep why. Returns the action."""
    (waiting,) = _still_open(ProposedChange, [proposal])
    action = act(Action.Kind.DECIDE, program=waiting.program, by=by, note=reason)
    _close(waiting, action, accepted=False, reason=reason)
    return action


def _still_open(model, rows):
    """Locked for this transaction; those of two curators who decide at once, the second is told."""
    locked = list(model.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows]))
    if model.objects.decided().filter(pk__in=[row.pk for row in locked]).exists():
        raise ValidationError(_("Somebody else has decided this meanwhile."))
    return locked


def _record(program, found, *, on, by, action):
    voice = found.voice
    record(
        program, found.claims, source=voice.source(), method=voice.method, said_on=voice.said_on, on=on, by=by,
        action=action,
    )  # fmt: skip
    for said in found.gone:
        retract(said, on=on, by=by, quote=voice.quote, action=action)


def _close(proposal, action, *, accepted, reason=""):
    proposal.accepted, proposal.reason, proposal.decided_in = accepted, reason, action
    proposal.save(update_fields=["accepted", "reason", "decided_in"])


def _claim(proposal):
    """The proposed columns over those that hold now: what others changed meanwhile stays."""
    detail = dict(proposal.detail)
    if proposal.fact not in KEPT_WHOLE:
        return Claim(proposal.fact, detail.get("answer", "yes"))
    held = held_detail(proposal.program, proposal.fact)
    merged = {**held, **detail}
    return Claim(proposal.fact, detail=placed(merged, held) if ADDRESS_LINES & set(detail) else merged)


def held_detail(program, fact):
    """The whole value of a section as it stands now; {} where nothing is stated."""
    behind = program.settled_from.get(fact)
    found = Assertion.objects.filter(pk=behind, answer=Assertion.Said.YES).first() if behind else None
    return dict(found.detail) if found else {}
