"""Run one search: sift, rank, count, explain. No weights, no database."""

from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from .catalogue import Catalogue, Record, TrackRecord
from .criteria import CRITERIA
from .criterion import Fit
from .need import Need
from .ranking import KEPT, NO_TALLY, Order, add, best_tracks, by_start, fill, split
from .wording import speaking

PAGE_SIZE = 20


class Count(NamedTuple):
    """How many programs would remain, by what is known of the option itself."""

    met: int
    listed: int
    not_stated: int


@dataclass(frozen=True)
class Match:
    """One program beside what was asked. `number` is its place in the whole list, from 1; those `aside` come last,
    under a heading of their own."""

    number: int
    record: Record
    miles: float | None
    fits: dict[str, Fit]
    track: TrackRecord | None = None
    aside: bool = False

    @property
    def about(self):
        return self.record.about

    def _with(self, *stated):
        return [fit for fit in self.fits.values() if fit.stated in stated]

    @property
    def met(self):
        return self._with("met")

    @property
    def listed(self):
        return self._with("listed")

    @property
    def to_ask(self):
        return self._with("not_stated")

    @property
    def unmet(self):
        return self._with("unmet")


@dataclass(frozen=True)
class Results:
    need: Need
    catalogue: Catalogue
    total: int
    page: int
    pages: int
    matches: list[Match]
    counts: dict[str, dict[str, Count]]
    corrections: dict[str, str]

    @property
    def numbers(self):
        """Every program that remains, in order."""
        return Search(self.need, self.catalogue).first(self.total)


class Search:
    """One need, sifted over one catalogue."""

    def __init__(self, need, catalogue):
        self.need, self.catalogue, self.known = need, catalogue, need.known
        self.of_programs = [(c, w, c.sift(catalogue, w)) for c, w in need.asked if not c.of_tracks]
        self.of_tracks = [
            (c, w, [c.sift(layer, w) for layer in catalogue.layers]) for c, w in need.asked if c.of_tracks
        ]
        self.layers = [layer.everybody for layer in catalogue.layers]
        self.tracks = self._best_tracks([sieves for _, _, sieves in self.of_tracks])
        self.passing = reduce(or_, (members for _, _, members in self.tracks), 0)
        self.allowed = [sieve.allowed(self.known) for _, _, sieve in self.of_programs]
        self.remaining = reduce(and_, self.allowed, self.passing)
        self.order = Order(catalogue, need.near)
        self.aside = reduce(or_, (c.aside(w, catalogue) for c, w in need.asked), 0) & self.remaining

    def _best_tracks(self, asked):
        """asked: for each criterion of tracks, its Sieves by layer."""
        if not asked:
            return [(NO_TALLY, 0, self.catalogue.everybody)]
        return best_tracks(self.layers, list(zip(*asked, strict=True)), self.known)

    def classes(self):
        """The remaining programs in classes of equal tally, best first."""
        divided: dict[tuple[int, ...], int] = {}
        for tally, _place, members in self.tracks:
            if members & self.remaining:
                divided[tally] = divided.get(tally, 0) | (members & self.remaining)
        for _criterion, _wanted, sieve in self.of_programs:
            divided = split(divided, sieve, self.known)
        return [divided[tally] for tally in sorted(divided)]

    def buckets(self):
        buckets = self._buckets()
        if not self.aside:
            return buckets
        buckets = list(buckets)
        return [members & part for part in (~self.aside, self.aside) for members in buckets]

    def _buckets(self):
        classes = self.classes()
        if self.need.sort == "distance" and self.need.near:
            within = self.order.within
            return [self.remaining & within, *(members & ~within for members in classes)]
        if self.need.sort == "start":
            return by_start(self._passing_by_layer(), self.remaining, classes, self.catalogue)
        return classes

    def _passing_by_layer(self):
        allowed = [[sieve.allowed(self.known) for sieve in sieves] for _, _, sieves in self.of_tracks]
        by_layer = zip(*allowed, strict=True) if allowed else [()] * len(self.layers)
        return [reduce(and_, asked, members) for members, asked in zip(self.layers, by_layer, strict=True)]

    def first(self, most):
        """The first so many numbers, in the order asked for."""
        return fill(self.buckets(), self.order, most)

    def track_of(self, number):
        bit = 1 << number
        place = next(place for _, place, members in self.tracks if members & bit)
        return track_at(self.catalogue.programs[number], place)

    def match(self, place, number):
        record = self.catalogue.programs[number]
        track = self.track_of(number)
        fits = explain(self.need, self.catalogue, record, track)
        return Match(place, record, self.order.miles(number), fits, track, bool(self.aside >> number & 1))

    # counts: for each option, what would remain

    def counts(self):
        return {
            criterion.name: self._track_counts(criterion) if criterion.of_tracks else self._program_counts(criterion)
            for criterion in CRITERIA
            if criterion.option_parameter
        }

    def _program_counts(self, criterion):
        base = self.remaining if criterion.all_of else self._without(criterion)
        return counted(criterion.options(self.catalogue), base, self.known)

    def _without(self, criterion):
        """What remains when one criterion of programs is set aside."""
        others = (
            allowed
            for (other, _, _), allowed in zip(self.of_programs, self.allowed, strict=True)
            if other is not criterion
        )
        return reduce(and_, others, self.passing)

    def _track_counts(self, criterion):
        wanted = self.need.wanted.get(criterion.name)
        others = [sieves for other, _, sieves in self.of_tracks if other is not criterion]
        is_minded = any(criterion.name in other.minds for other, _, _ in self.of_programs)
        base = reduce(and_, self.allowed, self.catalogue.everybody)
        counts = {}
        for code, _label, _parent in criterion.choices(self.catalogue):
            wish = criterion.option_wish(code, wanted)
            staying = self._programs_given(criterion.name, code) if is_minded else base
            if others:
                option = [criterion.sift(layer, wish) for layer in self.catalogue.layers]
                counts[code] = self._count_tracks(option, others, staying)
            else:
                counts |= counted([(code, criterion.sift_all(self.catalogue, wish))], staying, self.known)
        return counts

    def _programs_given(self, name, code):
        """The programs that the criteria of programs let through, had this option of another been chosen."""
        base = self.catalogue.everybody
        for (criterion, wanted, _sieve), allowed in zip(self.of_programs, self.allowed, strict=True):
            if name in criterion.minds:
                given = criterion.given(wanted, name, code)
                base &= criterion.sift(self.catalogue, given).allowed(self.known)
            else:
                base &= allowed
        return base

    def _count_tracks(self, option, others, base):
        met = listed = not_stated = 0
        for _tally, place, members in self._best_tracks([*others, option]):
            staying, sieve = members & base, option[place]
            met += (staying & sieve.met).bit_count()
            listed += (staying & sieve.listed).bit_count()
            not_stated += (staying & (sieve.hinted | sieve.silent | sieve.doubted)).bit_count()
        return Count(met, listed, not_stated)


