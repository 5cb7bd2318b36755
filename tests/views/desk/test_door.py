"""Who comes in to the desk."""

import pytest

from programs.curation import act, record
from programs.curation.recording import Claim
from tests.accounts import make_account, signed_in
from tests.builders import ON, make_program, make_source, state

pytestmark = pytest.mark.django_db


def test_somebody_without_an_account_is_asked_to_sign_in(client):
    answer = client.get("/curation/")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/curation/"


def test_an_account_without_a_role_is_told_no():
    assert signed_in(make_account(None)).get("/curation/").status_code == 403


def test_a_curator_without_a_second_factor_is_sent_to_set_it_up():
    answer = signed_in(make_account(second_factor=False)).get("/curation/")
    assert answer["Location"] == "/accounts/2fa/totp/activate/"


def test_the_admin_asks_for_the_second_factor_too():
    client = signed_in(make_account(second_factor=False))
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/2fa/totp/activate/"


def test_a_curator_comes_in_and_nobody_keeps_the_page(desk):
    answer = desk.get("/curation/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_an_auditor_looks_and_changes_nothing(auditor_desk):
    program = make_program()
    action = act("call", program=program)
    assert auditor_desk.get("/curation/").status_code == 200
    assert auditor_desk.post(f"/curation/undo/{action.pk}/").status_code == 403


def test_taking_back_goes_to_the_page_it_came_from_and_never_elsewhere(desk):
    program = make_program()
    action = act("call", program=program)
    record(program, [Claim("therapy:dbt")], source=make_source(), method="phone", said_on=ON, on=ON, action=action)
    assert state(program, "therapy:dbt") == "confirmed-yes"
    answer = desk.post(f"/curation/undo/{action.pk}/", {"back": "//evil.example/"})
    assert answer["Location"] == "/curation/"
    assert state(program, "therapy:dbt") is None
    action.undoing.refresh_from_db()
    assert desk.post(f"/curation/undo/{action.undoing.pk}/", {"back": "/programs/"})["Location"] == "/programs/"
    assert state(program, "therapy:dbt") == "confirmed-yes"
