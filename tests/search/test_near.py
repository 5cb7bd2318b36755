"""Where a program meets: each sentence of the rules of the criterion."""

import pytest

from programs.geography import gazetteer
from tests.builders import make_program

pytestmark = pytest.mark.django_db

ONLINE = [{"format": "online", "sessions": ["mon 17:00-20:00"]}]


@pytest.mark.parametrize(
    ("query", "verdict"),
    [("near=Lowell", "met"), ("near=01850&within=5", "met"), ("near=Worcester", "unmet"),
     ("near=Boston&within=50", "met"),
     ("near=Boston&within=10", "unmet"), ("near=Worcester&within=50", "met")],
)  # fmt: skip
def test_a_street_address_is_met_within_the_radius_and_unmet_beyond(ask, query, verdict):
    make_program(town="Lowell")
    assert ask.verdict(query) == verdict


def test_a_withheld_address_is_measured_from_the_town_listed_about_and_never_pinned(ask):
    make_program("Hidden", town="Lowell", withheld=True)
    (match,) = ask.results("near=Lowell").matches
    assert (match.fits["near"].verdict, match.about, round(match.miles, 6)) == ("listed", True, 0)
    assert (match.record.latitude, match.record.longitude, match.record.street) == (None, None, "")
    assert ask.verdict("near=Pittsfield") == "unmet"


def test_a_pin_that_is_not_exact_is_measured_from_the_town_too(ask):
    town = gazetteer.town("Worcester")
    make_program(town="Lowell", pin="town", latitude=town.latitude, longitude=town.longitude)
    assert ask.verdict("near=Lowell") == "listed"
    (match,) = ask.results("near=Lowell").matches
    assert (match.record.latitude, match.record.longitude) == (None, None)


def test_without_a_town_near_is_silent(ask):
    make_program(town="")
    assert ask.verdict("near=Lowell") == "silent"
    (match,) = ask.results("near=Lowell").matches
    assert match.miles is None


@pytest.mark.parametrize(
    ("tracks", "query", "verdict"),
    [
        (ONLINE, "near=Provincetown", "met"),
        ([*ONLINE, {"days_per_week": 3}], "near=Provincetown", "met"),
        ([*ONLINE, {"format": "in-person"}], "near=Provincetown", "unmet"),
        ([*ONLINE, {"format": "hybrid"}], "near=Provincetown", "unmet"),
        ([*ONLINE, {"format": "in-person"}], "near=Provincetown&format=online", "met"),
        ([*ONLINE, {"format": "in-person"}], "near=Provincetown&format=online&format=hybrid", "met"),
        ([*ONLINE, {"format": "in-person"}], "near=Provincetown&format=in-person", "unmet"),
        ([{"format": "hybrid"}], "near=Provincetown&format=hybrid", "unmet"),
    ],
)
def test_an_online_track_is_met_from_anywhere_when_asked_for_or_when_there_is_no_other(ask, tracks, query, verdict):
    make_program(town="Pittsfield", tracks=tracks)
    assert ask.verdicts(query)["near"] == verdict


def test_the_federal_telehealth_code_reaches_nobody_from_afar(ask):
    make_program(town="Pittsfield", yes=["service:telehealth"])
    assert ask.verdict("near=Provincetown") == "unmet"
    assert ask.verdict("format=online") == "silent"


def test_what_is_reached_online_comes_after_places(ask):
    make_program("Away", town="Pittsfield", tracks=ONLINE)
    make_program("Nowhere", town="", tracks=ONLINE)
    make_program("There", town="Lowell", tracks=ONLINE)
    assert ask.names("near=Lowell") == ["There", "Away", "Nowhere"]


def test_of_two_places_the_nearer_counts_and_the_reason_names_it(ask):
    make_program(town="Worcester")
    fit = ask.fits("near=Lowell&near=Worcester&within=5")["near"]
    assert fit.verdict == "met"
    assert "Worcester" in fit.reason
    assert "Lowell" not in fit.reason
