"""A slow line: what is done before a page's script has come is not lost, and what is sent twice arrives in order."""

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.curation.holding import take
from programs.curation.roles import CURATOR
from programs.models import CallDraft
from tests.accounts import make_account, signed_in
from tests.builders import make_program
from tests.chromium import WAIT


@pytest.fixture
def program(transactional_db):
    today = timezone.localdate()
    make_program("Other IOP", no=["condition:ptsd"], town="Worcester", on=today)
    return make_program("Elm Street IOP", yes=["condition:ptsd"], town="Worcester", on=today)


@pytest.fixture
def curator(program):
    """Who has taken the program's call sheet."""
    user = make_account(CURATOR)
    take(program, user, timezone.now())
    return user


@pytest.fixture
def desk(curator, new_page, live_server):
    """A page in which the curator is signed in."""
    page = new_page()
    cookie = signed_in(curator).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


class HeldBack:
    """What a page asks of such an address, held back until it is let through."""

    def __init__(self, page, address):
        self.page, self.asked = page, []
        page.route(address, lambda route: self.asked.append(route))  # noqa: PLW0108 (Playwright refuses a method of list)

    def comes(self):
        for _look in range(WAIT // 50):
            if self.asked:
                return
            self.page.wait_for_timeout(50)
        pytest.fail("It is not asked for.")

    def let_through(self):
        self.asked.pop(0).continue_()


def test_a_tick_before_the_script_has_come_is_followed_by_the_list(program, new_page):
    page = new_page(viewport={"width": 1440, "height": 1200})
    script = HeldBack(page, "**/js/results*.js")
    page.goto("/programs/?near=01609", wait_until="commit")
    expect(page.locator(".card h2")).to_have_text(["Elm Street IOP", "Other IOP"])
    page.locator("#finder .picker").first.locator("summary").first.click()
    page.get_by_label("PTSD").first.check()
    script.comes()
    script.let_through()
    expect(page.locator(".card h2")).to_have_text(["Elm Street IOP"])
    expect(page.get_by_label("PTSD").first).to_be_checked()
    expect(page).to_have_url(re.compile("condition=ptsd"))


def test_what_is_looked_for_before_the_script_has_come_narrows_the_list(program, desk):
    script = HeldBack(desk, "**/js/narrow*.js")
    desk.goto(f"/curation/programs/{program.slug}/?edit=care", wait_until="commit")
    desk.get_by_label("Look for").fill("emdr")
    script.comes()
    expect(desk.get_by_role("radiogroup", name="CBT", exact=True)).to_be_visible()
    script.let_through()
    expect(desk.get_by_role("radiogroup", name="CBT", exact=True)).to_be_hidden()


def test_a_tick_on_a_call_sheet_before_the_script_has_come_is_kept(program, desk):
    script = HeldBack(desk, "**/js/desk*.js")
    desk.goto(f"/curation/call/{program.slug}/", wait_until="commit")
    desk.get_by_role("radio", name="Nobody answered").check()
    script.comes()
    script.let_through()
    expect(desk.get_by_text("Kept.")).to_be_visible()
    assert CallDraft.objects.get().entries["outcome"] == "nobody"


def test_of_two_ticks_on_a_call_sheet_the_older_never_arrives_last(program, desk):
    desk.goto(f"/curation/call/{program.slug}/")
    keeps = HeldBack(desk, lambda address: "/call/" in address)
    desk.get_by_label("Role of who answered").fill("nurse")
    keeps.comes()
    desk.get_by_label("Role of who answered").fill("intake coordinator")
    desk.wait_for_timeout(1500)  # nearly twice as long as the script waits before it sends
    assert len(keeps.asked) == 1
    keeps.let_through()
    keeps.comes()
    expect(desk.get_by_text("Kept.")).to_be_hidden()  # that was of the older
    keeps.let_through()
    expect(desk.get_by_text("Kept.")).to_be_visible()
    assert CallDraft.objects.get().entries["role"] == "intake coordinator"
