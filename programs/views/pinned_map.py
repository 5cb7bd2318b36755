"""The map beside the list, drawn by the server: the same programs, numbered, each pin a plain link."""

import math
from functools import cache, lru_cache
from html import escape

from django.utils.translation import ngettext

from ..geography import basemap, labels, stations
from ..search.memory import Remembered
from ..search.wording import translate as _
from .stencil import Stencil, kept

SHOWN_AT = 400  # pixels: the width that sizes below are meant for; a wider map only makes them larger
PIN = 13.5  # radius in pixels
TARGET = 17  # radius of what can be hit: 24 pixels across on the narrowest phone
APART = (46, 28)  # pixels, across and down: pins nearer than that are drawn as one
CLOSEST = 0.45  # miles: pins nearer than that not even the closest view can part
MILES_AROUND = 4  # of one program on its own page
MIDDLE_LATITUDE = 42.2
BOSTON = "42.36,-71.08,11"  # value of the parameter "map"
MOST_PLACES = 50_000  # projected points that are kept
STATIONS_WITHIN = 36  # miles across: on a wider map stations would be a blot


def draw(results, address, zoom=""):
    """The <figure>. zoom: the value of the parameter "map", "latitude,longitude,miles"; ignored when it is none."""
    catalogue, near = results.catalogue, results.need.near
    centre = read_zoom(zoom)
    backdrop = _backdrop(tuple(place.point for place in near.places) if near else (), near.miles if near else 0, centre)
    pinned = [match for match in results.matches if match.record.latitude is not None]
    places = kept(catalogue, "places", lambda: Remembered(MOST_PLACES))
    shown = [match for match in pinned if _lies_in(backdrop.inside, _place(match.record, places))]
    stencil = kept(catalogue, "map", lambda: Stencil("includes/map.html", {}))
    return stencil.fill(
        backdrop.values
        | {
            "pins": "".join(_pins(shown, backdrop.view, address, places)),
            "unpinned": _unpinned(len(results.matches) - len(pinned)) + _beyond(len(pinned) - len(shown)),
            "zoom": _zoom_out(address) if centre else _zoom_to_boston(address, backdrop.view),
        }
    )


def read_zoom(text):
    """((latitude, longitude), miles) or None."""
    try:
        latitude, longitude, miles = (float(part) for part in text.split(","))
    except ValueError:
        return None
    inside = basemap.SOUTH <= latitude <= basemap.NORTH and basemap.WEST <= longitude <= basemap.EAST
    return ((latitude, longitude), miles) if inside and 0 < miles < 200 else None


class Backdrop:
    """The part of the map that does not depend on who is found."""

    def __init__(self, points, miles, centre):
        self.view = view = self._view(points, miles, centre)
        unit = view.width / SHOWN_AT
        edge = PIN * unit
        self.inside = view.x + edge, view.y + edge, view.x + view.width - edge, view.y + view.height - edge
        places = [(point, basemap.project(*point)) for point in points]
        free = [
            label for label in labels.within(self.view) if not any(_covers(x, y, label, unit) for _p, (x, y) in places)
        ]
        self.values = {
            "view": str(self.view),
            "label_size": str(labels.size(self.view)),
            "labels": "".join(f'<text x="{label.x}" y="{label.y}">{escape(label.name)}</text>' for label in free),
            "circles": "".join(
                f'<circle class="reach" cx="{x:.0f}" cy="{y:.0f}" r="{basemap.miles_to_units(miles, point[0]):.0f}"/>'
                for point, (x, y) in places
            ),
            "places": "".join(_mark(x, y, unit) for _point, (x, y) in places),
            **self._stations(),
        }

    def _stations(self):
        """Rail stops as one path of dots, and the words that say what the dots are."""
        if self.view.width > STATIONS_WITHIN * basemap.miles_to_units(1, MIDDLE_LATITUDE):
            return {}
        right, bottom = self.view.x + self.view.width, self.view.y + self.view.height
        stops = [(x, y) for x, y in stops_on_the_map() if self.view.x < x < right and self.view.y < y < bottom]
        if not stops:
            return {}
        dots = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in stops)
        said = escape(_("Small squares are train stops (MBTA, MassDOT); bus routes are not known to us."))
        return {"stations": f'<path class="stations" d="{dots}"/>', "stations_said": said + " "}

    @staticmethod
    def _view(points, miles, centre):
        if centre:
            return basemap.around(*centre)
        if not points:
            return basemap.VIEW
        return basemap.window(points, margin=miles * 1.08)


@cache
def stops_on_the_map():
    return [basemap.project(*station.point) for station in stations.all()]


@lru_cache(maxsize=1024)
def _backdrop(points, miles, centre):
    return Backdrop(points, miles, centre)


def _covers(x, y, label, unit):
    """Whether the mark of a place would stand on the label."""
    return abs(x - label.x) < 40 * unit and abs(y - label.y) < 14 * unit


def _mark(x, y, unit):
    return f'<circle class="here" cx="{x:.0f}" cy="{y:.0f}" r="{unit * 5:.0f}"/>'


def _place(record, places):
    """Where its pin stands, in the map's units; `places` keeps it by the record's key."""
    place = places.get(record.pk)
    if place is None:
        place = places[record.pk] = basemap.project(record.latitude, record.longitude)
    return place


