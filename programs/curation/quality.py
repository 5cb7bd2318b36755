"""How true the directory is, in numbers: of every fact of every public program, how many stand how.

A fact is a section kept as a whole, or one term of its vocabularies. *Stale*: somebody who can know said so once, and
the re-check date has passed. *Listed*: a document says so, or those who can know disagree. *Not stated*: nobody said.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Count, Sum

from ..models import Answer, Assertion, Program, QualityDay, Term
from .sections import KEPT_WHOLE, SECTIONS, section_of

CONFIRMED = (Answer.State.CONFIRMED_YES, Answer.State.CONFIRMED_NO)
# Its outcomes are counted as promises kept and broken, not as answers.
COUNTED = tuple(section for section in SECTIONS if section.name != "intake-outcome")
WHOLE_STATE = ""


@dataclass(frozen=True)
class Counted:
    confirmed: int = 0
    listed: int = 0
    stale: int = 0
    not_stated: int = 0

    def __add__(self, other):
        return Counted(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(Counted)))

    @property
    def stated(self):
        return self.confirmed + self.listed + self.stale

    @property
    def facts(self):
        return self.stated + self.not_stated

    def share(self, part, of="facts"):
        """Per cent, a whole number; 0 of nothing."""
        whole = getattr(self, of)
        return round(100 * getattr(self, part) / whole) if whole else 0


@dataclass(frozen=True)
class Promises:
    kept: int
    broken: int

    @property
    def share(self):
        """Per cent of the intake dates that held; None where none was ever looked at."""
        made = self.kept + self.broken
        return round(100 * self.kept / made) if made else None


def count(on):
    """(county, section name) -> Counted, the county "" for the whole state; in three queries."""
    programs = _programs()
    terms = Counter(Term.objects.values_list("vocabulary", flat=True))
    states = _states(on)
    counted = {}
    for county, number in programs.items():
        for section in COUNTED:
            asked = number * _facts_in(section, terms)
            known = states[county, section.name]
            counted[county, section.name] = Counted(**known, not_stated=asked - sum(known.values()))
    return counted


def _programs():
    """County -> public programs; "" for all. One without an address is of the state only."""
    rows = Program.objects.published().order_by().values_list("site__county").annotate(Count("pk"))
    programs = Counter({county: number for county, number in rows if county})
    programs[WHOLE_STATE] = sum(number for _county, number in rows)
    return programs


def _facts_in(section, terms):
    return (section.name in KEPT_WHOLE) + sum(terms[vocabulary] for vocabulary in section.vocabularies)


def _states(on):
    rows = (
        Answer.objects.holding(on)
        .filter(program__in=Program.objects.published())
        .order_by()
        .values_list("program__site__county", "fact", "state", "assertion__method", "disagrees")
        .annotate(Count("pk"))
    )
    states = defaultdict(Counter)
    for county, fact, state, method, disagrees, number in rows:
        section, stands = section_of(fact).name, _stands(state, method, disagrees)
        for place in {county or WHOLE_STATE, WHOLE_STATE}:
            states[place, section][stands] += number
    return states


def _stands(state, method, disagrees):
    if state in CONFIRMED:
        return "confirmed"
    return "stale" if method in Assertion.CONFIRMING and not disagrees else "listed"


def promises():
    """Of the first intake dates that public programs gave, how many held."""
    summed = Program.objects.published().aggregate(kept=Sum("intakes_kept"), broken=Sum("intakes_broken"))
    return Promises(summed["kept"] or 0, summed["broken"] or 0)


@transaction.atomic
def store(on):
    """Keep the counts of a day; counting the same day again replaces them. Returns how many rows it has."""
    QualityDay.objects.filter(on=on).delete()
    rows = [
        QualityDay(on=on, county=county, section=section, **{part.name: getattr(one, part.name) for part in PARTS})
        for (county, section), one in count(on).items()
    ]
    return len(QualityDay.objects.bulk_create(rows))


PARTS = fields(Counted)


def total(counted, county=WHOLE_STATE):
    """All sections of one county together."""
    return sum((one for (place, _section), one in counted.items() if place == county), Counted())


def over_time(before, days=365):
    """[(day, Counted)], oldest first: the state’s totals of the last so many stored days before that one."""
    sums = {part.name: Sum(part.name) for part in PARTS}
    rows = (
        QualityDay.objects.filter(county=WHOLE_STATE, on__lt=before)
        .order_by("-on")
        .values_list("on")
        .annotate(**sums)[:days]
    )
    return [(day, Counted(*parts)) for day, *parts in reversed(rows)]
