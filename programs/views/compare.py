"""The page of up to four programs side by side."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Program
from ..search import ProgramFilter, judge
from .address import Address
from .caching import by_address
from .dossier import Dossier
from .own_list import OwnList
from .picked import led_on, pick
from .side_by_side import SideBySide

MOST = 4


@require_safe
@by_address
def compare(request):
    """What is compared is the visitor's list, or its first four."""
    finder = ProgramFilter(request.GET)
    picked = pick(OwnList(request.GET).slugs, finder.catalogue)
    return led_on(request, picked) or render(request, "programs/compare.html", context(finder, picked))


def context(finder, picked):
    catalogue, need = finder.catalogue, finder.need
    address = Address.of_need(need, catalogue, finder.data).with_list(picked.slugs)
    compared = dossiers(finder, picked.records[:MOST])
    return {
        "catalogue": catalogue,
        "query": address.query(),
        "asked": need.phrases(catalogue),
        "gone": [(gone, taken_off(address, picked.slugs, gone.slug)) for gone in picked.gone],
        "most": MOST,
        "waiting": [
            (record.name, put_first(address, picked.slugs, record.slug)) for record in picked.records[len(compared) :]
        ],
        "columns": [Column(dossier, taken_off(address, picked.slugs, dossier.record.slug)) for dossier in compared],
        "sides": SideBySide(compared) if len(compared) > 1 else None,
    }


@dataclass(frozen=True)
class Column:
    """The head of a column, and the comparison without it."""

    dossier: Dossier
    off: str


def dossiers(finder, records):
    """In four queries, however many programs."""
    programs = {
        program.slug: program
        for program in Program.objects.with_details().filter(slug__in=[record.slug for record in records])
    }
    return [
        Dossier(programs[record.slug], judge(finder.need, finder.catalogue, record), finder.catalogue, finder.need)
        for record in records
        if record.slug in programs
    ]


def taken_off(address, slugs, slug):
    return address.with_list(other for other in slugs if other != slug).query() or "?"


def put_first(address, slugs, slug):
    return address.with_list([slug, *(other for other in slugs if other != slug)]).query()
