"""One row in our own columns against what the catalogue says: what it changes, and everything that is wrong with it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...geography import gazetteer, geocoding
from ...models import Organization, Program
from .. import details
from ..recording import Claim
from ..table.cells import tidy, write_terms
from ..table.columns import FORMED, IDENTITY, Terms, canonical, row, version_of
from ..table.records import Record
from .comparing import CHANGED, NEW, UNCHANGED
from .listing import Problem

Status = Program.Status
PROBLEM = "problem"
OWN_CHANGES = (NEW, CHANGED, UNCHANGED, PROBLEM)
NEW_WORD = "new"  # in the column "slug": another program, though it looks like one that is here
LONGEST_CELL = 32_767  # characters; a workbook keeps no more of one cell
LONGEST_REASON = 200
WHERE = frozenset({"street", "town", "zip_code"})
POINT = ("latitude", "longitude", "pin")


@dataclass
class OwnRow:
    """`columns` are what becomes of the program's own: name, organization, status. Cells are those filled in."""

    line: int
    cells: dict[str, str]
    record: Record | None = None
    change: str = UNCHANGED
    claims: list[Claim] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    differences: list[tuple[str, str, str]] = field(default_factory=list)  # column, was, becomes
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    program: Program | None = None

    @property
    def slug(self):
        return self.cells.get("slug", "")

    @property
    def is_new(self):
        return self.slug.lower() in ("", NEW_WORD)

    @property
    def name(self):
        return self.cells.get("name", "")

    @property
    def key(self):
        """By which the same row is known in another import."""
        if not self.is_new:
            return f"own|{self.slug}"
        said = (self.cells.get(name, "") for name in ("organization", "name", "town"))
        return "|".join(["own-new", *said]).lower()[:250]

    def refuse(self, column, message):
        self.problems.append(Problem(self.line, str(column), str(message)))


def read_row(line, cells, table, *, record, said, may_publish):
    """The OwnRow of a line of the OwnTable.

    `record` is what the catalogue has at its address; `said` is what this very source has said of it on that day, as
    {fact: (answer, detail)}: an import applied twice says nothing the second time.
    """
    entry = OwnRow(line, cells, record, program=record.program if record else None)
    current = row(record, table.known) if record else {}
    _read_identity(entry, may_publish)
    changed: dict[str, dict[str, Any]] = defaultdict(dict)
    for column in table.columns:
        if column in IDENTITY:
            continue
        text, was = cells.get(column.name, ""), current.get(column.name, "")
        if not text and was and column.section not in FORMED:
            entry.notes.append(_("%(column)s: empty here; an import deletes nothing") % {"column": column.label})
        if not text or _is_same(text, was):
            continue
        if isinstance(column, Terms):
            _read_terms(entry, column, text)
        else:
            _read_value(entry, column, text, was, changed[column.section])
    for section, values in changed.items():
        if values:
            _claim_section(entry, section, values, table.columns)
    _weigh(entry, current, said)
    return entry


def _is_same(text, was):
    return text == was or (len(text) == LONGEST_CELL and was.startswith(text))


def _read_terms(entry, column, text):
    try:
        said = column.read(text)
    except ValidationError as error:
        for message in error.messages:
            entry.refuse(column.label, message)
        return
    known = entry.record.terms(column.name) if entry.record else {}
    left_out = {code: answer for code, answer in known.items() if code not in said}
    if left_out:
        entry.notes.append(
            _("%(column)s: %(terms)s left out here; an import deletes nothing")
            % {"column": column.label, "terms": write_terms(left_out, column.terms)}
        )
    news = {code: answer for code, answer in said.items() if known.get(code) != answer}
    entry.claims += [Claim(f"{column.name}:{code}", "yes" if answer else "no") for code, answer in news.items()]
    if news:
        was, becomes = (write_terms(answers, column.terms) for answers in (known, known | said))
        entry.differences.append((column.name, was, becomes))


def _read_value(entry, column, text, was, values):
    """Note the value where it says something else than the cell that an export would write."""
    try:
        value = column.read(text)
        becomes = canonical(column, value)
    except ValidationError as error:
        for message in error.messages:
            entry.refuse(column.label, message.removeprefix(f"{column.label}: "))
        return
    if column.name == "town" and gazetteer.town(becomes) is None:
        entry.refuse(column.label, _("“%(town)s” is no city or town of Massachusetts") % {"town": becomes[:60]})
    if becomes != was:
        values.update(value)
        entry.differences.append((column.name, was, becomes))


