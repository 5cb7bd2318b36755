"""From a visitor's correction to a changed page and an answer; and a program's own staff with a phone in their hand."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Action, ProposedChange
from tests.accounts import make_account, signed_in
from tests.builders import make_program

from .walk import DEVICES


@pytest.fixture
def program(transactional_db):
    return make_program(
        "Elm Street IOP", phone="508-555-0100", yes=["therapy:dbt"], listed=["insurance:masshealth"],
        sessions=["mon wed 17:30-20:30"], on=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def desk(new_page, live_server, transactional_db):
    """A page in which a curator is signed in."""
    page = new_page(reduced_motion="reduce")
    cookie = signed_in(make_account()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def test_a_visitors_correction_changes_the_page_and_the_receipt_says_so(program, new_page, desk, axe):
    visitor = new_page(**DEVICES["phone"], java_script_enabled=False)
    visitor.goto(program.get_absolute_url())
    visitor.get_by_role("link", name="Something wrong? Tell us").click()
    visitor.get_by_label("The phone number is wrong").check()
    visitor.get_by_label("The right phone number").fill("555")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("alert")).to_contain_text("one field needs a look")
    visitor.get_by_label("The right phone number").fill("508-555-0199")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you, it has arrived")
    code = visitor.locator(".receipt-code").inner_text()
    visitor.get_by_role("link", name="Back to Elm Street IOP").click()
    expect(visitor.get_by_role("link", name="Call 508-555-0100")).to_be_visible()  # one voice moves nothing

    desk.goto("/curation/inbox/")
    axe(desk)
    desk.get_by_role("link", name="The phone number is wrong").click()
    expect(desk.get_by_role("main")).to_contain_text("508-555-0199")
    desk.get_by_label("Intake phone").fill("508-555-0199")
    desk.get_by_label("The program, on the phone").check()
    desk.get_by_label("Who answered?").fill("Ana, intake")
    desk.get_by_label("We checked and changed it").check()
    desk.get_by_label("Reply").fill("Thank you: intake has moved to a new number.")
    axe(desk)
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_role("status")).to_contain_text("Decided")

    visitor.reload()
    expect(visitor.get_by_role("link", name="Call 508-555-0199")).to_be_visible()
    expect(visitor.get_by_role("main")).to_contain_text("Checked by phone")
    visitor.get_by_role("link", name="Look up a receipt").click()
    visitor.get_by_label("Code of your receipt").fill(code.lower())
    visitor.get_by_role("button", name="Show what came of it").click()
    for told in ("We checked and changed it", "intake has moved to a new number", "Contact"):
        expect(visitor.get_by_role("main")).to_contain_text(told)

    desk.get_by_role("button", name="Take back").first.click()
    expect(desk.get_by_role("status")).to_contain_text("Taken back.")
    visitor.get_by_label("Code of your receipt").fill(code)
    visitor.get_by_role("button", name="Show what came of it").click()
    expect(visitor.get_by_role("main")).to_contain_text("nobody has decided yet")


def test_a_staff_link_is_used_on_a_phone_without_a_script(program, new_page, desk, axe):
    desk.goto(f"/curation/programs/{program.slug}/links/")
    axe(desk)
    desk.get_by_label("E-mail of the program’s staff").fill("intake@elm.example")
    desk.get_by_role("button", name="Send a link").click()
    expect(desk.get_by_role("status")).to_contain_text("Sent to intake@elm.example")
    (letter,) = mail.outbox
    address = re.search(r"http://testserver(/update/\S+)", letter.body)[1]

    phone = new_page(**DEVICES["phone"], java_script_enabled=False)
    phone.goto(address)
    expect(phone.locator("html")).to_have_js_property("scrollWidth", DEVICES["phone"]["viewport"]["width"])
    phone.get_by_role("link", name="Correct: Insurance").click()
    phone.get_by_text("More to tick").click()
    phone.get_by_label("TRICARE", exact=True).check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("status")).to_contain_text("This is written down")
    phone.get_by_role("link", name="Correct: Contact").click()
    phone.get_by_label("Intake phone").fill("508-555-0166")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_role("status")).to_contain_text("1 change waits until we have checked it")
    day = timezone.localdate() + timedelta(days=5)
    phone.get_by_label("First intake on").fill(day.isoformat())
    phone.get_by_role("button", name="All of this still holds").click()
    expect(phone.get_by_role("status")).to_contain_text("written down, with today’s date")

    phone.goto(program.get_absolute_url())
    expect(phone.get_by_role("main")).to_contain_text("Confirmed by the program")
    expect(phone.get_by_role("main")).to_contain_text("Next first intake")
    expect(phone.get_by_role("link", name="Call 508-555-0100")).to_be_visible()
    assert ProposedChange.objects.open().get().detail == {"intake_phone": "tel:+1-508-555-0166"}
    assert {action.kind for action in Action.objects.all()} == {"link", "staff"}

    wide = new_page(reduced_motion="reduce")
    for page in (address, f"{address}insurance/", f"/programs/{program.slug}/report/", "/receipt/"):
        wide.goto(page)
        axe(wide)
    desk.goto(f"/curation/inbox/proposals/{ProposedChange.objects.get().pk}/")
    axe(desk)
