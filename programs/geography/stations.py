"""Rail in Massachusetts: subway and commuter-rail stations and Silver Line stops. Bus stops are not known to us."""

from dataclasses import dataclass
from functools import cache

from . import tables
from .distance import miles

_STEP_FREE = {"yes": True, "no": False}


@dataclass(frozen=True)
class Station:
    """A station as its operator names it; `step_free` is None when the operator does not say."""

    name: str
    lines: tuple[str, ...]
    modes: tuple[str, ...]  # "subway", "commuter_rail", "silver_line"
    step_free: bool | None
    latitude: float
    longitude: float

    @property
    def point(self):
        return self.latitude, self.longitude


@cache
def all():  # noqa: A001 (read as `stations.all()`)
    """Every Station, by name; a few beyond the state line that its trains serve."""
    return tuple(_station(row) for row in tables.rows("stations"))


def nearest(latitude, longitude):
    """The nearest Station and the miles to it, as the crow flies."""
    here = latitude, longitude
    return min(((station, miles(here, station.point)) for station in all()), key=lambda found: found[1])


def _station(row):
    return Station(
        row["name"],
        tuple(row["lines"].split("|")),
        tuple(row["modes"].split("|")),
        _STEP_FREE.get(row["step_free"]),
        float(row["latitude"]),
        float(row["longitude"]),
    )
