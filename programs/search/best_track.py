"""What is asked of tracks must hold on one and the same of them: each program by its best track.

None of it depends on the place, or on what else is asked of programs. So it is worked out once for each combination of
wishes from closed lists; a person's own busy hours are worked out anew for each search.
"""

from functools import reduce
from operator import and_, itemgetter, or_

from .criterion import Sieve
from .memory import Remembered, remembered
from .ranking import KEPT, NO_TALLY, STEPS, split

MOST_KEPT = 128  # combinations of wishes


def best_tracks(catalogue, asked, known):
    """The BestTracks for what is asked of tracks, [(Criterion, wanted)], and how much of it must be known."""
    closed = tuple((criterion.name, criterion.closed_key(wanted)) for criterion, wanted in asked)
    if any(key is None for _name, key in closed):
        return BestTracks(catalogue, asked, known)
    kept = remembered(catalogue.memo, "best tracks", lambda: Remembered(MOST_KEPT))
    return remembered(kept, (closed, known), lambda: BestTracks(catalogue, asked, known))


class BestTracks:
    """`best` is [(tally, place of the layer, programs)], best first: each program once, with its best track that stays;
    `passing` are all of those. `memo` keeps what else was worked out for these wishes."""

    def __init__(self, catalogue, asked, known):
        self.catalogue, self.asked, self.known = catalogue, asked, known
        self.sieves = [[criterion.sift(layer, wanted) for layer in catalogue.layers] for criterion, wanted in asked]
        self.best = _best_of(self._divided()) if asked else [(NO_TALLY, 0, catalogue.everybody)]
        self.passing = reduce(or_, (members for _, _, members in self.best), 0)
        self.memo = {}

    def _divided(self, but_for=None):
        """For each layer, its tracks in classes {tally: members} by what is asked, but for one criterion."""
        others = self._sieves_but_for(but_for)
        divided = []
        for place, layer in enumerate(self.catalogue.layers):
            classes = {NO_TALLY: layer.everybody}
            for sieves in others:
                classes = split(classes, sieves[place], self.known)
            divided.append(classes)
        return divided

    def _sieves_but_for(self, but_for):
        return [sieves for (asked, _), sieves in zip(self.asked, self.sieves, strict=True) if asked is not but_for]

    def options(self, criterion, wanted):
        """[(code, Sieve of programs)] of a criterion of tracks: what is known of an option, had it been chosen, on each
        program's best track by all that is asked of tracks."""
        wishes = [
            (code, criterion.option_wish(code, wanted)) for code, _label, _parent in criterion.choices(self.catalogue)
        ]
        if not self._sieves_but_for(criterion):
            return [(code, criterion.sift_all(self.catalogue, wish)) for code, wish in wishes]
        others = self._divided(but_for=criterion)
        return [(code, self._by_best_track(criterion, wish, others)) for code, wish in wishes]

    def _by_best_track(self, criterion, wish, others):
        sieves = [criterion.sift(layer, wish) for layer in self.catalogue.layers]
        pieces = [
            (tally + STEPS[verdict], verdict, here)
            for sieve, classes in zip(sieves, others, strict=True)
            for tally, members in classes.items()
            for verdict in KEPT[self.known]
            if (here := members & getattr(sieve, verdict))
        ]
        pieces.sort(key=itemgetter(0))  # of equal ones the earlier layer's stays first
        found, taken = dict.fromkeys(STEPS, 0), 0
        for _tally, verdict, members in pieces:
            found[verdict] |= members & ~taken
            taken |= members
        return Sieve(**found, unmet=self.catalogue.everybody & ~taken)

    def passing_by_layer(self):
        """For each layer, its tracks that stay."""
        return [
            reduce(and_, (sieves[place].allowed(self.known) for sieves in self.sieves), layer.everybody)
            for place, layer in enumerate(self.catalogue.layers)
        ]


def _best_of(divided):
    """[(tally, place of the layer, members)], best first: each program once, with its best track."""
    taken, best = 0, []
    for tally in sorted({tally for classes in divided for tally in classes}):
        for place, classes in enumerate(divided):
            members = classes.get(tally, 0) & ~taken
            if members:
                best.append((tally, place, members))
                taken |= members
    return best
