"""How true the directory is, measured and published."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..curation.quality import COUNTED, WHOLE_STATE, count, over_time, promises, total
from ..search import current
from .caching import by_address
from .shares import Chart, Row


@require_safe
@by_address
def accuracy(request):
    """The same numbers as at the desk, of the day on which the catalogue stands."""
    catalogue = current()
    counted = count(catalogue.as_of)
    days = [*over_time(catalogue.as_of), (catalogue.as_of, total(counted))]
    context = {
        "catalogue": catalogue,
        "programs": len(catalogue),
        "whole": Row("", total(counted)),
        "sections": [Row(section.label, counted[WHOLE_STATE, section.name]) for section in COUNTED],
        "promises": promises(),
        "chart": Chart(days) if len(days) > 1 else None,
    }
    return render(request, "programs/accuracy.html", context)
