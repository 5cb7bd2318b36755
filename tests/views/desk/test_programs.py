"""All programs at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.curation import publish
from tests.builders import make_program

pytestmark = pytest.mark.django_db


def names(desk, query=""):
    answer = desk.get(f"/curation/programs/{query}")
    assert answer.status_code == 200
    return [program.name for program, _counts in answer.context["rows"]]


@pytest.fixture
def programs(db):
    today = timezone.localdate()
    make_program("Ash IOP", town="Lowell", yes=["therapy:dbt"], on=today)
    make_program("Birch Lead", town="Worcester", status="lead", on=today)
    stale = timedelta(days=400)
    make_program("Cedar IOP", organization="Cedar House", town="Worcester", yes=["therapy:cbt"], said_on=today - stale,
                 on=today)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ash IOP", "Birch Lead", "Cedar IOP"]),
        ("?status=lead", ["Birch Lead"]),
        ("?words=house+iop", ["Cedar IOP"]),
        ("?words=worcester", ["Birch Lead", "Cedar IOP"]),
        ("?town=lowell", ["Ash IOP"]),
        ("?county=Worcester&status=listed", ["Cedar IOP"]),
        ("?need=stale", ["Cedar IOP"]),
        ("?therapy=dbt&known=listed", ["Ash IOP"]),
        ("?words=nobody", []),
        ("?busy=mon-0900-1700&status=lead", []),
        ("?near=Lowell&within=5", ["Ash IOP"]),
    ],
)
def test_programs_are_found(desk, programs, query, found):
    assert names(desk, query) == found


def test_what_the_public_search_does_not_understand_is_said(desk, programs):
    assert "Atlantis" in desk.get("/curation/programs/?near=Atlantis").content.decode()


def test_a_choice_that_is_none_is_told_beside_its_field(desk, programs):
    answer = desk.get("/curation/programs/?county=Atlantis")
    assert answer.status_code == 400
    assert "Atlantis" in answer.content.decode()


def test_fifty_programs_cost_no_more_queries_than_three(desk, programs, django_assert_max_num_queries):
    for number in range(6):
        publish(make_program(f"Program {number}"), "listed")
    desk.get("/curation/programs/")
    with django_assert_max_num_queries(14):
        assert len(names(desk)) == 9
