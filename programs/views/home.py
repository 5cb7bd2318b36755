"""The first page: the search form, what an answer looks like, and the ways in."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..search import current
from . import pinned_map
from .caching import by_address
from .questions import questions
from .stencil import Stencil, kept


@require_safe
@by_address
def home(request):
    catalogue = current()
    form = kept(
        catalogue,
        "home form",
        lambda: Stencil("includes/bar.html", {"questions": questions(catalogue), "is_home": True}),
    )
    context = {
        "catalogue": catalogue,
        "form": form.fill({"chosen within 25": " selected"}),
        "map": kept(catalogue, "home map", lambda: pinned_map.overview(catalogue)),
        "total": len(catalogue),
    }
    return render(request, "programs/home.html", context)
