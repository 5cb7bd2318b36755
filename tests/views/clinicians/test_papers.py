"""The packet and the handout: what stands on them, and what does not."""

from datetime import timedelta

import pytest
import time_machine
from fhir.resources.R4B.healthcareservice import HealthcareService
from fhir.resources.R4B.location import Location
from fhir.resources.R4B.organization import Organization

from programs.curation import Claim
from programs.interop import fhir
from programs.search import current
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db
LEAVING = ON + timedelta(days=4)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{ON}T12:00:00-05:00", tick=False):
        yield


def paper(client, which, *programs, **wishes):
    sent = {"leaving_on": LEAVING.isoformat(), "p": [program.slug for program in programs], **wishes}
    return client.post(f"/clinicians/{which}/", sent)


def text(answer):
    """What stands in the page, on one line."""
    return " ".join(answer.content.decode().split())


def body(answer):
    return text(answer).split("<main")[1].split("</main>")[0]


def test_a_packet_holds_papers_fax_portal_steps_and_rules_each_with_its_source_and_day(client):
    program = make_program("Harbor IOP")
    said = {"intake_phone": "978-555-0100", "fax": "978-555-0109", "portal_url": "https://harbor.example/refer"}
    say(program, Claim("contact", detail=said))
    rules = {"documents": "Discharge summary.", "steps": "Fax, then call.", "exclusions": "No acute withdrawal."}
    say(program, Claim("getting-in", detail=rules), source=make_source("staff"))
    page = text(paper(client, "packet", program))
    numbers = ("(978) 555-0100", "(978) 555-0109", said["portal_url"])
    for stated in (*numbers, *rules.values(), "Program staff, Nov 21, 2026", "Phone check, Nov 21, 2026"):
        assert stated in page, stated


def test_what_is_only_listed_is_said_in_words_on_the_packet_too(client):
    page = text(paper(client, "packet", make_program(listed=["language:es"]), language="es"))
    assert "Care in Spanish" in page
    assert "listed, not confirmed" in page


def test_what_a_program_does_not_state_is_a_line_to_fill_in(client):
    page = paper(client, "packet", make_program()).content.decode()
    assert page.count("Not stated. Ask:") == 3


def test_the_fields_for_the_patient_have_no_name_and_lie_in_no_form(client):
    page = paper(client, "packet", make_program()).content.decode()
    fill = page.split("data-fill-in")[1].split("</section>")[0]
    assert "name=" not in fill
    assert fill.count("data-fill=") == 7
    before = page.split("data-fill-in")[0]
    assert before.count("<form") == before.count("</form")


def test_consent_is_reminded_of_with_its_rule(client):
    page = paper(client, "packet", make_program()).content.decode()
    assert "42 CFR Part 2" in page


@pytest.mark.parametrize("which", ["packet", "handout"])
def test_until_the_first_appointment_there_is_somewhere_to_go(client, which):
    page = paper(client, which, make_program(), near="01104").content.decode()
    assert "Community Behavioral Health Center in Springfield" in page
    for number in ("988", "911", "833-773-2445", "877-382-1609"):
        assert number in page


@pytest.mark.parametrize("which", ["packet", "handout"])
def test_nobody_keeps_the_papers(client, which):
    answer = paper(client, which, make_program(), near="01104")
    assert "no-store" in answer["Cache-Control"]
    assert "01104" not in answer.content.decode().split("</title>")[0]


@pytest.mark.parametrize("which", ["packet", "handout"])
def test_without_a_program_one_is_sent_back_to_choose(client, which):
    assert paper(client, which)["Location"] == "/clinicians/"
    assert client.get(f"/clinicians/{which}/")["Location"] == "/clinicians/"


