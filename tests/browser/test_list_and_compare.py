"""A visitor's list, the comparison and what is printed of them, in a real browser."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import make_program

SEARCH = "near=01609&condition=ptsd&therapy=dbt&when=evening"
SLUGS = ("elm-street-iop-worcester", "ash-street-iop-worcester", "quiet-iop-holden", "birch-iop-lowell")
LIST = "&".join(f"p={slug}" for slug in SLUGS)
PAGES = {
    "list": f"/list/?{SEARCH}&{LIST}&p=gone",
    "empty list": "/list/",
    "compare": f"/compare/?{SEARCH}&{LIST}&p=gone",
    "compare two": f"/compare/?p={SLUGS[0]}&p={SLUGS[1]}",
    "nothing to compare": f"/compare/?p={SLUGS[0]}",
    "program on the list": f"/programs/{SLUGS[0]}/?{LIST}",
    "no sessions": f"/programs/{SLUGS[2]}/sessions.ics",
}
WIDTHS = (320, 390, 800, 1440)


@pytest.fixture
def catalogue(transactional_db):
    """Four programs with all four answers; one address is withheld."""
    today = timezone.localdate()
    place = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}
    make_program(
        "Elm Street IOP", yes=["condition:ptsd", "therapy:group"], listed=["therapy:dbt"], no=["family:groups"],
        doubted=["language:es"], intake=[today], on=today, **place,
        tracks=[
            {"name": "Evenings", "sessions": ["mon wed thu 17:30-20:30"], "age_min": 18, "weeks_max": 8},
            {"name": "Days", "sessions": ["mon tue 09:00-12:00"], "format": "in-person"},
        ],
    )  # fmt: skip
    make_program("Ash Street IOP", listed=["condition:ptsd", "level:iop-substance-use"], on=today, **place)
    make_program("Quiet IOP", town="Holden", withheld=True, on=today)
    make_program(
        "Birch IOP", town="Lowell", yes=["therapy:group", "therapy:cbt"], sessions=["sat 09:00-12:00"], on=today
    )


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier(catalogue, axe_in_all_looks, name):
    axe_in_all_looks(PAGES[name])


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(catalogue, new_page, name):
    page = new_page()
    page.goto(PAGES[name])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        expect(page.locator("html")).to_have_js_property("clientWidth", width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_what_a_row_is_about_stays_in_sight_while_the_table_scrolls_inside_its_box(catalogue, new_page):
    page = new_page(viewport={"width": 800, "height": 700})
    page.goto(PAGES["compare"])
    box = page.get_by_role("group", name="Where they differ")
    row = page.get_by_role("rowheader", name="Therapies").first
    before = row.bounding_box()["x"]
    assert box.evaluate("box => { box.scrollLeft = 300; return box.scrollLeft }") > 0
    assert row.bounding_box()["x"] == pytest.approx(before, abs=2)


def test_the_table_stays_a_table_on_a_phone(catalogue, new_page):
    """Each row is drawn as a card; whoever listens to the page still hears rows and columns."""
    page = new_page(viewport={"width": 390, "height": 800})
    page.goto(PAGES["compare"])
    table = page.get_by_role("table", name="Where they differ")
    expect(table.get_by_role("columnheader")).to_have_count(4)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Therapies"))
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row.get_by_role("cell").first).to_contain_text("Elm Street IOP")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_grows_by_links_is_put_in_order_and_compared(catalogue, new_page, javascript):
    page = new_page(java_script_enabled=javascript)
    page.goto("/programs/?near=01609&within=100")
    for name in ("Elm Street IOP", "Birch IOP"):
        page.get_by_role("link", name=f"Add to my list: {name}").click()
        expect(page.get_by_role("link", name=f"On my list: {name}")).to_be_visible()
    page.get_by_role("link", name="My list (2)").click()
    holds(page, "Elm Street IOP", "Birch IOP")
    page.get_by_role("link", name="Move up: Birch IOP").click()
    holds(page, "Birch IOP", "Elm Street IOP")
    page.get_by_role("link", name="Compare side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 programs side by side")
    expect(page).to_have_url(re.compile("near=01609"))
    page.get_by_role("link", name="Back to my list").click()
    holds(page, "Birch IOP", "Elm Street IOP")
    page.get_by_role("link", name="Take off: Elm Street IOP").click()
    holds(page, "Birch IOP")
    page.get_by_role("link", name="Clear the list").click()
    expect(page.get_by_role("heading", name="Nothing is on your list yet")).to_be_visible()


def holds(page, *names):
    """These programs are the list, in this order, now or as soon as its page has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text("My list")
    expect(page.locator(".entry h2")).to_have_text(list(names))


def test_its_address_opens_the_same_list_in_another_browser(catalogue, new_page):
    here, there = new_page(), new_page()
    here.goto(PAGES["list"])
    there.goto(here.url)
    for page in (here, there):
        holds(page, "Elm Street IOP", "Ash Street IOP", "Quiet IOP", "Birch IOP")
    assert not there.context.cookies()


def test_the_link_is_copied_and_it_is_said(catalogue, new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(PAGES["list"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").get_by_text("The link is copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.findall(r"p=([a-z-]+)", copied) == [*SLUGS, "gone"]


def test_without_javascript_no_button_stands_there_that_does_nothing(catalogue, new_page):
    page = new_page(java_script_enabled=False)
    for name in ("list", "compare"):
        page.goto(PAGES[name])
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("name", ["list", "compare"])
def test_on_paper_stand_the_facts_and_the_crisis_lines_and_nothing_to_press(catalogue, new_page, name):
    page = new_page()
    page.goto(PAGES[name])
    page.emulate_media(media="print")
    width = 682 if name == "list" else 960
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator("html")).to_have_js_property("clientWidth", width)
    expect(page.get_by_text("833-773-2445").first).to_be_visible()
    expect(page.get_by_text("As known on")).to_be_visible()
    for gone in ("Leave this site", "Print", "Take off", "Find a program", "Back to"):
        expect(page.get_by_text(gone).filter(visible=True)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_the_printed_list_has_its_code_its_address_and_room_for_notes(catalogue, new_page):
    page = new_page()
    page.goto(PAGES["list"])
    page.emulate_media(media="print")
    expect(page.locator(".own-address")).to_have_text(re.compile("^http://"))
    expect(page.locator(".notes").filter(visible=True)).to_have_count(4)
    assert page.get_by_role("img", name="QR code of the address of this list").bounding_box()["width"] >= 180
    assert [notes.bounding_box()["height"] > 80 for notes in page.locator(".notes").all()] == [True] * 4


def test_the_code_is_black_on_white_in_the_dark_too(catalogue, new_page):
    page = new_page(color_scheme="dark")
    page.goto(PAGES["list"])
    expect(page.locator(".qr")).to_have_css("fill", "rgb(0, 0, 0)")
    expect(page.locator(".qr")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_a_calendar_file_is_saved_not_opened(catalogue, page):
    page.goto(f"/programs/{SLUGS[0]}/")
    page.locator("summary", has_text="Put these times into my calendar").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file: Evenings", exact=True).click()
    assert download.value.suggested_filename == "sessions.ics"
