from types import SimpleNamespace

import pytest

from programs.geography.place import Place
from programs.search import nearly, ways_on, worth_a_call
from programs.search.worth_a_call import WorthACall
from tests.builders import make_program

pytestmark = pytest.mark.django_db

MILES_OF_A_DEGREE = 69.09  # of latitude


def ways(ask, query):
    need = ask.need(query)
    catalogue = ask.catalogue
    return {(way.kind, way.phrase): way.total for way in ways_on(need, catalogue)}


def test_each_wish_taken_off_says_how_many_it_brings_back(ask):
    make_program("One", town="Worcester", yes=["therapy:dbt"], no=["insurance:medicare"])
    make_program("Two", town="Worcester", yes=["therapy:dbt"], no=["insurance:medicare"])
    found = ways(ask, "near=Worcester&therapy=dbt&insurance=medicare")
    assert found == {("without", "Medicare"): 2}


def test_the_first_wider_radius_that_brings_any_is_offered_and_no_other(ask):
    make_program(town="Framingham")
    make_program(town="Boston")
    found = ways(ask, "near=Worcester&within=5")
    assert ("wider", "25") in found
    assert [kind for kind, _ in found].count("wider") == 1


def test_asking_for_less_to_be_known_is_a_way_on(ask):
    make_program(town="Worcester")
    assert ways(ask, "therapy=dbt&known=confirmed") == {("known", ""): 1, ("without", "DBT"): 1}


def test_a_typed_word_that_names_a_term_may_be_asked_for_as_such(ask):
    make_program(listed=["condition:substance-use"])
    make_program(no=["condition:opioids"])
    assert ways(ask, "q=heroin") == {("term", "Opioid use"): 1, ("without", "“heroin”"): 2}


def test_the_other_words_stay_where_one_is_asked_for_as_a_term(ask):
    make_program("Harbor", listed=["condition:substance-use"])
    make_program("Elm", listed=["condition:substance-use"])
    assert ways(ask, "q=harbor herion") == {("term", "Opioid use"): 1, ("without", "“harbor herion”"): 2}


def test_nothing_is_offered_that_brings_nothing(ask):
    assert ways(ask, "near=Worcester&therapy=dbt") == {}


def test_nearly_names_the_one_thing_that_is_missed_and_who_misses_two_is_not_named(ask):
    make_program("Misses Medicare", town="Worcester", yes=["therapy:dbt"], no=["insurance:medicare"])
    make_program("Misses both", town="Worcester", no=["therapy:dbt", "insurance:medicare"])
    need = ask.need("near=Worcester&therapy=dbt&insurance=medicare")
    close = nearly(need, ask.catalogue)
    assert [(one.match.record.name, one.missed.reason) for one in close] == [
        ("Misses Medicare", "Does not take Medicare")
    ]


def test_who_is_found_is_not_nearly_found(ask):
    make_program("Found", town="Worcester", yes=["therapy:dbt"])
    make_program("Misses DBT", town="Worcester", no=["therapy:dbt"])
    need = ask.need("near=Worcester&therapy=dbt")
    assert [one.match.record.name for one in nearly(need, ask.catalogue)] == ["Misses DBT"]


def test_the_nearest_come_first_also_where_all_lie_beyond_the_radius(ask):
    make_program("A far one", town="Pittsfield")
    make_program("Z near one", town="Framingham")
    need = ask.need("near=Worcester&within=5")
    assert [one.match.record.name for one in nearly(need, ask.catalogue)] == ["Z near one", "A far one"]


def test_programs_for_substance_use_alone_follow_where_a_mental_health_condition_is_asked(ask):
    make_program("Alcohol and drugs", town="Worcester", listed=["focus:substance-use", "condition:ptsd"])
    make_program("Of the mind", town="Springfield")
    results = ask.results("near=Worcester&within=100&condition=ptsd")
    assert [(match.record.name, match.aside) for match in results.matches] == [
        ("Of the mind", False),
        ("Alcohol and drugs", True),
    ]
    assert [match.aside for match in ask.results("near=Worcester&within=100").matches] == [False, False]


def test_a_lead_that_the_federal_listing_has_for_day_treatment_is_worth_a_call_and_no_result(ask):
    make_program("Day treatment", town="Worcester", status="lead", listed=["level:php-or-day-treatment"])
    need = ask.need("near=Worcester")
    catalogue = ask.catalogue
    found = worth_a_call(catalogue, need.near.places)
    assert ask.results("near=Worcester").total == 0
    assert ("day-treatment", "Day treatment") in [(place.kind, place.name) for place, _miles in found]


def test_a_confirmed_program_of_day_treatment_is_not_called_a_lead(ask):
    make_program("Known", town="Worcester", status="lead", yes=["level:php-or-day-treatment"])
    need = ask.need("near=Worcester")
    found = worth_a_call(ask.catalogue, need.near.places)
    assert "Known" not in [place.name for place, _miles in found]


def test_a_community_behavioral_health_center_near_is_worth_a_call(ask):
    need = ask.need("near=Framingham")
    found = worth_a_call(ask.catalogue, need.near.places)
    assert ("cbhc", "Advocates") in [(place.kind, place.name) for place, _miles in found]
    assert [miles for _place, miles in found] == sorted(miles for _place, miles in found)


def test_worth_a_call_are_the_nearest_four_within_fifty_miles_of_either_place():
    north, south = (Place("", latitude, -71.5, kind="point", town="", county="") for latitude in (42.6, 42.0))
    told = {miles: north.latitude + miles / MILES_OF_A_DEGREE for miles in (51, 49, 40, 30, 20)}
    catalogue = SimpleNamespace(worth_a_call=tuple(one_worth_a_call(f"{miles}", at) for miles, at in told.items()))
    assert [place.name for place, _miles in worth_a_call(catalogue, (south, north), most=5)] == ["20", "30", "40", "49"]
    assert len(worth_a_call(catalogue, (north,), most=3)) == 3
    assert [round(miles) for _place, miles in worth_a_call(catalogue, (south, north))] == [20, 30, 40, 49]


def one_worth_a_call(name, latitude):
    return WorthACall("cbhc", name, name, (latitude, -71.5), True, "", "")


def test_without_a_place_nothing_is_near(ask):
    ask.need("")
    assert worth_a_call(ask.catalogue, ()) == []
