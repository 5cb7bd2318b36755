"""The search and its programs as JSON, as the interfaces promise them."""

from datetime import date

import pytest

from programs.curation import withdraw
from tests.builders import make_program

pytestmark = pytest.mark.django_db

WORCESTER = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}


def test_a_search_answers_in_the_promised_shape(client):
    make_program("Elm Street IOP", organization="Elm", yes=["condition:ptsd"], listed=["therapy:dbt"], **WORCESTER)
    told = client.get("/api/search?near=01609&condition=ptsd&therapy=dbt&language=es").json()
    (result,) = told.pop("results")
    verdicts = result.pop("verdicts")
    counts = told.pop("counts")
    assert told.pop("catalogue")["as_of"] == "2026-11-21"
    assert told == {
        "total": 1,
        "page": 1,
        "pages": 1,
        "heading": "1 program that may fit: within 25 miles of 01609 Worcester, PTSD, DBT, Spanish",
        "corrections": {},
    }
    assert result["miles"] == 2.1
    assert result | {"miles": 0} == {
        "slug": "elm-street-iop-worcester", "name": "Elm Street IOP", "organization": "Elm", "town": "Worcester",
        "miles": 0, "lat": 42.2626, "lon": -71.8023,
    }  # fmt: skip
    assert verdicts["condition"] == {
        "verdict": "met", "reason": "Treats PTSD", "source": "phone check", "said_on": "2026-11-21"
    }  # fmt: skip
    assert verdicts["therapy"]["verdict"] == "listed"
    assert verdicts["therapy"]["said_on"] == "2025-08-19"
    assert verdicts["language"] == {
        "verdict": "not_stated", "reason": "Spanish: not stated", "source": "", "said_on": None
    }  # fmt: skip
    assert counts["therapy"]["dbt"] == {"met": 0, "listed": 1, "not_stated": 0}


def test_bad_values_and_unknown_parameters_are_refused_by_name(client):
    response = client.get("/api/search?near=worchester&age=old&colour=red&map=1,2,3")
    assert response.status_code == 400
    errors = response.json()["errors"]
    assert sorted(errors) == ["age", "colour", "map", "near"]
    assert "Did you mean Worcester" in errors["near"][0]


def test_the_visitors_own_list_is_no_mistake(client):
    assert client.get("/api/search?p=elm").status_code == 200


def test_a_withheld_address_has_no_point_and_no_street(client):
    program = make_program(town="Worcester", withheld=True)
    (result,) = client.get("/api/search?near=01609").json()["results"]
    assert (result["lat"], result["lon"]) == (None, None)
    told = client.get(f"/api/programs/{program.slug}").json()
    assert (told["street"], told["address_withheld"]) == ("", True)


def test_a_program_tells_each_fact_with_its_state_source_and_day(client):
    program = make_program(
        yes=["therapy:dbt"], no=["family:groups"], sessions=["mon 17:30-20:30"], intake=[date(2026, 12, 1)]
    )
    told = client.get(f"/api/programs/{program.slug}").json()
    assert told["facts"]["therapy:dbt"]["state"] == "confirmed-yes"
    assert told["facts"]["therapy:dbt"]["said_on"] == "2026-11-21"
    assert told["facts"]["family:groups"]["state"] == "confirmed-no"
    assert told["tracks"][0]["sessions"] == [{"weekday": 0, "starts": "17:30", "ends": "20:30"}]
    assert told["starts"] == ["2026-12-01"]
    assert told["verdicts"] == {}


def test_a_program_says_how_it_fits_when_asked(client):
    program = make_program(no=["therapy:dbt"])
    told = client.get(f"/api/programs/{program.slug}?therapy=dbt").json()
    assert told["verdicts"]["therapy"]["verdict"] == "unmet"


def test_leads_are_not_found_and_the_withdrawn_say_why(client):
    lead, gone = make_program(status="lead"), make_program()
    withdraw(gone, "It closed.")
    assert client.get(f"/api/programs/{lead.slug}").status_code == 404
    response = client.get(f"/api/programs/{gone.slug}")
    assert (response.status_code, response.json()) == (410, {"errors": {"slug": ["It closed."]}})


def test_vocabularies_name_every_code_that_a_search_takes(client):
    make_program()
    told = client.get("/api/vocabularies").json()
    assert {"code": "dbt", "label": "DBT", "parent": "", "question": "Do you offer DBT?"}.keys() == told[
        "vocabularies"
    ]["therapy"][0].keys()
    assert "dbt" in told["parameters"]["therapy"]
    assert told["parameters"]["when"] == ["morning", "afternoon", "evening", "weekend"]
    for parameter, codes in told["parameters"].items():
        assert client.get(f"/api/search?{parameter}={codes[-1]}").status_code == 200
    assert client.get("/api/vocabularies?x=1").status_code == 400


def test_a_search_is_kept_by_nobody_and_a_program_by_its_etag(client):
    program = make_program()
    assert client.get("/api/search?near=01609")["Cache-Control"] == "private, no-store"
    first = client.get(f"/api/programs/{program.slug}")
    assert client.get(f"/api/programs/{program.slug}", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_page_and_json_find_the_same(client):
    for number in range(22):
        make_program(f"Program {number:02}", yes=["therapy:dbt"] if number % 2 else [], **WORCESTER)
    query = "?near=01609&therapy=dbt&page=2"
    slugs = [result["slug"] for result in client.get(f"/api/search{query}").json()["results"]]
    page = client.get(f"/programs/{query}").content.decode()
    assert slugs
    assert [slug for slug in slugs if f'href="/programs/{slug}/' in page] == slugs
    assert page.count('class="card"') == len(slugs)
