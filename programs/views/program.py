"""The page of one program, looked at by name."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..curation.shown import showings
from ..models import Program
from ..search import ProgramFilter, judge
from . import pinned_map
from .address import Address
from .caching import by_address
from .dossier import Dossier
from .fits import Drawing
from .gone import withdrawn
from .own_list import OwnList, PuttingAside
from .sessions import links
from .stencil import kept


@require_safe
@by_address
def program(request, slug):
    found = Program.objects.with_details().filter(slug=slug).first()
    if found and found.is_gone:
        return withdrawn(request, found)
    if found and found.is_public:
        return page(request, found)
    raise Http404


def page(request, program):
    finder = ProgramFilter(request.GET)
    record = finder.catalogue.record(program.slug)
    if record is None:
        raise Http404
    showings.add([program.pk])
    match = judge(finder.need, finder.catalogue, record)
    drawing = kept(finder.catalogue, "fits", Drawing)
    query = Address.of_need(finder.need, finder.catalogue, finder.data).query(page=finder.data.get("page", ""))
    context = {
        "catalogue": finder.catalogue,
        "dossier": Dossier(program, match, finder.catalogue, finder.need),
        "tally": drawing.tally(match),
        "why": drawing.lines(match),
        "map": pinned_map.around(record),
        "back": query,
        "put_aside": PuttingAside(OwnList(finder.data), query).link(record),
        "asked": bool(match.fits),
        "calendars": links(record),
    }
    return render(request, "programs/program.html", context)
