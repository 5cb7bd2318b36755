"""Curators' street addresses on the map, through the geocoder that the operator names, if any.

The setting GEOCODER is the name of one of geopy's geocoders, with its options as in an address: "nominatim",
"nominatim?domain=geocoder.example.org&scheme=http", "googlev3?api_key=...". Empty: nothing leaves this server, and
addresses get the middle of their ZIP code, marked as such.
"""

import logging
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.conf import settings
from geopy.geocoders import get_geocoder_for_service

from . import gazetteer

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5
WHO_ASKS = "iop-finder-massachusetts"  # the public Nominatim refuses who does not say it


@dataclass(frozen=True)
class Located:
    """Where an address is; not `exact` for the middle of a ZIP code or town. `by`: the geocoder, "zip" or "town"."""

    latitude: float
    longitude: float
    exact: bool
    by: str


def locate(street, town, zip_code):
    """Where the address is, as exactly as can be had; None when not even its ZIP code or town is known.

    Never raises: an answer that fails, is late, or lies outside the stated town counts as none.
    """
    return _by_geocoder(street, town, zip_code) or _by_zip(zip_code) or _by_town(town)


def _by_geocoder(street, town, zip_code):
    service, _, options = getattr(settings, "GEOCODER", "").partition("?")
    if not service or not street:
        return None
    try:
        found = _geocoder(service, options).geocode(f"{street}, {town}, MA {zip_code}", timeout=TIMEOUT_SECONDS)
    except Exception as error:  # geopy's own, those of the network, and of a mistaken setting: a form must not fail
        # Only the kind of error: its text may repeat the address.
        log.warning("The geocoder %s gave no answer: %s", service, type(error).__name__)
        return None
    if not found or not _plausible(found.latitude, found.longitude, town, zip_code):
        return None
    return Located(found.latitude, found.longitude, exact=True, by=service)


def _geocoder(service, options):
    options = dict(parse_qsl(options))
    if service == "nominatim":
        options.setdefault("user_agent", WHO_ASKS)
    return get_geocoder_for_service(service)(**options)


def _plausible(latitude, longitude, town, zip_code):
    stated = gazetteer.town_of(town, zip_code)
    if stated is None:
        return gazetteer.town_at(latitude, longitude) is not None
    return gazetteer.lies_in(latitude, longitude, stated)


def _by_zip(zip_code):
    place = gazetteer.zip_point(zip_code)
    return Located(place.latitude, place.longitude, exact=False, by="zip") if place else None


def _by_town(town):
    place = gazetteer.town_of(town, "")
    return Located(place.latitude, place.longitude, exact=False, by="town") if place else None
