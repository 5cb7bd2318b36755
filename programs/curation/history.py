"""What was said and done about a program, newest first, and what each thing made of what was there before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Action, Assertion, Organization, Program, Term
from .sections import BY_NAME
from .values import compared, label_of, lines, pieces

NOT_COLUMNS = {"organization_id": _("Organization"), "merged_into_id": _("Merged into")}


@dataclass(frozen=True)
class Change:
    """One fact or column, and its lines word by word. `lines` is empty where the same was only said again."""

    label: str
    lines: list
    assertion: Any = None
    is_live: bool = False

    @property
    def is_retraction(self):
        return bool(self.assertion and self.assertion.retracts_id)


@dataclass
class Entry:
    """What belongs together: an action, or what one source said in one go before there were actions."""

    at: datetime
    by: Any = None
    action: Any = None
    assertion: Any = None
    changes: list = field(default_factory=list)


def entries(program):
    """Every Entry of a program, newest first; in six queries, however much was said."""
    labels = {term.fact: term.label for term in Term.objects.all()}
    about = Assertion.objects.about(program)
    rows = list(about.select_related("source", "recorded_by", "action__by").order_by("recorded_at", "pk"))
    live = {assertion.pk for assertion in about.live()}
    told = {row.pk: change for row, change in zip(rows, _replayed(rows, live, labels), strict=True)}
    entries = [
        Entry(group[0].recorded_at, group[0].recorded_by, assertion=group[0], changes=[told[row.pk] for row in group])
        for group in (list(group) for _key, group in groupby((r for r in rows if not r.action_id), key=_in_one_go))
    ]
    entries += _acted(program, rows, told)
    return sorted(entries, key=lambda entry: (entry.at, entry.action.pk if entry.action else 0), reverse=True)


def _in_one_go(assertion):
    moment = assertion.recorded_at.replace(second=0, microsecond=0)
    return moment, assertion.source_id, assertion.method, assertion.said_on, assertion.recorded_by_id


def _acted(program, rows, told):
    by_action = defaultdict(list)
    for row in rows:
        if row.action_id:
            by_action[row.action_id].append(row)
    mine = Action.objects.filter(program=program) | Action.objects.filter(pk__in=by_action)
    # An action on several programs names none of them, but keeps what it changed under their numbers.
    mine |= Action.objects.filter(program=None, changes__has_key=str(program.pk))
    names = _names(program, mine)
    for action in mine.select_related("by", "undoes", "undoing").distinct():
        said = by_action.get(action.pk, [])
        changes = [
            _column(name, change[0], change[1], names)
            for name, change in action.changes.get(str(program.pk), {}).items()
        ]
        yield Entry(
            action.at, action.by, action, said[0] if said else None, [*changes, *(told[row.pk] for row in said)]
        )


def _names(program, actions):
    """Names of organizations and programs that columns name by number."""
    changed = [action.changes.get(str(program.pk), {}) for action in actions]
    numbers = {name: {n for change in changed for n in change.get(name, ()) if n} for name in NOT_COLUMNS}
    return {
        "organization_id": dict(
            Organization.objects.filter(pk__in=numbers["organization_id"]).values_list("pk", "name")
        ),
        "merged_into_id": dict(Program.objects.filter(pk__in=numbers["merged_into_id"]).values_list("pk", "name")),
    }


def _column(name, before, after, names):
    label = NOT_COLUMNS.get(name) or label_of(name)
    known = names.get(name) or dict(Program.Status.choices if name == "status" else ())
    was, became = (str(known.get(value, value or "")) for value in (before, after))
    return Change(str(label), [("", pieces(was, became))])


def _replayed(rows, live, labels):
    """A Change for each assertion, in the order in which they were made: what stood last, and what stands then."""
    standing = defaultdict(list)  # fact -> what had been said and not taken back at that moment, oldest first
    by_number = {row.pk: row for row in rows}
    for row in rows:
        said = standing[row.fact]
        before = said[-1] if said else None
        if row.retracts_id:
            _take_back(row.retracts_id, said, by_number)
        else:
            said.append(row)
        after = said[-1] if said else None
        yield Change(
            labels.get(row.fact) or (str(BY_NAME[row.fact].label) if row.fact in BY_NAME else row.fact),
            compared(_lines(before), _lines(after)), row, row.pk in live,
        )  # fmt: skip


def _take_back(number, said, by_number):
    """Strike what a retraction names; one that names a retraction puts back what that one struck, and so on down."""
    target = by_number.get(number)
    if target is None:
        return
    if target.answer != Assertion.Said.RETRACTED:
        said[:] = [row for row in said if row.pk != target.pk]
        return
    restored, strikes = target, 0
    while restored.retracts_id:
        restored, strikes = by_number[restored.retracts_id], strikes + 1
    if strikes % 2 and restored not in said:
        said.append(restored)
        said.sort(key=lambda row: row.pk)
    elif not strikes % 2:
        said[:] = [row for row in said if row.pk != restored.pk]


def _lines(assertion):
    return lines(assertion.fact, assertion.answer, assertion.detail) if assertion else {}
