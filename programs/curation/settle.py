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

from ..models import Answer, Assertion, CatalogueVersion, Program
from .sections import BY_NAME, recheck_days
from .written import write_sections

DOCUMENT_COUNTS_FOR_YEARS = 2
AT_ONCE = 200  # programs in memory, with all that was said of them
MOST_NUMBERS = 5000  # in one statement


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
    return document_counts_until(assertion.source.dated or assertion.said_on)


def document_counts_until(dated):
    """The last day on which a document of that day counts at all."""
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
    return bool(settle_all([program], on))


def settle_all(programs, on):
    """As settle(), in some twenty statements for every two hundred. Returns the numbers of the programs changed."""
    programs, changed = list(programs), set()
    for start in range(0, len(programs), AT_ONCE):
        changed |= _settle_some(programs[start : start + AT_ONCE], on)
    return changed


def _settle_some(programs, on):
    standing = _standing(programs)
    said = {number: _by_fact(rows) for number, rows in Assertion.objects.live_of_each(standing).items()}
    outcomes = {number: facts.pop("intake-outcome", []) for number, facts in said.items()}
    changed = _write_answers({number: _timelines(facts) for number, facts in said.items()})
    holdings = {
        number: {fact: answer_on(facts[fact], on) for fact in facts if fact in BY_NAME}
        for number, facts in said.items()
    }
    changed |= write_sections(standing, holdings)
    return changed | {number for number in standing if _count_promises(standing[number], outcomes[number])}


def _standing(programs):
    """{number: program} of those to settle: each that was merged gives way to the one it was merged into."""
    merged = {program.pk: program.merged_into_id for program in programs if program.merged_into_id}
    standing = {program.pk: program for program in programs if not program.merged_into_id}
    if merged:
        Answer.objects.filter(program__in=merged).delete()
        absent = sorted({*merged.values()} - standing.keys())
        standing |= {program.pk: program for program in _standing(list(_locked(absent))).values()}
    return standing


def _locked(numbers):
    return Program.objects.select_for_update().filter(pk__in=numbers).order_by("pk")


def _by_fact(assertions):
    said = defaultdict(list)
    for assertion in assertions:
        said[assertion.fact].append(assertion)
    return said


def _timelines(facts):
    return {fact: timeline(assertions) for fact, assertions in facts.items()}


def _write_answers(timelines):
    """timelines: {number: {fact: [Period]}}. Returns the numbers of the programs whose answers changed."""
    wanted = {
        (number, fact, period.starts_on): (
            period.ends_on,
            period.holding.state,
            period.holding.assertion.pk,
            period.holding.disagrees,
        )
        for number, facts in timelines.items()
        for fact, periods in facts.items()
        for period in periods
    }
    rows = Answer.objects.filter(program__in=timelines).order_by()
    stored = {
        (number, fact, starts_on): (pk, tuple(value))
        for pk, number, fact, starts_on, *value in rows.values_list(
            "pk", "program_id", "fact", "starts_on", "ends_on", "state", "assertion_id", "disagrees"
        )
    }
    stale = {key: pk for key, (pk, value) in stored.items() if wanted.get(key) != value}
    new = [key for key, value in wanted.items() if key not in stored or stored[key][1] != value]
    pks = [*stale.values()]
    for start in range(0, len(pks), MOST_NUMBERS):
        Answer.objects.filter(pk__in=pks[start : start + MOST_NUMBERS]).delete()
    Answer.objects.bulk_create(
        Answer(
            program_id=key[0], fact=key[1], starts_on=key[2],
            **dict(zip(("ends_on", "state", "assertion_id", "disagrees"), wanted[key], strict=True)),
        )
        for key in new
    )  # fmt: skip
    return {number for number, _fact, _starts_on in (*stale, *new)}


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
    turned = list(Program.objects.filter(answers__ends_on__lte=on).distinct())
    changed = settle_all(turned, on)
    if changed:
        CatalogueVersion.bump()
    return [program for program in turned if program.pk in changed]
