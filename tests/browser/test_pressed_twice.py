"""A hurried hand, in a real browser: two clicks, Back, and the same once more."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Report
from tests.accounts import code_of, make_account
from tests.builders import make_program

HAND = 120  # milliseconds: how long a finger takes, so that the second press finds the first one on its way


@pytest.fixture
def program(transactional_db):
    return make_program("Elm Street IOP", on=timezone.localdate())


def test_a_report_clicked_twice_and_sent_again_by_way_of_back_is_one(program, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"/programs/{program.slug}/report/")
    page.get_by_label("Nobody answered").check()
    page.get_by_label("Anything else").fill("It rang ten times.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it has arrived")
    code = page.locator(".receipt-code").inner_text()
    page.go_back()
    expect(page.get_by_label("Anything else")).to_have_value("It rang ten times.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".receipt-code")).to_have_text(code)
    page.reload()
    expect(page.locator(".receipt-code")).to_have_text(code)
    assert Report.objects.count() == 1


def test_a_code_clicked_twice_signs_in(transactional_db, new_page):
    user = make_account(password="nine quiet lighthouses", second_factor=False)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    page = new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("nine quiet lighthouses")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_of("JBSWY3DPEHPK3PXP"))
    page.get_by_role("button", name="Sign in").dblclick(delay=HAND)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert Session.objects.count() == 1
