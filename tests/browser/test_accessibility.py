"""What axe alone can't see: the keyboard, the order in which a card is read, forced colours, motion, announcements."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program

RESULTS = "/programs/?near=01609&condition=ptsd&therapy=dbt&family=groups&language=es"
PROGRAM = "/programs/elm-street-iop-worcester/?near=01609&condition=ptsd&therapy=dbt&family=groups&language=es"
FOCUSED = "document.activeElement.textContent.trim() || document.activeElement.name"
# Drawn, and marked by an outline on itself, its frame or its box; a pin of the map by a thick edge.
SHOWN = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    const looks = [here.parentElement, here, ...here.children].map(part => getComputedStyle(part));
    const isMarked = here.closest("svg")
        ? looks.some(look => parseFloat(look.strokeWidth) >= 3)
        : looks.some(look => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0);
    return box.width * box.height > 0 && isMarked;
}"""


@pytest.fixture
def catalogue(transactional_db):
    today = timezone.localdate()
    make_program(
        "Elm Street IOP", organization="Elm Street Counseling", town="Worcester", phone="508-555-0141",
        yes=["condition:ptsd"], listed=["therapy:dbt"], doubted=["family:groups"], no=["therapy:ect"],
        tracks=[{"name": "Evenings", "sessions": ["mon wed thu 17:30-20:30"], "format": "in-person"}], on=today,
    )  # fmt: skip
    make_program("Ash Street IOP", town="Worcester", no=["condition:ptsd"], on=today)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(catalogue, page):
    page.goto(RESULTS)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_keyboard_alone_searches_and_comes_to_the_phone_number(catalogue, page):
    page.goto("/")
    tab_to(page, "near")
    page.keyboard.type("01609")
    tab_to(page, "Condition")
    page.keyboard.press("Enter")
    tab_to(page, "condition")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/?**condition=**")
    tab_to(page, "Elm Street IOP")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/elm-street-iop-worcester/?**")
    tab_to(page, "Call 508-555-0141")


def test_every_stop_of_the_keyboard_can_be_seen_and_none_is_a_trap(catalogue, page):
    page.goto(RESULTS)
    stops = []
    while len(stops) < 400:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(page.evaluate(FOCUSED))
        # A field of several parts, such as a date, is one control with several stops; the browser marks its parts.
        assert stops[-1] in stops[-2:-1] or page.evaluate(SHOWN), stops[-1]
    assert 20 < len(stops) < 400


def test_a_card_is_read_in_the_order_in_which_it_answers(catalogue, page):
    """Which program and where; when it meets; why it fits and what to ask; how fresh; what to do."""
    page.goto(RESULTS)
    card = page.get_by_role("region", name="Programs", exact=True).get_by_role("listitem").first.aria_snapshot()
    order = ["Elm Street IOP", "Worcester", "Mon, Wed, Thu", "Meets 2 of the 5", "Treats PTSD", "Spanish: not stated",
             "Checked by phone", "Call 508-555-0141"]  # fmt: skip
    places = [card.find(words) for words in order]
    assert -1 not in places, card
    assert places == sorted(places), card


def test_forced_colors_keep_the_signs(catalogue, new_page):
    """Each kind of sign has a mark, and differs from the others by its mark or its frame, not by colour alone."""
    page = new_page(forced_colors="active")
    page.goto(PROGRAM)
    signs = page.evaluate(
        """() => ["met", "listed", "ask"].map(kind => {
            const sign = getComputedStyle(document.querySelector(`.signs > .${kind}`), "::before");
            const mark = sign.content.split('"')[1];
            return {mark, frame: sign.borderTopStyle, ink: sign.color, paper: sign.backgroundColor};
        })"""
    )
    assert all(sign["mark"] and sign["ink"] != sign["paper"] for sign in signs), signs
    assert len({(sign["mark"], sign["frame"]) for sign in signs}) == 3, signs


@pytest.mark.parametrize("address", ["/", RESULTS, PROGRAM])
def test_nothing_moves_for_who_asked_for_less_motion(catalogue, new_page, address):
    page = new_page(reduced_motion="reduce")
    page.goto(address)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(part => {
            const style = getComputedStyle(part);
            return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01
                || style.scrollBehavior === "smooth";
        }).map(part => part.outerHTML.slice(0, 80))"""
    )
    assert not moving


def test_a_mistake_is_announced_and_leads_to_its_field(catalogue, page):
    page.goto("/programs/?near=worchester&age=old")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Part of this search could not be understood")
    age = page.get_by_role("spinbutton", name="Age in years")
    expect(age).to_have_attribute("aria-invalid", "true")
    expect(age).to_have_accessible_description(re.compile("number"))
    alert.get_by_role("link", name="Age").click()
    expect(age).to_be_focused()


def test_a_tick_is_announced_and_the_keyboard_stays_where_it_was(catalogue, page):
    page.goto("/programs/?near=01609")
    dbt = page.get_by_role("checkbox", name="DBT").first
    dbt.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="DBT")).to_contain_text("programs that may fit")
    expect(dbt).to_be_focused()


def test_how_many_fit_is_the_first_heading_and_names_the_list(catalogue, page):
    page.goto(RESULTS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 program that may fit")
    expect(page.get_by_role("region", name=re.compile("^1 program that may fit"))).to_be_visible()


def tab_to(page, what):
    """Press Tab until the focus is on the control of that text or name."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(what):
            return
    pytest.fail(f"The keyboard does not come to “{what}”.")
