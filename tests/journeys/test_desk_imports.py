"""Five hundred rows come in by a file: three are bad, they are mended, all is applied, and all of it is taken back."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Organization, Program
from tests.accounts import make_account, signed_in
from tests.builders import make_program
from tests.own_tables import as_csv, exported

BAD = {
    3: {"intake_phone": "12-34"},
    250: {"therapy": "cbt; ddbt"},
    499: {"town": "Lowel"},
}
GOOD = {
    3: {"intake_phone": "978-555-0199"},
    250: {"therapy": "cbt; dbt"},
    499: {"town": "Lowell"},
}


@pytest.fixture
def desk(new_page, live_server, transactional_db):
    """A page in which a curator is signed in."""
    page = new_page(reduced_motion="reduce")
    cookie = signed_in(make_account()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def five_hundred_programs():
    harbor = make_program("Harbor IOP", on=timezone.localdate())
    Program.objects.bulk_create(
        Program(organization=harbor.organization, name=f"Program {n}", slug=f"program-{n:03}") for n in range(499)
    )
    assert Organization.objects.count() == 1
    return exported(timezone.localdate())


def with_cells(rows, changed):
    return [{**row, **changed.get(number, {})} for number, row in enumerate(rows)]


def send(desk, name, content):
    desk.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    desk.get_by_label("The program, on the phone").check()
    desk.get_by_role("button", name="Plan this file").click()


def test_three_bad_rows_of_five_hundred_are_mended_applied_and_taken_back(desk, axe):
    rows = five_hundred_programs()
    changed = with_cells(rows, {n: {"steps": "Call, then come in."} for n in range(10, 20)})
    desk.goto("/curation/imports/")
    axe(desk)

    send(desk, "programs.csv", as_csv(with_cells(changed, BAD)))
    expect(desk.get_by_role("link", name="3 with problems")).to_have_attribute("aria-current", "page")
    expect(desk.get_by_role("main")).to_contain_text("Line 5, intake phone: The phone number entered is not valid.")
    expect(desk.get_by_role("main")).to_contain_text("“ddbt” is none of our words; is “dbt” meant?")
    axe(desk)

    desk.get_by_role("link", name="Send a mended file").click()
    expect(desk.get_by_label("The program, on the phone")).to_be_checked()
    send(desk, "mended.csv", as_csv(with_cells(changed, GOOD)))
    expect(desk.get_by_role("link", name="13 changed")).to_have_attribute("aria-current", "page")
    expect(desk.get_by_role("link", name="487 unchanged")).to_be_visible()
    desk.get_by_role("button", name="Apply this plan").click()
    expect(desk.get_by_role("main")).to_contain_text(re.compile(r"Applied[\s\S]*curator@example.org"))
    assert Program.objects.filter(steps="Call, then come in.").count() == 10

    desk.get_by_role("button", name="Take back mended.csv").click()
    expect(desk.get_by_role("main")).to_contain_text("All of this import has been taken back.")
    assert exported(timezone.localdate()) == rows

    desk.goto("/curation/columns/")
    axe(desk)
