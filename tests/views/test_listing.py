import re
from html import unescape

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db

WORCESTER = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def links(response):
    found = re.findall(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', response.content.decode(), re.DOTALL)
    return {unescape(href): " ".join(re.sub(r"<[^>]+>", " ", text).split()) for href, text in found}


def test_where_nothing_fits_each_single_change_says_how_many_it_brings_back(client):
    make_program("Ash Street IOP", no=["therapy:dbt"], **WORCESTER)
    make_program("Elm Street IOP", town="Boston", yes=["therapy:dbt"])
    found = links(client.get("/programs/?near=01609&therapy=dbt&p=x"))
    assert found["?near=01609+Worcester&p=x"] == "Look without: DBT 1 program"
    assert found["?near=01609+Worcester&therapy=dbt&within=50&p=x"] == "Look within 50 miles 1 program"
    assert found["?therapy=dbt&p=x"] == "Look anywhere in Massachusetts 1 program"


def test_where_nothing_fits_because_too_much_must_be_known_less_may_be_known(client):
    make_program(**WORCESTER)
    found = links(client.get("/programs/?therapy=dbt&known=confirmed"))
    assert found["?therapy=dbt"] == "Also show programs that have not said everything 1 program"


def test_where_no_single_change_helps_the_place_alone_does(client):
    make_program(no=["therapy:dbt", "therapy:cbt"], **WORCESTER)
    found = links(client.get("/programs/?near=01609&therapy=dbt&therapy=cbt&age=9&insurance=aetna&known=confirmed"))
    assert found["?near=01609+Worcester"] == "Ask for nothing but the place, within 25 miles 1 program"


def test_the_nearest_that_misses_by_one_thing_is_named_with_that_thing(client):
    make_program("Ash Street IOP", yes=["therapy:dbt"], no=["insurance:medicare"], **WORCESTER)
    page = words(client.get("/programs/?near=01609&therapy=dbt&insurance=medicare"))
    assert "These miss by one thing" in page
    assert re.search(r"Ash Street IOP Worcester · \d\.\d mi Does not take Medicare", page)


def test_where_nothing_or_little_is_found_the_help_line_is_named(client):
    make_program(no=["therapy:dbt"], **WORCESTER)
    assert "Or let somebody look with you" in words(client.get("/programs/?near=01609&therapy=dbt"))
    assert "Or let somebody look with you" in words(client.get("/programs/?near=01609"))


def test_many_programs_are_followed_by_no_ways_on(client):
    for _number in range(3):
        make_program(**WORCESTER)
    page = words(client.get("/programs/?near=01609"))
    assert "Few programs" not in page
    assert "worth a call" not in page


def test_few_near_a_place_are_followed_by_places_worth_a_call_named_for_what_they_are(client):
    make_program("Elm Street IOP", **WORCESTER)
    make_program("Day House", status="lead", listed=["level:php-or-day-treatment"], phone="508-555-0199", **WORCESTER)
    response = client.get("/programs/?near=01609")
    page = words(response)
    assert "1 program that may fit" in page
    assert "Places worth a call Nobody lists an IOP at these places" in page
    called = page[page.index("Places worth a call") :]
    assert re.search(
        r"Day House Worcester, \d\.\d mi Partial hospitalization or day treatment, says .{5,60}, .{3,9} 2025\.", called
    )
    assert "A Community Behavioral Health Center" in called
    assert links(response)["tel:+1-508-555-0199"] == "Call 508-555-0199"


def test_programs_for_substance_use_alone_follow_under_a_heading_of_their_own(client):
    make_program("Alcohol and drugs", listed=["focus:substance-use"], **WORCESTER)
    make_program("Of the mind", yes=["focus:mental-health"], **WORCESTER)
    page = words(client.get("/programs/?near=01609&condition=ptsd"))
    assert (
        page.index("Of the mind") < page.index("Programs for substance use These say") < page.index("Alcohol and drugs")
    )
    assert "Programs for substance use These say" not in words(client.get("/programs/?near=01609"))


def test_numbers_go_on_below_the_heading(client):
    make_program("Alcohol and drugs", listed=["focus:substance-use"], **WORCESTER)
    make_program("Of the mind", yes=["focus:mental-health"], **WORCESTER)
    page = client.get("/programs/?near=01609&condition=ptsd").content.decode()
    assert re.findall(r'<ol class="cards" start="(\d)"', page) == ["1", "2"]
