"""Long lists of options are looked through by typing."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typing_leaves_the_options_that_match(page, live_server):
    make_program(town="Worcester")
    page.goto(f"{live_server.url}/programs/")
    group = page.locator("details.filter", has_text="Language")
    group.locator("summary").first.click()
    group.locator(".more > summary").click()
    group.get_by_role("searchbox").fill("khm")
    expect(group.get_by_role("checkbox")).to_have_count(1)
    expect(group.get_by_role("checkbox", name="Khmer")).to_be_visible()
    group.get_by_role("searchbox").fill("")
    expect(group.get_by_role("checkbox").nth(1)).to_be_visible()


def test_without_javascript_there_is_no_field_that_does_nothing(new_page, live_server):
    make_program(town="Worcester")
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/programs/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".look-through:visible")).to_have_count(0)
