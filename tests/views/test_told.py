"""What anybody tells us without an account."""

import re
from datetime import date
from hashlib import sha256
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from programs.curation import undo, withdraw
from programs.curation.deciding import decide
from programs.curation.merging import merge
from programs.models import Answer, Assertion, Program, Report
from programs.views import visitors
from tests.accounts import make_account
from tests.builders import ON, make_program, state
from tests.seen import words

pytestmark = pytest.mark.django_db

CODE = re.compile(r"\b[B-Z]{4}-[B-Z]{4}-[B-Z]{4}\b")


@pytest.fixture
def program():
    return make_program("Elm Street IOP", listed=["therapy:dbt"])


def send(client, program, **fields):
    return client.post(f"/programs/{program.slug}/report/", {"what": "wrong-phone", "once": "a", **fields})


def code_in(response):
    (code,) = set(CODE.findall(words(response)))
    return code


def look_up(client, code):
    return words(client.post("/receipt/", {"code": code}))


def test_a_report_is_kept_with_nothing_of_who_it_was(client, program):
    answer = send(
        client, program, text="It rang at a bakery.", phone="978-555-0199", plan="masshealth", intake_on="2026-12-01"
    )
    report = Report.objects.get()
    assert (report.what, report.text, report.made_on) == ("wrong-phone", "It rang at a bakery.", ON)
    assert report.detail == {"phone": "978-555-0199", "plan": "masshealth", "intake_on": "2026-12-01"}
    code = code_in(answer)
    assert report.code_digest == sha256(code.replace("-", "").encode()).hexdigest()
    kept = " ".join(str(value) for value in Report.objects.values_list().get())
    assert "127.0.0.1" not in kept
    assert code not in kept


def test_it_needs_neither_account_nor_session_and_nobody_keeps_the_page(client, program):
    answer = client.get(f"/programs/{program.slug}/report/")
    assert set(answer.cookies) == {"csrftoken"}
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_form_from_elsewhere_is_turned_away(program):
    assert send(Client(enforce_csrf_checks=True), program).status_code == 403
    assert not Report.objects.exists()


def test_one_voice_cannot_move_a_listing_nor_can_many(client, program):
    answers = list(Answer.objects.values())
    for number in range(15):
        send(client, program, what="closed", once=str(number))
    assert Report.objects.count() == 15
    program.refresh_from_db()
    assert program.status == "listed"
    assert list(Answer.objects.values()) == answers


