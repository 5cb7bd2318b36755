"""A part of a page written as an ordinary template, rendered once, and filled for each request by joining strings.

Twenty cards and three hundred filter rows drawn by a template engine cost forty times the search itself.
"""

import re
import secrets
from functools import cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from ..search.wording import language

# A word that nothing written by a person can hold, so that no text can pass itself off as a slot.
_SECRET = secrets.token_hex(8)
_SLOT = re.compile(f"{_SECRET}<(.*?)>")
_INDENT = re.compile(r"\s*\n\s*")


def slot(name):
    """The mark that a template prints where `fill` puts the value of that name."""
    return mark_safe(f"{_SECRET}<{name}>")  # nosec: a name that our own code chose


class Slots:
    """In a template: {{ slots.miles }} marks a slot called "miles"."""

    def __getitem__(self, name):
        return slot(name)


class Stencil:
    """The rendered template, cut at its slots. Whoever fills a slot has escaped what comes from a person."""

    def __init__(self, template, context):
        text = render_to_string(template, {"demonstration": settings.DEMONSTRATION, **context, "slots": Slots()})
        self._pieces = _SLOT.split(_INDENT.sub("\n", text))
        self._places: dict[str, list[int]] = {}
        for place in range(1, len(self._pieces), 2):
            self._places.setdefault(self._pieces[place], []).append(place)
            self._pieces[place] = ""

    @cached_property
    def _encoded(self):
        return [piece.encode() for piece in self._pieces]

    def fill(self, values):
        """The text with `values` (name -> HTML) in its slots; a slot without a value stays empty."""
        pieces, places = self._pieces.copy(), self._places
        for name, value in values.items():
            for place in places.get(name, ()):
                pieces[place] = value
        return "".join(pieces)

    def fill_encoded(self, values):
        """The same as bytes, for a whole page: what does not change was encoded once."""
        pieces, places = self._encoded.copy(), self._places
        for name, value in values.items():
            for place in places.get(name, ()):
                pieces[place] = value.encode()
        return b"".join(pieces)


def kept(catalogue, key, make):
    """What `make()` gives, made once for this catalogue and language."""
    key = (key, language())
    made = catalogue.memo.get(key)
    if made is None:
        made = catalogue.memo[key] = make()
    return made
