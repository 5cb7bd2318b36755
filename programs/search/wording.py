"""The words of reasons, and small pieces of sentences that several criteria share.

A page of results says a hundred small things. Django asks for the reader's language at each; here it is asked once for
each search, and each message is translated once for each language.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy

from .catalogue import Evidence

spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking():
    """For as long as this lasts, the reader's language is known without asking."""
    token = spoken.set(translation.get_language())
    try:
        yield
    finally:
        spoken.reset(token)


def language():
    return spoken.get() or translation.get_language()


def translate(message):
    """Django's gettext, each message once for each language."""
    return translated(message, language())


@cache
def translated(message, _language):
    return translation.gettext(message)


_ = translate

SOURCE_NAMES = {
    "federal-listing": gettext_lazy("federal listing"),
    "web-page": gettext_lazy("the program’s web page"),
    "document": gettext_lazy("a published document"),
    "staff": gettext_lazy("the program’s staff"),
    "phone": gettext_lazy("phone check"),
    "clinician": gettext_lazy("a clinician"),
    "visitor": gettext_lazy("a visitor"),
}


def said_by(evidence: Evidence | None) -> tuple[str, date | None]:
    """(source in words, day) of some Evidence; empty for none."""
    return (source_in_words(evidence.source_kind, language()), evidence.said_on) if evidence else ("", None)


@cache
def source_in_words(kind, _language):
    return str(SOURCE_NAMES[kind])


def miles_in_words(miles):
    return _("%(miles)s miles") % {"miles": rounded(miles)}


def is_next_to_nothing(miles):
    return miles < 0.05


def rounded(miles):
    """ "1.8", "21": one decimal below ten miles; and no distance is nothing."""
    if is_next_to_nothing(miles):
        # Translators: a number of miles; "miles" or "mi" follows.
        return _("less than 0.1")
    return f"{miles:.1f}" if miles < 9.95 else f"{miles:.0f}"
