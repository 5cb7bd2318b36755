"""Every column of our own table, from the sections and the vocabularies: a new fact is a new column without code here.

A cell is text. What a column writes of a record, it reads back from a file to the same.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import to_python

from ...models import Program, Site, Term
from .. import details
from ..sections import KEPT_WHOLE, SECTIONS
from .cells import (
    FIRST,
    TRACK_COLUMNS,
    read_dates,
    read_terms,
    read_tracks,
    tidy,
    write_dates,
    write_terms,
    write_tracks,
)

ADDRESS = ("street", "town", "postal_city", "zip_code", "county", "latitude", "longitude", "pin", "withheld")
YES = frozenset({"yes", "true", "1", "y"})
LOG = "intake-outcome"  # what came of each date: a history, and no value that a table could state


@dataclass(frozen=True)
class Column:
    """`name` stands in the header and stays; `section` is the fact that it is a part of."""

    name: str
    label: Any
    help: Any = ""
    section: str = ""

    @property
    def key(self):
        """Under which its value stands in the section's detail."""
        return self.name

    def text(self, record):
        """What the cell says of a Record, as it comes back out of any file."""
        return tidy(self.write(record))

    def write(self, record):
        raise NotImplementedError

    def read(self, text):
        """What a cell says; raises ValidationError."""
        raise NotImplementedError


class Own(Column):
    """A column of the program itself, and no fact about it."""

    def write(self, record):
        if self.name == "organization":
            return record.program.organization.name
        return str(getattr(record.program, self.name))


class Version(Column):
    """What the row was when it was exported, so that a row changed since is noticed."""

    def write(self, record):
        return ""


@dataclass(frozen=True)
class Value(Column):
    """One key of a section kept as a whole."""

    model_field: models.Field | None = None

    def write(self, record):
        value = record.detail(self.section).get(self.name, "")
        if isinstance(value, bool):
            return "yes" if value else ""
        if value and isinstance(self.model_field, PhoneNumberField):
            return _number(value)
        return str(value)

    def read(self, text):
        """{key: value} to go into the section's detail."""
        if isinstance(self.model_field, models.BooleanField):
            return {self.name: text.lower() in YES}
        if self.name == "zip_code" and text.isdigit():
            return {self.name: text.zfill(5)}  # a spreadsheet takes the zeros from the front
        return {self.name: text}


@lru_cache(maxsize=4096)
def _number(value):
    """A telephone number without a plus in front, which spreadsheets take for a sum."""
    number = to_python(value)
    if not number or not number.is_valid() or number.country_code != 1:
        return str(value)
    plain = str(number.national_number)
    extension = f" ext. {number.extension}" if number.extension else ""
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}{extension}"


class Tracks(Column):
    key = "tracks"

    def write(self, record):
        return write_tracks(record.detail(self.section).get("tracks", []))

    def read(self, text):
        return {"tracks": read_tracks(text)}


class Dates(Column):
    key = "dates"

    def write(self, record):
        return write_dates(record.detail(self.section).get("dates", []))

    def read(self, text):
        return {"dates": read_dates(text)}


@dataclass(frozen=True)
class Terms(Column):
    """A vocabulary: the codes of those that are so, and "not" before those that are not."""

    terms: dict[str, str] = field(default_factory=dict)  # code -> label

    def write(self, record):
        return write_terms(record.terms(self.name), self.terms)

    def read(self, text):
        return read_terms(text, self.terms)


IDENTITY = (
    Own("slug", gettext_lazy("Address"), gettext_lazy(
        "The last part of its address here. Empty for a new program; “new” for one that only looks like another."
    )),
    Version("version", gettext_lazy("Version"), gettext_lazy(
        "Written by an export. A row that has changed here since is not written over; empty the cell to do so."
    )),
    Own("organization", gettext_lazy("Organization"), gettext_lazy("Who runs it.")),
    Own("name", gettext_lazy("Name"), gettext_lazy("The program’s name.")),
    Own("status", gettext_lazy("Status"), gettext_lazy("Changed by a lead curator only. A new program is a lead.")),
    Own("withdrawn_because", gettext_lazy("Why it was withdrawn"), gettext_lazy("Needed with the status “withdrawn”.")),
)  # fmt: skip

