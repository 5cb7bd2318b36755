"""A program's weekly sessions as a file for the visitor's calendar."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..interop.calendar import calendar
from ..models import Program
from ..search import current
from .caching import by_address
from .gone import withdrawn


@require_safe
@by_address
def sessions(request, slug):
    """`track`: one track by its number, from 1; `named`: the program's name stands in the calendar."""
    catalogue = current()
    record = catalogue.record(slug)
    if record is None:
        return absent(request, slug)
    wanted, named = request.GET.get("track", ""), request.GET.get("named") == "1"
    track = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else None
    text = calendar(record, catalogue.as_of, track=track, named=named)
    if not text:
        return render(request, "programs/no_sessions.html", {"catalogue": catalogue, "record": record}, status=404)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    return response


def absent(request, slug):
    gone = Program.objects.gone().select_related("site").filter(slug=slug).first()
    if gone is None:
        raise Http404
    return withdrawn(request, gone, "sessions")


def links(record):
    """[(query, query with the program's name in it, track name)]: a file for each track that states sessions."""
    stated = [(place, track.name) for place, track in enumerate(record.tracks, 1) if track.sessions]
    return [(f"?track={place}", f"?track={place}&named=1", name) for place, name in stated]
