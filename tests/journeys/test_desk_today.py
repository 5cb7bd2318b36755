"""Curators at work in real browsers: a lead called and published, two at once, a call that breaks off."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.curation.roles import CURATOR, LEAD
from programs.models import CallDraft, Program
from tests.accounts import make_account, signed_in
from tests.builders import make_program


@pytest.fixture
def lead(transactional_db):
    today = timezone.localdate()
    make_program("Harbor IOP", town="Boston", phone="617-555-0101", yes=["level:iop"], on=today)
    return make_program(
        "Mill Street Day Treatment", town="Pittsfield", phone="413-555-0107", status=Program.Status.LEAD,
        listed=["level:php-or-day-treatment"], on=today,
    )  # fmt: skip


@pytest.fixture
def at_the_desk(new_page, live_server):
    """A browser in which the account is signed in, on Today."""

    def open_desk(account, **options):
        page = new_page(**options)
        session = signed_in(account).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto("/curation/")
        return page

    return open_desk


def test_a_lead_is_called_and_published(lead, at_the_desk, axe, new_page):
    desk = at_the_desk(make_account(CURATOR), java_script_enabled=False)
    desk.get_by_role("link", name="Leads").click()
    desk.get_by_role("checkbox", name="No program within 10 miles").check()
    desk.get_by_role("button", name="Show", exact=True).click()
    expect(desk).to_have_url(re.compile(r"/leads/\?"))
    expect(desk.get_by_role("checkbox", name="No program within 10 miles")).to_be_checked()
    desk.get_by_role("button", name="I take it Mill Street Day Treatment").click()
    expect(desk.get_by_role("link", name="Call 413-555-0107")).to_be_visible()
    group = desk.get_by_role("group", name="Is this an intensive outpatient program for mental health?")
    group.get_by_role("radio", name="yes").check()
    desk.get_by_role("radio", name="I reached somebody").check()
    desk.get_by_label("Role of who answered").fill("Program director")
    desk.get_by_role("radio", name="It is an intensive outpatient program").check()
    desk.get_by_role("button", name="Save the call").click()
    expect(desk.get_by_text("Written down: Mill Street Day Treatment")).to_be_visible()
    expect(desk.get_by_text("waits for a lead curator")).to_be_visible()

    chief = at_the_desk(make_account(LEAD), reduced_motion="reduce")
    axe(chief)
    chief.get_by_role("button", name="Publish Mill Street Day Treatment").click()
    expect(chief.get_by_text("Published: Mill Street Day Treatment")).to_be_visible()
    chief.goto("/curation/leads/?show=all")
    axe(chief)

    page = new_page()
    page.goto("/programs/mill-street-day-treatment-pittsfield/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mill Street Day Treatment")
    expect(page.get_by_text("Program director").first).to_be_attached()


def test_two_curators_at_once_and_a_call_that_breaks_off(lead, at_the_desk, axe):
    ann = at_the_desk(make_account(CURATOR, "ann@example.org"), reduced_motion="reduce")
    ben = at_the_desk(make_account(CURATOR, "ben@example.org"))
    take = "I take it Mill Street Day Treatment"
    ann.get_by_role("button", name=take).press("Enter")
    expect(ann.get_by_text("Yours until")).to_be_visible()
    ben.get_by_role("button", name=take).click()
    expect(ben.get_by_text("ann@example.org has Mill Street Day Treatment")).to_be_visible()
    expect(ben.get_by_role("button", name=take)).to_have_count(0)

    group = ann.get_by_role("group", name="Is this an intensive outpatient program for mental health?")
    group.get_by_role("radio", name="yes").check()
    expect(ann.get_by_text("Kept.")).to_be_visible()
    assert CallDraft.objects.get().entries["a:level:iop-mental-health"] == "yes"
    ann.reload()
    expect(ann.get_by_text("As you left it")).to_be_visible()
    expect(group.get_by_role("radio", name="yes")).to_be_checked()
    ann.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    axe(ann)
    ann.get_by_role("button", name="Put it back Mill Street Day Treatment").click()
    expect(ann.get_by_text("Put back: Mill Street Day Treatment")).to_be_visible()
    ben.reload()
    expect(ben.get_by_role("button", name=take)).to_be_visible()
    ben.locator("body").press("j")
    expect(ben.get_by_role("link", name="Mill Street Day Treatment")).to_be_focused()
