"""My week, the list that follows each tick, and one's location, in a real browser."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program


@pytest.fixture
def catalogue(transactional_db):
    today = timezone.localdate()
    place = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}
    make_program("Elm Street IOP", yes=["condition:ptsd"], sessions=["mon wed 17:30-20:30"], on=today, **place)
    make_program("Ash Street IOP", no=["condition:ptsd"], sessions=["mon wed 09:00-12:00"], on=today, **place)


def asks_for_hours(page, *hours):
    """The page's address has these hours and no others, now or as soon as it is there."""
    page.wait_for_url(lambda address: sorted(parse_qs(urlsplit(address).query).get("busy", [])) == sorted(hours))


def test_drawing_across_the_hours_marks_them_and_the_list_follows(catalogue, new_page):
    page = new_page(viewport={"width": 1440, "height": 1200})
    page.goto("/programs/?near=01609")
    page.locator("#week > summary").click()
    first, last = page.get_by_label("Monday 9–10 am"), page.get_by_label("Tuesday 11 am–12 pm")
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    asks_for_hours(page, "mon-0900-1200", "tue-0900-1200")
    expect(page.locator(".card h2")).to_have_text("Elm Street IOP")
    expect(page.locator("#announced")).to_contain_text("1 program that may fit")
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_a_finger_marks_hours_by_taps_and_scrolls_past_them(catalogue, new_page):
    page = new_page(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto("/")
    page.locator("#week > summary").tap()
    page.get_by_role("button", name="Sat").tap()
    page.get_by_label("Monday 9–10 am").tap()
    expect(page.locator(".hours input:checked")).to_have_count(14 + 1)
    expect(page.locator(".hours")).to_have_css("touch-action", "auto")


def test_a_day_an_hour_and_a_usual_week_are_each_one_press(catalogue, page):
    page.goto("/")
    page.locator("#week > summary").click()
    page.get_by_role("button", name="Sat").click()
    page.get_by_role("button", name="8 pm").click()
    page.get_by_role("button", name="Child home weekdays from 2:30 pm").click()
    expect(page.locator(".hours input:checked")).to_have_count(14 + 6 + 5 * 5)
    expect(page.get_by_label("Monday 2:30–3 pm")).to_be_checked()
    page.locator(".ask-card .bar > .button").click()
    expect(page).to_have_url(re.compile("busy=mon-1430-2100"))
    expect(page).to_have_url(re.compile("busy=sat-0700-2100"))
    expect(page.locator("#heading")).to_contain_text("program")
    page.goto("/")
    expect(page.locator(".hours input:checked")).to_have_count(0)


def test_the_keyboard_goes_through_the_hours_by_arrows_and_past_them_by_tab(catalogue, page):
    page.goto("/")
    page.locator("#week > summary").click()
    page.get_by_label("Monday 7–8 am").focus()
    for key in ("ArrowDown", "ArrowRight", "Space", "ArrowDown", "ArrowLeft", "Space"):
        page.keyboard.press(key)
    checked = page.locator(".hours input:checked")
    expect(checked).to_have_count(2)
    expect(checked.first).to_have_value("tue-0800-0900")
    expect(checked.last).to_have_value("mon-0900-1000")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="10 am")).to_be_focused()


def test_a_usual_week_and_single_hours_need_no_javascript(catalogue, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("ZIP code, town or address").fill("01609")
    page.locator("#week > summary").click()
    page.get_by_label("Saturday 9–10 am").check()
    page.get_by_role("button", name="I work weekdays, 9 to 5").click()
    asks_for_hours(page, "sat-0900-1000", *(f"{day}-0900-1700" for day in ("mon", "tue", "wed", "thu", "fri")))
    expect(page).to_have_url(re.compile("near=01609"))
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".hours input:checked")).to_have_count(5 * 8 + 1)
    expect(page.locator("[data-locate]")).to_be_hidden()


def test_ones_location_is_asked_for_only_on_a_press_and_rounded_before_it_leaves_the_page(catalogue, new_page):
    page = new_page(
        viewport={"width": 1440, "height": 1200},
        permissions=["geolocation"], geolocation={"latitude": 42.26259, "longitude": -71.80229},
    )  # fmt: skip
    page.goto("/programs/")
    expect(page.get_by_label("ZIP code, town or address")).to_have_value("")
    page.get_by_role("button", name="Use my location").click()
    expect(page).to_have_url(re.compile("near=42.26%2C%20-71.80"))
    expect(page.get_by_label("ZIP code, town or address")).to_have_value("42.26, -71.80")
    expect(page.locator(".located")).to_contain_text("does not keep it")
    expect(page.locator("#announced")).to_contain_text("program")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_refused_location_says_what_to_do_instead(catalogue, new_page):
    page = new_page(permissions=[])
    page.goto("/")
    page.get_by_role("button", name="Use my location").click()
    expect(page.locator(".located")).to_contain_text("Type a ZIP code")


def test_card_and_pin_light_up_together(catalogue, new_page):
    page = new_page(viewport={"width": 1440, "height": 1200})
    page.goto("/programs/?near=01609")
    page.locator("#program-2 h2 a").focus()
    expect(page.locator(".pins a.tied")).to_have_attribute("data-of", "1 2")
    page.locator(".pins a").focus()
    expect(page.locator(".card.tied")).to_have_count(2)


def test_the_questions_print_alone_once_they_are_chosen(catalogue, page):
    page.goto("/programs/elm-street-iop-worcester/?therapy=dbt")
    page.get_by_role("link", name="Print these questions alone").click()
    expect(page.get_by_text("prints these questions alone")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Questions to ask when you call")).to_be_visible()
    expect(page.get_by_text("I am looking for an intensive outpatient program, an IOP.")).to_be_visible()
    expect(page.get_by_role("heading", name="What happens here")).to_be_hidden()
    expect(page.locator(".contact")).to_be_hidden()
