"""A form sent twice is one sending: by a double click, by way of Back, as "resend the form", and both at once."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programs.curation import Claim, reporting, staff_links, staff_words
from programs.curation.staff_links import make_link, token
from programs.models import (
    Action,
    Program,
    ProposedChange,
    Report,
    StaffLink,
)
from programs.views import visitors
from tests.at_once import at_once
from tests.builders import ON, make_program, make_source, say
from tests.seen import once_in, words

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)

MISSING = {"name": "Harbor IOP", "place": "Lowell"}


def moment():
    return timezone.now()


def code_in(answer):
    return re.search(r"\b[B-Z]{4}-[B-Z]{4}-[B-Z]{4}\b", words(answer))[0]


# What visitors send


@pytest.fixture
def program():
    return make_program("Elm Street IOP", yes=["therapy:dbt"], phone="978-555-0100")


def test_a_form_fetched_again_by_way_of_back_is_the_same_form_and_another_browsers_is_not(client, program, clock):
    for path in (f"/programs/{program.slug}/report/", "/programs/add/"):
        first = once_in(client, path)
        assert once_in(client, path) == first
        assert once_in(Client(), path) != first


def test_the_form_of_another_day_is_another(client, program, monkeypatch):
    path = f"/programs/{program.slug}/report/"
    first = once_in(client, path)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: ON + timedelta(days=1))
    assert once_in(client, path) != first


def test_what_names_the_form_tells_nothing_of_the_cookie_and_is_kept_nowhere(client, program):
    path = f"/programs/{program.slug}/report/"
    once = once_in(client, path)
    assert client.cookies["csrftoken"].value not in once
    client.post(path, {"what": "closed", "once": once})
    assert once not in str(Report.objects.values_list().get())


def test_back_and_sent_again_is_one_report_with_the_same_thanks(client, program):
    path = f"/programs/{program.slug}/report/"
    answers = [client.post(path, {"what": "closed", "once": once_in(client, path)}) for _n in range(2)]
    assert answers[0].content == answers[1].content
    assert Report.objects.count() == 1


def test_who_sends_the_last_one_of_the_day_twice_is_thanked_twice(client, program, monkeypatch):
    monkeypatch.setitem(visitors.MOST, "send", 2)
    for path, form in ((f"/programs/{program.slug}/report/", {"what": "closed"}), ("/programs/add/", MISSING)):
        codes = {code_in(client.post(path, {**form, "once": "a"})) for _n in range(3)}
        assert len(codes) == 1
    assert client.post("/programs/add/", {**MISSING, "name": "Another", "once": "a"}).status_code == 429


@together
def test_a_missing_program_sent_twice_at_once_is_one_lead(monkeypatch):
    answers = at_once(
        monkeypatch, lambda: Client().post("/programs/add/", {**MISSING, "once": "a"}), reporting, "look_alikes"
    )
    assert len({code_in(answer) for answer in answers}) == 1
    assert (Program.objects.count(), Report.objects.count(), Action.objects.count()) == (1, 1, 1)


# What a program's own staff send


@pytest.fixture
def link(program):
    return make_link(program, "intake@elm.example", moment=moment())


def test_what_the_staff_send_twice_is_written_once_and_thanked_for_in_the_same_words(client, program, link):
    say(program, "therapy:emdr", said_on=ON - timedelta(days=200))
    page = f"/update/{token(link)}/"
    for path, form in (
        (page, {"do": "all"}), (page, {"do": "intake", "date_0": (ON + timedelta(days=9)).isoformat()}),
        (f"{page}insurance/", {"insurance": ["masshealth"]}), (f"{page}contact/", {"intake_phone": "978-555-0166"}),
    ):  # fmt: skip
        first, again = (words(client.post(path, form, follow=True)) for _n in range(2))
        assert "Thank you. This is written down" in first or "waits until we have checked it" in first
        assert first == again, path
    assert Action.objects.filter(kind="staff").count() == 3
    assert ProposedChange.objects.count() == 1


def test_that_a_day_held_sent_twice_is_thanked_for_twice(client, program, link):
    day = ON - timedelta(days=11)
    detail = {"dates": [{"date": day.isoformat(), "track": ""}]}
    say(program, Claim("intake", detail=detail), source=make_source("staff"), said_on=day - timedelta(days=5))
    page = f"/update/{token(link)}/"
    for _n in range(2):
        answer = client.post(page, {"do": "intake", f"held_{day}": "no"}, follow=True)
        assert "Thank you. This is written down" in words(answer)
    program.refresh_from_db()
    assert program.intakes_broken == 1


def test_an_empty_form_of_the_staff_says_that_nothing_has_changed(client, link):
    answer = client.post(f"/update/{token(link)}/", {"do": "intake"}, follow=True)
    assert "nothing has changed" in words(answer)


@together
def test_a_change_that_waits_sent_twice_at_once_waits_once(monkeypatch):
    sent = make_link(make_program("Elm Street IOP"), "intake@elm.example", moment=moment())
    path, form = f"/update/{token(sent)}/contact/", {"intake_phone": "978-555-0166"}
    answers = at_once(monkeypatch, lambda: Client().post(path, form, follow=True), staff_words, "_propose")
    assert all("1 change waits" in words(answer) for answer in answers)
    assert ProposedChange.objects.count() == 1


@together
def test_a_new_link_asked_for_twice_at_once_is_one_letter_that_works(monkeypatch):
    sent = make_link(make_program("Elm Street IOP"), "intake@elm.example", moment=moment() - timedelta(days=40))
    path = f"/update/{token(sent)}/new-link/"
    first, again = at_once(monkeypatch, lambda: Client().post(path), staff_links, "may_ask_again")
    assert words(first) == words(again)
    (letter,) = mail.outbox
    assert Client().get(re.search(r"http://testserver(/update/\S+)", letter.body)[1]).status_code == 200


def test_a_letter_that_did_not_go_off_may_be_asked_for_at_once(client, program, monkeypatch):
    sent = make_link(program, "intake@elm.example", moment=moment() - timedelta(days=40))
    path = f"/update/{token(sent)}/new-link/"

    def away(self):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", away)
        assert "could not be sent" in words(client.post(path))
    client.post(path)
    assert len(mail.outbox) == 1


def test_reminders_stopped_twice_are_stopped_once(client, link):
    path = f"/update/stop/{staff_links.stop_token(link)}/"
    answers = [words(client.post(path)) for _n in range(2)]
    assert answers[0] == answers[1]
    since = StaffLink.objects.get().stopped_at
    client.post(path)
    assert StaffLink.objects.get().stopped_at == since
