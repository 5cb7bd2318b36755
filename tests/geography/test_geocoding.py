from types import SimpleNamespace

import pytest
from geopy.exc import GeocoderTimedOut
from geopy.geocoders import Nominatim

from programs.geography import gazetteer, geocoding

STREET = ("12 Main Street", "Worcester", "01608")
ON_THE_STREET = SimpleNamespace(latitude=42.2635, longitude=-71.8028)
IN_BOSTON = SimpleNamespace(latitude=42.3601, longitude=-71.0589)


def answering(monkeypatch, answer):
    """Nominatim gives this answer, or raises it; the queries it gets are collected."""
    asked = []

    def geocode(self, query, **options):
        asked.append(query)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Nominatim, "geocode", geocode)
    return asked


def test_without_a_geocoder_an_address_gets_the_middle_of_its_zip_code(settings):
    settings.GEOCODER = ""
    located = geocoding.locate(*STREET)
    assert (located.latitude, located.longitude) == gazetteer.zip_point("01608").point
    assert (located.exact, located.by) == (False, "zip")


def test_the_geocoder_that_the_operator_names_is_asked(settings, monkeypatch):
    settings.GEOCODER = "nominatim?domain=geocoder.example.org&scheme=http"
    asked = answering(monkeypatch, ON_THE_STREET)
    located = geocoding.locate(*STREET)
    assert (located.latitude, located.exact, located.by) == (42.2635, True, "nominatim")
    assert asked == ["12 Main Street, Worcester, MA 01608"]


@pytest.mark.parametrize("answer", [None, IN_BOSTON, GeocoderTimedOut("12 Main Street"), OSError(), ValueError()])
def test_no_answer_a_late_one_and_one_in_another_town_fall_back(settings, monkeypatch, answer, caplog):
    settings.GEOCODER = "nominatim"
    answering(monkeypatch, answer)
    assert geocoding.locate(*STREET).by == "zip"
    assert "Main Street" not in caplog.text


def test_a_geocoder_that_does_not_exist_falls_back(settings):
    settings.GEOCODER = "no-such-service"
    assert geocoding.locate(*STREET).by == "zip"


def test_without_a_zip_code_the_town_answers_and_without_a_town_nothing_does(settings):
    settings.GEOCODER = ""
    assert geocoding.locate("", "Roxbury", "").by == "town"
    assert geocoding.locate("1 Nowhere", "", "") is None
    assert geocoding.locate(None, None, None) is None
