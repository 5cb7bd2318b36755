"""From assertions to answers: which answer holds, on which days, by whose word.

The rules are those of the evidence model: a confirming answer holds until its re-check date and is listed after it; a
document is listed until it is 24 months old and nothing after; two voices that confirm different things in the same
period leave a fact listed, in dispute.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction

from ..models import (
    WEEKDAY_CODES,
    Answer,
    Assertion,
    CatalogueVersion,
    IntakeDate,
    Program,
    Session,
    Site,
    Track,
    address_key,
)
from .sections import BY_NAME, recheck_days

DOCUMENT_COUNTS_FOR_YEARS = 2


@dataclass(frozen=True)
class Holding:
    state: str
    assertion: Assertion
    disagrees: bool = False


@dataclass(frozen=True)
class Period:
    """A holding from one day up to, not including, another; no end means until somebody says more."""

    holding: Holding
    starts_on: date
    ends_on: date | None


def fresh_until(assertion):
    """The last day on which a confirming answer is within its re-check period."""
    return assertion.said_on + timedelta(days=recheck_days(assertion.fact))


def counts_until(assertion):
    """The last day on which a document counts at all: 24 months after its own date, or its first import's."""
    dated = assertion.source.dated or assertion.said_on
    try:
        return dated.replace(year=dated.year + DOCUMENT_COUNTS_FOR_YEARS)
    except ValueError:  # 29 February
        return dated.replace(year=dated.year + DOCUMENT_COUNTS_FOR_YEARS, day=28)


def says_the_same(one, other):
    return (one.answer, one.detail) == (other.answer, other.detail)


def _newest_of_each_voice(said, on):
    newest = {}
    for assertion in sorted(said, key=lambda a: (a.said_on, a.recorded_at, a.pk or 0)):
        if assertion.said_on <= on and assertion.method != Assertion.Method.VISITOR:
            newest[assertion.source.voice] = assertion
    return list(newest.values())


def answer_on(said, on):
    """The Holding of one fact on one day, from its live assertions; None where nothing counts."""
    voices = _newest_of_each_voice(said, on)
    confirming = [a for a in voices if a.is_confirming and on <= fresh_until(a)]
    counting = confirming or [a for a in voices if a.is_confirming or on <= counts_until(a)]
    if not counting:
        return None
    last = max(counting, key=lambda a: (a.said_on, a.is_confirming, a.recorded_at, a.pk or 0))
    disagrees = not all(says_the_same(a, last) for a in counting)
    yes = last.answer == Assertion.Said.YES
    if confirming and disagrees:
        return Holding(Answer.State.LISTED, last, disagrees=True)
    if confirming:
        return Holding(Answer.State.CONFIRMED_YES if yes else Answer.State.CONFIRMED_NO, last)
    return Holding(Answer.State.LISTED if yes else Answer.State.DOUBTED, last, disagrees)


def timeline(said):
    """Every Period of one fact, from the first day anybody said something. Days with no period: not stated."""
    day = timedelta(days=1)
    turns = {a.said_on for a in said}
    turns |= {fresh_until(a) + day for a in said if a.is_confirming}
    turns |= {counts_until(a) + day for a in said if not a.is_confirming}
    periods = []
    for starts_on, ends_on in pairwise([*sorted(turns), None]):
        holding = answer_on(said, starts_on)
        if periods and periods[-1].holding == holding and periods[-1].ends_on == starts_on:
            periods[-1] = Period(holding, periods[-1].starts_on, ends_on)
        elif holding:
            periods.append(Period(holding, starts_on, ends_on))
    return periods


def settle(program, on):
    """Write the answers of one program, and the columns, tracks and dates that hold on that day.

    Inside the caller's transaction. Writes only what differs, so settling twice changes nothing. Returns whether
    anything did. A program that was merged into another has no answers of its own: the other one is settled, from
    what was said of both.
    """
    if program.merged_into_id:
        program.answers.all().delete()
        return settle(Program.objects.select_for_update().get(pk=program.merged_into_id), on)
    said = defaultdict(list)
    for assertion in Assertion.objects.about(program).live():
        said[assertion.fact].append(assertion)
    outcomes = said.pop("intake-outcome", [])
    changed = _write_answers(program, {fact: timeline(assertions) for fact, assertions in said.items()})
    changed |= _write_columns(program, {fact: answer_on(said[fact], on) for fact in said if fact in BY_NAME})
    return _count_promises(program, outcomes) or changed


