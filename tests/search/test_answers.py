"""Verdicts, several values, one track, counts: each sentence of the rules, a query string and its answer."""

from datetime import timedelta

import pytest

from programs.models import Source
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ANY = {
    "insurance": ("medicare", "tricare"),
    "language": ("es", "vi"),
    "focus": ("mental-health", "co-occurring"),
    "population": ("veterans", "lgbtq"),
}
ALL = {
    "condition": ("ocd", "adhd"),
    "therapy": ("dbt", "cbt"),
    "service": ("tobacco", "transport"),
    "family": ("groups", "counseling"),
    "aftercare": ("alumni", "planning"),
    "staff": ("rn", "lmhc"),
    "access": ("parking", "step-free"),
}


# Verdicts


@pytest.mark.parametrize(
    ("facts", "verdict", "stated"),
    [
        ({"yes": ["therapy:emdr"]}, "met", "met"),
        ({"listed": ["therapy:emdr"]}, "listed", "listed"),
        ({"yes": ["therapy:trauma"]}, "hinted", "not_stated"),
        ({"listed": ["therapy:trauma"]}, "hinted", "not_stated"),
        ({}, "silent", "not_stated"),
        ({"doubted": ["therapy:emdr"]}, "doubted", "not_stated"),
        ({"doubted": ["therapy:trauma"]}, "doubted", "not_stated"),
        ({"no": ["therapy:emdr"]}, "unmet", "unmet"),
        ({"no": ["therapy:trauma"]}, "unmet", "unmet"),
    ],
)
def test_the_verdict_on_a_term(ask, facts, verdict, stated):
    make_program(**facts)
    (fit,) = ask.fits("therapy=emdr").values()
    assert (fit.verdict, fit.stated) == (verdict, stated)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"yes": ["therapy:emdr"], "no": ["therapy:trauma"]}, "met"),
        ({"listed": ["therapy:emdr"], "no": ["therapy:trauma"]}, "unmet"),
        ({"listed": ["therapy:emdr"], "doubted": ["therapy:trauma"]}, "listed"),
        ({"yes": ["therapy:trauma"], "doubted": ["therapy:emdr"]}, "doubted"),
    ],
)
def test_the_stronger_word_on_a_term_wins(ask, facts, verdict):
    make_program(**facts)
    assert ask.verdict("therapy=emdr") == verdict


@pytest.mark.parametrize(
    ("code", "said", "reason"),
    [
        ("ptsd", {"doubted": ["condition:ptsd"], "yes": ["focus:mental-health"]}, "PTSD: probably not; ask"),
        ("ptsd", {"doubted": ["condition:ptsd"], "yes": ["focus:substance-use"]}, "PTSD: probably not; ask"),
        ("ptsd", {"yes": ["focus:substance-use"]}, "PTSD: treats substance use; ask"),
        (
            "opioids",
            {"doubted": ["condition:opioids"], "yes": ["focus:substance-use"]},
            "Opioid use: probably not; ask",
        ),
        ("alcohol", {"doubted": ["condition:substance-use"]}, "Alcohol use: probably not; ask"),
    ],
)
def test_a_doubt_about_a_condition_says_what_it_rests_on(ask, code, said, reason):
    make_program(**said)
    (fit,) = ask.fits(f"condition={code}").values()
    assert (fit.verdict, fit.reason) == ("doubted", reason)


def test_a_confirmation_past_its_date_is_listed_and_a_no_past_its_date_is_doubted(ask):
    make_program("Yes", yes=["therapy:dbt"])
    make_program("No", no=["therapy:dbt"])
    assert ask.names("therapy=dbt", ON + 180 * DAY) == ["Yes"]
    assert [ask.verdict("therapy=dbt", name, ON + 181 * DAY) for name in ("Yes", "No")] == ["listed", "doubted"]


def test_disagreeing_confirmations_are_listed_and_say_so(ask):
    program = make_program(yes=["therapy:dbt"])
    say(program, "therapy:dbt", source=make_source(Source.Kind.STAFF), answer="no")
    (fit,) = ask.fits("therapy=dbt").values()
    assert (fit.verdict, fit.disagrees) == ("listed", True)


