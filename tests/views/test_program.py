"""The page of one program."""

import re
from html import unescape

import pytest

from programs.curation import Claim, publish, withdraw
from tests.builders import make_program, make_source, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    def read_page(program, query=""):
        page = client.get(f"/programs/{program.slug}/{query}").content.decode()
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))

    return read_page


def test_a_lead_and_a_stranger_are_not_found_and_there_is_a_way_on(client):
    lead = make_program(status="lead")
    for slug in (lead.slug, "nobody"):
        response = client.get(f"/programs/{slug}/")
        assert response.status_code == 404
        assert 'href="/programs/"' in response.content.decode()


def test_a_withdrawn_program_says_why(client):
    program = make_program("Elm Street IOP")
    withdraw(program, "It closed in May 2026.")
    response = client.get(f"/programs/{program.slug}/")
    assert response.status_code == 410
    assert "It closed in May 2026." in response.content.decode()


def test_all_four_answers_are_said_in_words(read):
    program = make_program(
        yes=["therapy:dbt"], listed=["condition:ptsd"], no=["family:groups"], doubted=["language:es"], town="Lowell"
    )
    page = read(program, "?therapy=dbt&condition=ptsd&family=groups&language=es&service=telehealth")
    assert "Meets 1 of the 5 things you asked for 1 listed, not confirmed 2 to ask about 1 not met" in page
    assert "No Family groups" in page
    assert "Spanish: probably not; ask" in page
    assert "Telehealth: not stated" in page


def test_questions_begin_with_what_matters_to_this_person(read):
    program = make_program(yes=["therapy:dbt"])
    page = read(program, "?condition=ptsd&therapy=dbt")
    assert (
        "Questions to ask when you call These are not known to us for certain: Do you treat PTSD? On which days" in page
    )


def test_the_week_is_drawn_and_clashes_are_named(read):
    program = make_program(sessions=["mon wed 17:30-20:30"])
    page = read(program, "?busy=wed-1700-1800")
    assert "5:30–8:30 pm you are busy" in page
    assert page.count("you are busy") == 1
    assert "6 hours a week" in page


def test_hours_outside_the_usual_band_are_flagged_and_shown_all_the_same(read):
    few = make_program(sessions=["mon wed 17:30-20:30"])
    many = make_program(sessions=["mon tue wed thu fri 09:00-15:00"])
    teens = make_program(tracks=[{"age_min": 13, "age_max": 17, "sessions": ["mon wed 15:30-18:30"]}])
    assert "usually has 9 to 19 hours a week" in read(few)
    assert "usually called partial hospitalization" in read(many)
    assert "Ask which level this is" not in read(teens)


def test_each_fact_names_its_source_its_date_and_its_quote(read):
    program = make_program()
    say(program, Claim("therapy:emdr", quote="EMDR: Eye movement therapy"), source=make_source("federal-listing"))
    page = read(program)
    assert "FindTreatment.gov, Aug 19, 2025" in page
    assert "EMDR : yes, listed EMDR: Eye movement therapy" in page


def test_the_federal_survey_is_said_to_speak_of_the_facility(read):
    listed = make_program(listed=["level:iop-substance-use"])
    confirmed = make_program(yes=["level:iop-mental-health"])
    assert "What the federal listing says, and what it does not." in read(listed)
    assert "What the federal listing says, and what it does not." not in read(confirmed)


def test_what_nobody_stated_is_a_question_and_never_a_no(read):
    page = read(make_program())
    assert "Days and hours are not stated. Ask:" in page
    assert "Staff Not stated. Ask when you call." in page


def test_a_withheld_address_is_not_shown(client):
    program = make_program(town="Lowell", withheld=True)
    page = client.get(f"/programs/{program.slug}/").content.decode()
    assert "The street address is not public." in page
    assert "openstreetmap" not in page
    assert "<svg" not in page


def test_the_way_back_keeps_the_search(client):
    program = make_program()
    page = unescape(client.get(f"/programs/{program.slug}/?near=01852&therapy=dbt&page=2").content.decode())
    assert 'href="/programs/?near=01852+Lowell&therapy=dbt&page=2"' in page


def test_the_title_names_the_town_and_nothing_else(client):
    program = make_program("Trauma IOP", town="Lowell")
    page = client.get(f"/programs/{program.slug}/").content.decode()
    title = re.search(r"<title>([^<]*)</title>", page).group(1)
    assert " ".join(title.split()) == "A program in Lowell · IOP Finder Massachusetts"


def test_with_a_search_the_page_is_kept_by_nobody_and_without_by_its_etag(client):
    program = make_program()
    asked = client.get(f"/programs/{program.slug}/?therapy=dbt")
    plain = client.get(f"/programs/{program.slug}/")
    assert asked["Cache-Control"] == "private, no-store"
    assert asked["X-Robots-Tag"] == "noindex"
    assert "ETag" in plain
    assert "X-Robots-Tag" not in plain


def test_a_program_taken_back_to_the_leads_is_gone(client):
    program = make_program()
    assert client.get(f"/programs/{program.slug}/").status_code == 200
    publish(program, "lead")
    assert client.get(f"/programs/{program.slug}/").status_code == 404
