"""The page on which a clinician deletes their own account."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from programs.curation.roles import LEAD, give_role
from programs.models import Clinician
from programs.referral import shortlist, team
from tests.accounts import make_account, make_clinician, signed_in
from tests.builders import make_program
from tests.referral.test_leaving import NOON, tell

pytestmark = pytest.mark.django_db
PAGE = "/clinicians/account/delete/"
PASSWORD = "nine quiet lighthouses"


@pytest.fixture(autouse=True)
def no_tries_of_another_test():
    cache.clear()


@pytest.fixture
def ada():
    return make_clinician(password=PASSWORD, verified=True)


@pytest.fixture
def hers(ada):
    return signed_in(ada.user)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_page_says_what_goes_and_what_stays_and_the_account_leads_to_it(ada, hers):
    tell(ada, make_program())
    ward = team.make(ada, "Ward")
    shortlist.make(ada, "Unit 4", [], moment=NOON, team=ward.pk)
    assert PAGE in words(hers.get("/clinicians/account/"))
    page = words(hers.get(PAGE))
    assert "1 of these is shared with a team: your colleagues lose it too" in page
    assert "the team “Ward”, in which nobody else is" in page
    assert "1 report that counts" in page
    assert "does not count yet" not in page
    assert Clinician.objects.exists(), "looking deletes nothing"


def test_with_the_password_it_is_gone_and_one_is_signed_out(ada, hers):
    answer = hers.post(PAGE, {"password": PASSWORD})
    assert "Your account is deleted" in words(answer)
    assert "ada@hospital.example" not in words(answer)
    assert hers.get("/clinicians/account/").status_code == 302
    assert not Client().login(username="ada@hospital.example", password=PASSWORD)
    assert not get_user_model().objects.filter(email="ada@hospital.example").exists()


@pytest.mark.parametrize(("password", "told"), [("", "required"), ("wrong", "not the password"), ("\0", "Null")])
def test_without_it_nothing_goes(ada, hers, password, told):
    answer = hers.post(PAGE, {"password": password})
    assert told in words(answer)
    assert Clinician.objects.get().user.is_active


def test_passwords_are_not_tried_without_end(ada, hers):
    codes = [hers.post(PAGE, {"password": "wrong"}).status_code for _time in range(12)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_an_account_of_the_desk_is_told_whom_to_ask(ada, hers):
    give_role(ada.user, LEAD)
    answer = hers.post(PAGE, {"password": PASSWORD})
    assert answer.status_code == 409
    assert "Ask a lead curator to close it." in words(answer)
    assert "Your password" not in words(answer)


def test_the_desk_shows_it_no_more_and_what_counted_still_counts(ada, hers):
    program = make_program()
    tell(ada, program)
    hers.post(PAGE, {"password": PASSWORD})
    desk = signed_in(make_account(LEAD))
    assert "Nobody here." in words(desk.get("/curation/clinicians/?verified=1"))
    assert desk.get(f"/curation/programs/{program.slug}/history/").status_code == 200
    assert desk.get("/curation/actions/").status_code == 200
    program.refresh_from_db()
    assert program.intakes_kept == 1
