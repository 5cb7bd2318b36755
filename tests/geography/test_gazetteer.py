"""What people type, and the place that is meant."""

import subprocess
import sys

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programs.geography import gazetteer, states, tables
from programs.geography.distance import miles


@pytest.mark.parametrize(
    ("typed", "said", "kind"),
    [
        ("01609", "01609 Worcester", "zip"),
        ("01609-1234", "01609 Worcester", "zip"),
        ("  Worcester MA 01609 ", "01609 Worcester", "zip"),
        ("\uff10\uff11\uff16\uff10\uff19", "01609 Worcester", "zip"),
        ("02119", "02119 Roxbury (Boston)", "zip"),
        ("Boston, MA 02119", "02119 Roxbury (Boston)", "zip"),
        ("lowell", "Lowell", "town"),
        ("LOWELL, Mass.", "Lowell", "town"),
        ("Lowell, Massachusetts, USA", "Lowell", "town"),
        ("N. Adams", "North Adams", "town"),
        ("Mt Washington", "Mount Washington", "town"),
        ("Foxboro", "Foxborough", "town"),
        ("east hampton", "Easthampton", "town"),
        ("manchester by the sea", "Manchester-by-the-Sea", "town"),
        ("Florida", "Florida", "town"),
        ("Washington", "Washington", "town"),
        ("near Lowell", "Lowell", "town"),
        ("Roxbury", "Roxbury (Boston)", "village"),
        ("Roxbury, Boston", "Roxbury (Boston)", "village"),
        ("Roxbury (Boston)", "Roxbury (Boston)", "village"),
        ("E Boston", "East Boston (Boston)", "village"),
        ("hyannisport", "Hyannis Port (Barnstable)", "village"),
        ("Newton Centre", "Newton Center (Newton)", "village"),
        ("JP", "Jamaica Plain (Boston)", "village"),
        ("southie", "South Boston (Boston)", "village"),
        ("Eastie", "East Boston (Boston)", "village"),
        ("Dorchester", "Dorchester (Boston)", "village"),
        ("Allston", "Allston (Boston)", "village"),
        ("Hyannis", "Hyannis (Barnstable)", "village"),
        ("Chestnut Hill", "Chestnut Hill (Newton)", "village"),
        ("Woods Hole", "Woods Hole (Falmouth)", "village"),
        ("Feeding Hills", "Feeding Hills (Agawam)", "village"),
        ("Leeds", "Leeds (Northampton)", "village"),
        ("the Vineyard", "Martha's Vineyard (Oak Bluffs)", "village"),
        ("martha\u2019s vineyard", "Martha's Vineyard (Oak Bluffs)", "village"),
        ("12 Main St, Worcester MA 01608", "01608 Worcester", "address"),
        ("350 Main Street Springfield", "Springfield", "address"),
        ("350 Main Street North Adams", "North Adams", "address"),
        ("12 Worcester Street, Framingham", "Framingham", "address"),
        ("12345 Main St, Worcester", "Worcester", "address"),
        ("12 Main St, Lowell, Apt 4", "Lowell", "address"),
        ("St. Elizabeth's, Brighton", "Brighton (Boston)", "address"),
    ],
)
def test_a_place_is_found_and_said_back(typed, said, kind):
    place = gazetteer.find(typed)
    assert (str(place), place.kind) == (said, kind)


def test_every_place_that_is_said_back_finds_itself():
    atlas = tables.atlas()
    for place in [*atlas.zips.values(), *atlas.by_key.values()]:
        assert gazetteer.find(str(place)) == place


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("worchester", "Worcester"),
        ("Worcestor", "Worcester"),
        ("lowlel", "Lowell"),
        ("sprngfield MA", "Springfield"),
        ("12 Main St, Worchester MA", "Worcester"),
        ("roxbery", "Roxbury (Boston)"),
        ("spring", "Springfield"),
        ("South Berlin", "Berlin"),
        ("1609", "01609 Worcester"),
        ("Chelsea, England", "Chelsea"),
    ],
)
def test_a_spelling_mistake_gets_a_did_you_mean(typed, meant):
    with pytest.raises(gazetteer.PlaceUnknown) as raised:
        gazetteer.find(typed)
    assert raised.value.suggestions[0] == meant
    assert f"Did you mean {meant}" in raised.value.message
    assert gazetteer.find(meant)


def test_only_the_likeliest_places_are_offered():
    with pytest.raises(gazetteer.PlaceUnknown) as raised:
        gazetteer.find("worchester")
    assert raised.value.message == "We do not know “worchester”. Did you mean Worcester?"


@pytest.mark.parametrize("typed", ["12 Washington St", "12 Worcester Street", "100 Florida Ave"])
def test_a_street_called_after_a_town_is_not_that_town(typed):
    with pytest.raises(gazetteer.PlaceUnknown):
        gazetteer.find(typed)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("02903", "Rhode Island"),
        ("Providence 02903", "Rhode Island"),
        ("97301 Salem", "Oregon"),
        ("Providence, RI", "Rhode Island"),
        ("providence", "Rhode Island"),
        ("Nashua NH", "New Hampshire"),
        ("Salem, New Hampshire", "New Hampshire"),
        ("Springfield IL", "Illinois"),
        ("Billings, MT", "Montana"),
        ("Miami, Florida", "Florida"),
        ("12 Elm Ct, Hartford CT", "Connecticut"),
        ("New York", "New York"),
    ],
)
def test_a_place_in_another_state_is_said_to_be_there(typed, state):
    with pytest.raises(gazetteer.PlaceOutsideMassachusetts) as raised:
        gazetteer.find(typed)
    assert raised.value.where == state
    assert raised.value.message == f"{typed} is in {state}; this finder covers Massachusetts."


