"""The first curator signs in with a second factor; two records become one, and the old address leads to the new."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.curation.roles import LEAD
from tests.accounts import code_of, make_account, signed_in
from tests.builders import make_program

from .walk import DEVICES

PASSWORD = "nine quiet lighthouses"


@pytest.fixture
def at_the_desk(new_page, live_server, transactional_db):
    """A page in which a lead curator is signed in."""

    def open_desk(**options):
        page = new_page(**options)
        cookie = signed_in(make_account(LEAD)).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return page

    return open_desk


def test_the_first_curator_sets_up_the_second_factor_and_signs_in_with_it(transactional_db, new_page, axe):
    make_account(LEAD, email="ada@example.org", password=PASSWORD, second_factor=False)
    page = new_page(java_script_enabled=False, **DEVICES["phone"])
    watched = new_page(color_scheme="dark")  # axe needs scripts: it looks at the pages that need no account

    page.goto("/curation/")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    secret = page.locator(".secret").inner_text()
    expect(page.get_by_role("img", name=re.compile("^Square to scan"))).to_be_visible()
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_label("Authenticator code")).to_have_accessible_description(re.compile("Incorrect"))
    assert page.locator(".secret").inner_text() == secret, "the key that was scanned still holds"
    page.get_by_label("Authenticator code").fill(code_of(secret))
    page.get_by_role("button", name="Finish").click()
    recovery = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them: to the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")

    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign Out").click()
    expect(page).to_have_url("/")
    page.goto("/curation/")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your code")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")

    watched.goto("/accounts/login/")
    axe(watched)


def sign_in(page):
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_two_records_are_merged_and_the_old_address_leads_on_until_it_is_taken_back(at_the_desk, axe):
    on = timezone.localdate()
    make_program("Harbor Evening IOP", yes=["therapy:dbt"], on=on)
    make_program("Harbor Evenings IOP", yes=["condition:ptsd", "licence:carf"], on=on)
    desk = at_the_desk(reduced_motion="reduce")

    desk.goto("/curation/duplicates/")
    axe(desk)
    desk.get_by_role("link", name=re.compile("^Compare Harbor Evening IOP and")).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("One program or two?")
    axe(desk)
    desk.get_by_role("radio", name=re.compile("^Harbor Evening IOP")).check()
    desk.get_by_label("Note for the history").fill("Same desk, said intake.")
    desk.get_by_role("button", name="They are one: merge").click()
    expect(desk.get_by_role("status")).to_contain_text("/programs/harbor-evenings-iop-lowell/ now leads to")

    desk.goto("/programs/harbor-evenings-iop-lowell/?near=01852")
    expect(desk).to_have_url(re.compile(r"/programs/harbor-evening-iop-lowell/\?near=01852$"))
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Harbor Evening IOP")
    expect(desk.get_by_role("main")).to_contain_text("PTSD")

    for address in ("/curation/rules/", "/curation/overrides/", "/curation/quality/", "/accuracy/"):
        desk.goto(address)
        axe(desk)

    desk.goto("/curation/duplicates/")
    desk.get_by_role("button", name="Take back").click()
    expect(desk.get_by_role("status")).to_contain_text("Taken back.")
    desk.goto("/programs/harbor-evenings-iop-lowell/")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Harbor Evenings IOP")
