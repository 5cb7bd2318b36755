"""What a visitor sees when something is not there or does not work. Needs no database and no request."""

import sys

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from .own_list import in_header

AWAY = (OperationalError, InterfaceError)
RETRY_SECONDS = "60"
TOMORROW_SECONDS = "86400"


def bad_request(request, exception=None):
    return _page("400", 400)


def forbidden(request, exception=None):
    return _page("403", 403)


def form_not_trusted(request, reason=""):
    """A form without its cookie: it comes from elsewhere, was open for long, or the browser keeps none."""
    return forbidden(request)


def not_found(request, exception=None):
    """The way on keeps the visitor's list. An address that cannot be read is turned away here as anywhere."""
    try:
        own_list = in_header(request)
    except SuspiciousOperation:
        return bad_request(request)
    return _page("404", 404, **own_list)


def too_many_requests(request):
    """More in one day than one visitor may send. What was typed is still there when the visitor goes back."""
    response = _page("429", 429)
    response.headers["Retry-After"] = TOMORROW_SECONDS
    return response


def server_error(request):
    """500, or 503 where the database cannot be reached: that passes, and the page says so."""
    if isinstance(sys.exc_info()[1], AWAY):
        response = _page("503", 503, was_sent=request.method == "POST")
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    return _page("500", 500)


def _page(name, status, **context):
    context["demonstration"] = settings.DEMONSTRATION
    response = HttpResponse(render_to_string(f"{name}.html", context), status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
