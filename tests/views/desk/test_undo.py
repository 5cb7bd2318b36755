"""Taking back: what rests on what, who may, and what only others may."""

import pytest
from django.utils import timezone

from programs.models import Action, Assertion
from tests.accounts import make_account, make_clinician, signed_in
from tests.builders import make_program, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(db):
    return make_program("Elm IOP", status="lead", on=timezone.localdate())


@pytest.fixture
def call(desk, lead):
    """A call in which they said that it is an IOP."""
    address = f"/curation/call/{lead.slug}/"
    desk.post(address, {"do": "take"})
    desk.post(address, {"do": "save", "outcome": "reached", "role": "Intake", "decision": "iop"})
    return Action.objects.get(kind="call")


@pytest.fixture
def publishing(lead_desk, lead, call):
    lead_desk.post(f"/curation/call/{lead.slug}/publish/")
    return Action.objects.get(kind="status")


def words(answer):
    return " ".join(answer.content.decode().split())


def take_back(desk, action, **more):
    return desk.post(f"/curation/undo/{action.pk}/", {"back": "/curation/actions/", **more})


def standing():
    return set(Action.objects.standing().exclude(kind="undo").values_list("kind", flat=True))


def test_a_call_on_which_a_publishing_rests_is_taken_back_only_with_it(lead_desk, lead, call, publishing):
    asked = take_back(lead_desk, call)
    assert asked.status_code == 409
    assert "was published since, on the strength of this" in words(asked)
    assert standing() == {"call", "status"}
    assert state(lead, "level:iop", timezone.localdate()) == "confirmed-yes"
    take_back(lead_desk, call, publishing=publishing.pk)
    assert standing() == set()
    lead.refresh_from_db()
    assert (lead.status, state(lead, "level:iop", timezone.localdate())) == ("lead", None)
    assert f"/curation/undo/{publishing.pk}/" not in words(lead_desk.get("/curation/actions/"))


def test_a_curator_is_told_that_a_lead_curator_takes_the_publishing_back(desk, lead, call, publishing):
    asked = take_back(desk, call)
    assert asked.status_code == 409
    assert "A lead curator takes the publishing back" in words(asked)
    assert "Take back both" not in words(asked)
    assert take_back(desk, call, publishing=publishing.pk).status_code == 409
    assert standing() == {"call", "status"}


def test_with_a_second_voice_the_publishing_does_not_rest_on_the_first(desk, lead, call, publishing):
    address = f"/curation/call/{lead.slug}/"
    desk.post(address, {"do": "take"})
    again = {"do": "save", "outcome": "reached", "role": "Director", "a:level:iop-mental-health": "yes"}
    desk.post(address, again)
    assert Assertion.objects.filter(fact="level:iop-mental-health").exists(), "the second call was written down"
    take_back(desk, call)
    assert "call" in standing()
    call.refresh_from_db()
    assert call.undone


def test_a_call_after_the_publishing_is_taken_back_alone(desk, lead, publishing):
    address = f"/curation/call/{lead.slug}/"
    desk.post(address, {"do": "take"})
    desk.post(address, {"do": "save", "outcome": "nobody"})
    later = Action.objects.filter(kind="call").latest("pk")
    assert take_back(desk, later).status_code == 302
    later.refresh_from_db()
    assert later.undone


def test_a_verification_is_taken_back_by_whoever_did_it_or_by_a_lead(desk, lead_desk):
    clinician = make_clinician()
    desk.post("/curation/clinicians/", {"clinician": clinician.pk, "note": "Called the switchboard"})
    verifying = Action.objects.get(kind="verify")
    another = signed_in(make_account(email="another-curator@example.org"))
    told = another.post(f"/curation/undo/{verifying.pk}/", {"back": "/curation/actions/"}, follow=True)
    assert "Whoever did this takes it back, or a lead curator." in words(told)
    page = another.get("/curation/clinicians/?verified=1")
    assert 'value="take-back"' not in words(page)
    told = another.post("/curation/clinicians/", {"do": "take-back", "clinician": clinician.pk}, follow=True)
    assert "Whoever did this takes it back, or a lead curator." in words(told)
    assert standing() == {"verify"}
    assert 'value="take-back"' in words(desk.get("/curation/clinicians/?verified=1"))
    desk.post("/curation/clinicians/", {"do": "take-back", "clinician": clinician.pk})
    assert standing() == set()


def test_what_a_lead_took_back_of_a_verification_stays_taken_back(desk, lead_desk):
    clinician = make_clinician()
    desk.post("/curation/clinicians/", {"clinician": clinician.pk, "note": "Called the switchboard"})
    lead_desk.post("/curation/clinicians/", {"do": "take-back", "clinician": clinician.pk})
    take_back(desk, Action.objects.get(kind="undo"))
    assert standing() == set()
    take_back(lead_desk, Action.objects.get(kind="undo"))
    assert standing() == {"verify"}


@pytest.mark.parametrize("back", ["desk", "no-such-page", "https://elsewhere.example/", "//elsewhere.example/", ""])
def test_what_is_no_address_of_ours_leads_back_to_the_desk(desk, call, back):
    assert take_back(desk, call, back=back)["Location"] == "/curation/"
