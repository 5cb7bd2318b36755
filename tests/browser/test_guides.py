"""Guides and their questions in a real browser: no barrier, no sideways scrolling, a print that leaves nothing out."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.views.guide.pages import PAGES
from tests.builders import make_program

PHONE = {"width": 320, "height": 640}
ADDRESSES = [
    "/guide/",
    *(f"/guide/{slug}/" for slug in PAGES),
    "/guide/is-it-right-for-me/",
    *(f"/guide/is-it-right-for-me/?said={said}" for said in ("y", "yx", "yy&near=Worcester", "ynyhnd", "ynylbe")),
    "/guide/help-me-choose/?near=worchester",
    *(f"/guide/help-me-choose/{name}/?near=01609&condition=ptsd" for name in ("age", "insurance", "time", "language")),
]
# Each part of which the guides are made, once.
IN_THE_DARK = ("/guide/what-is-an-iop/", "/guide/what-to-expect/", "/guide/is-it-right-for-me/?said=yx", ADDRESSES[-3])


@pytest.fixture
def catalogue(transactional_db):
    make_program("Elm", town="Worcester", sessions=["mon wed 17:30-20:30"], on=timezone.localdate())


def open_everything(page):
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


def test_no_guide_has_a_barrier_or_scrolls_sideways_on_a_narrow_phone(catalogue, new_page, axe):
    page, seen = new_page(viewport=PHONE, reduced_motion="reduce"), {}
    for address in ADDRESSES:
        page.goto(address)
        open_everything(page)
        axe(page, seen=seen)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_no_guide_has_a_barrier_in_the_dark(catalogue, new_page, axe):
    page = new_page(color_scheme="dark", reduced_motion="reduce")
    for address in IN_THE_DARK:
        page.goto(address)
        open_everything(page)
        axe(page, colours_only=True)


def test_a_guide_prints_black_on_white_with_the_words_that_it_explains(catalogue, new_page):
    page = new_page(color_scheme="dark")
    page.goto("/guide/what-is-an-iop/")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.get_by_text("You have a say in it.")).to_be_visible()
    expect(page.get_by_role("heading", name="Where this comes from")).to_be_visible()
    expect(page.get_by_role("navigation", name="All guides")).to_be_hidden()


def test_the_week_is_drawn_by_its_hours_at_a_desk_and_read_day_by_day_on_a_phone(catalogue, new_page):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto("/guide/what-to-expect/")
    monday, friday = page.get_by_text("Group: talk and support"), page.get_by_text("Class: plan the weekend")
    assert abs(top(monday) - top(friday)) < 2
    page.set_viewport_size(PHONE)
    expect(page.locator("html")).to_have_js_property("clientWidth", PHONE["width"])
    assert top(friday) > top(monday) + 200


def top(part):
    return part.bounding_box()["y"]
