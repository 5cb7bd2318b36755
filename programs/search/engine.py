"""Run one search: sift, rank, count, explain. No weights, no database."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

from .best_track import best_tracks
from .catalogue import Catalogue, Record, TrackRecord, bits_of
from .counts import Count, counts
from .criterion import Fit
from .need import Need
from .ranking import KEPT, STEPS, Order, by_start, fill, split, those_in
from .wording import speaking

PAGE_SIZE = 20


@dataclass(frozen=True)
class Match:
    """One program beside what was asked. `number` is its place in the whole list, from 1; those `aside` come last,
    under a heading of their own. `track_number` says which of its tracks fits best, from 0."""

    number: int
    record: Record
    miles: float | None
    need: Need
    catalogue: Catalogue
    track_number: int = 0
    aside: bool = False

    @property
    def about(self):
        return self.record.about

    @property
    def track(self) -> TrackRecord | None:
        tracks = self.record.tracks
        return tracks[self.track_number] if self.track_number < len(tracks) else None

    @cached_property
    def fits(self) -> dict[str, Fit]:
        """criterion -> Fit, in the order of the form."""
        return explain(self.need, self.catalogue, self.record, self.track)

    def fit(self, criterion, wanted) -> Fit:
        """The Fit of one criterion alone."""
        return criterion.explain(self.record, wanted, self.catalogue, self.track)

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
        self.tracks = best_tracks(catalogue, [(c, w) for c, w in need.asked if c.of_tracks], need.known)
        self.allowed = [sieve.allowed(self.known) for _, _, sieve in self.of_programs]
        self.remaining = reduce(and_, self.allowed, self.tracks.passing)
        self.order = Order(catalogue, need.near)
        self.aside = reduce(or_, (c.aside(w, catalogue) for c, w in need.asked), 0) & self.remaining
        self.total = self.remaining.bit_count()

    def classes(self):
        """The remaining programs in classes of equal tally, best first."""
        divided: dict[int, int] = {}
        for tally, _place, members in self.tracks.best:
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
            return by_start(self.tracks.passing_by_layer(), self.remaining, classes, self.catalogue)
        return classes

    def first(self, most):
        """The first so many numbers, in the order asked for."""
        return fill(self.buckets(), self.order, most)

    def matches(self, numbers, first):
        """One Match for each of the numbers, which stand in their order; the place of the first in the whole list."""
        tracks, miles = self.tracks_of(numbers), self.order.miles(numbers)
        before = self.total - self.aside.bit_count()  # so many come before those aside
        return [
            Match(
                place,
                self.catalogue.programs[number],
                apart,
                self.need,
                self.catalogue,
                tracks[number],
                place > before,
            )
            for place, (number, apart) in enumerate(zip(numbers, miles, strict=True), first)
        ]

    def tracks_of(self, numbers):
        """number -> the place of its best track."""
        if not self.tracks.asked:
            return dict.fromkeys(numbers, 0)
        shown = bits_of(sorted(numbers))
        return {
            number: place
            for _, place, members in self.tracks.best
            if members & shown
            for number in those_in(members, numbers)
        }


def explain(need, catalogue, record, track):
    return {criterion.name: criterion.explain(record, wanted, catalogue, track) for criterion, wanted in need.asked}


def search(need, catalogue):
    """The page of Results that a need asks for. A page past the last is the last."""
    with speaking():
        return _search(need, catalogue)


def _search(need, catalogue):
    run = Search(need, catalogue)
    pages = max(1, -(-run.total // PAGE_SIZE))
    page = min(need.page, pages)
    start = (page - 1) * PAGE_SIZE
    shown = run.first(start + PAGE_SIZE)[start:] if run.total else []
    return Results(
        need=need,
        catalogue=catalogue,
        total=run.total,
        page=page,
        pages=pages,
        matches=run.matches(shown, start + 1),
        counts=counts(run),
        corrections={typed: used for c, w in need.asked for typed, used in c.corrections(w, catalogue).items()},
    )


def judge(need, catalogue, record):
    """The Match of one program looked at by name: what it does not meet is said too, and it has no number."""
    tracks = record.tracks or (None,)
    fits = [explain(need, catalogue, record, track) for track in tracks]
    best = min(range(len(tracks)), key=lambda place: _tally_of(need, fits[place]))
    nearest = need.near.nearest(record) if need.near else None
    return Match(0, record, nearest[0] if nearest else None, need, catalogue, best)


def _tally_of(need, fits):
    """What would not remain first, then what is not met, then as results rank."""
    verdicts = [fits[criterion.name].verdict for criterion, _ in need.asked if criterion.of_tracks]
    tally = sum(STEPS[verdict] for verdict in verdicts if verdict != "unmet")
    return not set(verdicts) <= set(KEPT[need.known]), verdicts.count("unmet"), tally
