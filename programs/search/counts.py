"""How many programs would remain beside each option of the form, had it been chosen."""

from functools import partial, reduce
from operator import and_
from typing import NamedTuple

from .criteria import CRITERIA
from .criterion import remembered
from .ranking import best_of, split


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
        """{code: Count} among the programs in base. The inner loop of every page."""
        nothing = [0] * len(self.codes)
        met = [(base & members).bit_count() for members in self.met]
        listed = [(base & members).bit_count() for members in self.listed] if known != "confirmed" else nothing
        rest = self._rest(base, met, listed) if known == "all" else nothing
        return dict(zip(self.codes, map(as_count, zip(met, listed, rest, strict=True)), strict=True))

    def _rest(self, base, met, listed):
        total = base.bit_count()
        return [
            total - yes - maybe - (base & no).bit_count()
            for yes, maybe, no in zip(met, listed, self.unmet, strict=True)
        ]


def counts(search):
    """{criterion: {code: Count}} of one Search."""
    return {
        criterion.name: _of_tracks(search, criterion) if criterion.of_tracks else _of_programs(search, criterion)
        for criterion in CRITERIA
        if criterion.option_parameter
    }


def _of_programs(search, criterion):
    base = search.remaining if criterion.all_of else _without(search, criterion)
    key = ("columns", criterion.name)
    columns = remembered(search.catalogue.memo, key, lambda: Columns.of(criterion.options(search.catalogue)))
    return columns.counted(base, search.known)


def _without(search, criterion):
    """What remains when one criterion of programs is set aside."""
    if criterion.name not in search.need.wanted:
        return search.remaining
    others = (
        allowed
        for (other, _, _), allowed in zip(search.of_programs, search.allowed, strict=True)
        if other is not criterion
    )
    return reduce(and_, others, search.passing)


def _of_tracks(search, criterion):
    catalogue, wanted = search.catalogue, search.need.wanted.get(criterion.name)
    others = search.divided(but_for=criterion)
    is_minded = any(criterion.name in other.minds for other, _, _ in search.of_programs)
    base = reduce(and_, search.allowed, catalogue.everybody)
    counted = {}
    for code, _label, _parent in criterion.choices(catalogue):
        wish = criterion.option_wish(code, wanted)
        staying = _given(search, criterion.name, code) if is_minded else base
        if others:
            option = [criterion.sift(layer, wish) for layer in catalogue.layers]
            counted[code] = _by_best_track(option, others, staying, search.known)
        else:
            options = Columns.of([(code, criterion.sift_all(catalogue, wish))])
            counted |= options.counted(staying, search.known)
    return counted


def _given(search, name, code):
    """The programs that the criteria of programs let through, had this option of another been chosen."""
    base = search.catalogue.everybody
    for (criterion, wanted, _sieve), allowed in zip(search.of_programs, search.allowed, strict=True):
        if name in criterion.minds:
            given = criterion.given(wanted, name, code)
            base &= criterion.sift(search.catalogue, given).allowed(search.known)
        else:
            base &= allowed
    return base


def _by_best_track(option, others, base, known):
    """The Count of one option; `others`: for each layer, its tracks in classes by all else that is asked of them."""
    met = listed = not_stated = 0
    for _tally, place, members in best_of(list(map(split, others, option, [known] * len(option)))):
        staying, sieve = members & base, option[place]
        met += (staying & sieve.met).bit_count()
        listed += (staying & sieve.listed).bit_count()
        not_stated += (staying & (sieve.hinted | sieve.silent | sieve.doubted)).bit_count()
    return Count(met, listed, not_stated)
