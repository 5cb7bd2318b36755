"""Who can take a person that leaves inpatient care on a day: fit, non-fit and what is not known, by the earliest date.

The patient's needs are an argument here and nowhere kept. No score, and no verdict on a level of care.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Assertion, IntakeDate, Program
from ..search import Match, Need, judge
from ..search.engine import PAGE_SIZE, Search, explain
from ..search.ranking import KEPT
from .declines import DECLINES
from .offers import NO_RECORD, Offer, Record, in_order


class Leaving(models.TextChoices):
    """The level of care that a person leaves."""

    INPATIENT = "inpatient", _("Inpatient psychiatric care")
    RESIDENTIAL = "residential", _("Residential treatment")
    PARTIAL = "partial-hospital", _("Partial hospital (PHP)")
    EMERGENCY = "emergency", _("Emergency department")


@dataclass(frozen=True)
class StepDown:
    """need: the search, as anywhere. declines: codes of what the patient cannot accept."""

    need: Need
    leaving_on: date
    leaving: str = Leaving.INPATIENT
    declines: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sentence:
    """One thing about a program: by whose word, when, in which of its own words; or what to ask."""

    text: str
    source: str = ""
    said_on: date | None = None
    quote: str = ""
    question: str = ""
    disagrees: bool = False
    is_listed: bool = False


@dataclass(frozen=True)
class Lists:
    """What is known to fit, what is known not to, and what somebody must ask."""

    meets: list[Sentence] = field(default_factory=list)
    conflicts: list[Sentence] = field(default_factory=list)
    not_stated: list[Sentence] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """One program of the list. `window` is 7, 30 or None; `lapsed` says that it named a date which no longer counts."""

    match: Match
    offer: Offer
    window: int | None
    lapsed: bool
    lists: Lists
    clinician_phone: Any = ""


@dataclass(frozen=True)
class Found:
    step_down: StepDown
    total: int
    page: int
    pages: int
    placed: list[Placed]


def look(step_down, catalogue, *, page=1):
    """The page of programs for one person, in five queries whatever the size of the catalogue."""
    run = Search(step_down.need, catalogue)
    records = [catalogue.programs[number] for number in run.first(run.remaining.bit_count())]
    offers = in_order(_offers(step_down, catalogue, records))
    pages = max(1, -(-len(offers) // PAGE_SIZE))
    page = min(max(1, page), pages)
    shown = [(records[offer.place], offer) for offer in offers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    return Found(step_down, len(offers), page, pages, _placed(step_down, catalogue, shown))


def look_at(step_down, catalogue, records):
    """The Placed of programs looked at by name, in their order: whatever they do not meet is said too."""
    offers = _offers(step_down, catalogue, records)
    return _placed(step_down, catalogue, list(zip(records, offers, strict=True)))


def _offers(step_down, catalogue, records):
    named, made = _dates(records, catalogue.as_of), _records(records)
    return [
        Offer(place, _first_open(step_down, catalogue, record, named.get(record.pk)), made.get(record.pk, NO_RECORD))
        for place, record in enumerate(records)
    ]


def _dates(records, on):
    """program -> [(track name or "", day)]: dates that are still to come, under a claim that still holds."""
    holding = {record.pk for record in records if _holds(record)}
    named = defaultdict(list)
    rows = IntakeDate.objects.filter(date__gte=on).order_by("date").values_list("program_id", "track_name", "date")
    for program, track, day in rows:
        if program in holding:
            named[program].append((track, day))
    return named


def _holds(record):
    claim = record.facts.get("intake")
    return bool(claim) and claim.state == "confirmed-yes"


def _first_open(step_down, catalogue, record, named):
    """(track name or "", day): the earliest named, from the day of leaving on, of a track this person could attend."""
    if not named:
        return None
    fitting = {track.name for track in record.tracks if may_attend(step_down.need, catalogue, record, track)}
    days = [day for track, day in named if day >= step_down.leaving_on and (track in fitting if track else True)]
    return min(days, default=None)


def may_attend(need, catalogue, record, track):
    """Whether all that is asked of one and the same track may hold on this one."""
    fits = explain(need, catalogue, record, track)
    asked = [fits[criterion.name] for criterion, _ in need.asked if criterion.of_tracks]
    return all(fit.verdict in KEPT[need.known] for fit in asked)


def _records(records):
    """program -> its Record, of those whose dates anybody has judged."""
    tallies = Program.objects.filter(Q(intakes_kept__gt=0) | Q(intakes_broken__gt=0)).values_list(
        "pk", "intakes_kept", "intakes_broken"
    )
    wanted = {record.pk for record in records}
    return {pk: Record(kept, broken) for pk, kept, broken in tallies if pk in wanted}


RULES = ("exclusions", "prior_level", "clinician_phone")


def _own_rules(pks):
    """program -> what it says itself of whom it takes, as columns, and who said it: (values, Assertion or None)."""
    programs = Program.objects.filter(pk__in=pks).values("pk", "settled_from", *RULES)
    rows = {row["pk"]: row for row in programs}
    behind = [row["settled_from"].get("getting-in") for row in rows.values()]
    said = Assertion.objects.select_related("source").in_bulk([pk for pk in behind if pk])
    return {pk: (row, said.get(row["settled_from"].get("getting-in"))) for pk, row in rows.items()}


def _placed(step_down, catalogue, shown):
    pks = [record.pk for record, _ in shown]
    rules, days = _own_rules(pks), _days_to_intake(pks)
    return [
        _place(step_down, judge(step_down.need, catalogue, record), _with_days(offer, days.get(record.pk)), rules)
        for record, offer in shown
    ]


def _days_to_intake(pks):
    """program -> days from a call to the intake that came of it, as far as anybody who can know has told both."""
    days = defaultdict(list)
    for said in Assertion.objects.filter(program__in=pks, fact="intake-outcome").live():
        if said.is_confirming and said.answer == Assertion.Said.YES and "called_on" in said.detail:
            called, came = (date.fromisoformat(said.detail[name]) for name in ("called_on", "date"))
            days[said.program_id].append((came - called).days)
    return days


def _with_days(offer, days):
    return replace(offer, record=replace(offer.record, days_to_intake=tuple(days))) if days else offer


def _place(step_down, match, offer, rules):
    columns, said = rules[match.record.pk]
    return Placed(
        match=replace(match, number=offer.place + 1),
        offer=offer,
        window=offer.window(step_down.leaving_on),
        lapsed="intake" in match.record.facts and not _holds(match.record),
        lists=_lists(step_down, match, columns, said),
        clinician_phone=columns["clinician_phone"],
    )


def _lists(step_down, match, columns, said):
    lists = Lists()
    for fit in match.fits.values():
        for part in fit.parts or (fit,):
            _list_of(lists, part.verdict).append(_sentence(part))
    for decline in (DECLINES[code] for code in sorted(step_down.declines)):
        verdict, sentence = decline.judge(match.record, match.track)
        if verdict:
            _list_of(lists, verdict).append(Sentence(**sentence))
    lists.not_stated.extend(_unjudged(columns, said))
    return lists


def _list_of(lists, verdict):
    return {"met": lists.meets, "listed": lists.meets, "unmet": lists.conflicts}.get(verdict, lists.not_stated)


def _sentence(fit):
    return Sentence(
        fit.reason, fit.source, fit.said_on, fit.quote, fit.question, fit.disagrees, is_listed=fit.verdict == "listed"
    )


def _unjudged(columns, said):
    """The program's own rules on admission. Whether they hold of this patient, people judge, not the finder."""
    for column, text, question in (
        ("exclusions", _("Its own rule on who cannot be admitted"), _("Does this patient fall under it?")),
        ("prior_level", _("Its own rule on the level of care before"), _("Does the level being left count?")),
    ):
        if columns[column]:
            source = said.source.name if said else ""
            yield Sentence(str(text), source, said.said_on if said else None, columns[column], str(question))
