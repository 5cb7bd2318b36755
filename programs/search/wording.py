"""Small pieces of sentences that several criteria share."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    return (str(SOURCE_NAMES[evidence.source_kind]), evidence.said_on) if evidence else ("", None)


def miles_in_words(miles):
    """One decimal below ten miles, none above."""
    if miles < 9.95:
        return _("%(miles).1f miles") % {"miles": miles}
    return _("%(miles).0f miles") % {"miles": miles}
