"""Who may keep an answer, and for how long: what a person looks for is kept by nobody."""

from functools import cache, wraps
from hashlib import blake2s

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_http_methods

from ..search import current

FOLDERS = ("programs", "iopfinder", "templates", "static")


@cache
def release():
    """A fingerprint of the code, templates and static files that this process runs on."""
    files = (path for name in FOLDERS for path in (settings.BASE_DIR / name).rglob("*") if path.suffix != ".pyc")
    stamps = sorted((str(path), path.stat().st_mtime_ns) for path in files if path.is_file())
    return blake2s(repr(stamps).encode(), digest_size=6).hexdigest()


def by_address(view):
    """With a query string an answer is this person's alone and is kept nowhere; without one it has an ETag."""
    checked = condition(etag_func=_etag)(view)

    @wraps(view)
    def keeping(request, *args, **kwargs):
        if request.META.get("QUERY_STRING"):
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            response.headers["X-Robots-Tag"] = "noindex"
        else:
            response = checked(request, *args, **kwargs)
            patch_cache_control(response, no_cache=True)
        return response

    return keeping


def kept_by_nobody(view):
    """A page with a form for anybody: no copy anywhere, no place in a search engine; looked at or sent."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def forgotten(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return forgotten


def _etag(request, *args, **kwargs):
    catalogue = current()
    parts = (catalogue.version, catalogue.as_of, request.path, get_language(), release(), settings.DEMONSTRATION)
    return f'"{blake2s(repr(parts).encode(), digest_size=12).hexdigest()}"'
