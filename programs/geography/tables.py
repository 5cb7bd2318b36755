"""The tables of fixtures/geography, read when first asked for and once for all threads."""

import csv
import threading
from functools import cache

from django.conf import settings

from . import names
from .outlines import Outlines
from .place import Place, Town

_reading = threading.Lock()


def folder():
    return settings.BASE_DIR / "fixtures" / "geography"


def rows(name):
    """The rows of one of our tables, as dicts of text."""
    return read(folder() / f"{name}.csv")


def read(path):
    """The rows of a CSV file, as dicts of text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Atlas:
    """Every place we know, by what people call it."""

    def __init__(self):
        self.towns = {row["town"]: _town(row) for row in rows("towns")}
        self.zips = {row["zip"]: self._zip(row) for row in rows("zips")}
        self.by_key = {names.key(town.name): _place_of(town) for town in self.towns.values()}
        for row in rows("villages"):
            self.by_key.setdefault(names.key(row["name"]), self._village(row))
        self.by_joined = {}
        for key, place in self.by_key.items():
            self.by_joined.setdefault(key.replace(" ", ""), place)

    def named(self, text):
        """The place of exactly this name, however it is spaced and shortened; None when there is none."""
        return self.by_key.get(names.key(text)) or self.by_joined.get(names.joined(text))

    def _zip(self, row):
        county = self.towns[row["town"]].county
        point = float(row["latitude"]), float(row["longitude"])
        return Place(row["name"], *point, "zip", row["town"], county, row["zip"])

    def _village(self, row):
        town = self.towns[row["town"]]
        if row["said_as"] == town.name:
            return _place_of(town)
        return Place(row["said_as"], float(row["latitude"]), float(row["longitude"]), "village", town.name, town.county)


def atlas():
    """The one Atlas of this process."""
    with _reading:
        return _atlas()


def outlines():
    """The one set of town outlines of this process."""
    with _reading:
        return _outlines()


@cache
def _atlas():
    return Atlas()


@cache
def _outlines():
    return Outlines((folder() / "town_outlines.json").read_text(encoding="utf-8"))


def _town(row):
    bounds = float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"])
    return Town(row["town"], row["county"], row["geoid"], float(row["latitude"]), float(row["longitude"]), bounds)


def _place_of(town):
    return Place(town.name, town.latitude, town.longitude, "town", town.name, town.county)
