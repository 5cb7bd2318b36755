"""Programs that are no longer listed: their page says so, and why; a merged one's address leads to the other's."""

from django.shortcuts import redirect, render
from django.urls import reverse


def survivor(program):
    """The program that it was merged into, while the public may see that; else None."""
    other = program.merged_into
    return other if other and other.is_public else None


def withdrawn(request, program, address="program"):
    """Only for now: a merge can be taken back, and a browser must not remember it for ever."""
    other = survivor(program)
    if other:
        return redirect(with_query(request, reverse(address, args=[other.slug])))
    return render(request, "programs/withdrawn.html", {"program": program}, status=410)


def with_query(request, path):
    query = request.META.get("QUERY_STRING")
    return f"{path}?{query}" if query else path
