import pytest

from programs.geography import stations
from tests.builders import make_program

pytestmark = pytest.mark.django_db

WORCESTER = next(station for station in stations.all() if station.name == "Worcester")
NORTH = 1 / 69.0  # degrees of latitude in a mile


def at(miles):
    """An address so many miles north of Worcester's station."""
    return {
        "town": "Worcester",
        "street": f"{miles} Main St",
        "latitude": WORCESTER.latitude + miles * NORTH,
        "longitude": WORCESTER.longitude,
    }


def test_half_a_mile_and_a_mile_are_two_walks(ask):
    make_program("At the station", **at(0.1))
    make_program("A longer walk", **at(0.8))
    make_program("Too far", **at(1.5))
    assert ask.names("rail=0.5") == ["At the station"]
    assert ask.names("rail=1") == ["A longer walk", "At the station"]


def test_the_reason_names_the_station_and_how_far_it_is(ask):
    make_program(**at(0.3))
    (fit,) = ask.fits("rail=0.5").values()
    assert (fit.verdict, fit.reason) == ("met", "0.3 miles from Worcester station")


def test_without_a_pin_nothing_is_known_of_the_walk(ask):
    make_program("Kept back", town="Worcester", withheld=True)
    (fit,) = ask.fits("rail=1").values()
    assert fit.verdict == "silent"
    assert fit.question


def test_the_counts_say_how_many_each_walk_would_leave(ask):
    make_program(**at(0.1))
    make_program(**at(0.8))
    make_program(town="Worcester", withheld=True)
    counts = ask.results("").counts["rail"]
    assert {code: tuple(count) for code, count in counts.items()} == {"0.5": (1, 0, 1), "1": (2, 0, 1)}
