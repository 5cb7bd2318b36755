"""Patients and families: from what they know to a program's phone number."""

import re

from playwright.sync_api import expect

from .steps import PLACE, SHOW, call, narrow, show


def test_a_woman_who_works_by_day_finds_an_evening_program_that_takes_her_plan(walk):
    walk.open()
    walk.fill(PLACE, "01609")
    walk.unfold("Insurance")
    walk.unfold("choices of MassHealth")
    walk.tick("MassHealth: WellSense", exact=True)
    walk.unfold("Condition")
    walk.tick("PTSD")
    walk.unfold("My week")
    if walk.has_javascript:
        walk.press("button", "I work weekdays, 9 to 5")
        walk.go("button", SHOW)
    else:
        walk.go("button", "I work weekdays, 9 to 5")  # sends the form as it stands
    walk.finds("Elm Street Evening IOP", "Lake Avenue IOP", "Canal Recovery SOAP")
    walk.go("link", "Elm Street Evening IOP")
    walk.sees("heading", "Meets 4 of the 4 things you asked for")
    assert walk.page_loads == 3
    walk.ends(1, at=call(walk, "Elm Street Evening IOP", "508-555-0141"))


def test_a_mother_finds_a_program_for_teens_whose_staff_speak_portuguese(walk):
    walk.open()
    walk.fill(PLACE, "Fall River")
    walk.go("button", SHOW)
    narrow(walk)
    walk.fill("Age in years", "16", role="spinbutton")
    walk.unfold("Language")
    walk.tick("Portuguese")
    show(walk, "Portuguese")
    walk.finds("Harbor Teen IOP", "Whaling City Youth IOP")
    walk.go("link", "Harbor Teen IOP")
    walk.sees("heading", "Meets 3 of the 3 things you asked for")
    walk.ends(2, at=call(walk, "Harbor Teen IOP", "508-555-0151"))


def test_somebody_without_a_car_finds_dbt_in_the_evening_near_work_or_near_home(walk):
    walk.open()
    walk.fill(PLACE, "Boston")
    walk.unfold("Or near work")
    walk.fill("Work, school or another home", "Quincy")
    walk.unfold("When it meets")
    walk.tick("Evening")
    walk.go("button", SHOW)
    narrow(walk)
    walk.tick("DBT", exact=False)
    walk.unfold("Near a train")
    walk.tick("Within half a mile of a station", role="radio")
    show(walk, "within half a mile of a station")
    walk.finds("Quincy Center DBT IOP", "Back Bay DBT Evenings", "Quincy Shore IOP")
    walk.go("link", "Quincy Center DBT IOP")
    expect(walk.page.get_by_text("Quincy Center").first).to_be_visible()
    walk.ends(3, at=call(walk, "Quincy Center DBT IOP", "617-555-0162"))


def test_where_nobody_meets_all_wishes_there_is_a_way_on(walk):
    walk.open()
    walk.fill(PLACE, "Nantucket")
    walk.unfold("Condition")
    walk.tick("OCD")
    walk.go("button", SHOW)
    walk.sees("heading", "We know of no program that fits all of this")
    walk.sees("link", "Call 833-773-2445")
    walk.sees("heading", "Places worth a call")
    walk.go("link", re.compile("^Look within"))
    walk.go("link", "Whaling City Youth IOP")
    walk.ends(4, at=call(walk, "Whaling City Youth IOP", "508-555-0153"))