@pytest.fixture
def one_of_each(db):
    make_program("Met", yes=["therapy:emdr"])
    make_program("Listed", listed=["therapy:emdr"])
    make_program("Hinted", yes=["therapy:trauma"])
    make_program("Silent")
    make_program("Doubted", doubted=["therapy:emdr"])
    make_program("Unmet", no=["therapy:emdr"])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("therapy=emdr", "Met Listed Hinted Silent Doubted"),
        ("therapy=emdr&known=all", "Met Listed Hinted Silent Doubted"),
        ("therapy=emdr&known=listed", "Met Listed"),
        ("therapy=emdr&known=confirmed", "Met"),
        ("known=confirmed", "Doubted Hinted Listed Met Silent Unmet"),
    ],
)
def test_how_much_must_be_known_of_every_criterion_asked(ask, one_of_each, query, names):
    assert ask.names(query) == names.split()


def test_how_much_must_be_known_holds_for_each_criterion(ask):
    make_program("Both", yes=["therapy:dbt"], listed=["staff:rn"])
    make_program("One", yes=["therapy:dbt"])
    assert ask.names("therapy=dbt&staff=rn&known=listed") == ["Both"]
    assert ask.names("therapy=dbt&staff=rn&known=confirmed") == []


def test_not_met_is_said_where_a_program_is_looked_at_by_name(ask, one_of_each):
    assert "Unmet" not in ask.names("therapy=emdr")
    assert ask.verdict("therapy=emdr", "Unmet") == "unmet"


@pytest.mark.parametrize("status", ["lead", "withdrawn"])
def test_only_published_programs_are_found(ask, status):
    make_program("Shown", status="confirmed")
    make_program("Hidden", status=status)
    assert ask.names("") == ["Shown"]


# Several values of one parameter


@pytest.mark.parametrize(("criterion", "codes"), ANY.items())
def test_any_of_the_values_counts_by_the_best(ask, criterion, codes):
    one, other = (f"{criterion}:{code}" for code in codes)
    make_program("Either", yes=[one], no=[other])
    assert ask.verdict(f"{criterion}={codes[0]}&{criterion}={codes[1]}") == "met"


@pytest.mark.parametrize(("criterion", "codes"), ALL.items())
def test_all_of_the_values_count_by_the_worst(ask, criterion, codes):
    one, other = (f"{criterion}:{code}" for code in codes)
    make_program("Half", yes=[one])
    make_program("Whole", yes=[one], listed=[other])
    make_program("Against", yes=[one], no=[other])
    query = f"{criterion}={codes[0]}&{criterion}={codes[1]}"
    assert [ask.verdict(query, name) for name in ("Half", "Whole", "Against")] == ["silent", "listed", "unmet"]


def test_each_value_of_an_all_criterion_has_its_own_word(ask):
    make_program(yes=["condition:ocd"])
    parts = ask.fits("condition=ocd&condition=adhd")["condition"].parts
    assert [part.verdict for part in parts] == ["met", "silent"]


def test_any_of_several_parts_of_the_day_and_formats_counts(ask):
    make_program(tracks=[{"format": "hybrid", "sessions": ["mon 09:00-12:00"]}])
    assert set(ask.verdicts("when=morning&when=evening&format=online&format=hybrid").values()) == {"met"}


def test_busy_is_the_union_of_the_blocks(ask):
    make_program("Evening", sessions=["mon 17:00-20:00"])
    assert ask.names("busy=mon-0900-1700&busy=mon-2000-2200") == ["Evening"]
    assert ask.names("busy=mon-0900-1700&busy=mon-1900-2200") == []


def test_different_parameters_must_all_hold(ask):
    make_program("Both", yes=["therapy:dbt", "staff:rn"])
    make_program("One", yes=["therapy:dbt"], no=["staff:rn"])
    assert ask.names("therapy=dbt&staff=rn") == ["Both"]


# One track must hold them together


def test_adult_days_plus_teen_evenings_is_no_adult_evening_program(ask):
    days = {"name": "Days", "age_min": 18, "sessions": ["mon wed 09:00-12:00"]}
    evenings = {"name": "Evenings", "age_min": 13, "age_max": 17, "sessions": ["mon wed 17:00-20:00"]}
    make_program("Days or teens", tracks=[days, evenings])
    make_program("Adult evenings", tracks=[{**evenings, "age_min": 18, "age_max": None}])
    assert ask.names("age=30&when=evening") == ["Adult evenings"]


@pytest.mark.parametrize(
    "query", ["age=30", "format=online", "when=evening", "busy=mon-0900-1700", "days_max=3", "hours_max=9"]
)
def test_of_a_program_without_stated_tracks_nothing_is_known(ask, query):
    make_program()
    assert ask.verdict(query) == "silent"


