"""What clinicians send, pressed twice."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from programs.models import Invitation, Membership, OutcomeReport, ShareLink, Shortlist, Team
from programs.referral import shortlist as shortlists
from tests.accounts import make_clinician, signed_in
from tests.at_once import at_once
from tests.builders import ON, make_program
from tests.seen import once_in, words

pytestmark = pytest.mark.django_db


def moment():
    return timezone.now()


@pytest.fixture
def program():
    return make_program("Elm Street IOP")


NEW = "/clinicians/shortlists/new/"


def test_a_shortlist_saved_twice_is_one_and_another_choice_is_another(hers, program):
    sent = {"p": [program.slug, make_program("Oak IOP").slug], "label": "Unit 4"}
    first, again = (hers.post(NEW, sent) for _n in range(2))
    assert first["Location"] == again["Location"]
    assert Shortlist.objects.count() == 1
    hers.post(NEW, {**sent, "p": [program.slug]})
    hers.post(NEW, {**sent, "label": "Unit 5"})
    assert Shortlist.objects.count() == 3


def test_programs_added_twice_are_on_it_once_and_the_page_says_so(hers, ada, program):
    kept = shortlists.make(ada, "Unit 4", [], moment=moment())
    for said in ("1 program added", "They are all on it"):
        page = words(hers.post(NEW, {"p": program.slug, "add": "1", "shortlist": kept.pk}, follow=True))
        assert said in page
    assert kept.entries.count() == 1


def test_a_team_made_twice_is_one(hers):
    first, again = (hers.post("/clinicians/teams/", {"name": "Ward B"}) for _n in range(2))
    assert first["Location"] == again["Location"]
    assert Team.objects.count() == 1


def test_one_form_makes_one_link_and_the_next_form_another(hers, ada, program):
    kept = shortlists.make(ada, "Unit 4", [program.slug], moment=moment())
    page = f"/clinicians/shortlists/{kept.pk}/"
    once = once_in(hers, page)
    for _n in range(2):
        answer = hers.post(f"{page}share/", {"days": "7", "once": once}, follow=True)
        assert "The link is made" in words(answer)
    assert ShareLink.objects.count() == 1
    hers.post(f"{page}share/", {"days": "7", "once": once_in(hers, page)})
    assert ShareLink.objects.count() == 2


def test_one_form_sends_one_invitation_whose_letter_works(hers, ada):
    hers.post("/clinicians/teams/", {"name": "Ward B"})
    page = f"/clinicians/teams/{Team.objects.get().pk}/"
    sent = {"email": "bo@hospital.example", "once": once_in(hers, page)}
    for _n in range(2):
        assert "Sent to bo@hospital.example" in words(hers.post(page, sent, follow=True))
    (letter,) = mail.outbox
    bos = signed_in(make_clinician("bo@hospital.example").user)
    assert bos.get(re.search(r"http://testserver(/clinicians/join/\S+)", letter.body)[1]).status_code == 200
    hers.post(page, {**sent, "once": once_in(hers, page)})
    assert len(mail.outbox) == 2


def test_leaving_or_deleting_twice_is_no_error(hers, ada, program):
    kept = shortlists.make(ada, "Unit 4", [program.slug], moment=moment())
    hers.post("/clinicians/teams/", {"name": "Ward B"})
    own = ada.memberships.get()
    for path in (
        f"/clinicians/shortlists/{kept.pk}/delete/", f"/clinicians/teams/{own.team_id}/part/{own.pk}/"
    ):  # fmt: skip
        for _n in range(2):
            assert hers.post(path)["Location"] == "/clinicians/account/"


def test_papers_sent_twice_are_the_same_and_nothing_is_kept_of_them(hers, program):
    for which in ("packet", "handout"):
        first, again = (hers.post(f"/clinicians/{which}/", {"p": program.slug}) for _n in range(2))
        assert words(first) == words(again)


@pytest.mark.django_db(transaction=True)
def test_what_a_clinician_sends_twice_at_once_is_there_once(monkeypatch):
    ada, program = make_clinician(), make_program("Elm Street IOP")

    def twice(path, form, holder, name):
        """Where both answers lead."""
        both = at_once(monkeypatch, lambda: signed_in(ada.user).post(path, form), holder, name)
        return {answer["Location"] for answer in both}

    new = {"p": program.slug, "label": "Unit 4"}
    assert len(twice(NEW, new, shortlists, "add")) == 1
    kept = Shortlist.objects.get()
    share = f"/clinicians/shortlists/{kept.pk}/share/"
    twice(share, {"days": "7", "once": "a"}, ShareLink.objects, "create")
    assert ShareLink.objects.count() == 1
    teams = twice("/clinicians/teams/", {"name": "Ward B"}, Membership.objects, "create")
    assert teams == {f"/clinicians/teams/{Team.objects.get().pk}/"}
    told = {"what": "full", "called_on": ON.isoformat()}
    outcome = f"/clinicians/programs/{program.slug}/outcome/"
    twice(outcome, told, OutcomeReport.objects, "create")
    assert OutcomeReport.objects.count() == 1
    invited = {"email": "bo@hospital.example", "once": "a"}
    twice(teams.pop(), invited, Invitation.objects, "create")
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)