def _write_answers(program, timelines):
    wanted = {
        (fact, period.starts_on): (
            period.ends_on,
            period.holding.state,
            period.holding.assertion.pk,
            period.holding.disagrees,
        )
        for fact, periods in timelines.items()
        for period in periods
    }
    stored = {
        (answer.fact, answer.starts_on): (
            answer.pk,
            (answer.ends_on, answer.state, answer.assertion_id, answer.disagrees),
        )
        for answer in program.answers.all()
    }
    stale = [pk for key, (pk, value) in stored.items() if wanted.get(key) != value]
    new = [key for key, value in wanted.items() if key not in stored or stored[key][1] != value]
    Answer.objects.filter(pk__in=stale).delete()
    Answer.objects.bulk_create(
        Answer(
            program=program, fact=fact, starts_on=starts_on,
            **dict(zip(("ends_on", "state", "assertion_id", "disagrees"), wanted[fact, starts_on], strict=True)),
        )
        for fact, starts_on in new
    )  # fmt: skip
    return bool(stale or new)


def _write_columns(program, holdings):
    """Sections kept as a whole: written when another assertion than last time stands behind them."""
    behind = {fact: holding.assertion for fact, holding in holdings.items() if holding}
    changed = False
    for fact in {*behind, *program.settled_from}:
        assertion = behind.get(fact)
        if program.settled_from.get(fact) == (assertion and assertion.pk):
            continue
        detail = assertion.detail if assertion and assertion.answer == Assertion.Said.YES else {}
        for column in BY_NAME[fact].columns:
            setattr(program, column, detail.get(column, ""))
        if fact in WRITERS:
            WRITERS[fact](program, detail)
        changed = True
    if changed:
        program.settled_from = {fact: assertion.pk for fact, assertion in behind.items()}
        program.save()
    return changed


def _write_address(program, detail):
    if not detail:
        program.site = None
        return
    fields = {
        name: detail.get(name, default)
        for name, default in (
            ("street", ""), ("town", ""), ("postal_city", ""), ("zip_code", ""), ("county", ""),
            ("latitude", None), ("longitude", None), ("pin", Site.Pin.NONE), ("withheld", False),
        )
    }  # fmt: skip
    place = fields["zip_code"] or fields["town"].lower()
    program.site, _ = Site.objects.update_or_create(
        key=address_key(fields["street"], place, program.name), defaults=fields
    )


def _write_schedule(program, detail):
    program.tracks.all().delete()
    for position, stated in enumerate(detail.get("tracks", [])):
        columns = {name: value for name, value in stated.items() if name != "sessions"}
        track = Track.objects.create(program=program, position=position, **columns)
        Session.objects.bulk_create(
            Session(
                track=track, weekday=WEEKDAY_CODES.index(block["weekday"]), starts=block["starts"], ends=block["ends"]
            )
            for block in stated.get("sessions", [])
        )


def _write_intake(program, detail):
    program.intake_dates.all().delete()
    IntakeDate.objects.bulk_create(
        IntakeDate(program=program, track_name=claimed.get("track", ""), date=claimed["date"])
        for claimed in detail.get("dates", [])
    )


WRITERS = {"address": _write_address, "schedule": _write_schedule, "intake": _write_intake}


def _count_promises(program, outcomes):
    """Of the intake dates claimed, how many held, by the word of people who can know; the last word for each date.

    A program's own staff may say that a date did not hold. That it did, somebody else has to say: nobody makes their
    own record.
    """
    last = {}
    for outcome in sorted(outcomes, key=lambda a: (a.said_on, a.recorded_at, a.pk)):
        held = outcome.answer == Assertion.Said.YES
        if outcome.is_confirming and not (held and outcome.method == Assertion.Method.STAFF):
            last[outcome.source.voice, outcome.detail["date"]] = held
    kept, broken = sum(last.values()), len(last) - sum(last.values())
    if (program.intakes_kept, program.intakes_broken) == (kept, broken):
        return False
    program.intakes_kept, program.intakes_broken = kept, broken
    program.save(update_fields=["intakes_kept", "intakes_broken"])
    return True


@transaction.atomic
def settle_due(on):
    """Settle again every program whose answers have turned by that day. Run daily; returns the programs changed."""
    turned = Program.objects.filter(answers__ends_on__lte=on).distinct()
    changed = [program for program in turned if settle(program, on)]
    if changed:
        CatalogueVersion.bump()
    return changed
