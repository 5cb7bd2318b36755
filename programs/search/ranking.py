"""The order of results, without weights: by how many criteria are met, then distance, then name."""

from collections import defaultdict
from heapq import nsmallest
from itertools import chain
from math import inf, sqrt

from .discs import miles_of

MANY = 400

# What one verdict adds to a tally (met, listed, hinted: more is better, so counted down; doubted: fewer is better).
STEPS = {
    "met": (-1, 0, 0, 0),
    "listed": (0, -1, 0, 0),
    "hinted": (0, 0, -1, 0),
    "silent": (0, 0, 0, 0),
    "doubted": (0, 0, 0, 1),
}
NO_TALLY = (0, 0, 0, 0)
KEPT = {"confirmed": ("met",), "listed": ("met", "listed"), "all": tuple(STEPS)}


def add(tally, verdict):
    step = STEPS[verdict]
    return (tally[0] + step[0], tally[1] + step[1], tally[2] + step[2], tally[3] + step[3])


def split(classes, sieve, known):
    """Classes {tally: members} divided further by one more criterion; those not allowed fall out."""
    divided = defaultdict(int)
    for tally, members in classes.items():
        for verdict in KEPT[known]:
            inside = members & getattr(sieve, verdict)
            if inside:
                divided[add(tally, verdict)] |= inside
    return divided


def best_tracks(layers, sieves, known):
    """[(tally, place of the layer, members)], best first: each program once, with its best track.

    layers: the members of each layer; sieves: for each layer, the Sieves of the criteria asked of tracks.
    """
    classes = []
    for members, asked in zip(layers, sieves, strict=True):
        divided = {NO_TALLY: members}
        for sieve in asked:
            divided = split(divided, sieve, known)
        classes.append(divided)
    taken, best = 0, []
    for tally in sorted({tally for divided in classes for tally in divided}):
        for place, divided in enumerate(classes):
            members = divided.get(tally, 0) & ~taken
            if members:
                best.append((tally, place, members))
                taken |= members
    return best


class Order:
    """Puts members of one class in order: by distance where a place was asked, then by name."""

    def __init__(self, catalogue, near):
        self.catalogue, self.near = catalogue, near
        self.within = near.within(catalogue) if near else 0

    def first(self, members, most):
        """The first so many numbers."""
        close = members & self.within
        numbers = self._by_distance(close, most) if close else []
        rest = members & ~close
        if rest and len(numbers) < most:
            numbers += self._by_name(rest, most - len(numbers))
        return numbers

    def _by_distance(self, members, most):
        size = members.bit_count()
        if size > max(MANY, 2 * most):
            members = self._inner(members, size, most)
        numbers = positions(members)
        rank = self.catalogue.name_rank
        keys = zip(self.chords(numbers), (rank[n] for n in numbers), numbers, strict=True)
        return [number for _, _, number in nsmallest(most, keys)]

    def _inner(self, members, size, most):
        """Only those inside the smallest of some growing discs that holds enough of them."""
        miles = self.near.miles * sqrt(2 * most / size)
        while miles < self.near.miles:
            inside = 0
            for place in self.near.places:
                inside |= self.catalogue.discs.within(*place.point, miles)
            if (members & inside).bit_count() >= most:
                return members & inside
            miles *= 2
        return members

    def chords(self, numbers):
        """The squared chord to the nearer place, for each number."""
        by_place = [self.catalogue.discs.chords(*place.point, numbers) for place in self.near.places]
        return by_place[0] if len(by_place) == 1 else [min(pair) for pair in zip(*by_place, strict=True)]

    def miles(self, number):
        """Miles to the nearer place; None without a place asked, or without a point."""
        if not self.near or not self.catalogue.placed >> number & 1:
            return None
        return miles_of(min(self.chords([number]), default=inf))

    def _by_name(self, members, most):
        size, everybody = members.bit_count(), len(self.catalogue)
        if size * size > most * everybody:
            return self._walk_names(members, most)
        return nsmallest(most, positions(members), key=self.catalogue.name_rank.__getitem__)

    def _walk_names(self, members, most):
        """For many members: down the list of names until enough are met."""
        octets = members.to_bytes((len(self.catalogue) + 7) // 8, "little")
        found = []
        for number in self.catalogue.by_name:
            if octets[number >> 3] >> (number & 7) & 1:
                found.append(number)
                if len(found) == most:
                    break
        return found


def fill(buckets, order, most):
    """The first so many numbers of buckets of members, bucket after bucket."""
    numbers = []
    for members in buckets:
        if members:
            numbers += order.first(members, most - len(numbers))
        if len(numbers) >= most:
            break
    return numbers


def by_start(passing, remaining, classes, catalogue):
    """Buckets by earliest open first intake: programs that kept their dates, then other dated ones, then the rest."""
    dated = defaultdict(int)
    for members, layer in zip(passing, catalogue.layers, strict=True):
        for day, starting in layer.groups["starts"].items():
            if day:
                dated[day] |= members & starting
    kept, others, taken = [], [], 0
    for day in sorted(dated):
        members = dated[day] & remaining & ~taken
        taken |= members
        kept.append(members & catalogue.promises_kept)
        others.append(members & ~catalogue.promises_kept)
    rest = [remaining & ~taken]
    return chain.from_iterable([group & members for members in classes] for group in chain(kept, others, rest) if group)


def positions(members):
    """The numbers in a bitset, ascending."""
    found, base = [], 0
    octets = members.to_bytes((members.bit_length() + 7) // 8, "little")
    for octet in octets:
        if octet:
            found += [base + place for place in PLACES[octet]]
        base += 8
    return found


PLACES = [tuple(place for place in range(8) if octet >> place & 1) for octet in range(256)]
