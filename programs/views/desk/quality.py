"""How much of the catalogue is known: by section, by county, over time; pictures and a file."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ...curation.quality import COUNTED, PARTS, WHOLE_STATE, count, over_time, promises, total
from ..shares import Chart, Row
from .door import desk

COLUMNS = ("on", "county", "section", *(part.name for part in PARTS))


@desk()
def quality(request):
    on = timezone.localdate()
    counted = count(on)
    counties = sorted({county for county, _section in counted} - {WHOLE_STATE})
    days = [*over_time(on), (on, total(counted))]
    context = {
        "on": on,
        "whole": Row("", total(counted)),
        "sections": [Row(section.label, counted[WHOLE_STATE, section.name]) for section in COUNTED],
        "counties": [Row(county, total(counted, county)) for county in counties],
        "promises": promises(),
        "chart": Chart(days) if len(days) > 1 else None,
    }
    return render(request, "desk/quality.html", context)


@desk()
def quality_file(request):
    """Today's counts of every section in every county, as CSV; the county is empty for the whole state."""
    on = timezone.localdate()
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="quality-{on}.csv"'
    lines = csv.writer(response)
    lines.writerow(COLUMNS)
    for (county, section), one in sorted(count(on).items()):
        lines.writerow([on, county, section, *(getattr(one, part.name) for part in PARTS)])
    return response
