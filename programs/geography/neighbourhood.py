"""Which of many points is nearest to a place, as far as a few miles: points are looked up by squares of that size."""

from collections import defaultdict
from math import cos, floor, radians

from .distance import miles

MILES_PER_DEGREE = 69.0  # of latitude; a little less than true, so that a square is never too small


class Neighbourhood:
    def __init__(self, points, within):
        """points: (latitude, longitude); within: miles, from half a mile to a hundred."""
        self.within = within
        self.side = within / MILES_PER_DEGREE
        # Squares narrow towards the pole: as wide as they must be at the northernmost point.
        north = max((abs(latitude) for latitude, _ in points), default=0) + self.side
        self.width = self.side / cos(radians(min(north, 80)))
        self.squares = defaultdict(list)
        for point in points:
            self.squares[self._square(point)].append(point)

    def _square(self, point):
        return floor(point[0] / self.side), floor(point[1] / self.width)

    def nearest(self, place):
        """Miles to the nearest point; None where none lies within reach."""
        row, column = self._square(place)
        around = [(row + up, column + across) for up in (-1, 0, 1) for across in (-1, 0, 1)]
        found = (miles(place, point) for square in around for point in self.squares.get(square, ()))
        return min((distance for distance in found if distance <= self.within), default=None)
