import pytest

from programs.geography import gazetteer


@pytest.mark.parametrize("typed", ["42.27,-71.80", "42.2712, -71.7988", " 42.27 , -71.80 (Worcester)"])
def test_coordinates_are_a_place_rounded_to_two_decimals(typed):
    place = gazetteer.find(typed)
    assert (place.kind, place.point, place.town) == ("point", (42.27, -71.80), "Worcester")


def test_a_point_finds_itself_again_as_it_is_said_back():
    place = gazetteer.find("42.27,-71.80")
    assert str(place) == "42.27, -71.80 (Worcester)"
    assert gazetteer.find(str(place)) == place


def test_a_wharf_that_rounding_puts_into_the_sea_is_its_town():
    assert gazetteer.find("42.36,-71.04").town == "Boston"


@pytest.mark.parametrize("typed", ["41.82,-71.41", "42.30,-69.00"])
def test_a_point_beyond_the_state_line_says_so(typed):
    with pytest.raises(gazetteer.PlaceOutsideMassachusetts):
        gazetteer.find(typed)
