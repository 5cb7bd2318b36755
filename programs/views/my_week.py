"""The visitor's own week: a box for each hour of each day, ticked where she cannot come; and weeks that many have.

A box stands for one hour. What an address holds beside whole hours stays as a box of its own below the table.
"""

import json
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..search.week import block_code
from . import wording
from .stencil import slot

EARLIEST, LATEST = 7, 21  # hours of the day
WORKDAYS = range(5)
PARAMETER = "week"  # a button's own parameter: the page turns it into busy blocks


@dataclass(frozen=True)
class Usual:
    """A week that many people have. The label says what it marks."""

    code: str
    label: Any
    starts: int
    ends: int

    @property
    def blocks(self):
        return [(day, self.starts, self.ends) for day in WORKDAYS]

    @property
    def marks(self):
        """What its button marks, for the script."""
        return " ".join(map(block_code, self.blocks))

    @property
    def rest(self):
        """{code: words} of what has no box in the table, for the script."""
        return json.dumps({block_code(block): in_words(block) for block in Marked(self.blocks).rest})


USUAL = (
    Usual("work", gettext_lazy("I work weekdays, 9 to 5"), 9 * 60, 17 * 60),
    Usual("school", gettext_lazy("School weekdays, 8 to 3"), 8 * 60, 15 * 60),
    Usual("nights", gettext_lazy("I work nights: asleep weekdays, 7 am to 2 pm"), 7 * 60, 14 * 60),
    Usual("child", gettext_lazy("Child home weekdays from 2:30 pm"), 14 * 60 + 30, LATEST * 60),
)
BY_CODE = {usual.code: usual for usual in USUAL}


def boxes():
    """{"days": [(name, short)], "rows": [(hour, [{"code", "label", "ticked"}])], "usual"} with slots for the ticks."""
    return {
        "days": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in range(7)],
        "rows": [(wording.clock(hour * 60), [_box(day, hour) for day in range(7)]) for hour in range(EARLIEST, LATEST)],
        "usual": USUAL,
        "others": slot("other busy"),
        "said": slot("said busy"),
        "open": slot("open busy"),
        "problem": slot("problem busy"),
    }


def _box(day, hour):
    code = block_code((day, hour * 60, hour * 60 + 60))
    label = f"{WEEKDAYS[day]} {wording.span(hour * 60, hour * 60 + 60)}"
    return {"code": code, "label": label, "ticked": slot(f"ticked busy {code}")}


class Marked:
    """The busy blocks of one search, as they stand in the boxes."""

    def __init__(self, blocks, form_attribute=""):
        self.blocks, self.form_attribute = blocks, form_attribute

    @property
    def hours(self):
        """The whole hours of the table that are busy, as blocks."""
        for block in self.blocks:
            day, starts, ends = self._whole(block)
            yield from ((day, hour, hour + 60) for hour in range(starts, ends, 60))

    @property
    def rest(self):
        """What is busy beside those."""
        for block in self.blocks:
            day, starts, ends = block
            _day, first, last = self._whole(block)
            if first >= last:
                yield block
                continue
            if starts < first:
                yield day, starts, first
            if last < ends:
                yield day, last, ends

    @staticmethod
    def _whole(block):
        day, starts, ends = block
        return day, max(-(-starts // 60), EARLIEST) * 60, min(ends // 60, LATEST) * 60

    def values(self):
        """slot name -> HTML."""
        if not self.blocks:
            return {}
        values = {f"ticked busy {block_code(hour)}": " checked" for hour in self.hours}
        others = "".join(map(self._other, self.rest))
        said = ", ".join(f"{days} {hours}" for days, hours in wording.meetings(self.blocks))
        return values | {"other busy": others, "said busy": escape(said), "open busy": " open"}

    def _other(self, block):
        return (
            f'<li><label><input type="checkbox" name="busy" value="{block_code(block)}"{self.form_attribute} checked>'
            f"<span>{escape(in_words(block))}</span></label></li>"
        )

    @cached_property
    def by_hours(self):
        """[(phrase, codes)]: days of equal hours together, "busy Mon–Fri 9 am–5 pm"."""
        together: dict[tuple[int, int], list] = {}
        for block in self.blocks:
            together.setdefault(block[1:], []).append(block)
        return [
            (_("busy %(when)s") % {"when": " ".join(wording.meetings(blocks)[0])}, [block_code(b) for b in blocks])
            for blocks in together.values()
        ]


def in_words(block):
    """ "Monday 2:30–3 pm"."""
    return " ".join(wording.meetings([block])[0])


def with_usual_week(data):
    """The query string that a pressed button means, "" when none was pressed: its week beside what was marked."""
    usual = BY_CODE.get(data.get(PARAMETER, ""))
    if usual is None:
        return ""
    pairs = [(name, value) for name in data for value in data.getlist(name) if value and name != PARAMETER]
    return urlencode([*pairs, *(("busy", block_code(block)) for block in usual.blocks)])


def busy_of(need):
    wish = need.wanted.get("schedule")
    return wish.busy if wish else ()
