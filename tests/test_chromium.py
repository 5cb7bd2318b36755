"""The tests' own browser sees what pages do wrong."""

from pathlib import Path

import pytest

from tests.chromium import WAIT, watch


@pytest.fixture
def watched(browser, server):
    """A page, and the list of what it does wrong, which is this test's to judge."""
    faults = []
    with browser.new_context(base_url=server.url) as context:
        context.set_default_timeout(WAIT)
        watch(context, server.url, faults)
        page = context.new_page()
        page.goto("/accounts/login/")
        yield page, faults


def is_written_down(page, faults, words):
    """Whether a fault of those words is written down, now or within the time that a page may take."""
    for _turn in range(WAIT // 50):
        if any(words in fault for fault in faults):
            return True
        page.wait_for_timeout(50)
    return False


def test_what_playwright_turns_off_stays_turned_off(browser):
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pid = next(process["id"] for process in processes if process["type"] == "browser")
    switches = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").split()
    theirs, *_, ours = [set(s.split("=")[1].split(",")) for s in switches if s.startswith("--disable-features=")]
    assert theirs < ours


def test_a_page_without_barriers_passes(watched, axe):
    page, faults = watched
    page.evaluate("document.body.innerHTML = '<main><h1>Programs</h1></main>'")
    axe(page)
    assert not faults


def test_a_page_that_is_not_there_is_no_fault_of_the_page(page):
    assert page.goto("/nothing/").status == 404


def test_a_request_to_another_host_is_a_fault(watched):
    page, faults = watched
    page.evaluate("new Image().src = 'https://elsewhere.example/pixel.gif'")
    assert is_written_down(page, faults, "elsewhere.example")


def test_an_inline_style_is_a_fault(watched):
    page, faults = watched
    page.evaluate("document.body.innerHTML = '<p style=\"color: red\">Hello</p>'")
    assert is_written_down(page, faults, "style")


def test_a_missing_part_is_a_fault(watched):
    page, faults = watched
    page.evaluate("new Image().src = '/static/not-there.png'")
    assert is_written_down(page, faults, "404")


def test_a_barrier_to_accessibility_is_named(watched, axe):
    page, _ = watched
    page.evaluate("document.body.innerHTML = '<img src=\"/static/admin/img/search.svg\">'")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_what_cannot_be_read_is_named_where_it_stands_first_and_on_no_page_twice(watched, axe):
    page, _ = watched
    page.evaluate(
        "document.body.innerHTML = '<main><h1>Programs</h1><ul>' + '<li>Harbor</li>'.repeat(9) + '</ul></main>'"
    )
    page.evaluate("document.querySelector('ul').style.color = '#999'")
    for colours_only in (False, True):
        seen = {}
        with pytest.raises(AssertionError, match="color-contrast") as told:
            axe(page, colours_only=colours_only, seen=seen)
        assert str(told.value).count("li") == 2, "what is alike need not be looked at nine times"
    axe(page, colours_only=True, seen=seen)
