"""What a person means by "01609", "worcester", "JP" or "12 Main St, Springfield MA". Needs no network."""

import re
from dataclasses import replace

from django.utils.translation import gettext

from . import address, names, states, suggesting, tables
from .outlines import MILES_PER_DEGREE
from .place import Place, PlaceError, PlaceOutsideMassachusetts, PlaceUnknown, Town

__all__ = [
    "BORDER_SLACK_MILES",
    "Place",
    "PlaceError",
    "PlaceOutsideMassachusetts",
    "PlaceUnknown",
    "Town",
    "find",
    "lies_in",
    "town",
    "town_at",
    "town_of",
    "towns",
    "zip_point",
]

# A pin may lie this far outside its stated town and still be honest: sites on a town line, postal names that cross it.
# In the federal listing of 2025-08-19 the honest ones lie up to 0.2 miles outside, the wrong ones 2.8 and more.
BORDER_SLACK_MILES = 1.0


# "42.26, -71.80", and what `str(place)` makes of it.
POINT = re.compile(r"\s*(\d{2}\.\d{1,8})\s*,\s*(-\d{2}\.\d{1,8})\s*(?:\([^)]*\))?\s*$")


def find(text):
    """The Place that a text of any kind means; raises PlaceUnknown or PlaceOutsideMassachusetts."""
    atlas = tables.atlas()
    text = str(text)
    if text in atlas.zips:  # what most people type need not be read as an address first
        return atlas.zips[text]
    point = _by_point(text)
    if point:
        return point
    typed = address.read(text)
    place = atlas.named(text) or _by_zip(text, typed, atlas)
    if place:
        return place
    if typed.state and typed.state != states.MASSACHUSETTS:
        raise _outside(text, typed.state)
    place = _by_name(typed, atlas)
    if place:
        return place
    if typed.parts and not typed.state:
        last = typed.parts[-1]
        state = states.NEARBY_CITIES.get(last) or (states.WRITTEN.get(last) if typed.parts == (last,) else "")
        if state and state != states.MASSACHUSETTS:
            raise _outside(text, state)
    raise PlaceUnknown(text, suggesting.for_address(typed, atlas))


def _by_point(text):
    """Coordinates, as a browser gives them once a person has said that it may; two decimals are all that is kept."""
    match = POINT.match(text)
    if not match:
        return None
    latitude, longitude = (round(float(number), 2) for number in match.groups())
    here = town_at(latitude, longitude) or _town_close_to(latitude, longitude)
    if here is None:
        raise PlaceOutsideMassachusetts(text, gettext("another state or the sea"))
    return Place(here.name, latitude, longitude, "point", here.name, here.county)


def _town_close_to(latitude, longitude):
    """Two decimals may put a person on a wharf into the sea: the town whose outline is within a mile."""
    return next((town for town in towns() if lies_in(latitude, longitude, town)), None)


def towns():
    """The 351 cities and towns, by name."""
    return tuple(tables.atlas().towns.values())


def town(name):
    """The Town of this name, or of another name for the same town ("Foxboro"); None when it is no town's."""
    atlas = tables.atlas()
    place = atlas.named(name)
    return atlas.towns[place.town] if place and place.kind == "town" else None


def town_of(city, zip_code):
    """The Town behind a postal address: ("Roxbury", "02119") lies in Boston; None when neither is known."""
    atlas = tables.atlas()
    zip_code = (zip_code or "").strip()[:5]
    state = states.of_zip(zip_code)
    if state and state != states.MASSACHUSETTS:
        return None
    place = atlas.named(city or "") or atlas.zips.get(zip_code)
    return atlas.towns[place.town] if place else None


def town_at(latitude, longitude):
    """The Town whose outline holds the point; None at sea and in other states."""
    outlines = tables.outlines()
    return next(
        (
            town
            for town in towns()
            if _near_bounds(town, latitude, longitude, 0) and outlines.holds(town.geoid, latitude, longitude)
        ),
        None,
    )


def lies_in(latitude, longitude, town, slack_miles=BORDER_SLACK_MILES):
    """Whether a point lies in a Town, or outside it by no more than the slack."""
    if not _near_bounds(town, latitude, longitude, slack_miles):
        return False
    outlines = tables.outlines()
    return (
        outlines.holds(town.geoid, latitude, longitude)
        or outlines.miles_to(town.geoid, latitude, longitude) <= slack_miles
    )


def zip_point(zip_code):
    """The Place of a ZIP code, which is about its middle; None when Massachusetts has no such code."""
    return tables.atlas().zips.get((zip_code or "").strip()[:5])


def _by_zip(text, typed, atlas):
    if not typed.zip_code:
        return None
    place = atlas.zips.get(typed.zip_code)
    if place:
        return _address_at(place) if _says_more(typed, place) else place
    state = states.of_zip(typed.zip_code)
    if state and state != states.MASSACHUSETTS:
        raise _outside(text, state)
    return None


def _by_name(typed, atlas):
    """By a whole part between commas, the last first, or by the words that end one."""
    for number in range(len(typed.parts) - 1, -1, -1):
        part = typed.parts[number]
        place = atlas.named(part)
        if place:
            closer = _within(place, typed.parts[:number], atlas)
            alone = number == (1 if closer else 0)
            return (closer or place) if alone else _address_at(closer or place)
        place = _ending(part.split(), typed.has_street, atlas)
        if place:
            return place
        # "Apt 4" may stand after the town; "England" may not.
        if not any(sign.isdigit() for sign in part):
            return None
    return None


def _ending(words, has_street, atlas):
    """The place named by the longest run of words at the end of a part."""
    for start in range(1, len(words)):
        place = atlas.named(" ".join(words[start:]))
        if not place:
            continue
        before = words[:start]
        closer = _within(place, [" ".join(before)], atlas)
        if closer:
            return closer
        if address.LEAD_INS.issuperset(before):
            return place
        if has_street:
            return _address_at(place)
    return None


def _within(place, parts, atlas):
    """The village that the part before a town names: "Roxbury, Boston" is Roxbury."""
    if place.kind != "town" or not parts:
        return None
    village = atlas.named(parts[-1])
    return village if village and village.kind == "village" and village.town == place.town else None


def _says_more(typed, place):
    """Whether there is more than the ZIP code and the name it goes by."""
    known = {names.key(place.name), names.key(place.town)}
    return any(part not in known for part in typed.parts)


def _address_at(place):
    return replace(place, kind="address")


def _outside(text, state):
    return PlaceOutsideMassachusetts(text, str(states.NAMES[state]))


def _near_bounds(town, latitude, longitude, slack_miles):
    """A quick no for most towns; generous east and west, where a degree is shorter."""
    slack = slack_miles / MILES_PER_DEGREE
    south, west, north, east = town.bounds
    return south - slack <= latitude <= north + slack and west - 2 * slack <= longitude <= east + 2 * slack
