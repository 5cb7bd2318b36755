"""The pages of an account have no barrier, in the light, in the dark and on a narrow phone."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect

from tests.accounts import code_of, make_account

PASSWORD, KEY = "nine quiet lighthouses", "JBSWY3DPEHPK3PXP"
OPEN_TO_ALL = {
    "/accounts/login/": "Sign in",
    "/accounts/signup/": "Sign up as a clinician",
    "/accounts/password/reset/": "A new password",
    "/accounts/password/reset/done/": "Look into your mail",
    "/accounts/password/reset/key/zz-zz/": "This link opens nothing any more",
    "/accounts/confirm-email/zz/": "This link opens nothing any more",
    "/accounts/inactive/": "This account is closed",
}
ONE_S_OWN = {
    "/accounts/email/": "E-mail addresses",
    "/accounts/password/change/": "A new password",
    "/accounts/logout/": "Sign out?",
    "/accounts/2fa/": "Second factor",
}
ASKED_AGAIN = {
    "/accounts/2fa/totp/deactivate/": "Take the second factor off?",
    "/accounts/2fa/recovery-codes/generate/": "New recovery codes",
}


@pytest.fixture
def account(transactional_db):
    return make_account(password=PASSWORD, second_factor=False)


@pytest.fixture
def looked_at(new_page, axe):
    """The page, after a look at each of some addresses."""
    page, seen = new_page(reduced_motion="reduce"), {}

    def look(addresses):
        for address, heading in addresses.items():
            page.goto(address)
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 1280, "height": 720})
            axe(page, seen=seen)
            page.emulate_media(color_scheme="dark")
            axe(page, colours_only=True)
            page.set_viewport_size({"width": 320, "height": 256})
            axe(page)
        return page

    return look


def test_what_anybody_may_open(account, looked_at):
    looked_at(OPEN_TO_ALL)


def test_what_its_owner_sees(account, looked_at, axe):
    page = looked_at({"/accounts/login/": "Sign in"})
    TOTP.activate(account, KEY)
    page.get_by_label("Email").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_of(KEY))
    axe(page)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    looked_at(ONE_S_OWN)
    page.goto(next(iter(ASKED_AGAIN)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    axe(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take the second factor off?")
    looked_at(ASKED_AGAIN)
