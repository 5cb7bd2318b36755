"""A curator edits a schedule and a therapy, sees the history and takes both back; and adds a program from scratch."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.curation.roles import CURATOR
from programs.models import Program
from tests.accounts import make_account, signed_in
from tests.builders import load_vocabulary, make_program, state

from .walk import DEVICES, Walk

MOST_ACTIONS = 12  # what "under two minutes" leaves: a field or a button each


@pytest.fixture
def at_the_desk(new_page, live_server, transactional_db):
    """A page in which a curator is signed in."""

    def open_desk(**options):
        page = new_page(**options)
        cookie = signed_in(make_account(CURATOR)).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        return page

    return open_desk


def test_a_schedule_and_a_therapy_are_edited_seen_in_the_history_and_taken_back(at_the_desk, axe):
    on = timezone.localdate()
    program = make_program("Elm Street IOP", yes=["therapy:cbt"], sessions=["mon wed 17:00-20:00"], on=on)
    page = at_the_desk()
    page.goto("/curation/programs/?words=elm")
    axe(page)
    page.get_by_role("link", name="Elm Street IOP").click()

    page.get_by_role("link", name="Edit: Schedule").click()
    page.get_by_label("Sessions in a week").first.fill("Mon-Thu 5:30-8:30 pm")
    page.get_by_role("button", name="Show the week, save nothing").click()
    expect(page.get_by_text("4 days a week · 12 hours a week")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name="The program, on the phone").check()
    page.get_by_label("Who answered?").fill("Ana, intake")
    page.get_by_role("button", name="Save this section").click()
    expect(page.get_by_role("status")).to_contain_text("Schedule: saved")

    page.get_by_role("link", name="Edit: What happens").click()
    page.get_by_label("Look for").fill("emdr")
    expect(page.get_by_role("radiogroup", name="CBT", exact=True)).to_be_hidden()
    page.get_by_role("radiogroup", name="EMDR").get_by_role("radio", name="yes").check()
    page.get_by_role("button", name="Save this section").click()
    expect(page.get_by_role("status")).to_contain_text("What happens: saved")
    assert state(program, "therapy:emdr", on) == "confirmed-yes"

    page.get_by_role("link", name="History").click()
    newest = page.locator(".history > li").first
    expect(newest).to_contain_text("curator@example.org")
    expect(newest).to_contain_text("EMDR")
    axe(page)
    said_by_ana = page.locator(".history > li").filter(has_text="Ana, intake")
    take_back = said_by_ana.get_by_role("button", name="Take back", exact=True)
    for left in (1, 0):
        expect(take_back).to_have_count(left + 1)
        take_back.first.click()
        expect(take_back).to_have_count(left)
        expect(page.get_by_role("status")).to_contain_text("Taken back.")
    assert state(program, "therapy:emdr", on) is None
    assert [str(session) for session in program.tracks.get().sessions.all()] == ["mon 17:00-20:00", "wed 17:00-20:00"]


def test_a_program_is_added_from_scratch_on_a_phone_in_few_steps(at_the_desk, axe):
    load_vocabulary()
    page = at_the_desk(java_script_enabled=False, **DEVICES["phone"])
    walk = Walk(page, "phone", "without")
    walk.open("/curation/programs/")
    walk.go("link", "Add a program")
    walk.fill("Organization", "Elm House", role="combobox")
    walk.fill("Name of the program", "Elm Evening IOP")
    walk.fill("Street", "12 Elm St")
    walk.fill("ZIP code", "01609")
    walk.fill("Intake phone", "508-555-0141")
    page.get_by_label("Level of care").select_option(label="Intensive outpatient program (IOP)")
    walk.tick("The program, on the phone", role="radio")
    walk.fill("Who answered?", "Ana, intake")
    walk.go("button", "Add it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Elm Evening IOP")
    expect(page.get_by_role("status")).to_contain_text("Added as a lead.")
    assert walk.actions <= MOST_ACTIONS
    assert Program.objects.get().status == "lead"
