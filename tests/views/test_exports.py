"""The public catalogue as one file."""

import csv
import io
import json

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.builders import make_program, make_source, say

pytestmark = pytest.mark.django_db


def a_program(name="Harbor IOP", **stated):
    return make_program(name, on=timezone.localdate(), **stated)


def table(client):
    text = client.get("/api/programs.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_only_what_is_published_is_in_it(client):
    for status in ("listed", "confirmed", "lead", "withdrawn"):
        a_program(f"{status} IOP", status=status)
    assert [row["slug"] for row in table(client)] == ["confirmed-iop-lowell", "listed-iop-lowell"]
    assert {"version", "withdrawn_because"}.isdisjoint(table(client)[0])


def test_each_fact_says_how_it_is_known_and_what_is_not_stated_stays_empty(client):
    today = timezone.localdate()
    program = a_program(yes=["therapy:dbt"], listed=["therapy:cbt"], doubted=["therapy:emdr"])
    (row,) = table(client)
    assert row["therapy"] == "cbt; dbt; not emdr"
    assert row["therapy_known"] == (
        f"cbt: listed 2025-08-19 federal-listing; dbt: confirmed-yes {today} phone; "
        "emdr: doubted 2025-08-19 federal-listing"
    )
    assert (row["insurance"], row["insurance_known"], row["schedule_known"]) == ("", "", "")
    say(program, "therapy:dbt", answer="no", source=make_source("staff"), on=today)
    assert "dbt: listed" in table(client)[0]["therapy_known"]
    assert "disputed" in table(client)[0]["therapy_known"]


def test_nothing_in_it_is_a_formula(client):
    a_program(words='=HYPERLINK("https://evil.example")')
    assert table(client)[0]["own_words"].startswith("'=HYPERLINK")
    book = load_workbook(io.BytesIO(client.get("/api/programs.xlsx").content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}
    assert not [cell for row in book.active.iter_rows() for cell in row if str(cell.value).startswith("=")]


def test_a_map_has_a_point_only_where_the_door_is_known(client):
    a_program("Harbor IOP", latitude=42.64, longitude=-71.31)
    a_program("Hidden IOP", withheld=True)
    a_program("Middle IOP", town="Worcester", pin="town")
    answer = client.get("/api/programs.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    points = {feature["id"]: feature["geometry"] for feature in json.loads(answer.content)["features"]}
    assert points == {
        "harbor-iop-lowell": {"type": "Point", "coordinates": [-71.31, 42.64]},
        "hidden-iop-lowell": None,
        "middle-iop-worcester": None,
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson"])
def test_it_is_kept_until_the_catalogue_changes_and_takes_no_parameters(client, kind):
    program = a_program()
    answer = client.get(f"/api/programs.{kind}")
    assert answer.status_code == 200
    etag = answer["ETag"]
    assert client.get(f"/api/programs.{kind}", headers={"If-None-Match": etag}).status_code == 304
    say(program, "therapy:dbt", on=timezone.localdate())
    assert client.get(f"/api/programs.{kind}", headers={"If-None-Match": etag}).status_code == 200
    refused = client.get(f"/api/programs.{kind}?near=Lowell")
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == {"near"}


def test_any_number_of_programs_takes_as_many_queries(client, django_assert_max_num_queries):
    for number in range(6):
        a_program(f"Program {number}", yes=["therapy:cbt"])
    client.get("/api/vocabularies")
    with django_assert_max_num_queries(9):
        assert len(table(client)) == 6
