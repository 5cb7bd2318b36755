"""Clinicians sign up by themselves, with an e-mail that is checked; nobody gets to the desk that way."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail

from programs.curation.roles import AUDITOR, CURATOR
from programs.models import Clinician
from tests.accounts import make_account, make_clinician, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "nine quiet lighthouses"
SIGN_UP, LOGIN, ACCOUNT = "/accounts/signup/", "/accounts/login/", "/clinicians/account/"


def sign_up(client, email="ada@hospital.example", **changed):
    form = {
        "email": email, "password1": PASSWORD, "password2": PASSWORD, "workplace": "Riverside Hospital, Unit 4",
        "phone": "508-555-0123",
    }  # fmt: skip
    return client.post(SIGN_UP, form | changed)


def letter_link():
    return re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]


def sign_in(client, email="ada@hospital.example", **more):
    return client.post(LOGIN, {"login": email, "password": PASSWORD, **more})


def test_the_account_opens_once_the_letter_is_answered(client):
    sign_up(client)
    sign_in(client)
    assert client.get(ACCOUNT).status_code == 302, "nobody comes in before the address is checked"
    link = letter_link()
    client.get(link)
    assert not EmailAddress.objects.get().verified, "looking confirms nothing: programs for mail look first"
    client.post(link)
    assert sign_in(client)["Location"] == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200


def test_workplace_and_phone_are_kept_with_it(client):
    sign_up(client)
    clinician = Clinician.objects.get()
    assert (clinician.workplace, clinician.phone) == ("Riverside Hospital, Unit 4", "(508) 555-0123")
    assert not clinician.is_verified


def test_signing_up_gives_no_role_of_the_desk(client):
    sign_up(client, is_staff="on", is_superuser="on", groups="1")
    user = get_user_model().objects.get()
    assert [group.name for group in user.groups.all()] == ["clinician"]
    assert (user.is_staff, user.is_superuser, user.get_all_permissions()) == (False, False, set())
    assert signed_in(user).get("/curation/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"workplace": ""}, "id_workplace_error"),
        ({"phone": "12"}, "id_phone_error"),
        ({"password1": "short", "password2": "short"}, "id_password1_error"),
        ({"email": "nobody"}, "id_email_error"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_made(client, changed, said):
    assert f'id="{said}"' in sign_up(client, **changed).content.decode()
    assert not get_user_model().objects.exists()
    assert not mail.outbox


def test_whoever_signs_up_with_a_known_address_learns_nothing_and_changes_nothing(client):
    make_account(CURATOR, "ada@hospital.example")
    one, other = sign_up(client), sign_up(client, email="new@hospital.example")
    assert one["Location"] == other["Location"]
    assert not Clinician.objects.filter(user__email="ada@hospital.example").exists()
    assert "have an account already" in mail.outbox[0].subject


def test_an_address_of_any_length_is_an_account(client):
    long = f"{'a' * 60}@{'hospital.' * 15}example"
    sign_up(client, email=long)
    assert get_user_model().objects.get().email == long


def test_everybody_lands_where_their_work_is():
    for user, path in (
        (make_account(AUDITOR, password=PASSWORD, second_factor=False), "/curation/"),
        (make_clinician("bo@hospital.example", password=PASSWORD).user, ACCOUNT),
    ):
        client = signed_in(user)
        client.logout()
        assert sign_in(client, user.email)["Location"] == path


def test_a_second_factor_is_offered_and_not_asked_for():
    client = signed_in(make_clinician().user)
    assert "/accounts/2fa/totp/activate/" in client.get(ACCOUNT).content.decode()
    assert "You need not" in client.get("/accounts/2fa/").content.decode()


def test_the_sign_in_page_leads_there_with_the_programs_that_one_came_with(client):
    link = client.get("/clinicians/shortlists/new/?p=harbor-iop")["Location"]
    assert "signup/?next=%2Fclinicians%2Fshortlists%2Fnew%2F%3Fp%3Dharbor-iop" in client.get(link).content.decode()
