"""Which programs lie within a radius, as a bitset. Programs are numbered band by band of latitude, west to east.

Distance is the great circle, as geopy's; inside, the square of the chord between unit vectors, which grows with it.
"""

from array import array
from bisect import bisect_left, bisect_right
from math import acos, asin, cos, degrees, floor, inf, radians, sin, sqrt

from ..geography.distance import EARTH_RADIUS_MILES

BAND_DEGREES = 0.1
SLACK_DEGREES = 1e-6


def band_of(latitude):
    return floor(latitude / BAND_DEGREES)


def band_order(point):
    """The sort key by which programs are numbered. Those without a point come last."""
    return (1, 0, 0.0) if point is None else (0, band_of(point[0]), point[1])


def unit_vector(latitude, longitude):
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def ones(start, end):
    return ((1 << (end - start)) - 1) << start


class Discs:
    """The points of a catalogue, in band order; a radius is answered by whole runs, with tests only at the rim."""

    def __init__(self, points):
        """points: (latitude, longitude) in band_order; no gaps."""
        self.longitudes = array("d", (longitude for _, longitude in points))
        vectors = [unit_vector(*point) for point in points]
        self.x, self.y, self.z = (
            array("d", axis) for axis in (zip(*vectors, strict=True) if vectors else ((), (), ()))
        )
        self.runs = {}
        for number, (latitude, _) in enumerate(points):
            band = band_of(latitude)
            start, _end = self.runs.get(band, (number, number))
            self.runs[band] = (start, number + 1)

    def within(self, latitude, longitude, miles):
        """The bitset of points at most so many miles away."""
        reach = degrees(miles / EARTH_RADIUS_MILES)
        found = 0
        for band in range(band_of(latitude - reach), band_of(latitude + reach) + 1):
            if band in self.runs:
                found |= self._in_band(band, latitude, longitude, miles / EARTH_RADIUS_MILES)
        return found

    def _in_band(self, band, latitude, longitude, angle):
        start, end = self.runs[band]
        inner, outer = half_widths(band, latitude, angle)
        west = bisect_left(self.longitudes, longitude - outer, start, end)
        east = bisect_right(self.longitudes, longitude + outer, start, end)
        inner_west = bisect_left(self.longitudes, longitude - inner, west, east) if inner > 0 else east
        inner_east = bisect_right(self.longitudes, longitude + inner, inner_west, east) if inner > 0 else east
        found = ones(inner_west - west, inner_east - west)
        limit = (2 * sin(angle / 2)) ** 2
        a, b, c = unit_vector(latitude, longitude)
        x, y, z = self.x, self.y, self.z
        for rim in (range(west, inner_west), range(inner_east, east)):
            for number in rim:
                if (x[number] - a) ** 2 + (y[number] - b) ** 2 + (z[number] - c) ** 2 <= limit:
                    found |= 1 << (number - west)
        return found << west

    def chords(self, latitude, longitude, numbers):
        """The squared chord from the place to each numbered point."""
        a, b, c = unit_vector(latitude, longitude)
        x, y, z = self.x, self.y, self.z
        return [(x[n] - a) ** 2 + (y[n] - b) ** 2 + (z[n] - c) ** 2 for n in numbers]


def miles_of(chord):
    """Miles along the great circle from a squared chord of unit vectors."""
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord) / 2)) if chord != inf else None


def half_widths(band, latitude, angle):
    """Degrees of longitude on each side within which the circle surely holds a band, and may hold any of it."""
    south, north = radians(band * BAND_DEGREES), radians((band + 1) * BAND_DEGREES)
    phi = radians(latitude)
    edges = [_half_width(phi, edge, angle) for edge in (south, north)]
    inner = min(edges) - SLACK_DEGREES
    widest = asin(max(-1.0, min(1.0, sin(phi) / cos(angle))))
    if south <= widest <= north:
        edges.append(_half_width(phi, widest, angle))
    outer = max(edges)
    return inner, (outer if outer >= 0 else 0) + SLACK_DEGREES


def _half_width(phi, edge, angle):
    """Half the circle's width, in degrees of longitude, along one parallel; -1 where it does not reach it."""
    cosine = (cos(angle) - sin(phi) * sin(edge)) / (cos(phi) * cos(edge))
    if cosine > 1:
        return -1
    return 180 if cosine < -1 else degrees(acos(cosine))
