"""Saving one section: one action in one transaction, and nothing over what somebody else has saved meanwhile."""

from dataclasses import dataclass, field

from django.db import transaction

from ...models import Action, Assertion, Program
from ..acting import act
from ..recording import Claim, record, retract
from ..sections import KEPT_WHOLE
from .standing import Standing, belongs


@dataclass(frozen=True)
class Saved:
    action: Action
    said: list = field(default_factory=list)
    taken_back: list = field(default_factory=list)


class OutdatedError(Exception):
    """Somebody has saved this section since it was opened.

    `theirs`: its values now; `mine`: theirs with what was written here in their place; `before`: as it was opened.
    """

    def __init__(self, standing, before, theirs, mine, since):
        super().__init__()
        self.standing, self.before, self.theirs, self.mine, self.since = standing, before, theirs, mine, since


@transaction.atomic
def save(program, form, voice, *, on, by=None):
    """Record what differs from what the page showed, and what is said again; take back what is no longer stated.

    Returns Saved, or None where there was nothing to save. Raises OutdatedError, and ValidationError as record does.
    """
    program = Program.objects.select_for_update().get(pk=program.pk)
    seen = form.cleaned_data["seen"]
    before = Standing(program, on, upto=seen).values(form.facts)
    standing = Standing(program, on)
    since = [
        assertion
        for assertion in Assertion.objects.about(program).filter(pk__gt=seen).select_related("recorded_by", "action")
        if belongs(assertion.fact, form.section)
    ]
    if since:
        theirs = standing.values(form.facts)
        raise OutdatedError(standing, before, theirs, merged(before, theirs, form.stated), since)
    changed = {fact: value for fact, value in form.stated.items() if value != before[fact]}
    again = {fact: before[fact] for fact in form.again if before[fact] and fact not in changed}
    claims = [_claim(fact, value, voice.quote) for fact, value in {**changed, **again}.items() if value]
    gone = [said for fact, value in changed.items() if not value for said in standing.live.get(fact, ())]
    if not claims and not gone:
        return None
    action = act(Action.Kind.EDIT, program=program, by=by, note=voice.who)
    said = record(
        program, claims, source=voice.source(), method=voice.method, said_on=voice.said_on, on=on, by=by, action=action
    )
    for assertion in gone:
        retract(assertion, on=on, by=by, quote=voice.quote, action=action)
    if not said and not gone:
        action.delete()
        return None
    return Saved(action, said, gone)


def _claim(fact, value, quote):
    if fact in KEPT_WHOLE:
        return Claim(fact, detail=value, quote=quote)
    return Claim(fact, value, quote=quote)


def merged(before, theirs, mine):
    """Theirs, with mine where it was touched here; column by column where a section is kept as a whole."""
    together = {}
    for fact, value in mine.items():
        if isinstance(value, dict):
            together[fact] = _merged_columns(before[fact], theirs[fact], value)
        else:
            together[fact] = theirs[fact] if value == before[fact] else value
    return together


def _merged_columns(before, theirs, mine):
    columns = {
        name: theirs.get(name) if mine.get(name) == before.get(name) else mine.get(name) for name in {**theirs, **mine}
    }
    return {name: value for name, value in columns.items() if value is not None}
