"""Where nothing is found, or little: which single wish, taken off or widened, brings back how many; and who only just
misses. Nothing found is never a dead end."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from .criteria import BY_NAME
from .engine import Match, Search, judge
from .near import MILES
from .need import Need
from .ranking import Order

MOST_TERMS = 3  # that a typed word stands for are offered
ACROSS_THE_STATE = 250  # miles: more than from any place in Massachusetts to any other


class WayOn(NamedTuple):
    """kind: "without" one criterion, "wider" around the place, with less "known" of each, or with a typed word's
    "term" asked for as such. phrase: what changes."""

    kind: str
    phrase: str
    need: Need
    total: int


@dataclass(frozen=True)
class Nearly:
    """A program that misses exactly one criterion; its match says which, and why."""

    match: Match

    @property
    def missed(self):
        return self.match.unmet[0] if self.match.unmet else None


def ways_on(need, catalogue):
    """Each single change that brings more programs than there are, the most first."""
    now = _total(need, catalogue)
    changes = [*_wider(need), *_less_known(need), *_as_terms(need, catalogue), *_without_one(need, catalogue)]
    ways = (WayOn(kind, phrase, changed, _total(changed, catalogue)) for kind, phrase, changed in changes)
    found = sorted((way for way in ways if way.total > now), key=lambda way: -way.total)
    widened = [way for way in found if way.kind == "wider"]
    left_out = sorted(widened, key=lambda way: way.need.near.miles)[1:]
    left_out += [way for way in found if way.kind == "term"][MOST_TERMS:]
    return [way for way in found if way not in left_out]


def _total(need, catalogue):
    return Search(need, catalogue).remaining.bit_count()


def _wider(need):
    if need.near:
        for miles in MILES:
            if miles > need.near.miles:
                wider = replace(need.near, miles=miles, found={})
                yield "wider", str(miles), replace(need, wanted=need.wanted | {"near": wider}, page=1)


def _less_known(need):
    if need.known != "all":
        yield "known", "", replace(need, known="all", page=1)


def _as_terms(need, catalogue):
    """A typed word that names a term finds who says yes to it; asked for as a filter, who has not said stays too."""
    words = need.wanted.get("q", ())
    for word in words:
        wanted = {name: value for name, value in need.wanted.items() if name != "q"}
        if len(words) > 1:
            wanted["q"] = tuple(other for other in words if other != word)
        for fact in sorted(catalogue.words.facts_named(catalogue.words.forgiven(word))):
            name, _colon, code = fact.partition(":")
            if name in BY_NAME and (name not in wanted or BY_NAME[name].all_of) and code not in wanted.get(name, ()):
                label = catalogue.vocabularies[name][code].label
                codes = (*wanted.get(name, ()), code)
                yield "term", label, replace(need, wanted=wanted | {name: codes}, page=1)


def _without_one(need, catalogue):
    for criterion, wanted in need.asked:
        yield "without", str(criterion.describe(wanted, catalogue)), need.without(criterion.name)


def nearly(need, catalogue, most=3):
    """The nearest programs that miss by exactly one criterion."""
    here = Search(need, catalogue)
    missing_one = 0
    for criterion, _wanted in need.asked:
        missing_one |= Search(need.without(criterion.name), catalogue).remaining & ~here.remaining
    if not missing_one:
        return []
    order = Order(catalogue, replace(need.near, miles=ACROSS_THE_STATE, found={})) if need.near else here.order
    return [Nearly(judge(need, catalogue, catalogue.programs[n])) for n in order.first(missing_one, most)]
