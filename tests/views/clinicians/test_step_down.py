"""The clinicians' search: what it says, what it keeps to itself."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session as StoredSession
from django.core.cache import cache

from programs.curation import Claim
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db
LEAVING = ON + timedelta(days=4)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{ON}T12:00:00-05:00", tick=False):
        yield


def ask(client, **wishes):
    return client.post("/clinicians/", {"leaving_on": LEAVING.isoformat(), **wishes}).content.decode()


def test_the_form_stands_alone_before_anything_is_asked(client):
    page = client.get("/clinicians/").content.decode()
    assert 'name="leaving_on"' in page
    assert "somebody who leaves on" not in page


def test_needs_in_an_address_are_not_read(client):
    make_program()
    assert "somebody who leaves on" not in client.get("/clinicians/?near=Lowell&leaving_on=2026-11-25").content.decode()


def test_nobody_may_keep_the_page_and_it_leaves_nothing_behind(client):
    make_program()
    answer = client.post("/clinicians/", {"leaving_on": LEAVING.isoformat(), "near": "01852", "age": "67"})
    assert "no-store" in answer["Cache-Control"]
    assert set(answer.cookies) <= {"csrftoken"}
    assert not StoredSession.objects.exists()
    assert not cache._cache
    assert "01852" not in answer.content.decode().split("</title>")[0]


def test_a_link_to_a_program_carries_no_need(client):
    program = make_program(yes=["therapy:dbt"])
    assert f'href="/programs/{program.slug}/"' in ask(client, near="Lowell", therapy="dbt")


def test_a_date_says_its_window_and_what_became_of_earlier_ones(client):
    program = make_program(intake=[LEAVING + timedelta(days=3)])
    page = ask(client)
    assert "First intake Nov 28, 2026" in page
    assert "Within 7 days of discharge" in page
    assert "Nobody has told us yet whether it keeps its dates." in page
    for days in range(1, 7):
        day = (ON - timedelta(days=days)).isoformat()
        say(program, Claim("intake-outcome", "yes", {"date": day}))
    page = ask(client)
    assert "It kept the dates that we heard of." in page
    assert "Kept 6 of 6 dates." in page


def test_a_program_that_broke_a_date_says_call(client):
    program = make_program(intake=[LEAVING + timedelta(days=3)])
    say(program, Claim("intake-outcome", "no", {"date": (ON - timedelta(days=3)).isoformat()}))
    assert "It did not keep a date that it had named before. Call and ask." in ask(client)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-28T23:59:59-05:00", "First intake Dec 20, 2026"),
        ("2026-11-29T00:00:00-05:00", "It named a date, but that is more than a week ago. Call and ask."),
    ],
)
def test_a_claimed_date_turns_into_call_at_the_minute_it_expires(client, moment, words):
    make_program(intake=[ON + timedelta(days=29)])
    with time_machine.travel(moment, tick=False):
        assert words in ask(client)


@pytest.mark.parametrize(
    ("said_on", "last", "first"),
    [
        # Clocks go forward on 8 March 2026 and back on 1 November 2026: a week is a week of days, not of hours.
        ("2026-03-04", "2026-03-11T23:59:00-04:00", "2026-03-12T00:00:00-04:00"),
        ("2026-10-28", "2026-11-04T23:59:00-05:00", "2026-11-05T00:00:00-05:00"),
    ],
)
def test_over_the_change_of_the_clocks_a_week_stays_seven_days(client, said_on, last, first):
    from datetime import date

    said = date.fromisoformat(said_on)
    day = said + timedelta(days=20)
    make_program(intake=[day], on=said, said_on=said)
    for moment, is_named in ((last, True), (first, False)):
        with time_machine.travel(moment, tick=False):
            page = client.post("/clinicians/", {"leaving_on": said_on}).content.decode()
            assert ("First intake" in page) is is_named


def test_the_line_for_clinicians_comes_first(client):
    program = make_program()
    assert "Intake line" in ask(client)
    say(program, Claim("contact", detail={"intake_phone": "978-555-0100", "clinician_phone": "978-555-0177"}))
    page = ask(client)
    assert "978-555-0177" in page
    assert "Line for clinicians" in page


def test_three_lists_each_sentence_with_source_and_day(client):
    program = make_program(yes=["insurance:masshealth"], sessions=["mon wed 17:00-20:00"])
    say(program, Claim("condition:trauma", quote="We treat trauma."), source=make_source("web-page"))
    page = ask(client, insurance="masshealth", condition="trauma", language="es", when="evening")
    assert "Takes MassHealth" in page
    assert "<q>We treat trauma.</q>" in page
    assert "listed, not confirmed" in page
    assert "Do your staff speak Spanish?" in page or "Spanish" in page


def test_what_could_not_be_read_is_said_beside_its_field_and_the_rest_is_searched(client):
    make_program()
    page = ask(client, leaving_on="soon", near="Nowhereville", age="old", insurance="gold")
    assert page.count('aria-invalid="true"') == 4
    assert "Some fields could not be read." in page
    assert "1 program for somebody who leaves on Nov 21, 2026" in page


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_far_away_is_a_mistake(client, day):
    assert "A day within a year of today, please." in ask(client, leaving_on=day)


def test_pages_turn_by_post_and_keep_what_was_chosen(client):
    for number in range(25):
        make_program(f"Program {number:02}")
    page = ask(client, page="2", p="program-03-lowell")
    assert 'name="p" value="program-03-lowell"' in page
    assert "Page before" in page
    assert page.count('class="choose"') == 5


def test_nothing_found_says_the_next_step(client):
    make_program(no=["language:es"])
    page = ask(client, language="es")
    assert "No program in the catalogue fits all of this." in page


def test_it_takes_few_queries(client, django_assert_max_num_queries):
    for _ in range(6):
        make_program(intake=[LEAVING], yes=["therapy:dbt"])
    ask(client)
    with django_assert_max_num_queries(12):
        ask(client)