def test_the_same_form_sent_twice_is_one_report_with_one_code(client, program):
    first, again = send(client, program, text="Gone."), send(client, program, text="Gone.")
    other = send(client, program, text="Gone, I think.")
    assert code_in(first) == code_in(again) != code_in(other)
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"what": ""}, "Choose one of these"),
        ({"what": "missing"}, "Select a valid choice"),
        ({"phone": "12"}, "Write the number with its area code"),
        ({"intake_on": "soon"}, "Write the day as year-month-day"),
        ({"text": "x" * 1001}, "at most 1000 characters"),
        ({"website": "https://spam.example"}, "This field stays empty"),
        ({"plan": "nobody"}, "Select a valid choice"),
        ({"what": "closed", "text": "a\x00b"}, "Null characters"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(client, program, fields, told):
    answer = send(client, program, **{"text": "It rang at a bakery.", **fields})
    assert answer.status_code == 200
    assert told in words(answer)
    assert fields.get("text", "It rang at a bakery.")[:40] in unescape(answer.content.decode())
    assert not Report.objects.exists()


def test_who_sends_too_much_in_one_day_is_told_so_in_the_house(client, program, monkeypatch):
    monkeypatch.setitem(visitors.MOST, "send", 2)
    codes = [send(client, program, once=str(number)).status_code for number in range(3)]
    assert codes == [200, 200, 429]
    answer = send(client, program, once="4")
    assert "That is enough for one day" in words(answer)
    assert answer["Retry-After"]
    assert Report.objects.count() == 2
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert send(elsewhere, program, once="5").status_code == 200


def test_nothing_in_the_cache_says_who_it_was_and_a_new_day_begins_anew(rf, settings):
    kept = {}
    request = rf.get("/", REMOTE_ADDR="203.0.113.9")
    assert not visitors.is_too_many(request, "send", ON)
    kept = {key: cache._cache[key] for key in cache._cache}
    assert kept
    assert "203.0.113.9" not in " ".join(kept)
    visitors.is_too_many(request, "send", date(2026, 11, 22))
    assert len(cache._cache) == 2 * len(kept)


def test_behind_a_proxy_the_visitor_is_the_last_whom_the_proxy_names(rf, settings):
    settings.VISITOR_HEADER = "HTTP_X_FORWARDED_FOR"
    forged = rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9")
    assert visitors._network(forged) == "203.0.113.9"
    assert visitors._network(rf.get("/", HTTP_X_FORWARDED_FOR="2001:db8:1:2:3::4")) == "2001:db8:1:2::/64"
    assert visitors._network(rf.get("/", HTTP_X_FORWARDED_FOR="")) == "127.0.0.1"


def test_a_lead_and_a_stranger_have_no_report_page(client):
    assert client.get(f"/programs/{make_program(status='lead').slug}/report/").status_code == 404
    assert client.get("/programs/nobody/report/").status_code == 404


def test_of_a_program_that_is_listed_no_more_the_page_says_why_and_a_merged_one_leads_on(client, program):
    withdraw(program, "It closed in May 2026.")
    answer = client.get(f"/programs/{program.slug}/report/")
    assert answer.status_code == 410
    assert "It closed in May 2026." in words(answer)
    gone, stays = make_program(), make_program()
    merge(gone, into=stays, on=ON)
    assert client.get(f"/programs/{gone.slug}/report/")["Location"] == f"/programs/{stays.slug}/report/"


def test_the_receipt_shows_the_day_the_state_the_outcome_and_the_reply(client, program):
    code = code_in(send(client, program, text="It rang at a bakery."))
    page = look_up(client, code.lower().replace("-", " "))
    assert "nobody has decided yet" in page
    assert "Received Nov 21, 2026" in page
    assert "The phone number is wrong" in page
    assert "bakery" not in page
    action = decide(Report.objects.all(), "right", by=make_account(), on=ON, reply="We called and intake answered.")
    page = look_up(client, code)
    assert "We checked, and what we show is right" in page
    assert "We called and intake answered." in page
    undo(action, on=ON)
    page = look_up(client, code)
    assert "nobody has decided yet" in page
    assert "intake answered" not in page


def test_a_code_that_was_never_given_is_told_so_and_guessing_is_bounded(client, monkeypatch):
    assert "We gave no receipt with this code" in look_up(client, "BCDF-BCDF-BCDF")
    assert "Type the code" in look_up(client, "")
    assert "We gave no receipt" in look_up(client, "12")
    monkeypatch.setitem(visitors.MOST, "look-up", 2)
    assert client.post("/receipt/", {"code": "BCDF-BCDF-BCDF"}).status_code == 429


def add(client, **fields):
    return client.post("/programs/add/", {"name": "Harbor IOP", "place": "Lowell", "once": "a", **fields})


def test_a_missing_program_becomes_a_lead_and_never_a_listing(client):
    answer = add(client, organization="Harbor Health", phone="978-555-0177", web_page="harbor.example/iop", text="New")
    lead, report = Program.objects.get(), Report.objects.get()
    assert (lead.status, lead.name, lead.organization.name) == ("lead", "Harbor IOP", "Harbor Health")
    assert (report.what, report.program, report.text) == ("missing", lead, "New")
    assert {a.method for a in Assertion.objects.all()} == {"visitor"}
    assert state(lead, "contact") is None
    assert lead.main_phone == ""
    assert lead.actions.get().kind == "add"
    assert "nobody has decided yet" in look_up(client, code_in(answer))
    assert client.get(f"/programs/{lead.slug}/").status_code == 404


def test_the_same_missing_program_sent_twice_is_one_lead(client):
    add(client)
    add(client)
    assert (Program.objects.count(), Report.objects.count()) == (1, 1)


def test_a_program_that_is_here_already_is_noted_and_shown(client):
    known = make_program("Harbor IOP", town="Lowell", phone="978-555-0177")
    page = words(add(client, name="Harbour Program", phone="(978) 555-0177"))
    assert "They are here already: Harbor IOP" in page
    assert Report.objects.get().detail == {"looks_like": [known.slug]}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "This field is required"),
        ({"place": "Worchester"}, "Worcester"),
        ({"place": "Hartford, CT"}, "Massachusetts"),
        ({"phone": "911"}, "Write the number with its area code"),
        ({"web_page": "not a page"}, "Write the page’s address"),
    ],
)
def test_a_mistake_in_the_form_for_a_missing_program_is_told_beside_its_field(client, fields, told):
    answer = add(client, **fields)
    assert answer.status_code == 200
    assert told in words(answer)
    assert not Program.objects.exists()


def test_undoing_takes_the_lead_back(client):
    add(client)
    lead = Program.objects.get()
    undo(lead.actions.get(), on=ON)
    lead.refresh_from_db()
    assert lead.status == "withdrawn"