def _lies_in(box, place):
    left, top, right, bottom = box
    return left <= place[0] <= right and top <= place[1] <= bottom


def _pins(matches, view, address, places):
    unit = view.width / SHOWN_AT
    for members, (x, y) in clusters(matches, unit, places):
        yield _pin(members[0], x, y, unit) if len(members) == 1 else _group(members, x, y, unit, address)


def clusters(matches, unit, places):
    """[(matches, (x, y))]: each match with the first before it that it would touch, at that one's place."""
    found: list = []
    across, down = APART[0] * unit, APART[1] * unit
    for match in matches:
        x, y = _place(match.record, places)
        for members, place in found:
            if abs(place[0] - x) < across and abs(place[1] - y) < down:
                members.append(match)
                break
        else:
            found.append(([match], (x, y)))
    return found


def _pin(match, x, y, unit):
    label = escape(_("%(number)s: %(name)s") % {"number": match.number, "name": match.record.name})
    return (
        f'<a href="#program-{match.number}" data-of="{match.number}"><title>{label}</title>'
        f'<circle class="target" cx="{x:.0f}" cy="{y:.0f}" r="{TARGET * unit:.0f}"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{PIN * unit:.0f}"/>{_text(match.number, x, y, unit)}</a>'
    )


def _group(members, x, y, unit, address):
    """Several programs as one: a link to the map nearer by, or to the first where they stand together."""
    first, others = members[0], len(members) - 1
    label = escape(
        ngettext("%(count)s program: %(numbers)s", "%(count)s programs: %(numbers)s", len(members))
        % {"count": len(members), "numbers": ", ".join(str(match.number) for match in members)}
    )
    text = f"{first.number} +{others}"
    numbers = " ".join(str(match.number) for match in members)
    half = (4.1 * len(text) + 5) * unit
    return (
        f'<a href="{_nearer(members, address, first)}" data-of="{numbers}"><title>{label}</title>'
        f'<rect class="several" x="{x - half:.0f}" y="{y - PIN * unit:.0f}" width="{2 * half:.0f}" '
        f'height="{2 * PIN * unit:.0f}" rx="{PIN * unit:.0f}"/>{_text(text, x, y, unit)}</a>'
    )


def _nearer(members, address, first):
    points = [(match.record.latitude, match.record.longitude) for match in members]
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    across = 69 * math.hypot(north - south, (east - west) * 0.74)
    if across < CLOSEST:
        return f"#program-{first.number}"
    middle = f"{(south + north) / 2:.4f},{(west + east) / 2:.4f},{across * 0.7 + 0.2:.2f}"
    return f"{escape(address.query(map=middle))}#map"


def _text(text, x, y, unit):
    return f'<text x="{x:.0f}" y="{y + 4.6 * unit:.0f}" font-size="{13 * unit:.0f}">{text}</text>'


def _unpinned(count):
    if not count:
        return ""
    said = ngettext(
        "%(count)s program of this list is not on the map: its street address is not public, or not known to us.",
        "%(count)s programs of this list are not on the map: their street address is not public, or not known to us.",
        count,
    )
    return escape(said % {"count": count}) + " "


def _beyond(count):
    if not count:
        return ""
    said = ngettext(
        "%(count)s program of this list lies beyond the edge of the map.",
        "%(count)s programs of this list lie beyond the edge of the map.",
        count,
    )
    return escape(said % {"count": count}) + " "


def _zoom_to_boston(address, view):
    """The link to a nearer look at Greater Boston, where half of all pins stand; "" where the map is as near already,
    or does not show it."""
    boston = basemap.GREATER_BOSTON
    shown = view.x <= boston.x and boston.x + boston.width <= view.x + view.width
    shown = shown and view.y <= boston.y and boston.y + boston.height <= view.y + view.height
    if not shown or view.width < 1.5 * boston.width:
        return ""
    href = f"{escape(address.query(map=BOSTON))}#map"
    return f'<a href="{href}">{escape(_("Look closer at Greater Boston"))}</a>'


def _zoom_out(address):
    return f'<a href="{escape(address.query() or "?")}#map">{escape(_("Show the whole area"))}</a>'


def around(record):
    """A small picture of where one program is; empty where its address is not public or not known."""
    if record.latitude is None:
        return ""
    backdrop = _backdrop((), 0, ((record.latitude, record.longitude), MILES_AROUND))
    x, y = basemap.project(record.latitude, record.longitude)
    unit = backdrop.view.width / SHOWN_AT
    dot = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{9 * unit:.0f}"/>'
    return _picture().fill(backdrop.values | {"dots": dot, "said": escape(_("Where it is"))})


def _picture():
    return Stencil("includes/overview.html", {})


def overview(catalogue):
    """The whole state with a dot for each program, as a picture: the list is what one reads."""
    unit = basemap.VIEW.width / SHOWN_AT
    points = {basemap.project(r.latitude, r.longitude) for r in catalogue.programs if r.latitude is not None}
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{3.4 * unit:.0f}"/>' for x, y in sorted(points))
    backdrop = _backdrop((), 0, None)
    said = escape(_("Map of Massachusetts with a dot for each program"))
    return _picture().fill(backdrop.values | {"dots": dots, "said": said})
