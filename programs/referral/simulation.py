"""How many calls until somebody has a real intake? Honest, lazy and lying programs, three ways to order the list.

A model, not a measurement: its numbers compare the three orders with each other in worlds that are alike, and say
nothing about how many programs in Massachusetts are honest.

* An honest program names its true next opening, once a week. A lazy one does so now and then, and its claim lapses
  after a week. A lying one names tomorrow, every week, whatever is true.
* Everybody's true wait wanders between a few days and some weeks.
* Each day some people leave inpatient care. Each calls down the list until a program has an intake within a week, and
  leaves programs for last that themselves name a later day, which the two dated orders show and distance does not.
* A part of them report whether a date that was named held. Only those reports make a record.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from statistics import mean

from .offers import Offer, Record, in_order

CLAIM_HOLDS_DAYS = 7
SOON_DAYS = 7
GIVES_UP_AFTER = 15
HONEST, LAZY, LYING = "honest", "lazy", "lying"
ORDERS = ("distance", "claimed date", "kept promises")
STARTS_ON = date(2026, 1, 1)


@dataclass(frozen=True)
class World:
    """Shares add up to 1 with the honest ones. `reported` is the chance that a caller tells us what happened."""

    lazy: float
    lying: float
    programs: int = 40
    days: int = 120
    leaving_a_day: int = 2
    reported: float = 0.3
    slips: float = 0.03  # chance that an honest date falls through

    @property
    def honest(self):
        return 1 - self.lazy - self.lying


@dataclass
class Simulated:
    kind: str
    wait: float
    told_every: int
    told_on: int
    claim: int | None = None
    claimed_on: int = -CLAIM_HOLDS_DAYS - 1
    kept: int = 0
    broken: int = 0
    judged: set = field(default_factory=set)

    def live(self, day, chance):
        """A day passes: the wait wanders, and the program may name a date."""
        self.wait = min(45.0, max(1.0, self.wait + chance.gauss(0, 1.5)))
        if (day - self.told_on) % self.told_every == 0:
            self.claim = day + (1 if self.kind == LYING else round(self.wait))
            self.claimed_on = day

    def named(self, day):
        """The day it names, while the claim holds and the day has not passed."""
        if self.claim is None or self.claim < day or day - self.claimed_on > CLAIM_HOLDS_DAYS:
            return None
        return self.claim


@dataclass(frozen=True)
class Outcome:
    """Over all who left: calls each (those who gave up count what they made), and the share who gave up."""

    calls: float
    gave_up: float


def simulate(world, order, seed):
    """The Outcome of one world in which everybody goes by one of ORDERS. The same seed gives the same world."""
    # The dice of a model, no secret.
    chance, callers = Random(f"{seed} world"), Random(f"{seed} {order}")  # nosec B311
    programs = [_program(world, number, chance) for number in range(world.programs)]
    calls, gave_up = [], 0
    for day in range(world.days):
        for program in programs:
            program.live(day, chance)
        for _ in range(world.leaving_a_day):
            near_first = chance.sample(programs, len(programs))
            made, found = _call_down(world, _listed(near_first, order, day), day, callers)
            calls.append(made)
            gave_up += not found
    return Outcome(mean(calls), gave_up / len(calls))


def _program(world, number, chance):
    share = (number + 0.5) / world.programs
    kind = LYING if share < world.lying else LAZY if share < world.lying + world.lazy else HONEST
    every = 40 if kind == LAZY else 7
    return Simulated(kind, chance.uniform(2, 30), every, chance.randrange(every))


def _call_down(world, programs, day, callers):
    for made, program in enumerate(programs[:GIVES_UP_AFTER], 1):
        held = program.kind != LYING and callers.random() >= world.slips
        has_intake = program.wait <= SOON_DAYS and (held or program.kind == LYING)
        _tell(world, program, held, day, callers)
        if has_intake:
            return made, True
    return GIVES_UP_AFTER, False


def _tell(world, program, held, day, callers):
    """One date is judged once, however many ask for it."""
    named = program.named(day)
    if named is None or program.claimed_on in program.judged or callers.random() >= world.reported:
        return
    program.judged.add(program.claimed_on)
    program.kept += held
    program.broken += not held


def _listed(near_first, order, day):
    if order == "distance":
        return near_first
    offers = [
        Offer(place, _date(program.named(day)), Record(program.kept, program.broken))
        for place, program in enumerate(near_first)
    ]
    if order == "claimed date":
        ranked = sorted(offers, key=lambda offer: (offer.day or date.max, offer.place))
    else:
        ranked = in_order(offers)
    too_late = [offer for offer in ranked if offer.day and offer.day > _date(day + SOON_DAYS)]
    return [near_first[offer.place] for offer in [*(o for o in ranked if o not in too_late), *too_late]]


def _date(day):
    return None if day is None else STARTS_ON + timedelta(days=day)


def grid(seed, steps=(0.0, 0.25, 0.5, 0.75), worlds=5):
    """[(World, {order: Outcome})] over shares of lazy and lying programs, each the mean of several worlds."""
    shares = [(lazy, lying) for lying in steps for lazy in steps if lazy + lying <= 1]
    return [(World(lazy, lying), _compared(World(lazy, lying), seed, worlds)) for lazy, lying in shares]


def _compared(world, seed, worlds):
    compared = {}
    for order in ORDERS:
        outcomes = [simulate(world, order, f"{seed}.{number}") for number in range(worlds)]
        compared[order] = Outcome(mean(o.calls for o in outcomes), mean(o.gave_up for o in outcomes))
    return compared
