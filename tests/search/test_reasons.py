"""Every result says why: the sentence beside each wish, and the question where the answer is not known."""

from datetime import timedelta

import pytest

from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db

EVENINGS = {"format": "in-person", "age_min": 18, "age_max": 64, "sessions": ["mon wed 17:00-20:00"]}


def reasons(ask, queries):
    return {query: [fit.reason for fit in ask.fits(query).values()] for query in queries}


def test_what_is_known_is_told_as_it_is_whether_it_fits_or_not(ask):
    make_program("Harbor", tracks=[EVENINGS], intake=[ON + timedelta(days=9)], words="Skills groups.")
    told = {
        "near=Worcester&within=50": ["36 miles from Worcester"],
        "near=Worcester": ["36 miles from Worcester, beyond what you asked"],
        "near=Worcester&near=01850": ["1.6 miles from 01850 Lowell"],
        "when=evening": ["Its sessions fit your week"],
        "when=morning": ["Meets Mon 5:00 pm–8:00 pm"],
        "busy=mon-1800-1830": ["Overlaps Mon 6:00 pm–6:30 pm"],
        "busy=wed-1900-2400": ["Overlaps Wed 7:00 pm–8:00 pm"],
        "when=evening&busy=wed-0000-1715": ["Overlaps Wed 5:00 pm–5:15 pm"],
        "age=30": ["Ages 18 to 64"],
        "age=65": ["Ages 18 to 64"],
        "format=in-person": ["In person"],
        "format=online": ["In person"],
        "start_by=2026-12-01": ["First intake Nov 30, 2026"],
        "start_by=2026-11-25": ["First intake Nov 30, 2026"],
        "days_max=2&hours_max=6": ["2 days a week", "6 hours a week"],
        "days_max=1&hours_max=5": ["2 days a week", "6 hours a week"],
        "rail=1": ["0.2 miles from Lowell station"],
        "q=harbor": ["Found in: name"],
        "q=lowell skills": ["Found in: place, its own words"],
        "q=elm": ["“elm” is not among its words"],
    }
    assert reasons(ask, told) == told


@pytest.mark.parametrize(
    ("ages", "words"), [({"age_min": 18}, "Ages 18 and older"), ({"age_max": 17}, "Ages up to 17")]
)
def test_ages_without_an_end_are_said_so(ask, ages, words):
    make_program(tracks=[ages])
    assert reasons(ask, ["age=30"]) == {"age=30": [words]}


def test_parts_of_the_day_are_told_where_no_hours_are_stated(ask):
    make_program(tracks=[{"parts_of_day": ["morning", "evening"]}])
    told = {
        "when=morning&when=evening": ["Meets mornings, evenings"],
        "when=afternoon": ["Meets mornings, evenings"],
        "when=evening": ["Meeting times: not stated"],
    }
    assert reasons(ask, told) == told


def test_what_is_measured_from_the_middle_of_a_town_is_about_and_in_the_town_itself_just_there(ask):
    make_program(town="Lowell", withheld=True)
    told = {
        "near=Lowell": ["In Lowell"],
        "near=01850": ["About 1.6 miles from 01850 Lowell, measured from the middle of Lowell"],
    }
    assert reasons(ask, told) == told


def test_a_station_too_far_is_named_with_how_far_it_is(ask):
    make_program(town="Provincetown")
    ((reason,),) = reasons(ask, ["rail=1"]).values()
    assert reason.startswith("The nearest station is ")
    assert reason.endswith(" miles away")


def test_what_is_not_known_is_asked_for(ask):
    make_program(town="", phone="")
    questions = {
        "near=Lowell": "Where do you meet?",
        "when=evening": "On which days and at what hours do you meet?",
        "age=30": "Do you take people who are 30 years old?",
        "format=online": "Do you meet in person, or online?",
        "start_by=2026-12-01": "When is your next opening for a first intake?",
        "days_max=2": "How many days a week would I come?",
        "hours_max=5": "How many hours a week would I come?",
        "rail=1": "Can I get there by train or bus?",
    }
    assert {query: fit.question for query in questions for fit in ask.fits(query).values()} == questions


def test_what_a_document_says_is_asked_about_and_what_is_confirmed_is_not(ask):
    make_program("Told", tracks=[EVENINGS])
    make_program("Printed", tracks=[EVENINGS], schedule="listed")
    questions = {
        "when=morning": "Is there another track that meets at other times?",
        "age=65": "Do you take people who are 65 years old?",
        "format=online": "Do you also meet another way?",
        "days_max=1": "Could I come on fewer days?",
        "hours_max=5": "Could I come for fewer hours?",
    }
    for name, asked in (("Told", dict.fromkeys(questions, "")), ("Printed", questions)):
        assert {query: fit.question for query in questions for fit in ask.fits(query, name).values()} == asked