def test_a_packet_by_its_address_holds_what_the_form_makes_of_the_programs_alone(client):
    programs = [make_program(name) for name in ("Harbor IOP", "Oak IOP")]
    named = "&".join(f"p={program.slug}" for program in programs)
    answer = client.get(f"/clinicians/packet/?{named}&near=01104&leaving_on=2026-12-24")
    page = body(answer)
    for need in ("01104", "2026-12-24"):
        assert need not in page, "a need in an address counts for nothing"
    for program in programs:
        assert f'name="p" value="{program.slug}"' in page, "the way on keeps the list"
        assert f"<b>{program.name}</b>" in page
    assert "Say what the patient needs" in page
    assert "no-store" in answer["Cache-Control"]
    assert 'href="/clinicians/packet/?' not in page
    form = body(paper(client, "packet", *programs))
    assert f'href="/clinicians/packet/?{named.replace("&", "&amp;")}"' in form


def test_a_day_that_nobody_said_stands_on_no_packet(client):
    program = make_program("Harbor IOP")
    today, day = "Nov 21, 2026", "Nov 25, 2026"
    for page in (client.get(f"/clinicians/packet/?p={program.slug}"), paper(client, "packet", program, leaving_on="")):
        assert f"<dd>{today}" not in text(page)
        assert '"leaving_on": ""' in text(page)
    assert f"<dd>{day}, Inpatient psychiatric care</dd>" in text(paper(client, "packet", program))


def test_a_packet_says_what_it_leaves_out_and_is_no_dead_end_where_nothing_is_left(client):
    program = make_program("Harbor IOP")
    assert "1 program is left out" in body(client.get(f"/clinicians/packet/?p={program.slug}&p=gone"))
    assert "left out" not in body(client.get(f"/clinicians/packet/?p={program.slug}"))
    answer = client.get("/clinicians/packet/?p=gone&p=also-gone")
    assert answer.status_code == 404
    assert 'href="/clinicians/"' in body(answer)


def test_a_handout_by_its_address_holds_programs_and_no_need(client):
    program = make_program("Harbor IOP", yes=["language:es"])
    page = body(client.get(f"/clinicians/handout/?p={program.slug}&language=es&near=01104"))
    assert "1. Harbor IOP" in page
    assert "Why this one" not in page
    assert "01104" not in page


def test_a_handout_says_why_when_how_to_get_there_and_what_to_ask(client):
    program = make_program("Harbor IOP", yes=["language:es"], sessions=["mon wed 17:00-20:00"], intake=[LEAVING])
    say(program, Claim("getting-in", detail={"documents": "An identity card."}))
    page = paper(client, "handout", program, language="es", therapy="dbt").content.decode()
    for stated in ("Care in Spanish", "5–8 pm", "1 Main St", "We know no bus lines.", "An identity card.",
                   "Ask when you call", "QR code", "Nov 25, 2026"):  # fmt: skip
        assert stated in page, stated


def test_a_neutral_cover_says_nothing_of_what_is_below(client):
    page = paper(client, "handout", make_program("Harbor IOP"), cover="neutral").content.decode()
    cover = page.split("cover-sheet")[1].split("</section>")[0]
    assert "Papers for" in cover
    assert not {"IOP", "program", "health", "Harbor"} & set(cover.replace("<", " ").split())


def test_the_handout_speaks_every_language_of_the_site(client, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    program = make_program()
    assert 'value="es" > Español </option>' in text(paper(client, "handout", program))
    assert '<html lang="es"' in paper(client, "handout", program, language_of_paper="es").content.decode()


def test_a_program_that_is_gone_is_left_out_and_more_than_ten_are_cut(client):
    programs = [make_program(f"Program {number:02}") for number in range(12)]
    page = paper(client, "packet", *programs, p=[*(program.slug for program in programs), "gone"]).content.decode()
    assert page.count('class="sheet program"') == 10


@pytest.mark.parametrize("address", [{}, {"withheld": True}, {"street": "5 Elm St", "zip_code": "01852"}])
def test_programs_are_valid_fhir(client, address):
    # fhir.resources has R4B (4.3.0), which differs from R4 (4.0.1) in none of these three resources.
    program = make_program(**address)
    service, organization, location = fhir.resources(current().record(program.slug), "https://finder.example")
    HealthcareService.model_validate(service)
    Organization.model_validate(organization)
    Location.model_validate(location)
    if "withheld" in address:
        assert "line" not in location["address"]
        assert "position" not in location