def _claim_section(entry, section, values, columns):
    """The section as a whole: what is there, with what the file changes; of a formed one what the file says alone."""
    before = dict(entry.record.detail(section)) if entry.record else {}
    if section in FORMED:
        before = _restated(entry, section, before, columns)
    if section == "address":
        _place(entry, before, values)
    try:
        detail = details.clean(section, before | values)
    except ValidationError as error:
        for message in error.messages:
            entry.refuse(section, message.removeprefix(f"{section}: "))
        return
    entry.claims.append(Claim(section, detail=detail))


def _restated(entry, section, before, columns):
    """What the other cells of the section say; what the file has no column for stays."""
    for column in columns:
        if column.section != section:
            continue
        was = before.pop(column.key, None)
        text = entry.cells.get(column.name, "")
        if text:
            try:
                before |= column.read(text)
            except ValidationError:  # told already
                continue
        elif was:
            entry.differences.append((column.name, tidy(column.write(entry.record)), ""))
    return before


def _place(entry, before, values):
    """A new address without a point of its own gets the middle of its ZIP code or town, marked so; and its county."""
    if not WHERE & values.keys():
        return
    address = before | values
    town = gazetteer.town(str(address.get("town", "")))
    if town and "county" not in values and not entry.problems:
        values["county"] = town.county
    if "latitude" in values and "longitude" in values:
        return
    for name in POINT:
        before.pop(name, None)
    found = geocoding.locate("", str(address.get("town", "")), str(address.get("zip_code", "")))
    if found and str(address.get("withheld", "")).lower() != "true":
        values |= {"latitude": found.latitude, "longitude": found.longitude, "pin": "town"}
        entry.notes.append(_("The pin goes to the middle of the ZIP code or town until the address is looked up."))


def _read_identity(entry, may_publish):
    if entry.is_new:
        _read_new(entry)
    cells, program = entry.cells, entry.program
    for name, model in (("organization", Organization), ("name", Program)):
        was = "" if program is None else str(program.organization.name if name == "organization" else program.name)
        text = cells.get(name, "")
        if not text or text == tidy(was):
            continue
        try:
            model._meta.get_field("name").clean(text, None)
        except ValidationError as error:
            entry.refuse(_("organization") if name == "organization" else _("name"), " ".join(error.messages))
            continue
        entry.columns[name] = text
        entry.differences.append((name, was, text))
    _read_status(entry, may_publish)


def _read_new(entry):
    for name, label in (("organization", _("organization")), ("name", _("name"))):
        if not entry.cells.get(name):
            entry.refuse(label, _("a new program needs one"))


def _read_status(entry, may_publish):
    program = entry.program
    was = program.status if program else Status.LEAD.value
    status = entry.cells.get("status", "").lower() or was
    because = entry.cells.get("withdrawn_because", "")
    if status not in Status.values:
        entry.refuse(_("status"), _("one of %(codes)s") % {"codes": ", ".join(Status.values)})
        return
    is_changed = status != was or (status == Status.WITHDRAWN and because not in ("", tidy(program.withdrawn_because)))
    if not is_changed:
        return
    if not may_publish:
        entry.refuse(_("status"), _("a lead curator publishes and withdraws"))
    elif status == Status.WITHDRAWN and program is None:
        entry.refuse(_("status"), _("a new program is not withdrawn"))
    elif status == Status.WITHDRAWN and not because:
        entry.refuse(_("status"), _("withdrawing needs a reason, in the column “withdrawn_because”"))
    elif len(because) > LONGEST_REASON:
        entry.refuse(_("why it was withdrawn"), _("longer than %(most)s characters") % {"most": LONGEST_REASON})
    else:
        entry.columns |= {"status": status, "withdrawn_because": because if status == Status.WITHDRAWN else ""}
        entry.differences.append(("status", was, status))


def _weigh(entry, current, said):
    """What the row comes to. One that others have changed since it was exported is not written over."""
    if entry.claims or entry.columns:
        entry.claims = [claim for claim in entry.claims if said.get(claim.fact) != (claim.answer, claim.detail)]
        if not entry.claims and not entry.columns:
            entry.differences.clear()
            entry.notes.append(_("This source has said all of this already; others have said otherwise since."))
    if not entry.claims and not entry.columns:
        return
    entry.change = NEW if entry.is_new else CHANGED
    stated = entry.cells.get("version", "")
    if entry.change == CHANGED and stated and stated != version_of(current):
        entry.refuse(
            _("version"),
            _("the program has changed here since the file was exported; export again, or empty this cell"),
        )


def as_json(entry) -> dict[str, Any]:
    """What is kept of the row with its import."""
    return {
        "line": entry.line, "key": entry.key, "raw": entry.cells, "change": entry.change,
        "differences": [list(difference) for difference in entry.differences],
        "problems": [str(problem) for problem in entry.problems], "notes": entry.notes,
    }  # fmt: skip
