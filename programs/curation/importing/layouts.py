"""Which table this is, and its rows as listings: the FindTreatment export, the national directory, our own table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _

from . import spreadsheet
from .code_book import code_book
from .listing import Listing, Problem, phone
from .refusal import ImportRefusedError

MASSACHUSETTS = "MA"
FINDTREATMENT = "FindTreatment.gov (SAMHSA)"
NATIONAL_DIRECTORY = "National Directory of Mental Health Treatment Facilities (SAMHSA)"

ADDRESSES = {FINDTREATMENT: "https://findtreatment.gov/", NATIONAL_DIRECTORY: "https://www.samhsa.gov/"}
TITLES = {"findtreatment": FINDTREATMENT, "national_directory": NATIONAL_DIRECTORY}

PLACE_COLUMNS = ("street", "unit", "postal_city", "state", "zip_code")
OWN_COLUMNS = (
    "kind", "name", "second_name", *PLACE_COLUMNS, "zip4", "county", "phone", "intake_prompt", "intake1", "intake2",
    "intake1a", "intake2a", "website", "latitude", "longitude", "facts", "other_codes",
)  # fmt: skip
# Characters; the survey itself stays below 40. Longer ones do not fit the catalogue, and no listing has them.
LONGEST = {"name": 95, "second_name": 95, "street": 100, "unit": 100, "postal_city": 60}
LONGEST_WEBSITE = 300
SURVEY_NAMES = {
    "name1": "name", "name2": "second_name", "street1": "street", "street2": "unit", "city": "postal_city",
    "zip": "zip_code", "type_facility": "kind",
}  # fmt: skip


@dataclass
class Edition:
    """One file: the listing it is an edition of, its date, its Massachusetts rows, and what was seen on the way."""

    layout: str
    title: str
    published_on: date
    file_name: str
    digest: str
    listings: list[Listing] = field(default_factory=list)
    elsewhere: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def url(self):
        return ADDRESSES[self.title]


@dataclass(frozen=True)
class Layout:
    """`needs` are columns by which it is known; `cells` turns a row into our own column names and the codes set."""

    name: str
    needs: frozenset[str]
    title: str
    cells: Callable


def read(path, published=None):
    """The Edition in this file. Raises ImportRefusedError when it is none, or has no date."""
    sheet = spreadsheet.read(path)
    layout = _layout_of(sheet)
    title = layout.title or _title_in(sheet.file_name)
    edition = Edition(layout.name, title, published or _date_in(sheet.file_name), sheet.file_name, sheet.digest)
    edition.problems += _unknown_columns(sheet, layout)
    for line, cells in sheet.rows:
        row = {name: value for name, value in zip(sheet.header, cells, strict=True) if value}
        stated, codes = layout.cells(row)
        _refuse_damaged(line, stated)
        _add(edition, line, stated, codes, row)
    return edition


def _refuse_damaged(line, stated):
    if not stated.get("name"):
        raise ImportRefusedError(_("Line %(line)s names nobody. The file is damaged.") % {"line": line})
    for column, most in LONGEST.items():
        if len(stated.get(column, "")) > most:
            raise ImportRefusedError(
                _("Line %(line)s, %(column)s: longer than %(most)s characters. The file is damaged.")
                % {"line": line, "column": column, "most": most}
            )


def _layout_of(sheet):
    columns = set(sheet.header)
    for layout in LAYOUTS:
        if layout.needs <= columns:
            return layout
    closest = min(LAYOUTS, key=lambda layout: len(layout.needs - columns))
    raise ImportRefusedError(
        _("This is no federal listing. The closest layout, %(layout)s, also has the columns %(missing)s.")
        % {"layout": closest.name, "missing": ", ".join(sorted(closest.needs - columns)[:12])}
    )


def _title_in(file_name):
    stem = file_name.lower()
    for start, title in TITLES.items():
        if stem.startswith(start):
            return title
    raise ImportRefusedError(
        _("The name of this table does not say which listing it holds: it starts with %(names)s.")
        % {"names": ", ".join(TITLES)}
    )


def _date_in(file_name):
    """The day in the name; for a directory that names only its year, the first day of that year."""
    day = re.search(r"(20\d\d)-(\d\d)-(\d\d)", file_name)
    year = re.search(r"(?<!\d)(20\d\d)(?!\d)", file_name)
    try:
        if day:
            return date(*map(int, day.groups()))
        if year:
            return date(int(year[1]), 1, 1)
    except ValueError:
        pass
    raise ImportRefusedError(
        _("The file’s name holds no date. Say when this edition was published, such as 2025-08-19.")
    )


def _unknown_columns(sheet, layout):
    known = {*layout.needs, *SURVEY_NAMES, *OWN_COLUMNS, *(code.lower() for code in code_book())}
    unknown = [name for name in sheet.header if name not in known]
    if not unknown:
        return []
    return [Problem(1, ", ".join(unknown)[:200], _("columns that the code book does not know; kept, not read"))]


def survey_cells(row):
    """FindTreatment: a column for each code, 1 where it is set."""
    codes = {name.upper(): value for name, value in row.items() if name.upper() in code_book()}
    return {SURVEY_NAMES.get(name, name): value for name, value in row.items()}, codes


def directory_cells(row):
    """National directory: all codes in one cell, categories parted by asterisks; every row is a mental-health one."""
    stated = {SURVEY_NAMES.get(name, name): value for name, value in row.items()}
    codes = stated.pop("service_code_info", "").replace("*", " ").split()
    return {**stated, "kind": "MH"}, dict.fromkeys(codes, "1")


def _own_cells(row):
    """Ours: facts with the code that says so beside each (therapy:cbt=CBT), and the codes without a fact of ours."""
    said = [pair.partition("=")[2] for pair in row.get("facts", "").split()]
    return row, dict.fromkeys([*said, *row.get("other_codes", "").split()], "1")


LAYOUTS = (
    Layout("FindTreatment", frozenset({
        "name1", "name2", "street1", "street2", "city", "state", "zip", "county", "phone", "intake1", "intake2",
        "website", "latitude", "longitude", "type_facility", "oit", "phdt", "ph",
    }), FINDTREATMENT, survey_cells),
    Layout("national directory", frozenset({
        "name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "intake1", "intake2",
        "service_code_info",
    }), NATIONAL_DIRECTORY, directory_cells),
    Layout("own table", frozenset(OWN_COLUMNS), "", _own_cells),
)  # fmt: skip


def _add(edition, line, stated, codes, row):
    problems = []
    wrong = sorted(code for code, value in codes.items() if value != "1")
    if wrong:
        problems.append(Problem(line, ", ".join(wrong), _("neither 1 nor blank; not read")))
    unknown = sorted(code for code in codes if code not in code_book())
    if unknown:
        problems.append(Problem(line, ", ".join(unknown), _("not in the code book; kept, not read")))
    numbers = {name: _phone(stated.get(name, ""), line, name, problems) for name in ("phone", "intake1", "intake2")}
    edition.problems += problems
    edition.listings.append(
        Listing(
            line=line,
            kind=stated.get("kind", ""),
            name=stated.get("name", ""),
            second_name=stated.get("second_name", ""),
            **{name: stated.get(name, "") for name in PLACE_COLUMNS if name != "zip_code"},
            zip_code=_zip_code(stated.get("zip_code", "")),
            county=stated.get("county", ""),
            phone=numbers["phone"],
            intake_phone=numbers["intake1"] or numbers["intake2"],
            website=_website(stated.get("website", ""), line, edition.problems),
            latitude=_degrees(stated, "latitude", line, edition.problems),
            longitude=_degrees(stated, "longitude", line, edition.problems),
            codes=frozenset(code for code, value in codes.items() if value == "1"),
            contact_words=_contact_words(stated),
            raw=row,
        )
    )


def _zip_code(text):
    """Five digits. A spreadsheet takes the zeros from the front of a Massachusetts one, and some add four digits."""
    digits = text.split("-")[0].strip()
    return digits.zfill(5)[:5] if digits.isdigit() else digits[:5]


def _phone(text, line, column, problems):
    number, is_wrong = phone(text)
    if is_wrong:
        label = {"phone": _("phone"), "intake1": _("intake phone"), "intake2": _("second intake phone")}[column]
        problems.append(Problem(line, label, _("“%(text)s” is no telephone number") % {"text": text}))
    return number


def _contact_words(stated):
    """What the listing says of contact, in its own order: the second intake number stays readable here."""
    labels = (("phone", "Phone"), ("intake1", "Intake"), ("intake2", "Intake"), ("website", "Website"))
    return "; ".join(f"{label}: {stated[name]}" for name, label in labels if stated.get(name))[:300]


def _website(text, line, problems):
    if not text or text in ("http://", "https://"):
        return ""
    try:
        URLValidator(schemes=["http", "https"])(text)
        MaxLengthValidator(LONGEST_WEBSITE)(text)
    except ValidationError:
        problems.append(Problem(line, _("website"), _("“%(text)s” is no web address") % {"text": text[:80]}))
        return ""
    return text


def _degrees(stated, name, line, problems):
    text = stated.get(name, "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        problems.append(Problem(line, name, _("“%(text)s” is no number of degrees") % {"text": text[:30]}))
        return None
    return value if -180 <= value <= 180 else None