def test_a_court_is_not_in_connecticut():
    with pytest.raises(gazetteer.PlaceUnknown):
        gazetteer.find("12 Elm Ct")


def test_nothing_typed_asks_for_something():
    with pytest.raises(gazetteer.PlaceUnknown) as raised:
        gazetteer.find("  ")
    assert raised.value.message == "Type a ZIP code or a town in Massachusetts."


def test_a_message_repeats_only_the_beginning_of_a_long_text():
    with pytest.raises(gazetteer.PlaceUnknown) as raised:
        gazetteer.find("x" * 10_000)
    assert len(raised.value.message) < 200


def test_an_error_about_a_place_is_a_value_error_and_says_its_message():
    error = gazetteer.PlaceUnknown("xyz", ["Essex"])
    assert isinstance(error, ValueError)
    assert str(error) == error.message == "We do not know “xyz”. Did you mean Essex?"


def test_a_message_is_made_in_the_reader_s_language_when_it_is_read():
    error = gazetteer.PlaceUnknown("xyz", ["Essex", "Sussex"])
    with translation.override("es"):
        assert "Essex o Sussex" in error.message


@given(st.text(max_size=300) | st.text("0123456789 ,-()MARInstworceh.", max_size=80))
def test_any_text_gives_a_place_or_says_why_not(text):
    assert answered(text)


def answered(text):
    """The town of the place found, or the message."""
    try:
        return gazetteer.town(gazetteer.find(text).town)
    except gazetteer.PlaceError as error:
        return error.message.encode()


@pytest.mark.parametrize(
    "text", ["\ufdfa" * 10_000, "1" * 10_000, "(" * 10_000, "a, " * 5_000, "\U0001f600", "\x00", "\ud800"]
)
def test_odd_texts_do_no_harm(text):
    with pytest.raises(gazetteer.PlaceUnknown) as raised:
        gazetteer.find(text)
    assert raised.value.message.encode()


def test_the_351_towns_are_known_by_name():
    assert len(gazetteer.towns()) == 351
    assert gazetteer.town("Foxboro").name == "Foxborough"
    assert gazetteer.town("Roxbury") is None
    assert gazetteer.town("") is None
    assert gazetteer.town("Lowell").county == "Middlesex"


@pytest.mark.parametrize(
    ("city", "zip_code", "town"),
    [
        ("Roxbury", "02119", "Boston"),
        ("Centerville", "02632", "Barnstable"),
        ("Feeding Hills", "01030", "Agawam"),
        ("Needham Heights", "02494", "Needham"),
        ("Dorchester Center", "02124-1234", "Boston"),
        ("Middleboro", "02346", "Middleborough"),
        ("No such name", "02301", "Brockton"),
        ("", "02301", "Brockton"),
        ("Woods Hole", None, "Falmouth"),
    ],
)
def test_a_postal_name_lies_in_a_town(city, zip_code, town):
    assert gazetteer.town_of(city, zip_code).name == town


@pytest.mark.parametrize(("city", "zip_code"), [("Salem", "03079"), ("", ""), (None, None), ("Nowhere", "99")])
def test_a_postal_name_of_nowhere_here_has_no_town(city, zip_code):
    assert gazetteer.town_of(city, zip_code) is None


@pytest.mark.parametrize(
    ("latitude", "longitude", "town"),
    [(42.3601, -71.0589, "Boston"), (42.2626, -71.8023, "Worcester"), (41.2835, -70.0995, "Nantucket")],
)
def test_a_point_lies_in_the_town_whose_outline_holds_it(latitude, longitude, town):
    assert gazetteer.town_at(latitude, longitude).name == town


@pytest.mark.parametrize("point", [(42.2, -70.2), (41.82, -71.41), (0, 0)])
def test_a_point_at_sea_or_in_another_state_lies_in_no_town(point):
    assert gazetteer.town_at(*point) is None


def test_every_town_holds_the_point_where_its_name_is_written():
    assert [town.name for town in gazetteer.towns() if gazetteer.town_at(*town.point) != town] == []


def test_the_wrong_pins_of_the_federal_listing_lie_outside_their_stated_towns():
    assert not gazetteer.lies_in(42.369549, -71.24938, gazetteer.town("Dedham"))
    assert not gazetteer.lies_in(42.2437696, -71.0246581, gazetteer.town("Weymouth"))


def test_an_honest_pin_just_over_the_town_line_lies_in_its_town():
    route_one = 42.1233076, -71.2315572
    assert gazetteer.town_at(*route_one).name == "Sharon"
    assert gazetteer.lies_in(*route_one, gazetteer.town("Walpole"))
    assert not gazetteer.lies_in(*route_one, gazetteer.town("Walpole"), slack_miles=0.05)


def test_woods_hole_is_on_the_mainland():
    assert miles(gazetteer.zip_point("02543").point, (41.5265, -70.6636)) < 0.1


def test_every_zip_code_and_village_lies_about_where_its_town_is():
    atlas = tables.atlas()
    astray = [
        str(place)
        for place in [*atlas.zips.values(), *atlas.by_key.values()]
        if not gazetteer.lies_in(*place.point, atlas.towns[place.town])
    ]
    assert astray == []


def test_every_zip_code_s_prefix_is_a_massachusetts_one():
    assert {states.of_zip(zip_code) for zip_code in tables.atlas().zips} == {"MA"}


def test_no_neighbouring_city_hides_a_place_of_ours():
    assert not set(states.NEARBY_CITIES) & set(tables.atlas().by_key)


def test_importing_the_gazetteer_reads_no_file():
    code = (
        "from pathlib import Path; from programs.geography import gazetteer, tables;"
        "print(tables._atlas.cache_info().currsize, tables._outlines.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0"]
