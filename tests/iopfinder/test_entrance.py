"""The pages on which an account begins or somebody signs in, pressed twice."""

import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from iopfinder.accounts import AccountAdapter
from tests.accounts import code_of, make_account
from tests.at_once import at_once
from tests.seen import words

pytestmark = pytest.mark.django_db


SIGN_UP = {
    "email": "cy@hospital.example", "password1": "nine quiet lighthouses", "password2": "nine quiet lighthouses",
    "workplace": "Riverside Hospital",
}  # fmt: skip


def test_signing_up_twice_is_one_account_and_one_letter(client):
    first, again = (client.post("/accounts/signup/", SIGN_UP) for _n in range(2))
    assert first["Location"] == again["Location"]
    assert get_user_model().objects.count() == 1
    assert [letter.subject for letter in mail.outbox] == ["Confirm your e-mail address"]


def test_an_address_that_somebody_has_left_is_free_for_another_account(client):
    left = make_account(email=SIGN_UP["email"])
    left.email = "moved@hospital.example"
    left.save()
    left.emailaddress_set.update(email=left.email)
    first, again = (client.post("/accounts/signup/", SIGN_UP) for _n in range(2))
    assert first["Location"] == again["Location"]
    assert sorted(get_user_model().objects.values_list("email", flat=True)) == [SIGN_UP["email"], left.email]


def test_an_address_confirmed_twice_is_no_error(client):
    client.post("/accounts/signup/", SIGN_UP)
    path = re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[0].body)[1]
    first, again = (Client().post(path, follow=True) for _n in range(2))
    assert words(first) == words(again)


def test_a_forgotten_password_set_twice_is_set_and_the_link_opens_nothing_more(client):
    make_account(password="nine quiet lighthouses", second_factor=False)
    client.post("/accounts/password/reset/", {"email": "curator@example.org"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    step = client.get(link, follow=True).redirect_chain[-1][0]
    for _n in range(2):
        new = {"password1": "ten loud lighthouses", "password2": "ten loud lighthouses"}
        assert "Your new password is set" in words(client.post(step, new, follow=True))
    another = {"password1": "six dark lighthouses", "password2": "six dark lighthouses"}
    assert "This link opens nothing any more" in words(client.post(step, another, follow=True)), (
        "what is not set is not said to be"
    )
    assert get_user_model().objects.get().check_password("ten loud lighthouses")
    elsewhere = re.sub(r"/key/\w+-", f"/key/{'z' * 20}-", step)
    assert "This link opens nothing any more" in words(client.post(elsewhere, another))
    assert "This link opens nothing any more" in words(client.get(link, follow=True))
    assert "This link opens nothing any more" in words(Client().post(step, {"password1": "a", "password2": "a"}))


def test_a_used_link_tells_nobody_another_s_password(client):
    make_account(password="nine quiet lighthouses", second_factor=False)
    ben = make_account(email="ben@example.org", password="six dark lighthouses", second_factor=False)
    client.post("/accounts/password/reset/", {"email": "curator@example.org"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    step = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(step, {"password1": "ten loud lighthouses", "password2": "ten loud lighthouses"})
    bens = re.sub(r"/key/\w+-", f"/key/{user_pk_to_url_str(ben)}-", step)
    for guess in ("six dark lighthouses", "five dark lighthouses"):
        answer = client.post(bens, {"password1": guess, "password2": guess}, follow=True)
        assert "This link opens nothing any more" in words(answer)


@pytest.mark.django_db(transaction=True)
def test_signing_up_twice_at_once_is_one_account(monkeypatch):
    answers = at_once(monkeypatch, lambda: Client().post("/accounts/signup/", SIGN_UP), AccountAdapter, "save_user")
    assert {answer["Location"] for answer in answers} == {"/accounts/confirm-email/"}
    assert get_user_model().objects.count() == 1


KEY = "JBSWY3DPEHPK3PXP"
GIVE = "/accounts/2fa/authenticate/"


def cookie_of_forms(browser):
    return browser.cookies["csrftoken"].value


@pytest.mark.parametrize("has_second_factor", [True, False])
def test_a_press_that_comes_when_the_first_has_renewed_the_forms_cookie_leads_on(has_second_factor):
    user = make_account(password="nine quiet lighthouses", second_factor=False)
    browser = Client(enforce_csrf_checks=True)
    browser.get("/accounts/login/?next=/curation/leads/")
    step, form = "/accounts/login/", {"login": user.email, "password": "nine quiet lighthouses"}
    form |= {"next": "/curation/leads/", "csrfmiddlewaretoken": cookie_of_forms(browser)}
    if has_second_factor:
        TOTP.activate(user, KEY)
        browser.post(step, form)
        step, form = GIVE, {"code": code_of(KEY), "csrfmiddlewaretoken": cookie_of_forms(browser)}
    first, again = (browser.post(step, form) for _n in range(2))
    assert first["Location"] == "/curation/leads/"
    assert again["Location"] == ("/curation/" if has_second_factor else "/curation/leads/")
    assert browser.post("/accounts/logout/", form).status_code == 403, "any other form has to be ours"
    assert Client(enforce_csrf_checks=True).post(step, form).status_code == 403, "and who is not in is turned away"
