"""What is asked of a track: ages, format, first intake."""

from datetime import timedelta

import pytest

from programs.curation import Claim
from programs.models import Source
from programs.search import search
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ONLINE = [{"format": "online", "sessions": ["mon 17:00-20:00"]}]


@pytest.mark.parametrize(("schedule", "verdicts"), [("confirmed", "met unmet"), ("listed", "listed doubted")])
@pytest.mark.parametrize(
    ("ages", "taken", "left_out"),
    [
        ({"age_min": 18, "age_max": 25}, (18, 25), (17, 26)),
        ({"age_min": 18}, (18, 120), (17,)),
        ({"age_max": 17}, (0, 17), (18,)),
    ],
)
def test_the_ages_of_a_track_hold_at_both_ends(ask, schedule, verdicts, ages, taken, left_out):  # noqa: PLR0917
    make_program(tracks=[ages], schedule=schedule)
    inside, outside = verdicts.split()
    assert {ask.verdict(f"age={age}") for age in taken} == {inside}
    assert {ask.verdict(f"age={age}") for age in left_out} == {outside}


def test_a_federal_age_band_is_listed_for_the_band_and_a_missing_band_is_silent(ask):
    make_program(listed=["age-band:young-adults"], yes=["age-band:adults"], no=["age-band:seniors"])
    verdicts = {age: ask.verdict(f"age={age}") for age in (17, 18, 25, 26, 64, 65)}
    assert verdicts == {17: "silent", 18: "listed", 25: "listed", 26: "met", 64: "met", 65: "unmet"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"yes": ["age-band:adults"]}, "Takes Adults"),
        ({"doubted": ["age-band:adults"]}, "Probably does not take Adults"),
        ({"no": ["age-band:adults"]}, "Does not take Adults"),
    ],
)
def test_a_confirmed_no_to_a_band_is_said_as_a_no(ask, facts, said):
    make_program(**facts)
    assert ask.fits("age=30")["age"].reason.startswith(said)


def test_where_a_track_states_ages_the_band_says_nothing(ask):
    make_program(tracks=[{"age_min": 18, "age_max": 25}], listed=["age-band:adults"])
    assert ask.verdict("age=30") == "unmet"


@pytest.mark.parametrize(
    ("schedule", "query", "verdict"),
    [
        ("confirmed", "format=online", "met"),
        ("confirmed", "format=in-person", "unmet"),
        ("listed", "format=online", "listed"),
        ("listed", "format=hybrid", "doubted"),
    ],
)
def test_the_format_is_stated_of_sessions(ask, schedule, query, verdict):
    make_program(tracks=ONLINE, schedule=schedule)
    assert ask.verdict(query) == verdict


@pytest.mark.parametrize(
    ("dates", "by", "verdict"),
    [
        ([5], 5, "met"),
        ([5], 4, "unmet"),
        ([0], 0, "met"),
        ([-1], 5, "silent"),
        ([-1, 3], 5, "met"),
        ([3, 9], 5, "met"),
        ([], 5, "silent"),
    ],
)
def test_an_unexpired_first_intake_on_or_before_the_day_is_met_and_later_is_unmet(ask, dates, by, verdict):
    make_program(intake=[ON + days * DAY for days in dates])
    assert ask.verdict(f"start_by={ON + by * DAY}") == verdict


def test_a_first_intake_confirmed_more_than_a_week_ago_is_silent(ask):
    make_program(intake=[ON + 30 * DAY])
    assert ask.verdict(f"start_by={ON + 40 * DAY}", on=ON + 7 * DAY) == "met"
    assert ask.verdict(f"start_by={ON + 40 * DAY}", on=ON + 8 * DAY) == "silent"


def test_a_date_printed_by_a_document_is_silent(ask):
    program = make_program()
    dates = {"dates": [{"date": (ON + DAY).isoformat()}]}
    say(program, Claim("intake", detail=dates), source=make_source(Source.Kind.WEB_PAGE, published_on=ON))
    assert ask.verdict(f"start_by={ON + 5 * DAY}") == "silent"


def test_a_date_of_one_track_is_no_date_of_another(ask):
    tracks = [{"name": "Days", "sessions": ["mon 09:00-12:00"]}, {"name": "Evenings", "sessions": ["mon 17:00-20:00"]}]
    make_program(tracks=tracks, intake=[(ON + 2 * DAY, "Days"), (ON + 9 * DAY, "Evenings")])
    query = f"start_by={ON + 5 * DAY}"
    assert ask.verdicts(f"{query}&when=morning") == {"schedule": "met", "start_by": "met"}
    assert ask.names(f"{query}&when=evening") == []


def test_what_is_kept_of_one_search_changes_no_other(ask):
    """What is asked of tracks is folded once for each combination of wishes; each is as a catalogue's first."""
    evening, day = {"sessions": ["mon 17:00-20:00"], "age_min": 18}, {"sessions": ["mon 09:00-12:00"], "age_max": 25}
    make_program("Elm", town="Worcester", tracks=[evening, day])
    make_program("Oak", town="Boston", tracks=[evening, *ONLINE], schedule="listed")
    make_program("Ash", tracks=[day])
    make_program("Fir", tracks=[{}])
    wishes = (
        "when=evening",
        "when=morning",
        "when=evening&age=40",
        "age=20",
        "age=40",
        "format=online",
        "busy=mon-0900-1200",
    )
    queries = [
        f"{place}{wish}&known={known}"
        for place in ("", "near=Worcester&within=5&")
        for wish in wishes
        for known in ("all", "listed", "confirmed")
    ]
    first = [ask.results(query) for query in queries]
    one_catalogue = ask.catalogue
    for alone in first:
        again = search(alone.need, one_catalogue)
        assert [match.record.name for match in again.matches] == [match.record.name for match in alone.matches]
        assert again.counts == alone.counts
