"""The list of programs that may fit, as HTML, and what follows it where there are few or none."""

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from phonenumber_field.phonenumber import PhoneNumber

from ..search import Need, nearly, search, ways_on, worth_a_call
from ..search.near import MILES
from ..search.ways_on import WayOn
from . import cards, wording
from .address import Address
from .stencil import Stencil, kept

FEW = 3  # fewer programs than these are followed by ways on


def draw(found, address, own_list):
    if not found.matches:
        empty = not len(found.catalogue)
        return render_to_string("includes/no_matches.html", {"empty": empty, **ways(found, address)})
    query = address.query(page=found.page if found.page > 1 else "")
    first = [match for match in found.matches if not match.aside]
    aside = found.matches[len(first) :]
    parts = [_cards(first, found, query, own_list)] if first else []
    if aside:
        heading = kept(found.catalogue, "aside", lambda: Stencil("includes/aside.html", {}).fill({}))
        parts += [heading, _cards(aside, found, query, own_list)]
    if found.total < FEW and found.need.asked:
        parts.append(render_to_string("includes/few_matches.html", ways(found, address)))
    return "".join(parts)


def _cards(matches, found, query, own_list):
    drawn = cards.draw(matches, query, found.catalogue, own_list)
    return f'<ol class="cards" start="{matches[0].number}">{drawn}</ol>'


def ways(found, address):
    """What the templates draw: single changes (those that keep every wish first), who just misses, whom to call."""
    need, catalogue = found.need, found.catalogue
    places = need.near.places if need.near else ()
    single = ways_on(need, catalogue) or [*filter(None, [_only_the_place(need, catalogue)])]
    return {
        "ways": [Way(way, found, address) for way in sorted(single, key=lambda way: way.kind == "without")],
        "nearly": [_nearly(one, address) for one in nearly(need, catalogue)] if need.asked else [],
        "calls": [Call(place, miles) for place, miles in worth_a_call(catalogue, places)],
    }


def _only_the_place(need, catalogue):
    """Where no single change brings more: the smallest radius that has any program at all, and nothing else asked."""
    for miles in MILES if need.near else ():
        plain = Need({"near": replace(need.near, miles=miles, found={})})
        total = search(plain, catalogue).total if miles >= need.near.miles else 0
        if total:
            return WayOn("only the place", str(miles), plain, total)
    return None


class Way:
    """One change of the search, with the link that makes it and how many programs it brings."""

    def __init__(self, way, found, address):
        self.way, catalogue = way, found.catalogue
        self.kind = "anywhere" if found.need.near and not way.need.near else way.kind
        own_list = [pair for pair in address.pairs if pair[0] == "p"]
        self.query = Address([*way.need.pairs(catalogue), *own_list]).query() or "?"

    @property
    def words(self):
        words = {
            "wider": _("Look within %(change)s miles"),
            "known": _("Also show programs that have not said everything"),
            "anywhere": _("Look anywhere in Massachusetts"),
            # Translators: %(change)s is a condition, a therapy or the like, which was typed as a word.
            "term": _("Filter by “%(change)s” instead"),
            "without": _("Look without: %(change)s"),
            "only the place": _("Ask for nothing but the place, within %(change)s miles"),
        }
        return words[self.kind] % {"change": self.way.phrase}

    @property
    def brings(self):
        return ngettext("%(total)s program", "%(total)s programs", self.way.total) % {"total": self.way.total}


def _nearly(one, address):
    record, missed = one.match.record, one.missed
    return {
        "name": record.name,
        "town": record.town,
        "href": f"/programs/{record.slug}/{address.query()}",
        "miles": wording.miles(one.match.miles) if one.match.miles is not None else "",
        "reason": missed.reason if missed else "",
    }


class Call:
    """A place worth a call, named for what is said of it."""

    def __init__(self, place, miles):
        self.name, self.town, self.kind = place.name, place.town, place.kind
        self.about = place.about
        # From the middle of a town to the middle of the same town is no distance to speak of.
        self.miles = "" if place.about and miles < 1 else wording.miles(miles)
        number = PhoneNumber.from_string(place.phone, region="US") if place.phone else None
        self.phone, self.dial = wording.phone(number), wording.dialled(number)
        self.url = place.source if place.source.startswith("https://") else ""
        self.source = "" if self.url else place.source
        self.day = wording.day(place.said_on) if place.said_on else ""
