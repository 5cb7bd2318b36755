"""The search form as it is drawn: what may be asked, in which order, and the slots for what one search asks of it.

Slots: "ticked <parameter> <code>", "count <parameter> <code>", "typed <parameter>", "invalid <parameter>",
"problem <parameter>", "open <criterion>", "said <criterion>", "chosen <criterion>", "moved <parameter> <code>", "idle
<parameter> <code>". The drawing is made once for each catalogue.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..search import BY_NAME, CRITERIA, ProgramFilter
from ..search.fields import ManyField
from ..search.near import DEFAULT_MILES, MILES
from . import my_week
from .stencil import slot

# Criteria that stand in the bar on top; every other one is a filter.
BAR = ("near", "condition", "insurance", "schedule")
OPEN_AT_FIRST = frozenset({"therapy", "format"})
FIRST = 6  # options that a filter shows before "All ..."
LONG = 12  # options of which a list can be searched by typing
FOLDED = 6  # more options than that below one option wait behind a button
KNOWN = (
    ("all", _("Everything that may fit")),
    ("listed", _("Only what is listed or confirmed")),
    ("confirmed", _("Only what is confirmed")),
)
KINDS = {"IntegerField": "number", "DateField": "date"}

# Parameters with options of which an address can hold only one.
ONE_AT_A_TIME = frozenset(
    criterion.option_parameter
    for criterion in CRITERIA
    if criterion.option_parameter
    and not isinstance(ProgramFilter.base_filters[criterion.option_parameter].field, ManyField)
)


@dataclass
class Option:
    parameter: str
    code: str
    label: Any
    depth: int = 0
    folded: list["Option"] = field(default_factory=list)
    kind: str = "checkbox"

    @property
    def ticked(self):
        return slot(f"ticked {self.parameter} {self.code}")

    @property
    def count(self):
        return slot(f"count {self.parameter} {self.code}")

    @property
    def moved(self):
        """Hides the row of what was chosen: it stands first, in a list of its own."""
        return slot(f"moved {self.parameter} {self.code}")

    @property
    def idle(self):
        return slot(f"idle {self.parameter} {self.code}")

    @property
    def rank(self):
        return ("", "child", "grandchild")[min(self.depth, 2)]


class Entry:
    """A parameter that is typed."""

    def __init__(self, name, label=""):
        form_field = ProgramFilter.base_filters[name].field
        kinds = [KINDS[base.__name__] for base in type(form_field).__mro__ if base.__name__ in KINDS]
        self.name, self.label, self.kind = name, label or form_field.label, (*kinds, "text")[0]
        self.low, self.high = getattr(form_field, "min_value", None), getattr(form_field, "max_value", None)
        self.typed, self.invalid, self.problem = (slot(f"{what} {name}") for what in ("typed", "invalid", "problem"))


class Question:
    """One criterion as a part of the form."""

    def __init__(self, criterion, catalogue):
        self.criterion, self.catalogue = criterion, catalogue
        self.name, self.label, self.parameter = criterion.name, criterion.label, criterion.option_parameter
        self.open = " open" if self.name in OPEN_AT_FIRST else slot(f"open {self.name}")
        self.chosen = slot(f"chosen {self.name}")
        self.said, self.problem = slot(f"said {self.name}"), slot(f"problem {self.parameter or self.name}")

    @cached_property
    def options(self):
        depths, options = {"": -1}, []
        for code, label, parent in self.criterion.choices(self.catalogue) if self.parameter else ():
            depths[code] = depths[parent] + 1
            options.append(Option(self.parameter, code, label, depths[code]))
        return self._as_radios(options) if self.parameter in ONE_AT_A_TIME else options

    @staticmethod
    def _as_radios(options):
        """Choices that exclude each other, and the one that asks for none of them."""
        options = [*options, Option(options[0].parameter, "", _("No matter"))]
        return [replace(option, kind="radio") for option in options]

    @property
    def families(self):
        """The options in order; a long family stands folded under its head."""
        families = []
        for option in self.options:
            if option.depth:
                families[-1].append(option)
            else:
                families.append([option])
        for head, *below in families:
            if len(below) > FOLDED:
                head.folded = below
                yield head
            else:
                yield from (head, *below)

    @cached_property
    def first(self):
        """The options that most programs state; all of them when they are few."""
        if len(self.options) <= FIRST + 2:
            return self.options
        return sorted(self.options, key=self._programs_that_do, reverse=True)[:FIRST]

    def _programs_that_do(self, option):
        return self.catalogue.said_yes(f"{self.name}:{option.code}").bit_count()

    @property
    def is_long(self):
        """Long enough to be looked through by typing, where there is JavaScript."""
        return len(self.options) >= LONG

    @property
    def rest(self):
        return [option for option in self.options if option not in self.first]

    @property
    def entries(self):
        return [Entry(name) for name in self.criterion.parameters if name != self.parameter]


def questions(catalogue):
    """What the templates of the form draw from."""
    places = Entry("near")
    return {
        "place": places,
        "miles": [(miles, slot(f"chosen within {miles}")) for miles in MILES],
        "pickers": [Question(BY_NAME[name], catalogue) for name in BAR if BY_NAME[name].option_parameter],
        "filters": [Question(criterion, catalogue) for criterion in CRITERIA if criterion.name not in BAR],
        "second_place": slot("typed near 2"),
        "second_place_open": slot("open near 2"),
        "my_week": my_week.boxes(),
        "known": [(code, label, slot(f"ticked known {code}")) for code, label in KNOWN],
        "usual_miles": DEFAULT_MILES,
    }
