"""The work list of places that may have an intensive outpatient program."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Program
from tests.builders import make_program

pytestmark = pytest.mark.django_db

DAY = "level:php-or-day-treatment"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture(autouse=True)
def places(db):
    """Three leads and a program: one lead far away, one beside the program, one of which nobody says a level."""
    on = timezone.localdate()
    make_program("A program", town="Lowell", on=on)
    make_lead("Beside it", listed=[DAY], on=on)
    make_lead("Far away", listed=[DAY], town="Pittsfield", phone="413-555-0101", on=on)
    make_lead("Another", town="Worcester", phone="508-555-0101", on=on)


def make_lead(name, **columns):
    return make_program(name, status=Program.Status.LEAD, **columns)


def names(desk, **query):
    rows = desk.get("/curation/leads/", query).context["rows"]
    return [row["program"].name for row in rows]


def text(answer):
    return " ".join(answer.content.decode().split())


def test_leads_stand_by_county_with_what_is_said_of_them(desk):
    page = text(desk.get("/curation/leads/"))
    assert names(desk) == ["Far away", "Beside it", "Another"]
    assert "Partial hospitalization or day treatment: listed" in page
    assert "FindTreatment.gov" in page
    assert "none within 10 miles" in page


def test_they_are_narrowed_by_county_by_what_is_said_and_by_what_is_near(desk):
    assert names(desk, county="Berkshire") == ["Far away"]
    assert names(desk, far="1") == ["Far away", "Another"]
    assert names(desk, says="day-treatment") == ["Far away", "Beside it"]
    assert names(desk, says="other") == ["Another"]
    assert len(names(desk, county="No\0where", says="rubbish", show="rubbish", page="x")) == 3


def test_a_lead_is_looked_at_again_on_a_day(desk, today):
    lead = Program.objects.get(name="Far away")
    put_off = {"do": "put-off", "again_on": str(today + timedelta(days=30)), "because": "Opens in winter"}
    desk.post(f"/curation/call/{lead.slug}/", put_off)
    assert "Far away" not in names(desk)
    assert names(desk, show="waiting") == ["Far away"]
    page = text(desk.get("/curation/leads/?show=waiting"))
    assert "Opens in winter" in page
    assert "Take back" in page


def test_a_lead_is_marked_as_no_iop_with_a_reason(desk):
    lead = Program.objects.get(name="Far away")
    desk.post(f"/curation/call/{lead.slug}/", {"do": "take"})
    decision = {"do": "save", "outcome": "reached", "role": "Front desk", "decision": "not-an-iop"}
    assert "Say why" in text(desk.post(f"/curation/call/{lead.slug}/", decision))
    desk.post(f"/curation/call/{lead.slug}/", decision | {"because": "Partial hospital only."})
    lead.refresh_from_db()
    assert lead.withdrawn_because == "Partial hospital only."
    assert "Far away" not in names(desk, show="all")


def test_a_lead_that_is_no_iop_is_as_unknown_to_the_public_as_before(desk, client):
    """Its address was never public: nothing there may say that there was something."""
    lead = Program.objects.get(name="Far away")
    desk.post(f"/curation/call/{lead.slug}/", {"do": "take"})
    decision = {"do": "save", "outcome": "reached", "role": "Front desk", "decision": "not-an-iop", "because": "No."}
    desk.post(f"/curation/call/{lead.slug}/", decision)
    lead.refresh_from_db()
    assert lead.status == "withdrawn"
    for address in ("/programs/{}/", "/programs/{}/sessions.ics", "/programs/{}/report/", "/api/programs/{}"):
        assert client.get(address.format(lead.slug)).status_code == 404, address
    assert "Far away" not in text(client.get("/list/", {"p": lead.slug}))


def test_a_confirmed_one_is_ready_to_publish(desk, lead_desk):
    lead = Program.objects.get(name="Far away")
    desk.post(f"/curation/call/{lead.slug}/", {"do": "take"})
    decision = {"do": "save", "outcome": "reached", "role": "Intake", "decision": "iop"}
    desk.post(f"/curation/call/{lead.slug}/", decision)
    assert names(desk, show="ready") == ["Far away"]
    assert "Publish" in text(lead_desk.get("/curation/leads/?show=ready"))


def test_the_list_takes_few_queries(desk, today, django_assert_max_num_queries):
    for number in range(6):
        make_lead(f"Lead {number}", listed=[DAY], phone=f"978-555-011{number}", on=today)
    with django_assert_max_num_queries(20):
        desk.get("/curation/leads/")
