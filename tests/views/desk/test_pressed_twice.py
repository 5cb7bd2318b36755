"""A call saved twice: by a double click, by way of Back, and both at once."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from programs.curation import calling
from programs.curation.holding import take
from programs.models import Action, CallDraft, CallNote, LookAgain, Program
from tests.accounts import make_account, signed_in
from tests.at_once import at_once
from tests.builders import make_program, state

pytestmark = pytest.mark.django_db


def moment():
    return timezone.now()


def words(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


SAVED = {"do": "save", "outcome": "reached", "role": "Intake coordinator", "t:service:transport": "only for members"}


def sheet(client, program):
    """The sheet as it is drawn, with its fields that nobody sees."""
    page = client.get(f"/curation/call/{program.slug}/").content.decode()
    return {"after": re.search(r'name="after" value="(\d+)"', page)[1]}


@pytest.fixture
def program(curator):
    """Which the curator is about to call."""
    program = make_program("Elm Street IOP", yes=["therapy:dbt"], phone="978-555-0100")
    take(program, curator, moment())
    return program


@pytest.mark.parametrize(
    "filled",
    [{**SAVED, "a:therapy:dbt": "yes"}, SAVED, {"do": "save", "outcome": "nobody"}],
    ids=["facts", "a note", "nobody"],
)
def test_a_call_saved_twice_is_one_call_with_the_same_thanks(desk, program, filled):
    path, drawn = f"/curation/call/{program.slug}/", sheet(desk, program)
    first, again = (words(desk.post(path, {**filled, **drawn}, follow=True)) for _n in range(2))
    assert "Written down: Elm Street IOP" in first
    assert first == again
    assert Action.objects.filter(kind="call").count() == 1
    assert CallNote.objects.count() == ("t:service:transport" in filled)
    assert LookAgain.objects.count() == (filled["outcome"] == "nobody")
    assert not CallDraft.objects.exists()


def test_another_sheet_is_another_call_and_a_sheet_that_was_changed_is_written_down(desk, program, curator):
    path, drawn = f"/curation/call/{program.slug}/", sheet(desk, program)
    desk.post(path, {**SAVED, **drawn})
    desk.post(path, {**SAVED, **drawn, "t:service:transport": "for everybody"})
    desk.post(path, {**SAVED, **drawn, "a:therapy:dbt": "no"})
    assert state(program, "therapy:dbt") == "confirmed-no"
    take(program, curator, moment())
    desk.post(path, {"do": "save", "outcome": "nobody", **sheet(desk, program)})
    take(program, curator, moment())
    desk.post(path, {"do": "save", "outcome": "nobody", **sheet(desk, program)})
    assert Action.objects.filter(kind="call").count() == 5


@pytest.mark.parametrize("decision", ["iop", "not-an-iop"])
def test_what_a_lead_turned_out_to_be_is_decided_once_and_no_error_the_second_time(lead_desk, decision):
    lead = make_program("Oak IOP", status=Program.Status.LEAD)
    lead_desk.post(f"/curation/call/{lead.slug}/", {"do": "take"})
    filled = {**SAVED, **sheet(lead_desk, lead), "decision": decision, "because": "It is a clinic."}
    first, again = (lead_desk.post(f"/curation/call/{lead.slug}/", filled, follow=True) for _n in range(2))
    assert words(first) == words(again)
    assert Action.objects.filter(kind="call").count() == 1
    lead.refresh_from_db()
    assert lead.status == {"iop": "confirmed", "not-an-iop": "withdrawn"}[decision]


def test_a_lead_that_was_only_called_none_is_withdrawn_when_the_sheet_comes_back_with_the_decision(lead_desk):
    lead = make_program("Oak IOP", status=Program.Status.LEAD)
    lead_desk.post(f"/curation/call/{lead.slug}/", {"do": "take"})
    filled = {**SAVED, **sheet(lead_desk, lead), "a:level:iop": "no"}
    lead_desk.post(f"/curation/call/{lead.slug}/", filled)
    lead_desk.post(f"/curation/call/{lead.slug}/", {**filled, "decision": "not-an-iop", "because": "A clinic."})
    lead.refresh_from_db()
    assert lead.status == "withdrawn"


def test_what_is_put_off_twice_is_put_off_once(desk, program):
    form = {"do": "put-off", "again_on": (timezone.localdate() + timedelta(days=3)).isoformat(), "because": "Holiday"}
    first, again = (words(desk.post(f"/curation/call/{program.slug}/", form, follow=True)) for _n in range(2))
    assert first == again
    assert LookAgain.objects.count() == Action.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_call_saved_twice_at_once_is_one_call(monkeypatch):
    program, curator = make_program("Elm Street IOP"), make_account()
    take(program, curator, moment())
    filled = {**SAVED, **sheet(signed_in(curator), program), "a:therapy:dbt": "yes"}
    path = f"/curation/call/{program.slug}/"
    at_once(monkeypatch, lambda: signed_in(curator).post(path, filled), calling, "record")
    assert Action.objects.filter(kind="call").count() == 1
    assert CallNote.objects.count() == 1
    assert not CallDraft.objects.exists()
