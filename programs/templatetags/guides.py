"""What the guides say, where it comes from, and where their links lead.

Sources, offices and review dates are read from tables under fixtures/guide, each in one place and dated.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()


@dataclass(frozen=True)
class Reference:
    """A document behind a sentence. `read_as` says how it was read: "page" (a copy of it), "law" (by its number),
    "notes" (as others report it), "table" (a table of this directory)."""

    code: str
    title: str
    publisher: str
    published: str
    url: str
    read_as: str
    read_on: str

    @property
    def day(self):
        return date.fromisoformat(self.read_on)


@dataclass(frozen=True)
class Office:
    """Whom to call about coverage. `number` is for reading, `dial` for a phone."""

    code: str
    name: str
    number: str
    dial: str
    for_what: str
    source: str
    recorded_on: str


def _rows(name):
    path = settings.BASE_DIR / "fixtures" / "guide" / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def references():
    """code -> Reference."""
    return {row["code"]: Reference(**row) for row in _rows("sources.csv")}


@cache
def offices():
    """code -> Office, in the table's order."""
    return {row["code"]: Office(**row) for row in _rows("offices.csv")}


@cache
def reviews():
    """slug of a guide -> the day on which it was last held against its sources, in the order of reading."""
    return {row["slug"]: date.fromisoformat(row["reviewed_on"]) for row in _rows("pages.csv")}


@register.simple_tag(takes_context=True)
def fact(context, sentences, *codes):
    """Sentences that state something about the world, with notes that lead to their sources. The view gives the page an
    empty list `cited`, which the notes fill in the order of reading."""
    notes = format_html_join("", "{}", ((_note(references()[code], context["cited"]),) for code in codes))
    return format_html('<span class="fact">{}{}</span>', sentences, notes)


def _note(reference, cited):
    if reference not in cited:
        cited.append(reference)
    number = cited.index(reference) + 1
    label = _("Source %(number)s") % {"number": number}
    return format_html('<sup class="cite"><a href="#source-{0}" aria-label="{1}">{0}</a></sup>', number, label)


@register.simple_tag
def coverage_offices():
    return offices().values()


@register.simple_tag
def reviewed_on(slug):
    return reviews()[slug]


@register.simple_tag(takes_context=True)
def guide_link(context, slug, fragment=""):
    """The address of a guide, with the visitor's own list."""
    return f"{reverse('guide', args=[slug])}{context['own_list'].query}{fragment}"


@register.simple_tag(takes_context=True)
def search_link(context, *asked):
    """The address of a search for these pairs ("when" "evening"), with the visitor's own list."""
    pairs = list(zip(asked[::2], asked[1::2], strict=True))
    query = urlencode([*pairs, *context["own_list"].pairs])
    return f"{reverse('programs')}?{query}" if query else reverse("programs")
