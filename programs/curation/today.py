"""What to do now: each program once, under the most pressing of the reasons to call it, the most valuable first.

First what people told us, what waits to be written in or published and where sources disagree; then first intakes that
have passed, facts past their re-check date, what documents no longer say, what nobody ever confirmed; last leads far
from any program. Within one kind: by how many facts are open, times how often the program was shown in 30 days.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum

from ..geography.neighbourhood import Neighbourhood
from ..models import (
    Action,
    Answer,
    Assertion,
    CallNote,
    LookAgain,
    Program,
    ProposedChange,
    Report,
    ShownDay,
    Site,
    measured_from,
)
from .holding import desk_number, holds
from .level import confirmed_iops

NEAR_MILES = 10
SHOWN_DAYS = 30
ASKED_BACK_DAYS = 60  # so long after a first intake somebody is still asked whether it held
NEVER = (Program.Status.WITHDRAWN,)


class Kind(StrEnum):
    """Why somebody should look at a program, the most pressing first."""

    TOLD = "told"
    NOTED = "noted"
    READY = "ready"
    DISPUTED = "disputed"
    INTAKE = "intake"
    STALE = "stale"
    LAPSED = "lapsed"
    UNCONFIRMED = "unconfirmed"
    LEAD = "lead"


ORDER = tuple(Kind)


@dataclass(frozen=True)
class Reason:
    """`count`: how many facts, dates or reports; `since`: the oldest of them, where it has a day."""

    kind: Kind
    count: int = 1
    since: date | None = None


@dataclass(frozen=True)
class Task:
    """One program and why it is worth a call; `program` is there once with_programs has fetched it."""

    program_id: int
    reasons: tuple[Reason, ...]
    shown: int = 0
    program: Any = None

    @property
    def kind(self):
        return self.reasons[0].kind

    @property
    def weight(self):
        """Open facts, times how often the program was shown."""
        return sum(reason.count for reason in self.reasons) * (1 + self.shown)


def tasks(on, moment):
    """Every Task of that moment in order, in some fifteen queries whatever the size of the catalogue.

    Left out: programs put off until a day still to come, and those on a desk that somebody holds.
    """
    desks = dict(Program.objects.exclude(status__in=NEVER).values_list("pk", desk_number()))
    busy = _held(moment, desks) | set(LookAgain.objects.waiting(on).values_list("program_id", flat=True))
    shown = _shown(on)
    reasons = defaultdict(list)
    for reasons_of in (_told, _noted, _ready, _said, _intakes, _lapsed, _leads):
        for program, reason in reasons_of(on):
            if program in desks and program not in busy:
                reasons[program].append(reason)
    found = [
        Task(program, tuple(sorted(why, key=lambda reason: ORDER.index(reason.kind))), shown.get(program, 0))
        for program, why in reasons.items()
    ]
    return sorted(found, key=_most_valuable_first)


def _most_valuable_first(task):
    return ORDER.index(task.kind), -task.weight, task.reasons[0].since or date.max, task.program_id


def with_programs(some):
    """The same tasks with their programs, in one query: for the few that a page shows."""
    programs = Program.objects.select_related("organization", "site").in_bulk([task.program_id for task in some])
    return [replace(task, program=programs[task.program_id]) for task in some]


def _held(moment, desks):
    """Programs whose desk somebody has: held themselves, or reached by the number of one that is."""
    held = {hold.program_id for hold in holds(moment)}
    numbers = {desks[program] for program in held if desks.get(program)}
    return held | {program for program, number in desks.items() if number in numbers}


def _shown(on):
    recently = ShownDay.objects.filter(on__gt=on - timedelta(days=SHOWN_DAYS), on__lte=on)
    return dict(recently.order_by().values_list("program_id").annotate(Sum("times")))


def _told(on):
    days = defaultdict(list)
    for sent, day in ((Report, "made_on"), (ProposedChange, "made_at__date")):
        for program, made_on in sent.objects.open().order_by().values_list("program_id", day):
            days[program].append(made_on)
    for program, made in days.items():
        yield program, Reason(Kind.TOLD, len(made), min(made))


def _noted(on):
    for program, count in CallNote.objects.open().order_by().values_list("program_id").annotate(Count("pk")):
        yield program, Reason(Kind.NOTED, count)


def ready(on):
    """Leads that somebody who can know calls an intensive outpatient program: a lead curator may publish them."""
    return Program.objects.leads().filter(Exists(confirmed_iops(on).filter(program=OuterRef("pk"))))


def _ready(on):
    for program in ready(on).order_by().values_list("pk", flat=True):
        yield program, Reason(Kind.READY)


def _said(on):
    """What disagrees, what is past its re-check date, and whom nobody ever confirmed anything of."""
    confirming = Q(assertion__method__in=Assertion.CONFIRMING)
    stale = confirming & Q(state__in=(Answer.State.LISTED, Answer.State.DOUBTED), disagrees=False)
    rows = (
        Answer.objects.holding(on)
        .filter(program__in=Program.objects.published())
        .order_by()
        .values_list("program_id")
        .annotate(
            disputed=Count("pk", filter=Q(disagrees=True)),
            stale=Count("pk", filter=stale),
            since=Min("assertion__said_on", filter=stale),
            confirmed=Count("pk", filter=confirming),
        )
    )
    unconfirmed = set(Program.objects.published().values_list("pk", flat=True))
    for program, disputed, past, since, confirmed in rows:
        if disputed:
            yield program, Reason(Kind.DISPUTED, disputed)
        if past:
            yield program, Reason(Kind.STALE, past, since)
        if confirmed:
            unconfirmed.discard(program)
    for program in unconfirmed:
        yield program, Reason(Kind.UNCONFIRMED)


def unasked_intakes(on, **of):
    """program -> the first intakes that were promised, have passed, and of which nobody has said whether they held.

    A date counts where it was still the program's word on its day. `of`: conditions on Answer, such as `program=`.
    """
    earliest = on - timedelta(days=ASKED_BACK_DAYS)
    promised = Answer.objects.filter(fact="intake", starts_on__lte=on, **of).filter(
        Q(ends_on=None) | Q(ends_on__gt=earliest)
    )
    asked = {
        (outcome.program_id, outcome.detail["date"])
        for outcome in Assertion.objects.filter(fact="intake-outcome", **of).live()
        if outcome.is_confirming
    }
    found = defaultdict(set)
    rows = promised.values_list("program_id", "starts_on", "ends_on", "assertion__detail__dates")
    for program, starts_on, ends_on, dates in rows:
        for claimed in dates or ():
            day = date.fromisoformat(claimed["date"])
            held_then = starts_on <= day and (ends_on is None or day < ends_on)
            if earliest <= day < on and held_then and (program, claimed["date"]) not in asked:
                found[program].add(day)
    return {program: sorted(days) for program, days in found.items()}


def _intakes(on):
    public = Program.objects.published()
    for program, days in unasked_intakes(on, program__in=public).items():
        yield program, Reason(Kind.INTAKE, len(days), days[0])


def _lapsed(on):
    """Facts that only a document said which is too old by now, or whose row is gone from the newer edition."""
    holding = Answer.objects.holding(on).filter(program=OuterRef("program"), fact=OuterRef("fact"))
    by_a_person = ~Q(action__kind=Action.Kind.IMPORT) & Q(recorded_by__isnull=False)
    taken_back = Assertion.objects.filter(by_a_person, retracts=OuterRef("pk"))
    rows = (
        Assertion.objects.filter(method__in=Assertion.LISTING, program__in=Program.objects.published())
        .exclude(answer=Assertion.Said.RETRACTED)
        .filter(~Exists(holding), ~Exists(taken_back))
        .order_by()
    )
    for program, count in rows.values_list("program_id").annotate(Count("fact", distinct=True)):
        yield program, Reason(Kind.LAPSED, count)


def points(programs):
    """program -> where it is measured from, for those of a queryset that have a place; in one query."""
    columns = (f"site__{name}" for name in Site.MEASURED_FROM)
    placed = {pk: measured_from(*where) for pk, *where in programs.order_by().values_list("pk", *columns)}
    return {pk: point for pk, (point, _about) in placed.items() if point}


def nearest_programs(leads):
    """lead -> miles to the nearest published program, None where none is within NEAR_MILES; in two queries.

    A lead without a place is not in it: nothing can be said of what is near.
    """
    around = Neighbourhood(list(points(Program.objects.published()).values()), NEAR_MILES)
    return {lead: around.nearest(point) for lead, point in points(leads).items()}


def _leads(on):
    for lead, miles in nearest_programs(Program.objects.leads()).items():
        if miles is None:
            yield lead, Reason(Kind.LEAD)
