"""The order of results, without weights: by how many criteria are met, then distance, then name."""

import re
from collections import defaultdict
from heapq import nsmallest
from itertools import chain, islice
from math import sqrt

from .discs import miles_of

MANY = 400

# What one verdict adds to a tally: more met comes first, then more listed, more hinted, fewer doubted. A tally is one
# number with a digit for each, the weightiest first; nobody asks for so many criteria that a digit runs over.
DIGIT = 1000
STEPS = {"met": -(DIGIT**3), "listed": -(DIGIT**2), "hinted": -DIGIT, "silent": 0, "doubted": 1}
NO_TALLY = 0
KEPT = {"confirmed": ("met",), "listed": ("met", "listed"), "all": tuple(STEPS)}
STEPS_KEPT = {known: tuple(STEPS[verdict] for verdict in kept) for known, kept in KEPT.items()}


def split(classes, sieve, known):
    """Classes {tally: members} divided further by one more criterion; those not allowed fall out."""
    # A Sieve's sets stand in the order of STEPS.
    sets = [(step, passing) for step, passing in zip(STEPS_KEPT[known], sieve, strict=False) if passing]
    divided: dict[int, int] = {}
    for tally, members in classes.items():
        for step, passing in sets:
            inside = members & passing
            if inside:
                divided[tally + step] = divided.get(tally + step, 0) | inside
    return divided


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

    def miles(self, numbers):
        """For each number, miles to the nearer place; None without a place asked, or without a point."""
        if not self.near:
            return [None] * len(numbers)
        points = len(self.catalogue.discs.longitudes)  # those without a point have the last numbers
        placed = [number for number in numbers if number < points]
        apart = dict(zip(placed, map(miles_of, self.chords(placed)), strict=True))
        return [apart.get(number) for number in numbers]

    def _by_name(self, members, most):
        size, everybody = members.bit_count(), len(self.catalogue)
        if size * size > most * everybody:
            return self._walk_names(members, most)
        return nsmallest(most, positions(members), key=self.catalogue.name_rank.__getitem__)

    def _walk_names(self, members, most):
        """For many members: down the list of names until enough are met."""
        return list(islice(those_in(members, self.catalogue.by_name), most))


def those_in(members, numbers):
    """Those of the numbers that are in the bitset, in their order."""
    octets = members.to_bytes((members.bit_length() + 7) // 8, "little")
    last = 8 * len(octets)
    return (number for number in numbers if number < last and octets[number >> 3] >> (number & 7) & 1)


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
    octets = members.to_bytes((members.bit_length() + 7) // 8, "little")
    return [8 * match.start() + place for match in FILLED.finditer(octets) for place in PLACES[octets[match.start()]]]


FILLED = re.compile(rb"[^\0]")  # passes over what is empty, which is most of it, at the speed of memory
PLACES = [tuple(place for place in range(8) if octet >> place & 1) for octet in range(256)]
