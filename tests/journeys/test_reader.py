"""A screen-reader user: landmarks, headings, roles and names, and a key to press; never where a thing stands."""

import re

from playwright.sync_api import expect

from .steps import PLACE, SHOW, call, narrow, show


def test_a_screen_reader_leads_from_the_first_word_to_a_phone_number(reader):
    page = reader.page
    reader.open()
    for region in landmarks(page):
        expect(region).to_have_count(1)
    reader.press("link", "Skip to the content")
    expect(page.get_by_role("main")).to_be_focused()
    reader.fill(PLACE, "01609")
    reader.unfold("Condition")
    reader.tick("PTSD")
    reader.go("button", SHOW)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^4 programs that may fit"))

    narrow(reader)
    reader.tick("EMDR")
    if reader.has_javascript:
        expect(page.get_by_role("status").filter(has_text="programs that may fit")).to_contain_text("EMDR")
    show(reader, "EMDR")
    reader.finds("Elm Street Evening IOP", "Ash Street Day IOP", "Lake Avenue IOP", "Canal Recovery SOAP")
    reader.go("link", "Elm Street Evening IOP")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elm Street Evening IOP")
    contact = page.get_by_role("complementary", name="Contact")
    expect(contact.get_by_role("link", name="Call 508-555-0141")).to_be_visible()
    reader.ends(6, at=call(reader, "Elm Street Evening IOP", "508-555-0141"))


def landmarks(page):
    return [
        page.get_by_role("banner"),
        page.get_by_role("main"),
        page.get_by_role("contentinfo"),
        page.get_by_role("region", name="Help right now"),
    ]
