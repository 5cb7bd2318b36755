"""A lost second factor: who resets it, what goes with it, and how its owner comes in again."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from programs.curation import UndoRefusedError, undo
from programs.curation.accounts import open_account, reset_second_factor
from programs.curation.roles import LEAD
from programs.models import Action
from tests.accounts import make_account, signed_in
from tests.builders import ON

pytestmark = pytest.mark.django_db
NEW = "seven slow ferries home"


@pytest.fixture
def ben():
    return make_account(email="ben@example.org", password="nine quiet lighthouses")


def change(client, user, **typed):
    return client.post(f"/admin/auth/user/{user.pk}/change/", {"role": "curator", "is_active": "on", **typed})


def test_a_lead_curator_resets_it_and_it_is_recorded(ben):
    lead = make_account(LEAD)
    bens = signed_in(ben)
    assert "Reset the lost second factor" in signed_in(lead).get(f"/admin/auth/user/{ben.pk}/change/").content.decode()
    assert change(signed_in(lead), ben, lost_factor="on").status_code == 302
    done = Action.objects.get()
    assert (done.kind, done.by, done.note) == ("factor", lead, "ben@example.org")
    assert not Authenticator.objects.filter(user=ben).exists()
    assert bens.get("/curation/")["Location"].startswith("/accounts/login/"), "signed out everywhere"
    assert not Client().login(username=ben.username, password="nine quiet lighthouses")


def test_its_owner_comes_in_by_their_mail_and_sets_up_a_new_one(ben, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    reset_second_factor(ben, via="a test")
    client.post("/accounts/password/reset/", {"email": "ben@example.org"})
    address = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(address, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW, "password2": NEW})
    client.post("/accounts/login/", {"login": "ben@example.org", "password": NEW})
    assert client.get("/curation/")["Location"] == "/accounts/2fa/totp/activate/"


def test_they_hear_of_it(ben):
    change(signed_in(make_account(LEAD)), ben, lost_factor="on")
    (letter,) = mail.outbox
    assert letter.to == ["ben@example.org"]
    assert "http://testserver/accounts/password/reset/" in letter.body
    assert "If you did not ask for this" in letter.body


def test_other_changes_of_an_account_leave_the_second_factor(ben):
    change(signed_in(make_account(LEAD)), ben)
    assert is_mfa_enabled(ben)
    assert not Action.objects.exists()


def test_neither_one_s_own_nor_a_superuser_s_is_reset_in_the_admin(ben):
    lead, chief = make_account(LEAD), make_account(LEAD, "chief@example.org")
    chief.is_superuser = True
    chief.save()
    for account in (lead, chief):
        assert change(signed_in(lead), account, lost_factor="on").status_code == 403
    assert change(signed_in(ben), lead, lost_factor="on").status_code == 403
    assert Authenticator.objects.count() == 3


def test_the_operator_resets_anybody_s_by_a_command(ben):
    out = StringIO()
    call_command("reset_second_factor", "Ben@example.org", stdout=out)
    assert "ben@example.org sets a new password" in out.getvalue()
    assert not is_mfa_enabled(ben)
    assert Action.objects.get().via == "manage.py reset_second_factor"
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_second_factor", "ben@example.org")
    with pytest.raises(CommandError, match="There is no account"):
        call_command("reset_second_factor", "x@example.org")


def test_what_cannot_be_taken_back_says_so_and_has_no_button(ben):
    done = reset_second_factor(ben, via="a test")
    with pytest.raises(UndoRefusedError, match="cannot be taken back"):
        undo(done, on=ON)
    page = signed_in(make_account(LEAD)).get("/curation/actions/").content.decode()
    assert "Reset a second factor" in page
    assert f"/curation/undo/{done.pk}/" not in page


def test_nothing_is_half_reset(ben):
    Authenticator.objects.filter(user=ben).delete()
    with pytest.raises(ValidationError):
        reset_second_factor(ben, via="a test")
    assert ben.has_usable_password()


@pytest.mark.parametrize("address", ["ben@example.org", "Moved@example.org"])
def test_neither_the_address_one_signed_up_with_nor_the_one_one_took_gets_a_second_account(ben, address):
    ben.email = "moved@example.org"
    ben.save()
    ben.emailaddress_set.update(email=ben.email)
    with pytest.raises(ValidationError, match="has an account already"):
        open_account(address, LEAD)


def test_whoever_took_another_address_is_found_by_it(ben):
    ben.email = "moved@example.org"
    ben.save()
    call_command("reset_second_factor", "Moved@example.org", stdout=StringIO())
    assert not Authenticator.objects.filter(user=ben).exists()
