"""The page of programs that may fit."""

from html import escape

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..curation.shown import showings
from ..search import ProgramFilter, search
from ..search.wording import speaking
from ..search.wording import translate as _
from . import listing, my_week, pinned_map, steps
from .address import Address
from .answers import answers
from .caching import by_address
from .own_list import OwnList
from .questions import questions
from .stencil import Stencil, kept, slot


@require_safe
@by_address
def results(request):
    with_week = my_week.with_usual_week(request.GET)
    if with_week:
        return HttpResponseRedirect(f"{request.path}?{with_week}")
    finder = ProgramFilter(request.GET)
    with speaking():
        found = search(finder.need, finder.catalogue)
        showings.add([match.record.pk for match in found.matches])
        return HttpResponse(draw(finder, found))


def draw(finder, found):
    """The page, encoded."""
    catalogue, need = found.catalogue, found.need
    address, own_list = Address.of_need(need, catalogue, finder.data), OwnList(finder.data)
    return kept(catalogue, "results", lambda: stencil(catalogue)).fill_encoded(
        answers(finder, found, FORM)
        | frame(finder, found, own_list)
        | {
            "chips": steps.chips(need, catalogue, address),
            "sort": steps.sorts(need, address) if found.total > 1 else "",
            "cards": listing.draw(found, address, own_list),
            "pages": steps.pages(found, address),
            "map": pinned_map.draw(found, address, finder.data.get("map", "")),
        }
    )


# How a field outside the form names it.
FORM = ' form="finder"'


def stencil(catalogue):
    context = {
        "questions": questions(catalogue),
        "form_attribute": mark_safe(FORM),  # nosec: our own word
        "catalogue": catalogue,
        "own_list": {name: slot(f"list {name}") for name in LIST_IN_HEADER},
    }
    return Stencil("programs/results.html", context)


def heading(found):
    """The search said back: "14 programs that may fit: within 25 miles of 01609 Worcester, PTSD"."""
    return how_many(found) + "".join(said_back(found))


def how_many(found):
    if found.need.asked:
        words = ngettext("%(total)s program that may fit", "%(total)s programs that may fit", found.total)
    else:
        words = ngettext("%(total)s program", "%(total)s programs", found.total)
    return words % {"total": found.total}


def said_back(found):
    """What joins the wishes to the heading, and the wishes; both "" where nothing is asked."""
    asked = ", ".join(found.need.phrases(found.catalogue))
    # Translators: follows "14 programs that may fit".
    before, _asked, after = _(": %(asked)s").partition("%(asked)s")
    return (before, asked + after) if asked else ("", "")


def frame(finder, found, own_list):
    """What stands around the list."""
    phrases = ", ".join(found.need.phrases(found.catalogue))
    chosen = sum(len(finder.data.getlist(name)) for name in finder.data if name in FILTERED)
    joined, asked = said_back(found)
    values = {
        "heading": escape(how_many(found)) + (f'<span class="asked">{escape(joined + asked)}</span>' if asked else ""),
        "phrases": escape(phrases) or escape(_("All programs")),
        "notices": notices(finder, found),
        "filter_count": f"({chosen})" if chosen else "",
        "search_open": " open" if finder.form.errors or not found.need.asked else "",
        "carried": carried(finder.data),
        **in_header(own_list),
    }
    if "busy" in finder.data:
        values["open busy"] = " open"
    if len(finder.data.getlist("near")) > 1:
        values["open near 2"] = " open"
    return values


def in_header(own_list):
    return {f"list {name}": escape(str(getattr(own_list, name))) for name in LIST_IN_HEADER}


LIST_IN_HEADER = ("query", "address", "count", "hidden")
FILTERED = frozenset(ProgramFilter.base_filters) - {"near", "within", "condition", "insurance", "when", "sort", "page"}


def carried(data):
    """Parameters that the form does not ask for but hands on."""
    pairs = [(name, value) for name in ("sort", "p") for value in data.getlist(name) if value]
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in pairs)


def notices(finder, found):
    """What was wrong or was read in another way, above the list."""
    if not finder.form.errors and not found.corrections:
        return ""
    fields = finder.form.fields
    problems = [(name, fields[name].label, errors) for name, errors in finder.form.errors.items() if name in fields]
    return render_to_string(
        "includes/notices.html", {"problems": problems, "corrections": found.corrections.items(), "found": found}
    )
