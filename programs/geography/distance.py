"""Miles between two points of the earth, as the crow flies: the great circle on geopy's sphere."""

import math

from geopy.distance import EARTH_RADIUS

EARTH_RADIUS_MILES = EARTH_RADIUS / 1.609344


def miles(a, b):
    """Between two (latitude, longitude) in degrees.

    The formula is that of geopy's great_circle, without the objects it makes on the way: a list of programs asks this
    for each of them.
    """
    latitude_a, latitude_b = math.radians(a[0]), math.radians(b[0])
    apart = math.radians(b[1] - a[1])
    sin_a, cos_a = math.sin(latitude_a), math.cos(latitude_a)
    sin_b, cos_b = math.sin(latitude_b), math.cos(latitude_b)
    across = math.hypot(cos_b * math.sin(apart), cos_a * sin_b - sin_a * cos_b * math.cos(apart))
    along = sin_a * sin_b + cos_a * cos_b * math.cos(apart)
    return EARTH_RADIUS_MILES * math.atan2(across, along)