# Sections whose value has a form of its own. What such a row says is the whole of the section.
FORMED = {
    "schedule": (
        Tracks("schedule", gettext_lazy("Schedule"), gettext_lazy("A line a track, its parts apart by semicolons.")),
    ),
    "intake": (
        Dates("intake_dates", gettext_lazy("Next intake dates"), gettext_lazy(
            "Days such as 2026-12-01, apart by semicolons; the name of a track may follow the day."
        )),
        Value("waiting_list", gettext_lazy("Waiting list"), gettext_lazy("In the program’s words.")),
        Value("full_until", gettext_lazy("Full until"), gettext_lazy("A day such as 2026-12-01, instead of dates.")),
    ),
}  # fmt: skip


def columns():
    """Every column, in order; in one query."""
    terms: dict[str, dict[str, str]] = defaultdict(dict)
    for vocabulary, code, label in Term.objects.in_order().values_list("vocabulary", "code", "label"):
        terms[vocabulary][code] = label
    return (*IDENTITY, *(column for section in SECTIONS for column in _of(section, terms)))


def _of(section, terms):
    if section.name in FORMED:
        yield from (replace(column, section=section.name) for column in FORMED[section.name])
    for name in (*(ADDRESS if section.name == "address" else ()), *section.columns):
        model_field = field_of(name)
        yield Value(name, model_field.verbose_name, model_field.help_text, section.name, model_field)
    for vocabulary in section.vocabularies:
        label = section.label if vocabulary in section.name else capfirst(vocabulary.replace("-", " "))
        yield Terms(vocabulary, label, "", section.name, terms[vocabulary])


def field_of(name):
    """The column of Program, or of its site, that goes by this name."""
    try:
        return Program._meta.get_field(name)
    except FieldDoesNotExist:
        return Site._meta.get_field(name)


def unwritten():
    """Sections kept as a whole for which no column stands: a table would leave them out."""
    return KEPT_WHOLE - {column.section for column in columns()} - {LOG}


def row(record, table):
    """{name: text} of the cells of one Record, `table` being columns()."""
    cells = {column.name: column.text(record) for column in table}
    return cells | {"version": version_of(cells)}


def version_of(cells):
    """What tells a row from the same row after a change. Empty cells have no part in it: new columns may come."""
    filled = sorted((name, text) for name, text in cells.items() if text and name != "version")
    return hashlib.blake2s(repr(filled).encode("utf-8", "replace"), digest_size=5).hexdigest()


def explained(table):
    """(column, what it means, what may stand in it), for the template and its page."""
    return [(column, str(column.help), _may_hold(column)) for column in table]


def _may_hold(column):
    if isinstance(column, Terms):
        return "; ".join(column.terms)
    if isinstance(column, Tracks):
        return _("name: Evenings; sessions: mon wed 17:30-20:30 | fri 09:00-12:00; then any of %(columns)s") % {
            "columns": ", ".join(column for column in TRACK_COLUMNS if column not in FIRST[:2])
        }
    if column.name == "status":
        return "; ".join(Program.Status.values)
    model_field = getattr(column, "model_field", None)
    if isinstance(model_field, models.BooleanField):
        return "yes"
    return "; ".join(str(code) for code, _label in getattr(model_field, "choices", None) or () if code)


def canonical(column, value):
    """The cell that would be written for what a Value, Tracks or Dates has read; raises ValidationError."""
    detail = details.clean(column.section, value)
    return tidy(column.write(_Stated(detail)))


@dataclass(frozen=True)
class _Stated:
    """Stands for a Record of which only one section is known."""

    stated: dict

    def detail(self, section):
        return self.stated
