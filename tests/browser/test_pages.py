"""Every page in a real browser: no barrier, no sideways scrolling, nobody else asked, complete without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program
from tests.chromium import comes_true

PAGES = {
    "home": "/",
    "results": "/programs/?near=01609&condition=ptsd&therapy=dbt&family=groups",
    "results with a mistake": "/programs/?near=worchester&age=old",
    "nothing found": "/programs/?near=01609&therapy=ect&known=confirmed",
    "program": "/programs/elm-street-iop-worcester/?near=01609&therapy=dbt&busy=wed-1700-1800&language=es",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "not found": "/nothing/here/",
}
PHONE = {"width": 320, "height": 640}


@pytest.fixture
def catalogue(transactional_db):
    """Programs with all four answers, two at one door, one withheld."""
    today = timezone.localdate()
    place = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}
    make_program(
        "Elm Street IOP", yes=["condition:ptsd"], listed=["therapy:dbt"], no=["family:groups"], doubted=["language:es"],
        tracks=[{"name": "Evenings", "sessions": ["mon wed thu 17:30-20:30"], "age_min": 18, "format": "in-person"}],
        intake=[today], on=today, **place,
    )  # fmt: skip
    make_program("Ash Street IOP", listed=["condition:ptsd", "level:iop-substance-use"], on=today, **place)
    make_program("Quiet IOP", town="Holden", withheld=True, on=today)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(catalogue, axe_in_all_looks, name):
    axe_in_all_looks(PAGES[name])


@pytest.mark.parametrize("part", ["search", "filters", "map"])
def test_no_part_that_a_phone_folds_away_has_a_barrier(catalogue, new_page, axe, part):
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(PAGES["results"])
    page.locator(f"a[href='#{part}']").click()
    assert comes_true(page, f"document.getElementById('{part}').getBoundingClientRect().height > 200")
    axe(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_on_a_narrow_phone(catalogue, new_page, name):
    page = new_page(viewport=PHONE, java_script_enabled=True)
    page.goto(PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    for part in ("", "#filters", "#search", "#map") if "results" in name else ("",):
        page.evaluate("part => { location.hash = part; }", part)
        expect(page.locator(part or "h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], part


def test_the_list_comes_first_on_a_phone(catalogue, new_page):
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(PAGES["results"])
    expect(page.locator("#program-1")).to_be_visible()
    for part in ("#filters", "#map", "#finder"):
        expect(page.locator(part)).to_be_hidden()


def test_a_search_goes_from_home_to_a_program_and_back_without_javascript(catalogue, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("ZIP code, town or address").fill("Worcester")
    page.locator("summary", has_text="Condition").click()
    page.get_by_label("PTSD").check()
    page.locator(".picker[open] button").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("^3 programs that may fit: within 25 miles of Worcester, PTSD"))
    page.get_by_label("DBT", exact=False).first.check()
    page.locator(".filters .apply button").click()
    expect(heading).to_contain_text("DBT")
    page.get_by_role("link", name="Elm Street IOP").first.click()
    meets = page.get_by_role("heading", level=2).first
    expect(meets).to_contain_text("Meets 2 of the 3 things you asked for")
    page.get_by_role("link", name="Back to the programs that may fit").click()
    expect(page).to_have_url(re.compile("therapy=dbt"))
    page.get_by_role("link", name="Take off: DBT").click()
    expect(page).not_to_have_url(re.compile("therapy"))


def test_a_list_of_choices_closes_when_one_clicks_beside_it(catalogue, page):
    page.goto("/")
    page.locator("summary", has_text="Condition").click()
    expect(page.get_by_label("PTSD")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_label("PTSD")).to_be_hidden()


def test_leaving_takes_this_pages_place_in_the_history(catalogue, page):
    page.goto("/about/")
    page.goto("/programs/?near=01609&condition=ptsd")
    page.evaluate("document.querySelector('[data-leave]').href = '/accessibility/'")
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url("**/accessibility/")
    page.go_back()
    expect(page).to_have_url("/about/")


def test_three_presses_of_escape_leave_too(catalogue, page):
    """Within two seconds of the browser's clock, which stands still here but when it is turned on."""
    page.clock.install()
    page.goto("/programs/?near=01609")
    page.clock.pause_at(timezone.now() + timedelta(hours=1))
    page.evaluate("document.querySelector('[data-leave]').href = '/accessibility/'")
    for key in ("Escape", "a", "Escape", "Escape", "too late", "Escape", "Escape"):
        if key == "too late":
            page.clock.run_for(2000)
        else:
            page.keyboard.press(key)
        # Whoever leaves sees nothing more of this page at once, however long the next one takes.
        expect(page.locator("html")).not_to_have_attribute("hidden", "")
    page.keyboard.press("Escape")
    page.wait_for_url("**/accessibility/")


def test_what_can_be_pressed_is_large_enough(catalogue, new_page):
    """24 pixels for pins, links in a line of text aside; 44 for buttons, boxes and what folds open."""
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(PAGES["results"] + "#filters")
    expect(page.locator("#filters")).to_be_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll('.button, .options label, .filter > summary, .top a')]
            .filter(part => part.checkVisibility())
            .map(part => [part.textContent.trim(), part.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert not small
    page.goto(PAGES["results"] + "#map")
    expect(page.locator(".pins a").first).to_be_visible()
    pins = page.evaluate("[...document.querySelectorAll('.pins a')].map(pin => pin.getBoundingClientRect().height)")
    assert pins
    assert min(pins) >= 24


def test_no_cookie_and_nothing_stored(catalogue, page):
    for path in PAGES.values():
        page.goto(path)
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("name", ["results", "program"])
def test_a_page_prints_in_black_on_white_with_its_address_and_day(catalogue, new_page, name):
    page = new_page(color_scheme="dark")
    page.goto(PAGES[name])
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_text("This directory as of")).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
