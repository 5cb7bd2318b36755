"""A program's sessions as a calendar file."""

import pytest
from icalendar import Calendar

from programs.curation import withdraw
from tests.builders import make_program

pytestmark = pytest.mark.django_db

TRACKS = [
    {"name": "Evenings", "sessions": ["mon wed 17:00-20:00"]},
    {"name": "Teens", "sessions": ["tue 15:00-18:00"]},
    {"name": "Weekends", "parts_of_day": ["weekend"]},
]


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_file_is_a_calendar_with_a_neutral_name(client):
    program = make_program(tracks=TRACKS)
    response = client.get(f"/programs/{program.slug}/sessions.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="sessions.ics"'
    assert [event["SUMMARY"] for event in events(response)] == ["Appointment"] * 3


def test_one_track_and_the_name_may_be_asked_for(client):
    program = make_program("Elm Street IOP", tracks=TRACKS)
    (teens,) = events(client.get(f"/programs/{program.slug}/sessions.ics?track=2&named=1"))
    assert teens["SUMMARY"] == "Elm Street IOP: Teens"


def test_the_program_page_links_a_file_for_each_track_that_states_sessions(client):
    program = make_program(tracks=TRACKS)
    page = client.get(f"/programs/{program.slug}/").content.decode()
    assert [f"sessions.ics?track={number}" in page for number in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("query", ["", "?track=9", "?named=1"])
def test_where_no_sessions_are_stated_a_page_says_so(client, query):
    program = make_program("Elm Street IOP", tracks=[{"sessions": ["mon 17:00-20:00"]}] if "9" in query else [])
    response = client.get(f"/programs/{program.slug}/sessions.ics{query}")
    assert response.status_code == 404
    assert "There are no meeting times for a calendar" in response.content.decode()
    assert "Elm Street IOP" in response.content.decode()


def test_a_track_that_is_no_number_is_not_heeded(client):
    program = make_program(tracks=TRACKS)
    for track in ("x", "-1", "²", "9" * 5000):
        assert len(events(client.get(f"/programs/{program.slug}/sessions.ics?track={track}"))) == 3


def test_what_is_withdrawn_says_why_and_a_stranger_is_not_found(client):
    program = make_program(sessions=["mon 17:00-20:00"])
    withdraw(program, "It closed.")
    response = client.get(f"/programs/{program.slug}/sessions.ics")
    assert response.status_code == 410
    assert "It closed." in response.content.decode()
    assert client.get("/programs/nobody/sessions.ics").status_code == 404
