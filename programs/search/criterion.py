"""The shape of a criterion: how programs are sifted by it, and how one program is told why."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from .memory import remembered

# The six disjoint sets, best to worst (the rules of answers, "Verdicts").
VERDICTS = ("met", "listed", "hinted", "silent", "doubted", "unmet")
NOT_STATED = frozenset({"hinted", "silent", "doubted"})


class Sieve(NamedTuple):
    """Six disjoint bitsets that cover everybody, best verdict first. Bit i stands for the program numbered i."""

    met: int
    listed: int
    hinted: int
    silent: int
    doubted: int
    unmet: int

    @classmethod
    def of(cls, everybody, *, met=0, listed=0, hinted=0, doubted=0, unmet=0):
        """From sets that may overlap: the earlier named wins, in the order of VERDICTS; all others are silent."""
        met &= everybody
        listed &= everybody & ~met
        hinted &= everybody & ~(met | listed)
        taken = met | listed | hinted
        doubted &= everybody & ~taken
        unmet &= everybody & ~(taken | doubted)
        return cls(met, listed, hinted, everybody & ~(taken | doubted | unmet), doubted, unmet)

    def allowed(self, known):
        """The programs that stay, by how much must be known of a criterion asked for."""
        if known == "confirmed":
            return self.met
        if known == "listed":
            return self.met | self.listed
        return self.met | self.listed | self.hinted | self.silent | self.doubted

    def verdict(self, bit):
        return next(name for name, members in zip(VERDICTS, self, strict=True) if members & bit)


def any_of(sieves):
    """Each program's best verdict."""
    return _folded(sieves, range(6))


def all_of(sieves):
    """Each program's worst verdict."""
    return _folded(sieves, reversed(range(6)))


def _folded(sieves, order):
    if len(sieves) == 1:
        return sieves[0]
    taken, sets = 0, [0] * 6
    for place in order:
        members = reduce(or_, (sieve[place] for sieve in sieves)) & ~taken
        sets[place] = members
        taken |= members
    return Sieve(*sets)


class Fit(NamedTuple):
    """How one program meets one criterion, in a sentence, with who said so and when."""

    verdict: str
    reason: str
    source: str = ""
    said_on: date | None = None
    question: str = ""
    disagrees: bool = False
    parts: tuple["Fit", ...] = ()
    quote: str = ""

    @property
    def stated(self):
        """The verdict as JSON and counts name it."""
        return "not_stated" if self.verdict in NOT_STATED else self.verdict


class Criterion:
    """One thing a person can ask for. Write one class, add it to CRITERIA: nothing else.

    `parameters` are its URL parameters; `option_parameter` the one that its options belong to. `minds` names the
    criteria whose options change what this one lets through.
    """

    name = ""
    label: Any = ""
    parameters: tuple[str, ...] = ()
    option_parameter = ""
    all_of = False
    of_tracks = False
    minds: tuple[str, ...] = ()

    def filters(self):
        """{URL parameter: django-filter filter}."""
        raise NotImplementedError

    def read(self, cleaned):
        """What the person wants, from the cleaned parameters; None when they did not ask."""
        return cleaned.get(self.name) or None

    def sift(self, group, wanted):
        """A Sieve over a Catalogue, or over one of its Layers for a criterion of tracks."""
        raise NotImplementedError

    def explain(self, record, wanted, catalogue, track=None):
        """The Fit of one program, by the same rule as sift."""
        raise NotImplementedError

    def describe(self, wanted, catalogue):
        """The wish as a phrase that reads after a comma: "within 10 miles of Lowell"."""
        raise NotImplementedError

    def choices(self, catalogue):
        """[(code, label, parent code or "")] in the order in which they are shown."""
        return []

    def closed_key(self, wanted):
        """A key for a wish from closed lists, of which what was worked out may be kept; None for a person's own."""
        return

    def option(self, catalogue, code):
        """The Sieve of one option of a criterion of programs."""
        raise NotImplementedError

    def option_wish(self, code, wanted):
        """For a criterion of tracks: what would be wanted if `code` were the one option chosen."""
        raise NotImplementedError

    def options(self, catalogue):
        """[(code, Sieve)] of a criterion of programs, made once for each catalogue."""
        return remembered(
            catalogue.memo,
            ("options", self.name),
            lambda: [(code, self.option(catalogue, code)) for code, _label, _parent in self.choices(catalogue)],
        )

    def given(self, wanted, other, code):
        """What would be wanted here if `code` were chosen of the criterion named `other`; `wanted` itself where that
        changes nothing."""
        return wanted

    def aside(self, wanted, catalogue):
        """The programs that follow the others under a heading of their own, whatever the order."""
        return 0

    def corrections(self, wanted, catalogue):
        """{typed: used} where what was typed had to be read as something else."""
        return {}

    def chips(self, wanted, catalogue):
        """[(parameter, value, phrase)]: each can be taken off by leaving that pair out of the address."""
        raise NotImplementedError
