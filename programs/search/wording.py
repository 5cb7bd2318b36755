"""Small pieces of sentences that several criteria share."""

from datetime import date
from functools import cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .catalogue import Evidence

SOURCE_NAMES = {
    "federal-listing": gettext_lazy("federal listing"),
    "web-page": gettext_lazy("the program’s web page"),
    "staff": gettext_lazy("the program’s staff"),
    "phone": gettext_lazy("phone check"),
    "clinician": gettext_lazy("a clinician"),
    "visitor": gettext_lazy("a visitor"),
}


def said_by(evidence: Evidence | None) -> tuple[str, date | None]:
    """(source in words, day) of some Evidence; empty for none."""
    return (source_in_words(evidence.source_kind, get_language()), evidence.said_on) if evidence else ("", None)


@cache
def source_in_words(kind, _language):
    return str(SOURCE_NAMES[kind])


def miles_in_words(miles):
    """One decimal below ten miles, none above."""
    if miles < 9.95:
        return _("%(miles).1f miles") % {"miles": miles}
    return _("%(miles).0f miles") % {"miles": miles}
