"""The page of a visitor's own list: in their order, to call, to move, to print, to take elsewhere."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..search import Match, ProgramFilter, judge
from .address import Address
from .caching import by_address
from .cards import Card
from .cards import distance as distance_in_words
from .fits import Drawing
from .own_list import MOST, OwnList
from .picked import led_on, pick
from .sharing import letter, qr_code
from .stencil import kept


@require_safe
@by_address
def own_list(request):
    """Nothing of it is kept: the address is the list."""
    finder, mine = ProgramFilter(request.GET), OwnList(request.GET)
    picked = pick(mine.slugs, finder.catalogue)
    return led_on(request, picked) or render(request, "programs/list.html", context(request, finder, mine, picked))


def context(request, finder, mine, picked):
    catalogue, need = finder.catalogue, finder.need
    address = Address.of_need(need, catalogue, finder.data).with_list(picked.slugs)
    told = {
        "catalogue": catalogue,
        "query": address.query(),
        "search": address.without("p").query(),
        "afresh": address.without("p").query() or "?",
        "left_out": len(mine.every_slug) - mine.count,
        "most": MOST,
        "asked": need.phrases(catalogue),
        "gone": [(gone, off(address, picked.slugs, gone.slug)) for gone in picked.gone],
        "entries": entries(picked, finder, address),
    }
    if picked.records:
        own = request.build_absolute_uri(f"/list/{address.query()}")
        told |= {"own_address": own, "qr": qr_code(own), "letter": letter(own, phones(told["entries"]))}
    return told


@dataclass(frozen=True)
class Entry:
    """One line of the list, and the lists one step away; a step that leads nowhere is empty. `why` and `distance` are
    HTML."""

    number: int
    card: Card
    match: Match
    why: str
    distance: str
    up: str
    down: str
    off: str

    @property
    def questions(self):
        """What is not known of the things asked for, as it is asked on the phone; each once."""
        fits = [part for fit in self.match.fits.values() for part in (fit.parts or (fit,))]
        return list(dict.fromkeys(fit.question for fit in fits if fit.question))


def entries(picked, finder, address):
    """A line for each program that is there."""
    catalogue = finder.catalogue
    drawing, miles = kept(catalogue, "fits", Drawing), kept(catalogue, "miles", dict)
    slugs, last = picked.slugs, len(picked.records)
    return [
        Entry(
            number=number,
            card=Card(record, catalogue),
            match=(match := judge(finder.need, catalogue, record)),
            why=drawing.block(match),
            distance=distance_in_words(match, miles),
            up=step(address, slugs, number - 1, number - 2) if number > 1 else "",
            down=step(address, slugs, number - 1, number) if number < last else "",
            off=off(address, slugs, record.slug),
        )
        for number, record in enumerate(picked.records, 1)
    ]


def step(address, slugs, here, there):
    """The list in which two have changed places, at the one that was moved."""
    moved = list(slugs)
    moved[here], moved[there] = moved[there], moved[here]
    return f"{address.with_list(moved).query()}#entry-{there + 1}"


def off(address, slugs, slug):
    return address.with_list(other for other in slugs if other != slug).query() or "?"


def phones(entries):
    return [(entry.card.record.name, entry.card.call) for entry in entries]
