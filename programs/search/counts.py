"""How many programs would remain beside each option of the form, had it been chosen."""

from functools import partial, reduce
from itertools import islice
from operator import and_
from typing import NamedTuple

from .criteria import CRITERIA
from .memory import remembered


class Count(NamedTuple):
    """How many programs would remain, by what is known of the option itself."""

    met: int
    listed: int
    not_stated: int


as_count = partial(tuple.__new__, Count)  # three hundred on every page: a third of the time of Count(*numbers)


class Columns(NamedTuple):
    """The Sieves of some options side by side, verdict by verdict."""

    codes: tuple
    met: tuple
    listed: tuple
    unmet: tuple

    @classmethod
    def of(cls, options):
        """options: [(code, Sieve)]."""
        codes, sieves = [code for code, _ in options], [sieve for _, sieve in options]
        return cls(
            tuple(codes),
            *(tuple(getattr(sieve, verdict) for sieve in sieves) for verdict in ("met", "listed", "unmet")),
        )

    def counted(self, base, known):
        """(code, Count) of each, among the programs in base. The inner loop of every page."""
        nothing = [0] * len(self.codes)
        met = [(base & members).bit_count() for members in self.met]
        listed = [(base & members).bit_count() for members in self.listed] if known != "confirmed" else nothing
        rest = self._rest(base, met, listed) if known == "all" else nothing
        return zip(self.codes, map(as_count, zip(met, listed, rest, strict=True)), strict=True)

    def _rest(self, base, met, listed):
        total = base.bit_count()
        return [
            total - yes - maybe - (base & no).bit_count()
            for yes, maybe, no in zip(met, listed, self.unmet, strict=True)
        ]


def counts(search):
    """{criterion: {code: Count}} of one Search."""
    counted = _of_programs(search)
    for criterion in CRITERIA:
        if criterion.option_parameter and criterion.of_tracks:
            counted[criterion.name] = _of_tracks(search, criterion)
    return counted


def _of_programs(search):
    """Most criteria count among what remains, and are counted in one go; one of which any value will do, among what
    remains without it."""
    apart = [c for c, _, _ in search.of_programs if c.option_parameter and not c.all_of]
    names = {criterion.name for criterion in apart}
    together = tuple(c for c in CRITERIA if c.option_parameter and not c.of_tracks and c.name not in names)
    counted = _counted(search, together, search.remaining)
    for criterion in apart:
        counted |= _counted(search, (criterion,), _without(search, criterion))
    return counted


def _counted(search, criteria, base):
    """{criterion: {code: Count}} of criteria of programs that count among the same programs."""
    names = tuple(criterion.name for criterion in criteria)
    columns = remembered(
        search.catalogue.memo,
        ("columns", names),
        lambda: Columns.of([option for criterion in criteria for option in criterion.options(search.catalogue)]),
    )
    rows = columns.counted(base, search.known)
    return {criterion.name: dict(islice(rows, len(criterion.options(search.catalogue)))) for criterion in criteria}


def _without(search, criterion):
    """What remains when one criterion of programs is set aside."""
    others = (
        allowed
        for (other, _, _), allowed in zip(search.of_programs, search.allowed, strict=True)
        if other is not criterion
    )
    return reduce(and_, others, search.tracks.passing)


def _of_tracks(search, criterion):
    catalogue, wanted = search.catalogue, search.need.wanted.get(criterion.name)
    columns = remembered(
        search.tracks.memo,
        criterion.name,
        lambda: [Columns.of([option]) for option in search.tracks.options(criterion, wanted)],
    )
    base = reduce(and_, search.allowed, catalogue.everybody)
    is_minded = any(criterion.name in other.minds for other, _, _ in search.of_programs)
    counted = {}
    for option in columns:
        staying = _given(search, criterion.name, *option.codes) if is_minded else base
        counted |= option.counted(staying, search.known)
    return counted


def _given(search, name, code):
    """The programs that the criteria of programs let through, had this option of another been chosen."""
    base = search.catalogue.everybody
    for (criterion, wanted, _sieve), allowed in zip(search.of_programs, search.allowed, strict=True):
        given = criterion.given(wanted, name, code) if name in criterion.minds else wanted
        base &= allowed if given is wanted else criterion.sift(search.catalogue, given).allowed(search.known)
    return base
