"""Teams of clinicians: who is in, by which letter, and who goes."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail

from programs.models import Invitation, Team
from tests.accounts import make_clinician, signed_in
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(f"{ON}T12:00:00-05:00", tick=False) as clock:
        yield clock


def save(client, *programs, label="Unit 4, week 48", **more):
    return client.post(
        "/clinicians/shortlists/new/", {"p": [program.slug for program in programs], "label": label, **more}
    )


def text(answer):
    return answer.content.decode()


def make_team(hers):
    hers.post("/clinicians/teams/", {"name": "Ward B"})
    return Team.objects.get()


def invite(hers, team, email="bo@hospital.example"):
    hers.post(f"/clinicians/teams/{team.pk}/", {"email": email})
    return re.search(r"http://testserver(/clinicians/join/\S+)", mail.outbox[-1].body)[1]


def bos_membership(team):
    return team.memberships.get(clinician__user__email="bo@hospital.example")


def test_a_colleague_joins_by_the_letter_and_not_by_looking(hers):
    team = make_team(hers)
    link = invite(hers, team)
    bos = signed_in(make_clinician("bo@hospital.example").user)
    assert "Join “Ward B”?" in text(bos.get(link))
    assert team.members.count() == 1
    assert bos.post(link)["Location"] == f"/clinicians/teams/{team.pk}/"
    assert team.members.count() == 2
    for asked in (bos.post, bos.get):
        assert asked(link)["Location"] == f"/clinicians/teams/{team.pk}/", "who is in goes there, however often"
    bos.post(f"/clinicians/teams/{team.pk}/part/{bos_membership(team).pk}/")
    assert bos.post(link).status_code == 410, "it lets in once"


def test_a_letter_passed_on_lets_nobody_in(hers):
    team = make_team(hers)
    link = invite(hers, team)
    eves = signed_in(make_clinician("eve@hospital.example").user)
    assert "another address" in text(eves.get(link))
    assert eves.post(link).status_code == 410
    assert team.members.count() == 1


def test_an_invitation_ends_after_seven_days_or_when_it_is_withdrawn(hers, clock):
    team, bo = make_team(hers), make_clinician("bo@hospital.example")
    link = invite(hers, team)
    hers.post(f"/clinicians/teams/{team.pk}/", {"withdraw": Invitation.objects.get().pk})
    assert signed_in(bo.user).get(link).status_code == 410
    late = invite(hers, team)
    clock.shift(timedelta(days=7))
    assert signed_in(bo.user).post(late).status_code == 410
    assert team.members.count() == 1


def test_withdrawing_says_what_it_did_and_inviting_again_is_one_press(hers, clock):
    team, bo = make_team(hers), make_clinician("bo@hospital.example")
    first, page = invite(hers, team), f"/clinicians/teams/{team.pk}/"
    number = Invitation.objects.get().pk
    for _n in range(2):
        answer = hers.post(page, {"withdraw": number}, follow=True)
        assert "the letter to bo@hospital.example opens nothing any more" in text(answer)
    assert "Invite bo@hospital.example again" in text(answer)
    second = invite(hers, team)
    assert "Invite bo@hospital.example again" not in text(hers.get(page))
    bos = signed_in(bo.user)
    assert bos.post(first).status_code == 410, "a letter that was withdrawn stays so"
    assert bos.post(second)["Location"] == page
    assert "Invite bo@hospital.example again" not in text(hers.get(page))


def test_whom_nobody_invites_again_is_forgotten(hers, ada, clock):
    team = make_team(hers)
    invite(hers, team)
    clock.shift(timedelta(days=8))
    again = signed_in(ada.user)
    assert "Invite bo@hospital.example again" in text(again.get(f"/clinicians/teams/{team.pk}/"))
    clock.shift(timedelta(days=7))
    again = signed_in(ada.user)
    assert "bo@hospital.example" not in text(again.get(f"/clinicians/teams/{team.pk}/"))
    invite(again, team, "cy@hospital.example")
    assert not Invitation.objects.filter(email="bo@hospital.example").exists()


def test_an_invitation_whose_letter_did_not_go_off_is_none(hers, monkeypatch):
    def away(self):
        raise SMTPServerDisconnected

    team = make_team(hers)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        answer = hers.post(f"/clinicians/teams/{team.pk}/", {"email": "bo@hospital.example"}, follow=True)
    assert "could not be sent" in text(answer)
    assert not Invitation.objects.exists()


def test_a_team_of_others_is_not_there_and_members_do_not_invite(hers, ada):
    team = make_team(hers)
    bo = make_clinician("bo@hospital.example")
    bos = signed_in(bo.user)
    own = ada.memberships.get()
    paths = (f"/clinicians/teams/{team.pk}/", f"/clinicians/teams/{team.pk}/part/{own.pk}/")
    for path in paths:
        assert bos.get(path).status_code == 404
    assert bos.post(paths[0], {"email": "eve@hospital.example"}).status_code == 404
    assert "You are not in that team" in text(bos.post(paths[1], follow=True))
    assert team.members.count() == 1
    team.members.add(bo)
    assert bos.post(paths[0], {"email": "eve@hospital.example"}).status_code == 403
    assert bos.post(paths[1]).status_code == 403
    assert not mail.outbox
    assert team.members.count() == 2


def test_leaving_and_removing_ask_first_and_say_what_goes(hers, ada):
    team, bo = make_team(hers), make_clinician("bo@hospital.example")
    team.members.add(bo)
    save(signed_in(bo.user), make_program(), team=str(team.pk))
    theirs = bo.memberships.get()
    page = text(hers.get(f"/clinicians/teams/{team.pk}/part/{theirs.pk}/"))
    assert "1 shortlist leaves the team" in page
    assert team.members.count() == 2
    hers.post(f"/clinicians/teams/{team.pk}/part/{theirs.pk}/")
    assert list(team.members.all()) == [ada]
    assert bo.shortlists.get().team is None
    own = ada.memberships.get()
    assert "the team itself is deleted" in text(hers.get(f"/clinicians/teams/{team.pk}/part/{own.pk}/"))
    hers.post(f"/clinicians/teams/{team.pk}/part/{own.pk}/")
    assert not Team.objects.exists()
