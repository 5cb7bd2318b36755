"""Somebody who does not know the way: asked question by question, with a way back, and with help first in danger."""

import re

from playwright.sync_api import expect

from .steps import PLACE, call

HELP_LINES = {"Call 988": "tel:988", "Call 911": "tel:911", "Call 833-773-2445": "tel:+18337732445"}


def test_six_plain_questions_lead_by_way_of_danger_and_back_to_a_prepared_search(walk):
    walk.open("/guide/is-it-right-for-me/")
    walk.go("link", "No, or I am not sure")
    sees_the_lines(walk)
    walk.go("link", "Back to the last question")
    walk.go("link", "Yes, I am safe for now")
    walk.go("link", "No", exact=True)
    walk.go("link", "I am not sure")
    walk.sees("heading", "You may need more help than an IOP")
    walk.go("link", "Back to the last question")
    walk.go("link", "Yes, I can")
    walk.go("link", "I am leaving a hospital, a day program or a place where I stayed")
    walk.go("link", "I am in danger now, or I may hurt myself or somebody")
    sees_the_lines(walk)
    walk.go("link", "Back to the last question")
    walk.go("link", "Skip this question")
    walk.go("link", "Yes, in the evening")
    walk.sees("heading", "An IOP may be worth a call")
    walk.fill(PLACE, "01609")
    walk.go("button", "Show programs near there")
    walk.sees("heading", "evenings")
    walk.finds("Elm Street Evening IOP", "Canal Recovery SOAP", "Lake Avenue IOP")
    walk.go("link", "Elm Street Evening IOP")
    walk.ends(7, at=call(walk, "Elm Street Evening IOP", "508-555-0141"))


def sees_the_lines(walk):
    walk.sees("heading", "Get help now")
    lines = walk.page.get_by_role("list", name="Whom to call").get_by_role("link")
    expect(lines).to_have_count(len(HELP_LINES))
    assert {line.inner_text(): line.get_attribute("href") for line in lines.all()} == HELP_LINES


def test_help_me_choose_goes_back_and_forth_and_ends_in_a_list_that_can_be_changed(walk):
    walk.open("/guide/help-me-choose/")
    walk.fill(PLACE, "Fall Rivr")
    walk.go("button", "Next question")
    expect(walk.one("textbox", PLACE)).to_have_accessible_description(re.compile("Fall River"))
    walk.fill(PLACE, "Fall River")
    walk.go("button", "Next question")
    walk.fill("Age in years", "16", role="spinbutton")
    walk.go("button", "Next question")
    walk.go("link", "Back")
    expect(walk.one("spinbutton", "Age in years")).to_have_value("16")
    walk.go("link", "Back")
    for question in ("How old is the person it is for?", "What should it help with?"):
        walk.go("button", "Next question")
        walk.sees("heading", question)
    walk.tick("Depression")
    walk.go("button", "Next question")
    for question in ("When can you come?", "In person or online?", "In which language?"):
        walk.go("link", "Skip this question")
        walk.sees("heading", question)
    walk.unfold("more")
    walk.tick("Portuguese")
    walk.go("button", "Show programs")
    walk.finds("Harbor Teen IOP", "Whaling City Youth IOP")
    expect(walk.page.get_by_role("link", name="Take off: Depression")).to_be_visible()
    walk.go("link", "Harbor Teen IOP")
    walk.ends(8, at=call(walk, "Harbor Teen IOP", "508-555-0151"))
