"""Whom to call in danger or in crisis: one table, dated, read once, used by every page."""

import csv
from dataclasses import dataclass
from functools import cache

from django import template
from django.conf import settings

register = template.Library()


@dataclass(frozen=True)
class HelpLine:
    """`number` is for reading, `dial` for a phone; `text_to` takes text messages and is empty where none does."""

    code: str
    name: str
    number: str
    dial: str
    text_to: str
    for_whom: str
    source: str
    recorded_on: str

    @property
    def is_short(self):
        """Whether it is one of the numbers that everybody knows: 988, 911."""
        return len(self.number) == 3


@cache
def table():
    """code -> HelpLine, in the table's order."""
    path = settings.BASE_DIR / "fixtures" / "help" / "crisis_lines.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: HelpLine(**row) for row in csv.DictReader(rows)}


@register.simple_tag
def crisis_lines():
    """The lines of the bar on every page."""
    return [table()[code] for code in ("988", "911", "help-line")]


@register.simple_tag
def help_line():
    """The one line to name where a page has nothing more to offer: somebody answers who knows the way on."""
    return table()["help-line"]
