"""What goes with a referral, program by program: its papers, its ways in, its rules, in its own words and dated."""

from dataclasses import dataclass
from datetime import date

from ..models import Assertion, Program
from .stepdown import Placed, look_at

MOST = 10
# The sections of which a referral reads the columns, and the columns in the order in which one needs them.
COLUMNS = {
    "contact": ("clinician_phone", "intake_phone", "main_phone", "fax", "intake_email", "portal_url"),
    "getting-in": ("documents", "steps", "exclusions", "prior_level"),
    "money": ("prior_authorization",),
}


@dataclass(frozen=True)
class Line:
    """One column of a program: its label, what is stated (may be empty), by whom and when."""

    name: str
    label: str
    value: object
    source: str = ""
    said_on: date | None = None


@dataclass(frozen=True)
class Sheet:
    placed: Placed
    lines: list[Line]

    @property
    def record(self):
        return self.placed.match.record

    @property
    def stated(self):
        return [line for line in self.lines if line.value]

    @property
    def to_ask(self):
        """Columns of which nothing is stated: lines to fill in on the phone."""
        return [line for line in self.lines if not line.value and line.name in {"documents", "steps", "fax"}]


def sheets(step_down, catalogue, slugs):
    """A Sheet for each published program that is named, in the order named, the first ten."""
    records = [record for slug in dict.fromkeys(slugs) if (record := catalogue.record(slug))][:MOST]
    rows = _rows([record.pk for record in records])
    return [Sheet(placed, rows[placed.match.record.pk]) for placed in look_at(step_down, catalogue, records)]


def _rows(pks):
    """program -> [Line], in two queries."""
    programs = Program.objects.in_bulk(pks)
    behind = {pk for program in programs.values() for pk in program.settled_from.values()}
    said = Assertion.objects.filter(fact__in=COLUMNS).select_related("source").in_bulk(behind)
    return {pk: list(_lines(program, said)) for pk, program in programs.items()}


def _lines(program, said):
    for section, columns in COLUMNS.items():
        assertion = said.get(program.settled_from.get(section))
        for name in columns:
            value = getattr(program, name)
            label = str(program._meta.get_field(name).verbose_name)
            if value and assertion:
                yield Line(name, label, value, assertion.source.name, assertion.said_on)
            else:
                yield Line(name, label, value)