def counted(options, base, known):
    """{code: Count} of [(code, Sieve)] among the programs in base. The inner loop of every page."""
    total = base.bit_count()
    counts = {}
    for code, (met, listed, _hinted, _silent, _doubted, unmet) in options:
        yes = (base & met).bit_count() if met else 0
        if known == "confirmed":
            counts[code] = Count(yes, 0, 0)
            continue
        maybe = (base & listed).bit_count() if listed else 0
        if known == "listed":
            counts[code] = Count(yes, maybe, 0)
            continue
        no = (base & unmet).bit_count() if unmet else 0
        counts[code] = Count(yes, maybe, total - yes - maybe - no)
    return counts


def track_at(record, place):
    return record.tracks[place] if place < len(record.tracks) else None


def explain(need, catalogue, record, track):
    return {criterion.name: criterion.explain(record, wanted, catalogue, track) for criterion, wanted in need.asked}


def search(need, catalogue):
    """The page of Results that a need asks for. A page past the last is the last."""
    with speaking():
        return _search(need, catalogue)


def _search(need, catalogue):
    run = Search(need, catalogue)
    total = run.remaining.bit_count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(need.page, pages)
    start = (page - 1) * PAGE_SIZE
    shown = run.first(start + PAGE_SIZE)[start:] if total else []
    return Results(
        need=need,
        catalogue=catalogue,
        total=total,
        page=page,
        pages=pages,
        matches=[run.match(start + place, number) for place, number in enumerate(shown, 1)],
        counts=run.counts(),
        corrections={typed: used for c, w in need.asked for typed, used in c.corrections(w, catalogue).items()},
    )


def judge(need, catalogue, record):
    """The Match of one program looked at by name: what it does not meet is said too, and it has no number."""
    tracks = record.tracks or (None,)
    fits = [explain(need, catalogue, record, track) for track in tracks]
    best = min(range(len(tracks)), key=lambda place: _tally_of(need, fits[place]))
    nearest = need.near.nearest(record) if need.near else None
    return Match(0, record, nearest[0] if nearest else None, fits[best], tracks[best])


def _tally_of(need, fits):
    """What would not remain first, then what is not met, then as results rank."""
    verdicts = [fits[criterion.name].verdict for criterion, _ in need.asked if criterion.of_tracks]
    tally = reduce(add, (verdict for verdict in verdicts if verdict != "unmet"), NO_TALLY)
    return not set(verdicts) <= set(KEPT[need.known]), verdicts.count("unmet"), tally
