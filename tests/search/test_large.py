"""A catalogue of hundreds is numbered by place and counted in pieces; neither is to be seen from outside."""

import pytest
from django.http import QueryDict

from programs.geography import distance, gazetteer
from programs.search import ProgramFilter, catalogue, search
from programs.search.discs import Discs
from programs.search.ranking import positions
from programs.search.snapshot import load_vocabularies
from tests.bench.generate import generate_records
from tests.builders import ON

pytestmark = pytest.mark.django_db

QUERIES = (
    "near=Worcester&within=10", "near=Boston&within=25&known=listed", "near=02139&near=Lowell&condition=ptsd",
    "near=Pittsfield&within=5&therapy=dbt&age=16", "format=online&near=Lynn", "insurance=masshealth&known=confirmed",
    "condition=ptsd&condition=depression&busy=mon-0900-1700", "near=Lynn&insurance=medicare&known=confirmed",
)  # fmt: skip


@pytest.fixture
def large():
    def make():
        return catalogue.Catalogue(generate_records(300, 5, on=ON), load_vocabularies(), as_of=ON)

    return make


@pytest.fixture
def answers(held):
    def answers(made):
        held(made)
        return [search(ProgramFilter(QueryDict(query)).need, made) for query in QUERIES]

    return answers


def test_what_remains_is_counted_alike_in_one_piece_and_in_many(large, answers, monkeypatch):
    whole = answers(large())
    monkeypatch.setattr(catalogue, "PIECE", 32)
    assert [found.counts for found in answers(large())] == [found.counts for found in whole]
    assert {bool(found.total) for found in whole} == {True, False}


def test_who_meets_online_alone_stands_behind_the_others_and_who_has_no_point_last(large):
    kinds = [(record.point is None, record.online_reaches[1]) for record in large().programs]
    assert kinds == sorted(kinds)
    assert (False, True) in kinds


@pytest.mark.parametrize("miles", [1, 5, 25, 60])
@pytest.mark.parametrize("town", ["Worcester", "Boston", "Pittsfield"])
def test_a_radius_holds_who_is_at_most_so_far_away_wherever_they_stand_in_the_row(large, town, miles):
    place, made = gazetteer.town(town), large()
    here = (place.latitude, place.longitude)
    assert positions(made.discs.within(*here, miles)) == [
        number
        for number, record in enumerate(made.programs)
        if record.point and distance.miles(here, record.point) <= miles
    ]


def test_two_rows_of_bands_that_meet_in_one_band_stay_two():
    discs = Discs([(42.21, -72.0), (42.25, -71.0), (42.22, -71.9), (42.24, -71.1)])
    assert positions(discs.within(42.24, -71.05, 10)) == [1, 3]
