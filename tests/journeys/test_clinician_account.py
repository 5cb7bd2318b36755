"""A clinician with an account: signed up, a shortlist saved and shared, a call reported, and believed by a curator."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from tests.accounts import make_account, signed_in
from tests.builders import make_program

from .walk import DEVICES

PASSWORD = "nine quiet lighthouses"


@pytest.fixture
def program(transactional_db):
    return make_program("Elm Street IOP", phone="508-555-0100", on=timezone.localdate())


def test_from_signing_up_to_a_record_that_counts(program, new_page, live_server, axe):
    ada = new_page(reduced_motion="reduce")
    sign_up(ada, program, axe)
    link = save_and_share(ada, axe)

    family = new_page(**DEVICES["phone"], java_script_enabled=False)
    family.goto(link)
    expect(family.get_by_role("heading", name="Elm Street IOP")).to_be_visible()
    expect(family.get_by_role("main")).not_to_contain_text("Unit 4")

    ada.get_by_role("link", name="What happened at Elm Street IOP?").click()
    ada.get_by_label("The intake took place").check()
    ada.get_by_label("Day of the call").fill((timezone.localdate() - timedelta(days=4)).isoformat())
    ada.get_by_label("Day of the intake").fill((timezone.localdate() - timedelta(days=1)).isoformat())
    axe(ada)
    ada.get_by_role("button", name="Report it").click()
    expect(ada.get_by_role("main")).to_contain_text("kept, not verified: weighs nothing")
    promises = "1 of 1 earlier first intake was open as said"
    family.goto(f"{live_server.url}{program.get_absolute_url()}")
    expect(family.get_by_role("main")).not_to_contain_text(promises)

    verify(new_page(reduced_motion="reduce"), live_server, axe)
    family.reload()
    expect(family.get_by_role("main")).to_contain_text(promises)
    ada.goto("/clinicians/account/")
    expect(ada.get_by_role("main")).to_contain_text("What you report counts.")
    axe(ada)


def sign_up(page, program, axe):
    """By way of a list that was put together without an account; it is there afterwards."""
    page.goto(f"/list/?p={program.slug}")
    page.get_by_role("link", name="save as shortlist").click()
    page.get_by_role("link", name="Sign up as a clinician").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign up as a clinician")
    page.get_by_label("Email").fill("ada@hospital.example")
    for label in ("Password", "Password (again)"):
        page.get_by_label(label, exact=True).fill(PASSWORD)
    page.get_by_label("Where you work").fill("Riverside Hospital, Unit 4")
    axe(page)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(re.search(r"http://\S+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1])
    axe(page)
    page.get_by_role("button", name="Yes, confirm it").click()
    expect(page).not_to_have_url(re.compile("/confirm-email/"))
    page.goto(f"/list/?p={program.slug}")
    page.get_by_role("link", name="save as shortlist").click()
    page.get_by_label("Email").fill("ada@hospital.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def save_and_share(page, axe):
    """The address of the link."""
    page.get_by_label("Label").fill("Smith, J, 1/5/84")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("This looks like a name: “Smith, J”.")
    axe(page)
    page.get_by_label("Label").fill("Unit 4, week 48")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unit 4, week 48")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Works until")
    expect(link).to_be_visible()
    axe(page)
    return link.input_value()


def verify(page, live_server, axe):
    cookie = signed_in(make_account()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto("/curation/clinicians/")
    expect(page.get_by_role("main")).to_contain_text("Riverside Hospital, Unit 4")
    page.get_by_label("How you found out").fill("Called the hospital’s switchboard")
    axe(page)
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_role("main")).to_contain_text("1 report counts from now on")
