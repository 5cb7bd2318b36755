"""What clinicians tell of their calls, through the pages: seen as waiting, believed by a curator, taken back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from programs.models import OutcomeReport
from programs.referral import shortlist
from tests.accounts import make_account, make_clinician, signed_in
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(f"{ON}T12:00:00-05:00", tick=False):
        yield


@pytest.fixture
def ada():
    return make_clinician()


@pytest.fixture
def hers(ada):
    return signed_in(ada.user)


def text(answer):
    return answer.content.decode()


def report(client, program, **said):
    path = f"/clinicians/programs/{program.slug}/outcome/"
    return client.post(
        path, {"what": "kept", "called_on": ON.isoformat(), "intake_on": ON.isoformat(), **said}, follow=True
    )


def test_a_report_of_nobody_known_is_seen_by_its_author_as_waiting(hers, ada):
    program = make_program("Harbor IOP")
    assert "weighs nothing" in text(report(hers, program))
    assert "kept, not verified" in text(hers.get("/clinicians/account/"))
    assert OutcomeReport.objects.get().recorded_in is None
    bos = signed_in(make_clinician("bo@hospital.example").user)
    assert "kept, not verified" not in text(bos.get(f"/clinicians/programs/{program.slug}/outcome/"))


def test_a_mistake_is_said_beside_its_field_and_what_was_chosen_stays(hers):
    page = text(report(hers, make_program(), intake_on=""))
    assert 'id="id_intake_on_error"' in page
    assert re.search(r'value="kept"[^>]*checked', page)
    assert 'id="id_called_on_error"' in text(report(hers, make_program(), called_on="yesterday"))
    assert "Choose one of these" in text(report(hers, make_program(), what=""))
    assert not OutcomeReport.objects.exists()


def test_only_a_published_program_can_be_reported_of(hers):
    lead = make_program(status="lead")
    assert hers.get(f"/clinicians/programs/{lead.slug}/outcome/").status_code == 404
    assert hers.get("/clinicians/programs/nothing/outcome/").status_code == 404


def test_tallies_stand_on_shortlist_and_program_past_five_reports():
    ada, program = make_clinician(verified=True), make_program("Harbor IOP")
    hers = signed_in(ada.user)
    shortlist.make(ada, "Evenings", [program.slug], moment=timezone.now())
    pages = (f"/clinicians/programs/{program.slug}/outcome/", f"/clinicians/shortlists/{ada.shortlists.get().pk}/")
    for back in range(6):
        assert not any("reports by clinicians" in text(hers.get(path)) for path in pages)
        report(hers, program, what="full", called_on=(ON - timedelta(days=back)).isoformat())
    assert all("Of 6 reports by clinicians" in text(hers.get(path)) for path in pages)
    assert "Of 6 reports by clinicians" in text(hers.post("/clinicians/", {"leaving_on": ON.isoformat()}))


# the desk


def test_a_curator_verifies_with_a_word_on_how_and_takes_it_back(hers, ada):
    program = make_program()
    report(hers, program)
    desk = signed_in(make_account())
    page = text(desk.get("/curation/clinicians/"))
    assert ada.workplace in page
    assert "1, 1 waiting" in page
    desk.post("/curation/clinicians/", {"clinician": ada.pk, "do": "verify", "note": " "})
    ada.refresh_from_db()
    assert not ada.is_verified
    desk.post("/curation/clinicians/", {"clinician": ada.pk, "do": "verify", "note": "Called the switchboard"})
    ada.refresh_from_db()
    program.refresh_from_db()
    assert ada.is_verified
    assert program.intakes_kept == 1
    assert "Called the switchboard" in text(desk.get("/curation/clinicians/?verified=1"))
    desk.post("/curation/clinicians/", {"clinician": ada.pk, "do": "take-back"})
    program.refresh_from_db()
    assert program.intakes_kept == 0


@pytest.mark.parametrize("number", ["", "x", "999", "9" * 30, "²"])
def test_the_desk_knows_who_is_no_clinician(number):
    answer = signed_in(make_account()).post("/curation/clinicians/", {"clinician": number, "do": "verify", "note": "x"})
    assert answer.status_code == 404


def test_an_address_at_which_anybody_is_is_marked_for_the_curator():
    make_clinician("ada@gmail.com")
    assert "anybody can have an address at gmail.com" in text(signed_in(make_account()).get("/curation/clinicians/"))
