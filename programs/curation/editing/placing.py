"""Where an address lies: its town, its county, and a pin that says how far it can be trusted."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...geography import gazetteer, geocoding
from ...models import Site

WRITTEN = ("street", "town", "postal_city", "zip_code", "withheld")


def placed(stated, before):
    """The value of the section "address" for what was written; `before`: the value that it would take the place of.

    The pin stays while the words stay; written by hand it counts as exact; else it is looked up, by the geocoder that
    the operator named or at the middle of the ZIP code. Raises ValidationError by field. Asks the network, so it
    belongs before a transaction.
    """
    said = {name: value for name, value in stated.items() if value not in (None, "", False)}
    if not said:
        return {}
    if said.get("withheld"):
        return {**_town(said), **_only(said, "zip_code", "postal_city", "suite", "withheld"), "pin": Site.Pin.NONE}
    where = {**_only(said, "street", "zip_code", "postal_city", "suite"), **_town(said)}
    return {**where, **_pin(said, where, before)}


def _only(said, *names):
    return {name: said[name] for name in names if name in said}


def _town(said):
    """Town and county. A village is its town's, and stays as the postal name."""
    name, zip_code = said.get("town", ""), said.get("zip_code", "")
    town = gazetteer.town_of(name, zip_code)
    if zip_code and gazetteer.zip_point(zip_code) is None:
        raise ValidationError({"zip_code": _("Massachusetts has no such ZIP code.")})
    if town is None or (name and gazetteer.town_of(name, "") is None):
        raise ValidationError({"town": _unknown(name)})
    postal = {"postal_city": name} if name and gazetteer.town(name) is None and "postal_city" not in said else {}
    return {"town": town.name, "county": town.county, **postal}


def _unknown(name):
    try:
        return gazetteer.PlaceUnknown(name).message if not name else gazetteer.find(name) and ""
    except gazetteer.PlaceError as error:
        return error.message


def _pin(said, where, before):
    by_hand = said.get("latitude"), said.get("longitude")
    if None in by_hand and any(number is not None for number in by_hand):
        raise ValidationError({"latitude": _("A pin has a latitude and a longitude.")})
    moved = by_hand != (before.get("latitude"), before.get("longitude"))
    if None not in by_hand and moved:
        return _by_hand(*by_hand)
    same_words = all(where.get(name, "") == before.get(name, "") for name in ("street", "town", "zip_code"))
    if same_words and not moved and before.get("latitude") is not None:
        return {name: before[name] for name in ("latitude", "longitude", "pin") if name in before}
    found = geocoding.locate(where.get("street", ""), where["town"], where.get("zip_code", ""))
    if found is None:
        return {"pin": Site.Pin.NONE}
    pin = Site.Pin.EXACT if found.exact else Site.Pin.TOWN
    return {"latitude": found.latitude, "longitude": found.longitude, "pin": pin}


def _by_hand(latitude, longitude):
    if gazetteer.town_at(latitude, longitude) is None:
        raise ValidationError({"latitude": _("That point is not in Massachusetts.")})
    return {"latitude": latitude, "longitude": longitude, "pin": Site.Pin.EXACT}
