"""Plain statements about the finder, each of which a reader can check."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..search import current
from .caching import by_address


@require_safe
@by_address
def statement(request, name):
    """The page of that name; `name` comes from the addresses, never from a visitor."""
    return render(request, f"programs/{name}.html", {"catalogue": current()})
