"""The map's own units: from latitude and longitude to a place on the drawing, and which part of it to show.

The projection is the spherical Mercator, as circles ("within 25 miles") stay circles on it. A unit is about 31 metres
in the middle of the state. `static/map/massachusetts.svg` is drawn in the same units.
"""

import math
from typing import NamedTuple

from .distance import EARTH_RADIUS_MILES

WEST, EAST = -73.62, -69.82
SOUTH, NORTH = 41.14, 42.98
WIDTH = 10_000
SMALLEST_MILES = 8.0  # across: closer in, the drawing has no more to show


class View(NamedTuple):
    """A window on the map in its units; as text, the value of an SVG's viewBox."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self):
        return " ".join(f"{value:g}" for value in (round(value) for value in self))


_UNITS_PER_RADIAN = WIDTH / math.radians(EAST - WEST)


def _northing(latitude):
    return math.asinh(math.tan(math.radians(latitude)))


def project(latitude, longitude):
    """(x, y) on the drawing: x grows east, y grows south."""
    x = math.radians(longitude - WEST) * _UNITS_PER_RADIAN
    return x, (_northing(NORTH) - _northing(latitude)) * _UNITS_PER_RADIAN


def unproject(x, y):
    """(latitude, longitude) of a point on the drawing."""
    latitude = math.degrees(math.atan(math.sinh(_northing(NORTH) - y / _UNITS_PER_RADIAN)))
    return latitude, WEST + math.degrees(x / _UNITS_PER_RADIAN)


def miles_to_units(miles, latitude):
    """How long so many miles are on the drawing at this latitude: the radius of a circle around a place there."""
    return miles * _UNITS_PER_RADIAN / (EARTH_RADIUS_MILES * math.cos(math.radians(latitude)))


VIEW = View(0, 0, WIDTH, round(project(SOUTH, WEST)[1]))


def window(points, margin=2.0):
    """The View that shows all (latitude, longitude) points and `margin` miles around them, in the shape of VIEW.

    The whole state when there are no points; never outside it, and never narrower than SMALLEST_MILES.
    """
    points = list(points)
    if not points:
        return VIEW
    places = [project(*point) for point in points]
    latitude = sum(point[0] for point in points) / len(points)
    edge = miles_to_units(margin, latitude)
    left, right = min(x for x, _ in places) - edge, max(x for x, _ in places) + edge
    top, bottom = min(y for _, y in places) - edge, max(y for _, y in places) + edge
    width = max(right - left, (bottom - top) * VIEW.width / VIEW.height, miles_to_units(SMALLEST_MILES, latitude))
    return _around((left + right) / 2, (top + bottom) / 2, min(width, VIEW.width))


def around(point, miles):
    """The View that just holds a circle of so many miles around a (latitude, longitude)."""
    return window([point], margin=miles * 1.05)


def _around(x, y, width):
    height = width * VIEW.height / VIEW.width
    left = min(max(x - width / 2, 0), VIEW.width - width)
    top = min(max(y - height / 2, 0), VIEW.height - height)
    return View(left, top, width, height)


GREATER_BOSTON = window([(42.19, -71.30), (42.53, -70.86)], margin=0)
