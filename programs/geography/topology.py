"""A TopoJSON file decoded: lines that neighbours share are stored once, as steps on a grid."""

import json
from itertools import accumulate


class Topology:
    """Objects as lists of rings or lines of (longitude, latitude); arcs by number, so that a shared border is one."""

    def __init__(self, text):
        self._read = json.loads(text)
        self.scale = self._read["transform"]["scale"]
        self.translate = self._read["transform"]["translate"]
        self.steps = self._read["arcs"]
        self.arcs = [self._decoded(steps) for steps in self.steps]

    def shapes(self, name):
        """The geometries of one object of the file: (properties, polygons or lines as arc numbers)."""
        for shape in self._read["objects"][name]["geometries"]:
            arcs = shape["arcs"]
            yield shape["properties"], [arcs] if shape["type"] == "Polygon" else arcs

    def line(self, numbers):
        """The points along these arcs; ~n (negative) is arc n walked backwards."""
        points = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def _decoded(self, steps):
        across, up = self.scale
        west, south = self.translate
        columns = accumulate(step[0] for step in steps)
        rows = accumulate(step[1] for step in steps)
        return [(west + column * across, south + row * up) for column, row in zip(columns, rows, strict=True)]


def arc_numbers(nested):
    """Every arc in rings of rings, as a number that is never negative."""
    for item in nested:
        if isinstance(item, list):
            yield from arc_numbers(item)
        else:
            yield item if item >= 0 else ~item
