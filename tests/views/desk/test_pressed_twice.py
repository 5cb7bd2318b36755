"""What curators press twice: a call, a letter, a note, a file; by a double click, by way of Back, and both at once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programs.curation import calling, letters, staff_links
from programs.curation.calling import write_in
from programs.curation.holding import take
from programs.curation.importing import jobs
from programs.models import Action, CallDraft, CallNote, ImportRun, LookAgain, Program, StaffLink
from tests.accounts import make_account, signed_in
from tests.at_once import at_once
from tests.builders import load_vocabulary, make_program, state
from tests.own_tables import as_csv, exported
from tests.seen import words

pytestmark = pytest.mark.django_db


def moment():
    return timezone.now()


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


def of_the_copy(client, path):
    """The field that nobody sees of the form on that page, as this copy of it has it."""
    return {"once": re.search(r'name="once"[^>]* value="([^"]+)"', client.get(path).content.decode())[1]}


def ways_in():
    """The addresses in the letters, the first one first."""
    return [re.search(r"http://testserver(/update/\S+)", letter.body)[1] for letter in mail.outbox]


def opened(client):
    return [client.get(way).status_code for way in ways_in()]


def test_a_link_sent_twice_is_one_letter_whose_link_opens(desk, program):
    page = f"/curation/programs/{program.slug}/links/"
    filled = {"do": "make", "email": "intake@elm.example", **of_the_copy(desk, page)}
    first, again = (words(desk.post(page, filled, follow=True)) for _n in range(2))
    assert "Sent to intake@elm.example." in first
    assert first == again
    assert opened(desk) == [200]
    assert Action.objects.filter(kind="link").count() == 1

    link = {"do": "again", "link": StaffLink.objects.get().pk, **of_the_copy(desk, page)}
    first, again = (words(desk.post(page, link, follow=True)) for _n in range(2))
    assert first == again
    assert opened(desk) == [410, 200]


def test_another_address_another_copy_of_the_form_and_a_link_that_was_ended_are_another_letter(desk, program):
    page = f"/curation/programs/{program.slug}/links/"
    filled = {"do": "make", "email": "intake@elm.example", **of_the_copy(desk, page)}
    desk.post(page, filled)
    desk.post(page, {**filled, "email": "front@elm.example"})
    assert opened(desk) == [200, 200]
    desk.post(page, {**filled, **of_the_copy(desk, page)})
    assert opened(desk) == [410, 200, 200]
    desk.post(page, {"do": "end", "link": StaffLink.objects.get(email="front@elm.example").pk})
    desk.post(page, {**filled, "email": "front@elm.example"})
    assert opened(desk) == [410, 410, 200, 200], "an address that was ended stays so"


def test_a_letter_that_did_not_go_off_is_tried_again_by_the_same_form(desk, program, monkeypatch):
    page = f"/curation/programs/{program.slug}/links/"
    filled = {"do": "make", "email": "intake@elm.example", **of_the_copy(desk, page)}
    with monkeypatch.context() as broken:
        broken.setattr(letters, "try_to_send", lambda letter: False)
        assert "could not be sent" in words(desk.post(page, filled, follow=True))
    assert "Sent to intake@elm.example." in words(desk.post(page, filled, follow=True))
    assert opened(desk) == [200]


@pytest.mark.django_db(transaction=True)
def test_a_link_sent_twice_at_once_is_one_letter(monkeypatch):
    program, curator = make_program("Elm Street IOP"), make_account()
    page = f"/curation/programs/{program.slug}/links/"
    filled = {"do": "make", "email": "intake@elm.example", **of_the_copy(signed_in(curator), page)}
    at_once(monkeypatch, lambda: signed_in(curator).post(page, filled), staff_links, "act")
    assert opened(signed_in(curator)) == [200]
    assert StaffLink.objects.count() == Action.objects.count() == 1


def test_a_link_ended_twice_is_ended_once_and_opens_again_by_one_press(desk, program):
    page = f"/curation/programs/{program.slug}/links/"
    desk.post(page, {"do": "make", "email": "intake@elm.example"}, follow=True)
    end = {"do": "end", "link": StaffLink.objects.get().pk}
    first, again = (words(desk.post(page, end, follow=True)) for _n in range(2))
    assert first == again
    desk.post(f"/curation/undo/{Action.objects.get(kind='end-link').pk}/", {"back": page})
    assert opened(desk) == [200]


def noted(desk, program):
    """The note of a call that somebody is to write in."""
    desk.post(f"/curation/call/{program.slug}/", {**SAVED, **sheet(desk, program)}, follow=True)
    return CallNote.objects.get()


def test_a_note_done_twice_is_done_and_leads_where_the_first_press_led(desk, program):
    note = noted(desk, program)
    form = {"back": f"/curation/call/{program.slug}/"}
    first, again = (desk.post(f"/curation/notes/{note.pk}/", form, follow=True) for _n in range(2))
    assert "The note is done." in words(first)
    assert (words(first), first.redirect_chain) == (words(again), again.redirect_chain)
    assert Action.objects.filter(kind="edit").count() == 1
    desk.post(f"/curation/undo/{Action.objects.get(kind='edit').pk}/")
    assert CallNote.objects.open().exists()
    desk.post(f"/curation/notes/{note.pk}/", form)
    assert not CallNote.objects.open().exists()


def test_a_note_of_a_call_that_was_taken_back_meanwhile_is_said_to_be_gone(desk, program):
    note = noted(desk, program)
    desk.post(f"/curation/undo/{note.action_id}/")
    answer = desk.post(f"/curation/notes/{note.pk}/", {"back": f"/curation/call/{program.slug}/"}, follow=True)
    assert "The call was taken back, and its note with it." in words(answer)
    assert not Action.objects.filter(kind="edit").exists()


@pytest.mark.django_db(transaction=True)
def test_a_note_done_twice_at_once_is_done_once(monkeypatch):
    curator = make_account()
    program = make_program("Elm Street IOP")
    take(program, curator, moment())
    note = noted(signed_in(curator), program)
    at_once(monkeypatch, lambda: write_in(note, by=curator), calling, "act")
    assert Action.objects.filter(kind="edit").count() == 1


def uploaded(**other):
    load_vocabulary()
    rows = [{**row, "own_words": "We listen"} for row in exported(timezone.localdate())]
    file = SimpleUploadedFile(other.pop("name", "programs.csv"), as_csv(rows))
    return {"kind": "phone", "said_on": timezone.localdate().isoformat(), "file": file, **other}


def send_file(client, **other):
    return client.post("/curation/imports/", uploaded(**other))["Location"]


def test_a_file_sent_twice_is_one_plan_and_the_same_page(desk, program):
    first, again = (send_file(desk) for _n in range(2))
    assert first == again
    assert words(desk.get(first)).count("We listen") == 1
    assert ImportRun.objects.count() == 1


def test_another_source_another_curator_and_a_file_that_was_applied_or_discarded_is_another_plan(
    desk, lead_desk, program
):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    pages = [send_file(desk), send_file(desk, said_on=yesterday), send_file(desk, kind="staff"), send_file(lead_desk)]
    desk.post(pages[0], {"do": "apply"})
    pages.append(send_file(desk))
    desk.post(pages[-1], {"do": "discard"})
    assert ImportRun.objects.count() == 4
    pages.append(send_file(desk))
    assert len({*pages[:5]}) == 5
    assert ImportRun.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_file_sent_twice_at_once_is_one_plan(monkeypatch):
    curator = make_account()
    make_program("Elm Street IOP")
    load_vocabulary()
    answers = at_once(monkeypatch, lambda: send_file(signed_in(curator)), jobs, "begin")
    assert len(set(answers)) == 1
    assert ImportRun.objects.count() == 1
