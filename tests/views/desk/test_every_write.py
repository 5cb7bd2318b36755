"""Every address of the desk by which something is written: one action each, with its button to take it back."""

import pytest
from django.utils import timezone

from programs.models import Action
from programs.views.desk.urls import urlpatterns
from tests.accounts import make_clinician
from tests.builders import make_program, say

pytestmark = pytest.mark.django_db
VOICE = {"kind": "phone", "who": "Ana, intake"}

# Walked step by step beside their own pages: letters and drafts, which are no word on a program, and jobs.
WALKED_ELSEWHERE = {
    "desk-call", "desk-note", "desk-report", "desk-proposal", "desk-imports", "desk-import", "desk-undo",
    "desk-override",
}  # fmt: skip


@pytest.fixture
def elm(db):
    return make_program("Elm IOP", yes=["therapy:cbt"], on=timezone.localdate())


def seen(program):
    return {**VOICE, "said_on": str(timezone.localdate()), "seen": program.assertions.order_by("pk").last().pk}


def section(elm):
    return f"/curation/programs/{elm.slug}/", {
        **seen(elm),
        "section": "care",
        "therapy:dbt": "yes",
        "therapy:cbt": "yes",
    }


def identity(elm):
    names = {"name": "Elm House", "organization": "Elm", "seen_name": "Elm IOP", "seen_organization": "Elm IOP"}
    return f"/curation/programs/{elm.slug}/", {"section": "identity", "reason": "Their sign", **names}


def status(elm):
    typed = {"status": "lead", "seen_status": "listed", "reason": "Not sure any more"}
    return f"/curation/programs/{elm.slug}/", {"section": "status", **typed}


def one_fact(elm):
    return f"/curation/take-back/{elm.assertions.get(fact='therapy:cbt').pk}/", {}


def added(_elm):
    typed = {"organization": "Ash", "name": "Ash IOP", "zip_code": "01609", "said_on": str(timezone.localdate())}
    return "/curation/add/", {**VOICE, **typed}


def merged(elm):
    other = make_program("Elm IOP too")
    return f"/curation/duplicates/{elm.slug}/{other.slug}/", {"decision": "merge", "stays": elm.slug}


def told_apart(elm):
    other = make_program("Elm IOP too")
    return f"/curation/duplicates/{elm.slug}/{other.slug}/", {"decision": "apart"}


def published(_elm):
    lead = make_program("Lead", status="lead")
    say(lead, "level:iop", on=timezone.localdate())
    return f"/curation/call/{lead.slug}/publish/", {}


def overridden(elm):
    typed = {"rule": "no-bsas-iop", "fact": "level", "reason": "On the door."}
    return "/curation/overrides/", {"program": elm.slug, **typed}


def link_sent(elm):
    return f"/curation/programs/{elm.slug}/links/", {"do": "make", "email": "intake@elm.example"}


def verified(_elm):
    return "/curation/clinicians/", {"clinician": make_clinician().pk, "note": "Called the switchboard"}


WRITES = {
    "desk-program": (section, identity, status), "desk-take-back": (one_fact,), "desk-add": (added,),
    "desk-merge": (merged, told_apart), "desk-publish": (published,), "desk-overrides": (overridden,),
    "desk-links": (link_sent,), "desk-clinicians": (verified,),
}  # fmt: skip


# What they brought about hangs on them.
WITHOUT_A_WORD = ("not-the-same", "override", "link", "verify")


def test_no_address_that_writes_is_left_out():
    writing = {path.name for path in urlpatterns if path.callback.permission != "see_desk"}
    assert writing == set(WRITES) | WALKED_ELSEWHERE


@pytest.mark.parametrize("write", [write for several in WRITES.values() for write in several])
def test_a_write_is_one_action_of_whoever_was_signed_in_and_is_taken_back(write, lead_desk, elm):
    address, typed = write(elm)
    assert lead_desk.post(address, typed).status_code == 302
    action = Action.objects.get()
    assert action.by.email == "lead-curator@example.org"
    assert action.assertions.exists() or action.changes or action.kind in WITHOUT_A_WORD
    assert f"/curation/undo/{action.pk}/" in lead_desk.get("/curation/actions/").content.decode()
    lead_desk.post(f"/curation/undo/{action.pk}/")
    action.refresh_from_db()
    assert action.undone
    assert action.undoing.by == action.by


def test_actions_are_found_by_person_and_kind(lead_desk, desk, elm):
    lead_desk.post(*identity(elm))
    desk.post(*one_fact(elm))
    by = Action.objects.get(note="Their sign").by_id

    def found(query):
        answer = lead_desk.get(f"/curation/actions/{query}")
        assert answer.status_code == 200
        return [str(action.note) for action in answer.context["page"]]

    assert found("") == ["Took back one fact.", "Their sign"]
    assert found(f"?by={by}") == ["Their sign"]
    assert found("?kind=merge") == []
    assert found("?by=x&kind=nonsense&page=99") == ["Took back one fact.", "Their sign"]


def test_one_fact_is_taken_back_once(desk, elm):
    address, typed = one_fact(elm)
    desk.post(address, typed)
    answer = desk.post(address, {"back": f"/curation/programs/{elm.slug}/history/"}, follow=True)
    assert "This has been taken back already." in answer.content.decode()
    assert Action.objects.count() == 1


def test_what_the_rule_book_refuses_is_told_with_its_citation_and_nothing_is_lost(desk, elm):
    typed = {**seen(elm), "section": "level", "level_name": "BSAS-licensed IOP"}
    answer = desk.post(f"/curation/programs/{elm.slug}/", typed)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "105 CMR 164" in shown
    assert "BSAS-licensed IOP" in shown
    assert not Action.objects.exists()
