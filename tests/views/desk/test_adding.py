"""A program from scratch, and its doubles."""

import pytest
from django.utils import timezone

from programs.geography import geocoding
from programs.models import Action, Program, Source
from tests.builders import load_vocabulary, make_program, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    load_vocabulary()
    return timezone.localdate()


def typed(today, **more):
    return {
        "organization": "Elm House", "name": "Elm Evening IOP", "street": "12 Elm St", "zip_code": "01609",
        "intake_phone": "508-555-0141", "web_page": "elm.example/iop", "level": "level:iop", "kind": "phone",
        "said_on": str(today), "who": "Ana", **more,
    }  # fmt: skip


def test_a_program_is_added_as_a_lead_with_its_source_and_can_be_taken_back(desk, curator, today):
    answer = desk.post("/curation/add/", typed(today))
    program = Program.objects.get()
    assert answer["Location"] == f"/curation/programs/{program.slug}/"
    assert (program.status, program.organization.name, program.web_page) == (
        "lead", "Elm House", "https://elm.example/iop",
    )  # fmt: skip
    assert (program.site.town, program.site.county, program.site.pin) == ("Worcester", "Worcester", "town")
    assert state(program, "level:iop", today) == "confirmed-yes"
    assert {said.source.kind for said in program.assertions.all()} == {Source.Kind.PHONE}
    action = Action.objects.get()
    assert (action.kind, action.by, action.program) == ("add", curator, program)
    desk.post(f"/curation/undo/{action.pk}/")
    program.refresh_from_db()
    assert program.status == "withdrawn"


def test_a_geocoder_that_the_operator_named_sets_the_pin_at_the_door(desk, today, monkeypatch):
    found = geocoding.Located(42.2690, -71.8090, exact=True, by="nominatim")
    monkeypatch.setattr(geocoding, "locate", lambda street, town, zip_code: found)
    answer = desk.post("/curation/add/", typed(today), follow=True)
    site = Program.objects.get().site
    assert (site.pin, site.latitude, site.longitude) == ("exact", 42.2690, -71.8090)
    assert "with its pin at the door" in answer.content.decode()


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"phone": "508-555-0141", "town": "Lowell"}, "same phone"),
        ({"town": "Worcester", "street": "12 Elm Street", "zip_code": "01609"}, "same address"),
        ({"name": "Elm Evening IOP", "town": "Worcester"}, "names 100 % alike"),
    ],
)
def test_a_look_alike_is_shown_and_added_only_when_it_is_another(desk, today, known, reason):
    make_program(known.pop("name", "Somebody Else"), **known)
    answer = desk.post("/curation/add/", typed(today))
    assert answer.status_code == 409
    assert reason in answer.content.decode()
    assert Program.objects.count() == 1
    desk.post("/curation/add/", typed(today, is_another="on"))
    assert Program.objects.count() == 2


@pytest.mark.parametrize(
    ("mistake", "problem"),
    [
        ({"zip_code": "10001"}, "Massachusetts has no such ZIP code."),
        ({"zip_code": "", "town": ""}, "A ZIP code or a town says where it is."),
        ({"intake_phone": "12"}, "valid phone number"),
        ({"name": ""}, "This field is required."),
        ({"kind": ""}, "This field is required."),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(desk, today, mistake, problem):
    answer = desk.post("/curation/add/", typed(today, **mistake))
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert problem in shown
    assert 'value="Elm House"' in shown
    assert not Program.objects.exists()


def test_an_auditor_adds_nothing(auditor_desk, today):
    assert auditor_desk.post("/curation/add/", typed(today)).status_code == 403