def test_a_program_s_verdicts_are_those_of_its_best_track(ask):
    make_program(
        tracks=[
            {"format": "online", "sessions": ["mon 09:00-12:00"]},
            {"age_min": 18, "format": "online", "sessions": ["mon 17:00-20:00"]},
        ]
    )
    assert set(ask.verdicts("age=30&format=online&when=evening").values()) == {"met"}


def test_a_program_of_two_fitting_tracks_is_one_result(ask):
    make_program("Twice", tracks=[{"sessions": ["mon 17:00-20:00"]}, {"sessions": ["tue 17:00-20:00"]}])
    assert ask.names("when=evening") == ["Twice"]
    assert ask.count("", "schedule", "evening") == (1, 0, 0)


def test_the_best_track_is_one_that_is_known_well_enough(ask):
    """The first track has more that is met, but says nothing of hours."""
    tracks = [{"days_per_week": 3}, {"age_min": 18, "days_per_week": 3, "hours_per_week": 9}]
    make_program("One", yes=["age-band:adults"], tracks=tracks, schedule="listed")
    query = "age=30&hours_max=9&days_max=3"
    (match,) = ask.results(f"{query}&known=listed").matches
    assert {fit.verdict for fit in match.fits.values()} == {"listed"}
    assert ask.fits(f"{query}&known=listed") == match.fits
    assert ask.verdicts(query) == {"age": "met", "days_max": "listed", "hours_max": "silent"}


# Counts


@pytest.fixture
def three(db):
    make_program("One", yes=["insurance:medicare", "therapy:dbt"])
    make_program("Two", listed=["insurance:tricare", "therapy:cbt"], yes=["therapy:dbt"])
    make_program("Three", no=["insurance:tricare", "therapy:cbt"])


@pytest.mark.parametrize(
    ("query", "option", "count"),
    [
        ("", "insurance=medicare", (1, 0, 2)),
        ("", "insurance=tricare", (0, 1, 1)),
        ("insurance=medicare", "insurance=tricare", (0, 1, 1)),  # any: its chosen values are set aside
        ("therapy=dbt", "therapy=cbt", (0, 1, 1)),
        ("therapy=cbt", "therapy=dbt", (2, 0, 0)),  # all: they stay
        ("therapy=dbt&known=listed", "therapy=cbt", (0, 1, 0)),
        ("known=confirmed", "insurance=medicare", (1, 0, 0)),  # known holds of the option itself
        ("therapy=dbt&known=confirmed", "insurance=tricare", (0, 0, 0)),
        ("q=two", "insurance=tricare", (0, 1, 0)),  # everything else asked holds
    ],
)
def test_counts_say_how_many_would_remain_by_the_option_s_own_verdict(ask, three, query, option, count):
    assert ask.count(query, *option.split("=")) == count


def test_counts_of_an_option_of_tracks_ask_one_track_for_everything(ask):
    make_program(
        tracks=[
            {"age_min": 18, "sessions": ["mon 09:00-12:00"]},
            {"age_max": 17, "sessions": ["mon 17:00-20:00"]},
        ]
    )
    assert ask.count("age=30", "schedule", "morning") == (1, 0, 0)
    assert ask.count("age=30", "schedule", "evening") == (0, 0, 0)
    assert ask.count("age=15&when=morning", "schedule", "evening") == (1, 0, 0)


def test_a_count_is_by_a_track_that_is_known_well_enough(ask):
    """The first track has more that is met, but nobody says whether it is online."""
    tracks = [{"days_per_week": 3}, {"age_min": 18, "format": "online"}]
    make_program(yes=["age-band:adults"], tracks=tracks, schedule="listed")
    assert ask.count("age=30", "format", "online") == (0, 0, 1)
    assert ask.count("age=30&known=listed", "format", "online") == (0, 1, 0)


def test_a_count_for_online_knows_that_online_reaches_the_whole_state(ask):
    both = [{"format": "online", "days_per_week": 3}, {"format": "in-person", "days_per_week": 3}]
    make_program(town="Pittsfield", tracks=both)
    assert ask.names("near=Lowell") == []
    assert ask.count("near=Lowell", "format", "online") == (1, 0, 0)
    assert ask.count("near=Lowell&format=online", "format", "in-person") == (0, 0, 0)
