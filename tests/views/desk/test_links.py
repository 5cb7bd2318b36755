"""Staff links at the desk: each is an action of somebody, and can be taken back as far as letters can."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from programs.curation.staff_links import bounces_of, note_bounce
from programs.models import Action, StaffLink
from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    return make_program("Elm IOP")


@pytest.fixture
def page(program):
    return f"/curation/programs/{program.slug}/links/"


@pytest.fixture
def way_in(desk, page):
    """The address in the letter."""
    desk.post(page, {"do": "make", "email": "intake@elm.example"})
    return re.search(r"http://testserver(/update/\S+)", mail.outbox[0].body)[1]


def words(answer):
    return " ".join(answer.content.decode().split())


def last(kind):
    return Action.objects.filter(kind=kind).latest("pk")


def take_back(desk, action, page="/curation/actions/"):
    return words(desk.post(f"/curation/undo/{action.pk}/", {"back": page}, follow=True))


def test_a_link_taken_back_opens_nothing_and_the_page_says_what_stays(desk, curator, way_in):
    sent = last("link")
    assert (sent.by, sent.note, sent.program.name) == (curator, "intake@elm.example", "Elm IOP")
    assert "The letter that brought it was sent, and stays sent." in take_back(desk, sent)
    assert desk.get(way_in).status_code == 410
    assert desk.post(f"{way_in}new-link/").status_code == 410
    take_back(desk, last("undo"))
    assert desk.get(way_in).status_code == 200


def test_a_link_ended_by_mistake_opens_again_by_the_same_address(desk, page, way_in):
    desk.post(page, {"do": "end", "link": StaffLink.objects.get().pk})
    assert desk.get(way_in).status_code == 410
    ended = last("end-link")
    assert f"/curation/undo/{ended.pk}/" in words(desk.get(page))
    assert "opens again" in take_back(desk, ended, page)
    assert desk.get(way_in).status_code == 200
    assert len(mail.outbox) == 1


def test_bringing_back_an_end_ends_it_again(desk, page, way_in):
    desk.post(page, {"do": "end", "link": StaffLink.objects.get().pk})
    take_back(desk, last("end-link"))
    take_back(desk, last("undo"))
    assert desk.get(way_in).status_code == 410


def test_an_older_letter_is_not_brought_back_by_taking_something_back(desk, page, way_in):
    desk.post(page, {"do": "end", "link": StaffLink.objects.get().pk})
    ended = last("end-link")
    desk.post(page, {"do": "again", "link": StaffLink.objects.get().pk})
    assert "sent again since" in take_back(desk, ended)
    assert desk.get(way_in).status_code == 410
    assert not StaffLink.objects.get().is_ended


def test_mail_that_did_not_come_back_after_all_goes_there_again(desk, curator, page, way_in):
    desk.post(page, {"do": "bounced", "link": StaffLink.objects.get().pk})
    noted = last("bounce")
    assert (noted.by, noted.note) == (curator, "intake@elm.example: noted by a curator")
    assert StaffLink.objects.get().has_bounced
    take_back(desk, noted)
    assert not StaffLink.objects.get().has_bounced


def test_every_letter_that_came_back_is_shown_the_newest_first(desk, page, way_in):
    link, moment = StaffLink.objects.get(), timezone.now()
    for _n in range(2):
        desk.post(page, {"do": "bounced", "link": link.pk})
    assert len(bounces_of([link.email])[link.email]) == 1, "pressed twice it is noted once"
    note_bounce(link.email, "552 mailbox full", moment + timedelta(days=3))
    shown = words(desk.get(page))
    assert shown.index("552 mailbox full") < shown.index("noted by a curator")
    for bounce in bounces_of([link.email])[link.email]:
        assert f'action="/curation/undo/{bounce.noted_in_id}/"' in words(desk.get(page))
        take_back(desk, bounce.noted_in, page)
    assert "goes there" in words(desk.get(page))


def test_what_was_done_to_links_stands_in_the_history_of_the_program(desk, program, page, way_in):
    desk.post(page, {"do": "end", "link": StaffLink.objects.get().pk})
    shown = words(desk.get(f"/curation/programs/{program.slug}/history/"))
    assert "sent a staff link" in shown
    assert "ended a staff link" in shown
    assert "intake@elm.example" in shown
