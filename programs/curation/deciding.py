"""What curators decide about things sent in. One action decides; taken back, the matter is open again."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..geography import gazetteer, geocoding
from ..models import Action, Assertion, ProposedChange, Report, Site
from .acting import act
from .recording import Claim, record, rename
from .sections import KEPT_WHOLE

ADDRESS_LINES = frozenset({"street", "town", "zip_code"})


@transaction.atomic
def decide(reports, outcome, *, by, on, reply="", claims: Sequence[Claim] = (), voice=None):
    """Decide reports about one program in one action, with what was found out by the curator's own `voice`.

    Returns the action. Raises ValidationError when one of them was decided meanwhile, or as record does.
    """
    waiting = _still_open(Report, reports)
    program = waiting[0].program
    action = act(Action.Kind.DECIDE, program=program, by=by, note=str(Report.Outcome(outcome).label))
    if claims:
        _record(program, claims, voice, on=on, by=by, action=action)
    for one in waiting:
        one.outcome, one.reply, one.decided_in = outcome, reply, action
        one.save(update_fields=["outcome", "reply", "decided_in"])
    return action


@transaction.atomic
def accept(proposal, *, by, on, voice):
    """Take over what a program's staff proposed, by the voice of the curator's own check. Returns the action."""
    (waiting,) = _still_open(ProposedChange, [proposal])
    program = waiting.program
    action = act(Action.Kind.DECIDE, program=program, by=by, note=_("Accepted what the staff proposed."))
    if waiting.fact == "name":
        rename(program, waiting.detail["name"], action=action)
    else:
        _record(program, [_claim(waiting)], voice, on=on, by=by, action=action)
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


def _record(program, claims, voice, **done):
    record(program, claims, source=voice.source(), method=voice.method, said_on=voice.said_on, **done)


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
    return Claim(proposal.fact, detail=placed(merged) if ADDRESS_LINES & set(detail) else merged)


def held_detail(program, fact):
    """The whole value of a section as it stands now; {} where nothing is stated."""
    behind = program.settled_from.get(fact)
    found = Assertion.objects.filter(pk=behind, answer=Assertion.Said.YES).first() if behind else None
    return dict(found.detail) if found else {}


def placed(address):
    """An address with its county and its point anew: those of the old address are not those of the new one."""
    kept = {key: address[key] for key in ("street", "suite", "town", "zip_code") if address.get(key)}
    town = gazetteer.town_of(kept.get("town", ""), kept.get("zip_code", ""))
    kept |= {"county": town.county, "town": town.name} if town else {}
    if not kept.get("street"):
        return {**kept, "withheld": bool(address.get("withheld")), "pin": Site.Pin.TOWN}
    found = geocoding.locate(kept["street"], kept.get("town", ""), kept.get("zip_code", ""))
    if found is None:
        return kept
    pin = Site.Pin.EXACT if found.exact else Site.Pin.TOWN
    return {**kept, "latitude": found.latitude, "longitude": found.longitude, "pin": pin}
