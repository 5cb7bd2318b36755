"""The real catalogue from the tables that come with the project: what `make run` starts on."""

import hashlib

from django.conf import settings

from ...models import ImportRun
from ..roles import keep_roles
from ..vocabularies import load_terms
from . import layouts, pages, telling
from .applying import apply_import
from .code_book import digest
from .page_import import apply_pages
from .refusal import ImportRefusedError, refuse_in_demonstration

FEDERAL = ("federal/findtreatment_2025-08-19.csv", "federal/national_directory_2024.csv")
PAGES = "web/program_pages.csv"
VIA = "manage.py prepare_catalogue"


def prepare(*, on, progress):
    """Load the vocabularies and import each table that was not imported yet. Yields lines to tell the operator.

    A table whose very bytes were applied before, by the same code book, is not even read: the second call is quick.
    """
    refuse_in_demonstration()
    keep_roles()
    changed = load_terms()
    if changed:
        yield f"{changed} terms loaded"
    for name in FEDERAL:
        yield from _import_federal(settings.BASE_DIR / "fixtures" / name, on, progress)
    path = settings.BASE_DIR / "fixtures" / PAGES
    if _is_new(path):
        yield from telling.page_lines(apply_pages(pages.read(path), on=on, via=VIA, progress=progress))


def _import_federal(path, on, progress):
    if not _is_new(path, code_book=digest()):
        return
    try:
        plan = apply_import(layouts.read(path), on=on, via=VIA, progress=progress)
    except ImportRefusedError as refusal:
        # The operator has imported a newer edition since: that one stands.
        yield f"{path.name}: {refusal}"
        return
    yield from telling.federal_lines(plan)


def _is_new(path, **summary):
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    runs = ImportRun.objects.applied().filter(digest=content)
    return not any(run.summary.items() >= summary.items() for run in runs)
