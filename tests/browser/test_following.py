"""The list follows each tick, with htmx; whatever goes wrong, the form is sent; nothing of a search stays behind."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program
from tests.chromium import WAIT, comes_true

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
    expect(wide).to_have_url("/programs/?p=elm-street-iop-worcester&near=01609&condition=ptsd#filters")
    expect(wide.locator(".chips [aria-label*=PTSD]")).to_have_count(1)
    expect(wide.locator(".pins a")).to_have_count(1)
    expect(wide.locator("#filters small").first).not_to_have_text(before)
    expect(wide.locator(".picker[open] :focus")).to_have_count(1)
    expect(wide.locator("#finder .said").first).to_have_text("PTSD")
    expect(wide.get_by_role("link", name="My list (1)")).to_have_attribute("href", re.compile("condition=ptsd"))
    expect(wide.locator("#announced")).to_have_text(re.compile("^1 program that may fit"))
    wide.go_back()
    expect(wide).to_have_url("/about/")


def test_htmx_comes_when_somebody_turns_to_the_form_and_not_before(wide):
    wide.goto("/programs/?near=01609", wait_until="networkidle")
    assert not wide.evaluate("'htmx' in window")
    wide.get_by_label("ZIP code, town or address").focus()
    assert comes_true(wide, f"'htmx' in window && {STORED} === 0")


def test_several_ticks_at_once_are_asked_for_once(wide):
    asked = []
    wide.goto("/programs/?near=01609")
    wide.on("request", lambda request: asked.append(request.url) if request.resource_type == "xhr" else None)
    # In one breath: between two commands from here the browser may well have asked already.
    wide.evaluate("['ptsd', 'depression'].map(name => document.querySelector(`#finder [value=${name}]`).click())")
    expect(wide.locator("#announced")).to_contain_text("Depression, PTSD")
    assert len(asked) == 1
    assert asked[0].endswith("/programs/?near=01609&condition=depression&condition=ptsd")


def test_nothing_of_a_search_is_stored(wide):
    wide.goto("/programs/?near=01609")
    assert wide.evaluate(STORED) == 0
    tick(wide, "ptsd")
    expect(wide.locator("#announced")).to_contain_text("PTSD")
    assert wide.evaluate(STORED) == 0
    wide.evaluate("sessionStorage.setItem('htmx-current-path-for-history', '/programs/?condition=ptsd')")
    wide.goto("/about/")
    assert wide.evaluate(STORED) == 0
    assert wide.context.cookies() == []


def test_a_mistake_is_told_beside_its_field(wide):
    wide.goto("/programs/")
    wide.get_by_label("ZIP code, town or address").fill("worchester")
    wide.get_by_label("ZIP code, town or address").blur()
    expect(wide.locator("#problem-near")).to_contain_text("Did you mean Worcester")
    wide.get_by_label("ZIP code, town or address").fill("Worcester")
    wide.get_by_label("ZIP code, town or address").blur()
    expect(wide.locator("#heading")).to_contain_text("within 25 miles of Worcester")
    expect(wide.locator(".problem")).to_have_count(0)


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
    with wide.expect_event("load"):
        tick(wide, "ptsd")
    expect(wide).to_have_url(re.compile("condition=ptsd"))
    expect(wide.locator(".card")).to_have_count(1)


def test_without_an_answer_the_form_is_sent(catalogue, browser, server):
    """Not with `new_page`: the browser complains of an answer that does not come, and that is right."""
    with browser.new_context(base_url=server.url) as context:
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto("/programs/?near=01609")
        page.route(
            "**/programs/?*condition=ptsd*",
            lambda route: route.continue_() if route.request.is_navigation_request() else route.abort(),
        )
        with page.expect_event("load"):
            tick(page, "ptsd")
        expect(page).to_have_url(re.compile("condition=ptsd"))
        expect(page.locator(".card")).to_have_count(1)


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
    with wide.expect_event("load"):
        wide.evaluate(
            """link => setTimeout(() => {
                document.querySelector("#finder [value=ptsd]").click();
                document.querySelector(link).click();
            })""",
            link,
        )
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
    expect(page).to_have_url("/programs/?near=01609&condition=ptsd#filters")
    expect(page.locator("#filters")).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page).to_have_url("/programs/?near=01609&condition=ptsd#list")
    page.evaluate("history.go(-2)")
    expect(page).to_have_url("/programs/?near=01609")
    expect(page.locator("#heading")).to_contain_text("2 programs")
    expect(page.get_by_label("PTSD").first).not_to_be_checked()


def test_links_are_plain_and_need_no_script(second_page, new_page):
    for javascript in (True, False):
        page = new_page(viewport=WIDE, java_script_enabled=javascript)
        page.goto("/programs/?near=01609&therapy=dbt")
        page.get_by_role("link", name="Next").click()
        expect(page).to_have_url(re.compile("page=2$"))
        page.get_by_role("link", name="Take off: DBT").click()
        expect(page).to_have_url("/programs/?near=01609+Worcester")
