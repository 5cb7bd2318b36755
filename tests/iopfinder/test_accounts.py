"""Signing in, the second factor, and what a stolen database does not give away."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail

from iopfinder.accounts import SecondFactorAdapter
from tests.accounts import code_of, make_account, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "nine quiet lighthouses"
LOGIN = "/accounts/login/"


def signing_in(client, email="curator@example.org", password=PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def test_a_password_alone_does_not_sign_in_who_has_a_second_factor(client):
    make_account(password=PASSWORD)
    assert signing_in(client)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/curation/").status_code == 302


def test_the_code_signs_in_and_a_wrong_one_is_said_beside_its_field(client):
    user = make_account(password=PASSWORD)
    signing_in(client)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert 'id="id_code_error"' in wrong
    secret = Authenticator.objects.get(user=user).wrap()
    right = SecondFactorAdapter().decrypt(secret.instance.data["secret"])
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(right)})["Location"] == "/curation/"


@pytest.mark.parametrize(("seconds_ago", "is_let_in"), [(0, True), (30, True), (60, False)])
def test_a_code_counts_for_one_step_after_its_own(client, seconds_ago, is_let_in):
    user = make_account(password=PASSWORD, second_factor=False)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    signing_in(client)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP", seconds_ago)})
    assert (answer.status_code == 302) is is_let_in


def test_a_wrong_password_is_said_without_telling_whether_there_is_such_an_account(client):
    make_account(password=PASSWORD)
    one = signing_in(client, password="wrong").content.decode()
    other = signing_in(client, email="nobody@example.org").content.decode()
    said = re.compile(r'role="alert">\s*<p>(.*?)</p>', re.DOTALL)
    assert said.search(one)[1] == said.search(other)[1]


def test_too_many_tries_are_turned_away_in_words(client):
    make_account(password=PASSWORD)
    answers = [signing_in(client, password="wrong") for _n in range(15)]
    assert answers[-1].status_code in (200, 429)
    assert any("Too many" in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("path", ["2fa/webauthn/", "2fa/webauthn/add/", "social/login/error/", "3rdparty/"])
def test_ways_in_that_the_house_does_not_have_are_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_the_secret_is_locked_in_the_database():
    user = make_account(second_factor=False)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get().data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert SecondFactorAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_a_new_key_may_come_beside_the_old_one_and_a_lost_key_opens_nothing(settings):
    kept = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" + "9876543210" * 5
    first, second = (SecondFactorAdapter().decrypt(kept) for _n in range(2))
    assert len({first, second, "JBSWY3DPEHPK3PXP"}) == 3, "a secret that nobody can guess, not an empty one"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert SecondFactorAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_the_square_to_scan_stands_in_the_page_itself(client):
    user = make_account(second_factor=False, password=PASSWORD)
    signing_in(client)
    again = client.get("/accounts/2fa/totp/activate/")["Location"]
    assert "Is it you?" in client.get(again).content.decode()
    client.post(again, {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<svg viewBox="0 0 ' in page
    assert "data:" not in page
    assert "<style" not in page
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_forgotten_password_is_mended_by_e_mail(client):
    make_account(password=PASSWORD, second_factor=False)
    client.post("/accounts/password/reset/", {"email": "curator@example.org"})
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", letter.body)[1]
    step = client.get(link, follow=True).redirect_chain[-1][0]
    bad = client.post(step, {"password1": "short", "password2": "short"}).content.decode()
    assert "at least 12" in bad
    client.post(step, {"password1": "ten loud lighthouses", "password2": "ten loud lighthouses"})
    assert signing_in(client, password="ten loud lighthouses").status_code == 302


def test_who_is_not_known_gets_the_same_page(client):
    make_account()
    answers = [
        client.post("/accounts/password/reset/", {"email": f"{name}@example.org"}) for name in ("curator", "nobody")
    ]
    assert [answer["Location"] for answer in answers] == ["/accounts/password/reset/done/"] * 2


@pytest.mark.parametrize("path", ["email/", "password/change/", "2fa/", "2fa/recovery-codes/generate/", "logout/"])
def test_the_pages_of_an_account_stand_in_the_house(path):
    answer = signed_in(make_account(password=PASSWORD)).get(f"/accounts/{path}", follow=True)
    assert answer.status_code == 200
    assert "account-page" in answer.content.decode()
    assert "<script type" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "says", "leads_to"),
    [
        ("password/reset/", "A new password", "/accounts/login/"),
        ("password/reset/done/", "Look into your mail", "/accounts/password/reset/"),
        ("password/reset/key/1-set-password/", "This link opens nothing any more", "/accounts/password/reset/"),
        ("password/reset/key/done/", "Your new password is set", "/accounts/login/"),
        ("confirm-email/MQ:cut/", "This link opens nothing any more", "/accounts/login/"),
        ("confirm-email/", "Look into your mail", "/accounts/login/"),
        ("inactive/", "This account is closed", "/programs/"),
    ],
)
def test_what_happened_and_the_next_step_stand_on_each_page_that_somebody_may_meet(client, path, says, leads_to):
    page = client.get(f"/accounts/{path}").content.decode()
    assert f"<h1>{says}</h1>" in page
    assert f'href="{leads_to}"' in page.split("<h1>")[1].split("</main>")[0]
    assert "account-page" in page


def test_a_closed_account_is_told_so(client):
    user = make_account(password=PASSWORD)
    user.is_active = False
    user.save()
    assert "This account is closed" in client.get(signing_in(client)["Location"]).content.decode()


def test_too_many_letters_asked_for_are_turned_away_on_a_page_with_the_next_step(client):
    make_account()
    answers = [client.post("/accounts/password/reset/", {"email": "curator@example.org"}) for _n in range(6)]
    assert answers[-1].status_code == 429
    assert "<h1>Too many tries</h1>" in answers[-1].content.decode()


def test_of_several_addresses_one_is_the_main_one_and_another_goes():
    user = make_account(password=PASSWORD)
    browser = signed_in(user)
    assert "action_remove" not in browser.get("/accounts/email/").content.decode(), "the only one stays"
    EmailAddress.objects.create(user=user, email="desk@example.org", verified=True)
    assert "action_remove" in browser.get("/accounts/email/").content.decode()
    browser.post("/accounts/email/", {"email": "desk@example.org", "action_primary": ""})
    browser.post("/accounts/email/", {"email": "curator@example.org", "action_remove": ""})
    user.refresh_from_db()
    assert (user.email, EmailAddress.objects.get().email) == ("desk@example.org", "desk@example.org")
