"""When a program meets: parts of the day, busy blocks, days and hours."""

from datetime import timedelta

import pytest

from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("session", "parts"),
    [
        ("mon 09:00-13:00", "morning"),
        ("mon 10:00-13:05", ""),
        ("mon 12:00-18:00", "afternoon"),
        ("mon 12:00-13:00", "morning afternoon"),
        ("mon 11:55-15:00", ""),
        ("mon 16:30-19:30", "evening"),
        ("mon 16:30-18:00", "afternoon evening"),
        ("mon 16:25-19:30", ""),
        ("sat 09:00-17:00", "weekend"),
        ("sun 17:00-20:00", "evening weekend"),
        ("fri 17:00-20:00", "evening"),
    ],
)
def test_a_session_is_in_a_part_of_the_day_when_all_of_it_is(ask, session, parts):
    make_program(sessions=[session])
    fitting = [part for part in ("morning", "afternoon", "evening", "weekend") if ask.verdict(f"when={part}") == "met"]
    assert " ".join(fitting) == parts


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("busy=mon-0900-1700", "met"),
        ("busy=mon-0900-1705", "unmet"),
        ("busy=mon-2000-2200", "met"),
        ("busy=mon-1800-1830", "unmet"),
        ("busy=tue-0000-2400", "met"),
        ("when=evening&busy=mon-0900-1700", "met"),
        ("when=morning&busy=mon-0900-1700", "unmet"),
        ("when=evening&busy=wed-1700-1800", "unmet"),
    ],
)
def test_a_session_is_acceptable_outside_all_busy_blocks(ask, query, verdict):
    make_program(sessions=["mon wed 17:00-20:00"])
    assert ask.verdict(query) == verdict


@pytest.mark.parametrize(("attend", "verdict"), [(None, "unmet"), (3, "met"), (4, "unmet"), (9, "unmet")])
def test_a_track_fits_with_as_many_acceptable_sessions_as_one_must_attend(ask, attend, verdict):
    make_program("Weekdays", tracks=[{"attend": attend, "sessions": ["mon tue wed thu fri 09:00-12:00"]}])
    assert ask.verdict("busy=mon-0900-1200&busy=tue-0900-1200") == verdict
    assert ask.names("busy=mon-0900-1200&busy=tue-0900-1200") == (["Weekdays"] if verdict == "met" else [])


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("when=evening", "met"),
        ("when=evening&when=morning", "met"),
        ("when=morning", "unmet"),
        ("busy=mon-0900-1700", "silent"),
        ("when=evening&busy=mon-0900-1700", "silent"),
        ("when=morning&busy=mon-0900-1700", "unmet"),
        ("days_max=3", "met"),
        ("days_max=2", "unmet"),
    ],
)
def test_three_evenings_a_week_answers_when_and_days_and_is_silent_on_busy(ask, query, verdict):
    make_program(tracks=[{"parts_of_day": ["evening"], "days_per_week": 3}])
    assert ask.verdict(query) == verdict


def test_some_parts_of_the_day_inside_and_some_outside_are_silent(ask):
    make_program(tracks=[{"parts_of_day": ["evening", "morning"]}])
    assert ask.verdict("when=evening") == "silent"


def test_a_listed_schedule_that_fits_is_listed_and_one_that_does_not_is_doubted_with_the_clash_quoted(ask):
    make_program(sessions=["wed 15:00-18:00"], schedule="listed")
    assert ask.verdict("when=afternoon") == "listed"
    (fit,) = ask.fits("busy=wed-0900-1600").values()
    assert fit.verdict == "doubted"
    assert "Wed 3:00" in fit.reason
    assert "4:00" in fit.reason


def test_a_confirmed_schedule_past_its_date_is_only_listed(ask):
    make_program(sessions=["mon 17:00-20:00"])
    assert ask.verdict("when=evening", on=ON + 90 * DAY) == "met"
    assert ask.verdict("when=evening", on=ON + 91 * DAY) == "listed"
    assert ask.verdict("when=morning", on=ON + 91 * DAY) == "doubted"


@pytest.mark.parametrize(
    ("track", "days", "hours"),
    [
        ({"sessions": ["mon wed fri 09:00-12:00"]}, 3, 9),
        ({"sessions": ["mon 09:00-12:00", "mon 13:00-15:00", "tue 09:00-12:00"]}, 2, 8),
        ({"attend": 3, "sessions": ["mon tue wed thu fri 09:00-12:00"]}, 3, 9),
        ({"attend": 1, "sessions": ["mon 09:00-12:00", "tue 09:00-11:00"]}, 1, 2),
        ({"days_per_week": 4, "hours_per_session": 3}, 4, 12),
        ({"days_per_week": 3, "hours_per_week": 10, "sessions": ["mon tue wed thu 09:00-12:00"]}, 3, 10),
    ],
)
def test_days_and_hours_a_week_are_stated_or_computed(ask, track, days, hours):
    make_program(tracks=[track])
    assert [ask.verdict(f"days_max={most}") for most in (days, days - 1 or days)] == [
        "met",
        "unmet" if days > 1 else "met",
    ]
    assert [ask.verdict(f"hours_max={most}") for most in (hours, hours - 1)] == ["met", "unmet"]


def test_a_quarter_of_an_hour_too_many_is_too_many(ask):
    make_program("Stated", tracks=[{"hours_per_week": 9.25}])
    make_program("Computed", sessions=["mon wed 09:00-12:00", "fri 09:00-12:15"])
    assert ask.names("hours_max=10") == ["Computed", "Stated"]
    assert ask.names("hours_max=9") == []


def test_hours_ticked_one_by_one_are_one_block(ask):
    hours = "&".join(f"busy=mon-{hour:02d}00-{hour + 1:02d}00" for hour in range(9, 17))
    need = ask.need(hours)
    assert need.wanted["schedule"].busy == ((0, 540, 1020),)
    assert need.pairs(ask.catalogue) == [("busy", "mon-0900-1700")]


def test_every_hour_of_the_week_may_be_busy(ask):
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours = "&".join(f"busy={day}-{hour:02d}00-{hour + 1:02d}00" for day in days for hour in range(24))
    assert len(ask.need(hours).wanted["schedule"].busy) == 7
