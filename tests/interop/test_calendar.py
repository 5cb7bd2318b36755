"""Calendar files, read the way a calendar program reads them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from programs.interop.calendar import calendar, escaped, folded
from programs.search.catalogue import Evidence, Record, TrackRecord

ON = date(2026, 10, 20)  # a Tuesday, two weeks before daylight saving ends
MASSACHUSETTS = ZoneInfo("America/New_York")
EVENINGS = TrackRecord(sessions=((0, 17 * 60 + 30, 20 * 60 + 30), (1, 17 * 60 + 30, 20 * 60 + 30)))
CONFIRMED = Evidence("confirmed-yes", "phone", "Phone check", said_on=date(2026, 10, 2))
LISTED = Evidence("listed", "federal-listing", "FindTreatment.gov", said_on=date(2025, 8, 19))
NAME = "Example Harbor Evening Program"


def a_record(*tracks, evidence=CONFIRMED, **columns):
    usual = {
        "street": "12 Sample Street", "suite": "", "town": "Lowell", "zip_code": "01852", "point": (42.64, -71.31),
        "phone": "978-555-0100",
    }  # fmt: skip
    facts = {"schedule": evidence} if evidence else {}
    return Record(1, "example-harbor", NAME, "Example Harbor", tracks=tracks, facts=facts, **(usual | columns))


def events(text):
    return Calendar.from_ical(text).walk("VEVENT")


def days_of(event, until):
    """When it happens, with what the wall clock shows."""
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=event.start.replace(tzinfo=None))
    return [moment for moment in rule.xafter(datetime.combine(ON, datetime.min.time()), inc=True, count=50)
            if moment.date() <= until]  # fmt: skip


def test_each_session_is_one_weekly_event_from_its_next_day():
    monday, tuesday = events(calendar(a_record(EVENINGS), ON))
    assert monday.start == datetime(2026, 10, 26, 17, 30, tzinfo=MASSACHUSETTS)
    assert tuesday.start == datetime(2026, 10, 20, 17, 30, tzinfo=MASSACHUSETTS)
    assert tuesday.end - tuesday.start == timedelta(hours=3)
    assert monday["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO"]}


def test_the_wall_clock_stays_when_daylight_saving_ends():
    monday, _tuesday = events(calendar(a_record(EVENINGS), ON))
    before, after = days_of(monday, date(2026, 11, 2))
    assert [before.hour, after.hour] == [17, 17]
    offsets = {moment.replace(tzinfo=MASSACHUSETTS).utcoffset() for moment in (before, after)}
    assert offsets == {timedelta(hours=-4), timedelta(hours=-5)}


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_the_zone_in_the_file_turns_when_massachusetts_turns(year):
    (zone,) = Calendar.from_ical(calendar(a_record(EVENINGS), ON)).walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    day = datetime(year, 1, 1, 12)
    for _day in range(365):
        assert told.utcoffset(day) == day.replace(tzinfo=MASSACHUSETTS).utcoffset(), day
        day += timedelta(days=1)


def test_weeks_that_are_stated_are_counted_and_nothing_ends_by_a_date():
    text = calendar(a_record(replace(EVENINGS, weeks_min=6, weeks_max=8)), ON)
    assert {event["RRULE"]["COUNT"][0] for event in events(text)} == {8}
    assert len(days_of(events(text)[0], date(2027, 12, 31))) == 8
    assert "UNTIL" not in text


def test_without_stated_weeks_it_goes_on():
    assert all("COUNT" not in event["RRULE"] for event in events(calendar(a_record(EVENINGS), ON)))


def test_nothing_names_the_program_unless_that_is_asked_for():
    quiet, named = calendar(a_record(EVENINGS), ON), calendar(a_record(EVENINGS), ON, named=True)
    assert events(quiet)[0]["SUMMARY"] == "Appointment"
    assert "Example" not in quiet
    assert "example" not in quiet
    assert events(named)[0]["SUMMARY"] == NAME


def test_a_named_track_stands_behind_the_name():
    (event,) = events(calendar(a_record(TrackRecord(name="Teens", sessions=((2, 900, 1080),))), ON, named=True))
    assert event["SUMMARY"] == f"{NAME}: Teens"


@pytest.mark.parametrize(
    ("evidence", "words", "status"),
    [
        (CONFIRMED, "These times are confirmed (phone check, Oct 2, 2026).", "CONFIRMED"),
        (LISTED, "These times are listed, not confirmed (federal listing, Aug 19, 2025). Ask before", "TENTATIVE"),
    ],
)
def test_it_says_how_sure_the_times_are_who_said_so_and_whom_to_call(evidence, words, status):
    event = events(calendar(a_record(EVENINGS, evidence=evidence), ON))[0]
    assert event["DESCRIPTION"].startswith(words)
    assert event["DESCRIPTION"].endswith("Phone: 978-555-0100")
    assert event["STATUS"] == status


def test_it_says_how_many_of_the_sessions_one_attends():
    event = events(calendar(a_record(replace(EVENINGS, attend=1)), ON))[0]
    assert "You attend 1 of these 2 sessions a week." in event["DESCRIPTION"]


def test_the_place_is_there_only_when_the_pin_is_exact():
    exact, about = (events(calendar(a_record(EVENINGS, about=about), ON))[0] for about in (False, True))
    assert exact["LOCATION"] == "12 Sample Street, Lowell MA 01852"
    assert "LOCATION" not in about
    assert "GEO" not in about


def test_an_identifier_stays_from_day_to_day_and_is_each_sessions_own():
    first, again = (
        [event["UID"] for event in events(calendar(a_record(EVENINGS, EVENINGS), day))]
        for day in (ON, ON + timedelta(days=90))
    )
    assert first == again
    assert len(set(first)) == 4


def test_one_track_may_be_had_alone():
    record = a_record(EVENINGS, TrackRecord(sessions=((5, 600, 780),)))
    (saturday,) = events(calendar(record, ON, track=2))
    assert saturday["RRULE"]["BYDAY"] == ["SA"]
    assert calendar(record, ON, track=3) == ""


def test_where_no_session_is_stated_there_is_no_file():
    assert calendar(a_record(TrackRecord(parts_of_day=("evening",))), ON) == ""
    assert calendar(a_record(), ON) == ""


def test_every_line_ends_as_the_standard_says_and_holds_75_octets_at_most():
    text = calendar(a_record(EVENINGS, street="Straße der sehr langen Namen 112, " * 5, suite="2; 3\\4"), ON)
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert events(text)[0]["LOCATION"].endswith("2; 3\\4, Lowell MA 01852")


def test_a_name_with_a_line_break_begins_no_property_of_its_own():
    record = replace(a_record(EVENINGS), name="Evil\r\nATTENDEE:mailto:x@example.org")
    (event, _other) = events(calendar(record, ON, named=True))
    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "Evil\nATTENDEE:mailto:x@example.org"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_whatever_is_written_is_read_again(text):
    lines = f"BEGIN:VCALENDAR\r\n{folded('DESCRIPTION:' + escaped(text))}\r\nEND:VCALENDAR\r\n"
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    assert Calendar.from_ical(lines).get("DESCRIPTION", "") == text
