"""The list follows each tick, with htmx; whatever goes wrong, the form is sent; nothing of a search stays behind."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program
from tests.chromium import comes_true

WIDE = {"width": 1440, "height": 1200}
STORED = "localStorage.length + sessionStorage.length"


@pytest.fixture
def catalogue(transactional_db):
    """One without PTSD and one with it: one program after the tick."""
    today = timezone.localdate()
    place = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}
    make_program("Elm Street IOP", yes=["condition:ptsd", "therapy:dbt"], on=today, **place)
    make_program("Other IOP", no=["condition:ptsd"], town="Worcester", on=today)


@pytest.fixture
def second_page(catalogue):
    for number in range(20):
        make_program(f"Other IOP {number}", phone="", town="Worcester", on=timezone.localdate())


@pytest.fixture
def wide(catalogue, new_page):
    return new_page(viewport=WIDE)


def tick(page, name):
    """Where a list of choices is folded away, it is ticked all the same."""
    page.evaluate("name => document.querySelector(`#finder [value=${name}]`).click()", name)


def test_the_list_its_counts_its_map_and_the_links_follow_a_tick(wide):
    wide.goto("/about/")
    wide.goto("/programs/?near=01609&p=elm-street-iop-worcester#filters")
    before = wide.locator("#filters small").first.text_content()
    wide.locator("#finder .picker").nth(0).locator("summary").first.click()
    wide.get_by_label("PTSD").first.check()
    expect(wide.locator(".card h2")).to_have_text(["Elm Street IOP"])
    assert wide.url.endswith("/programs/?p=elm-street-iop-worcester&near=01609&condition=ptsd#filters")
    assert wide.locator(".chips").inner_text().count("PTSD") == 1
    assert wide.locator(".pins a").count() == 1
    assert wide.locator("#filters small").first.text_content() != before
    assert wide.locator(".picker[open] :focus").count() == 1
    assert wide.locator("#finder .said").first.inner_text() == "PTSD"
    assert "condition=ptsd" in wide.get_by_role("link", name="My list (1)").get_attribute("href")
    assert wide.locator("#announced").inner_text().startswith("1 program that may fit")
    wide.go_back()
    assert wide.url.endswith("/about/")


def test_htmx_comes_when_somebody_turns_to_the_form_and_not_before(wide):
    wide.goto("/programs/?near=01609", wait_until="networkidle")
    assert not wide.evaluate("'htmx' in window")
    wide.get_by_label("ZIP code, town or address").focus()
    assert comes_true(wide, "'htmx' in window")
    assert wide.evaluate(STORED) == 0


def test_several_ticks_at_once_are_asked_for_once(wide):
    asked = []
    wide.goto("/programs/?near=01609")
    wide.on("request", lambda request: asked.append(request.url) if request.resource_type == "xhr" else None)
    # In one breath: between two commands from here the browser may well have asked already.
    wide.evaluate("['ptsd', 'depression'].map(name => document.querySelector(`#finder [value=${name}]`).click())")
    wide.wait_for_url("**/programs/?near=01609&condition=*&condition=*")
    assert len(asked) == 1


def test_nothing_of_a_search_is_stored(wide):
    wide.goto("/programs/?near=01609")
    assert wide.evaluate(STORED) == 0
    tick(wide, "ptsd")
    wide.wait_for_url("**condition=ptsd**")
    assert wide.evaluate(STORED) == 0
    wide.evaluate("sessionStorage.setItem('htmx-current-path-for-history', '/programs/?condition=ptsd')")
    wide.goto("/about/")
    assert wide.evaluate(STORED) == 0
    assert wide.context.cookies() == []


def test_a_mistake_is_told_beside_its_field(wide):
    wide.goto("/programs/")
    wide.get_by_label("ZIP code, town or address").fill("worchester")
    with wide.expect_navigation():
        wide.get_by_label("ZIP code, town or address").blur()
    assert "Did you mean Worcester" in wide.locator("#problem-near").inner_text()
    with wide.expect_navigation():
        wide.get_by_label("ZIP code, town or address").fill("Worcester")
        wide.get_by_label("ZIP code, town or address").blur()
    assert wide.locator(".problem").count() == 0


def test_another_page_than_this_has_the_form_sent(wide):
    wide.goto("/programs/?near=01609")
    wide.route(
        "**/programs/?*condition=ptsd*",
        lambda route: (
            route.continue_()
            if route.request.is_navigation_request()
            else route.fulfill(body="<html><body>Log in, please")
        ),
    )
    with wide.expect_navigation():
        tick(wide, "ptsd")
    assert "condition=ptsd" in wide.url
    expect(wide.locator(".card")).to_have_count(1)


def test_without_an_answer_the_form_is_sent(catalogue, browser, live_server):
    """Not with `new_page`: the browser complains of an answer that does not come, and that is right."""
    page = browser.new_context(base_url=live_server.url).new_page()
    page.goto("/programs/?near=01609")
    page.route(
        "**/programs/?*condition=ptsd*",
        lambda route: route.continue_() if route.request.is_navigation_request() else route.abort(),
    )
    with page.expect_navigation():
        tick(page, "ptsd")
    assert "condition=ptsd" in page.url
    page.context.close()


@pytest.mark.parametrize(
    ("link", "path", "asks"),
    [
        (".card h2 a", "/programs/elm-street-iop-worcester/", "near=01609+Worcester&therapy=dbt&condition=ptsd"),
        (".chips [aria-label*=DBT]", "/programs/", "near=01609+Worcester&condition=ptsd"),
        (".chips .all a", "/programs/", ""),
    ],
)
def test_a_link_pressed_before_the_list_has_followed_leads_on_from_the_tick(wide, link, path, asks):
    leads_on(wide, link, path, asks)


def test_so_does_the_link_to_the_next_page(second_page, wide):
    leads_on(wide, ".pages [rel=next]", "/programs/", "near=01609+Worcester&therapy=dbt&condition=ptsd")


def leads_on(wide, link, path, asks):
    wide.goto("/programs/?near=01609&therapy=dbt")
    wide.evaluate(
        """link => setTimeout(() => {
            document.querySelector("#finder [value=ptsd]").click();
            document.querySelector(link).click();
        })""",
        link,
    )
    wide.wait_for_event("load")
    address = urlsplit(wide.url)
    assert (address.path, sorted(address.query.split("&"))) == (path, sorted(asks.split("&")))


def test_the_way_back_from_such_a_link_leads_to_what_was_ticked(wide):
    wide.goto("/programs/?near=01609")
    wide.evaluate(
        """() => setTimeout(() => {
            const place = document.getElementById("near");
            place.value = "Boston";
            place.dispatchEvent(new Event("change", {bubbles: true}));
            document.querySelector(".card h2 a").click();
        })"""
    )
    wide.wait_for_url("**-worcester/?near=Boston")
    wide.go_back()
    expect(wide.locator("#heading")).to_contain_text("within 25 miles of Boston")


def test_the_way_back_inside_a_page_shows_what_its_address_says(catalogue, new_page):
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto("/programs/?near=01609")
    page.get_by_role("link", name="Filters").click()
    tick(page, "ptsd")
    page.wait_for_url("**condition=ptsd#filters")
    assert page.locator("#filters").is_visible()
    page.get_by_role("link", name="Close").click()
    with page.expect_event("domcontentloaded"):
        page.evaluate("history.go(-2)")
    assert page.url.endswith("?near=01609")
    expect(page.locator("#heading")).to_contain_text("2 programs")


def test_links_are_plain_and_need_no_script(second_page, new_page):
    for javascript in (True, False):
        page = new_page(viewport=WIDE, java_script_enabled=javascript)
        page.goto("/programs/?near=01609&therapy=dbt")
        page.get_by_role("link", name="Next").click()
        assert page.url.endswith("page=2")
        page.get_by_role("link", name="Take off: DBT").click()
        assert page.url.endswith("/programs/?near=01609+Worcester")
