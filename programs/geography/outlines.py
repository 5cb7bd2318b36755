"""In which town a point lies: the outlines of the 351 cities and towns, read once."""

import json
import math
from itertools import accumulate, pairwise

from .distance import EARTH_RADIUS_MILES

MILES_PER_DEGREE = math.radians(EARTH_RADIUS_MILES)


class Outlines:
    """Rings of (longitude, latitude) by the town's GEOID."""

    def __init__(self, text):
        read = json.loads(text)
        self._rings = {}
        arcs = [self._decoded(arc, read["scale"], read["translate"]) for arc in read["arcs"]]
        for geoid, rings in read["towns"].items():
            self._rings[geoid] = [self._joined(arcs, ring) for ring in rings]

    def holds(self, geoid, latitude, longitude):
        """Whether the point lies inside the outline: a line drawn east from it crosses an odd number of edges."""
        inside = False
        for ring in self._rings[geoid]:
            for (west, south), (east, north) in pairwise(ring):
                crosses = (south > latitude) != (north > latitude)
                if crosses and longitude < (east - west) * (latitude - south) / (north - south) + west:
                    inside = not inside
        return inside

    def miles_to(self, geoid, latitude, longitude):
        """Miles from the point to the nearest stretch of the outline.

        The earth is taken as flat around the point: an error below one percent at the few miles this is asked for.
        """
        across = MILES_PER_DEGREE * math.cos(math.radians(latitude))
        return min(
            _miles_to_stretch(
                (start[0] - longitude) * across,
                (start[1] - latitude) * MILES_PER_DEGREE,
                (end[0] - longitude) * across,
                (end[1] - latitude) * MILES_PER_DEGREE,
            )
            for ring in self._rings[geoid]
            for start, end in pairwise(ring)
        )

    @staticmethod
    def _decoded(arc, scale, translate):
        columns = accumulate(arc[::2])
        rows = accumulate(arc[1::2])
        return [
            (translate[0] + column * scale[0], translate[1] + row * scale[1])
            for column, row in zip(columns, rows, strict=True)
        ]

    @staticmethod
    def _joined(arcs, numbers):
        ring = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def _miles_to_stretch(start_x, start_y, end_x, end_y):
    """From the origin to the straight line between two points."""
    x, y = end_x - start_x, end_y - start_y
    length = x * x + y * y
    along = max(0.0, min(1.0, -(start_x * x + start_y * y) / length)) if length else 0.0
    return math.hypot(start_x + along * x, start_y + along * y)
