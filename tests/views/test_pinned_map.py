"""The map beside the list."""

import re
from html import unescape

import pytest

from programs.views.pinned_map import read_zoom
from tests.builders import make_program

pytestmark = pytest.mark.django_db

WORCESTER = (42.2626, -71.8023)


def place(name, north=0.0, east=0.0, street="1 Main St"):
    """A program so many degrees from the middle of Worcester. One street is one door."""
    point = {"latitude": WORCESTER[0] + north, "longitude": WORCESTER[1] + east}
    return make_program(name, town="Worcester", street=street, **point)


def pins(client, address="/programs/?near=Worcester"):
    """[(address, title, text)] of the pins."""
    page = client.get(address).content.decode()
    drawn = page.partition('<g class="pins">')[2].partition("</g>")[0]
    found = re.findall(r'<a href="([^"]*)"[^>]*><title>([^<]*)</title>.*?<text[^>]*>([^<]*)</text>', drawn)
    return [tuple(map(unescape, pin)) for pin in found]


def test_a_pin_bears_its_number_and_leads_to_its_card(client):
    place("Elm & Ash IOP")
    assert pins(client) == [("#program-1", "1: Elm & Ash IOP", "1")]
    assert 'id="program-1"' in client.get("/programs/?near=Worcester").content.decode()


def test_pins_that_would_touch_are_one_that_leads_to_a_nearer_map_of_the_same_search(client):
    place("A")
    place("B", north=0.02, street="2 Main St")
    place("C", east=0.3, street="3 Main St")
    (address, title, text), other = pins(client)
    assert (title, text) == ("2 programs: 1, 2", "1 +1")
    assert address.startswith("?near=Worcester&map=42.27")
    assert address.endswith("#map")
    assert other[2] == "3"
    nearer = pins(client, "/programs/" + address.removesuffix("#map"))
    assert [pin[2] for pin in nearer] == ["1", "2"]


def test_programs_at_one_door_lead_to_the_first_of_them(client):
    place("A")
    place("B")
    assert pins(client) == [("#program-1", "2 programs: 1, 2", "1 +1")]


def test_what_lies_beyond_the_map_is_said(client):
    make_program("Far but online", town="Pittsfield", tracks=[{"format": "online"}])
    page = client.get("/programs/?near=Worcester&within=10").content.decode()
    assert "1 program of this list lies beyond the edge of the map." in page


def test_the_circle_is_as_wide_as_the_search(client):
    place("A")

    def radius(miles):
        page = client.get(f"/programs/?near=Worcester&within={miles}").content.decode()
        return float(re.search(r'class="reach"[^>]* r="(\d+)"', page).group(1))

    assert radius(50) == pytest.approx(2 * radius(25), abs=1)


@pytest.mark.parametrize(
    "text", ["", "x", "1,2", "42.2,-71.8,0", "42.2,-71.8,-1", "42.2,-71.8,nan", "0,0,5", "1,2,3,4"]
)
def test_what_is_no_zoom_is_passed_over(text):
    assert read_zoom(text) is None


def test_a_zoom_is_a_point_in_the_state_and_miles_around_it():
    assert read_zoom("42.2,-71.8,1.5") == ((42.2, -71.8), 1.5)


def test_stations_are_drawn_only_where_they_are_no_blot(client):
    make_program(town="Boston")
    assert 'class="stations"' not in client.get("/programs/?near=Boston").content.decode()
    near = client.get("/programs/?near=Boston&within=5").content.decode()
    assert 'class="stations"' in near
    assert "Small squares are train stops" in near
    assert "Small squares" not in client.get("/programs/?near=Pittsfield&within=5").content.decode()


def test_a_map_that_shows_greater_boston_from_far_leads_nearer_and_back(client):
    make_program(town="Boston")
    far = client.get("/programs/?therapy=dbt").content.decode()
    assert 'href="?therapy=dbt&amp;map=42.36%2C-71.08%2C11#map">Look closer at Greater Boston' in far
    near = client.get("/programs/?therapy=dbt&map=42.36,-71.08,11").content.decode()
    assert "Look closer" not in near
    assert 'href="?therapy=dbt#map">Show the whole area' in near
    assert "Look closer" not in client.get("/programs/?near=Pittsfield").content.decode()


def test_both_places_are_drawn_each_with_its_radius(client):
    make_program(town="Boston")
    page = client.get("/programs/?near=Boston&near=Quincy&within=10").content.decode()
    assert page.count('class="reach"') == 2
    assert page.count('class="here"') == 2
