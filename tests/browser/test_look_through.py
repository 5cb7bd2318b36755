"""Long lists of options are looked through by typing."""

import pytest

from tests.builders import make_program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_typing_leaves_the_options_that_match(page, live_server):
    make_program(town="Worcester")
    page.goto(f"{live_server.url}/programs/")
    group = page.locator("details.filter", has_text="Language")
    group.locator("summary").first.click()
    group.locator(".more > summary").click()
    group.get_by_role("searchbox").fill("khm")
    assert group.get_by_role("checkbox").count() == 1
    assert group.get_by_role("checkbox", name="Khmer").is_visible()
    group.get_by_role("searchbox").fill("")
    assert group.get_by_role("checkbox").count() > 1


def test_without_javascript_there_is_no_field_that_does_nothing(new_page, live_server):
    make_program(town="Worcester")
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/programs/")
    assert page.locator(".look-through:visible").count() == 0
