"""What watches, crawls and searches from outside asks for."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ..search import current, holder
from .caching import by_address
from .guide.pages import PAGES as GUIDES

PAGES = ("home", "programs", "about", "accuracy", "privacy", "accessibility")


@require_safe
def healthz(request):
    """Which catalogue this process answers from, and whether it can still learn of a newer one; 503 when it cannot."""
    reachable = database_answers()
    catalogue = current() if reachable else holder.catalogue
    told = {
        "database": reachable,
        "catalogue": {"version": catalogue.version, "as_of": catalogue.as_of.isoformat(), "programs": len(catalogue)}
        if catalogue
        else None,
        "rebuild_error": holder.failure,
    }
    response = JsonResponse(told, status=200 if reachable and catalogue else 503)
    patch_cache_control(response, no_store=True)
    return response


def database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


@require_safe
@by_address
def robots(request):
    """Searches are nobody's to index: what is looked for is in the address."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return render(request, "programs/robots.txt", {"sitemap": sitemap}, content_type="text/plain; charset=utf-8")


@require_safe
@by_address
def sitemap(request):
    catalogue = current()
    paths = [reverse(name) for name in PAGES]
    paths += [reverse(name) for name in ("guides", "right-for-me", "help-me-choose")]
    paths += [reverse("guide", args=[slug]) for slug in GUIDES]
    paths += [reverse("program", args=[record.slug]) for record in catalogue.programs]
    addresses = [request.build_absolute_uri(path) for path in paths]
    return render(request, "programs/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
@by_address
def opensearch(request):
    context = {
        "results": request.build_absolute_uri(reverse("programs")),
        "image": request.build_absolute_uri(static("img/mark.svg")),
    }
    kind = "application/opensearchdescription+xml"
    return render(request, "programs/opensearch.xml", context, content_type=kind)
