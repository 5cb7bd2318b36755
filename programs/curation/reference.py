"""Our own tables of codes, payers, federal listings and program pages, made from the source files.

What is kept by hand (terms.csv, code_meanings.csv, crisis_lines.csv) is read and never written.
"""

import csv
import json
from pathlib import Path

from .importing import layouts, pages, spreadsheet

CODE_COLUMNS = ("code", "category", "label", "kinds", "facts", "denies", "note")
PAYER_COLUMNS = ("code", "name", "group", "note", "source", "confidence")
CENTER_COLUMNS = ("organization", "region", "site", "listing_lines", "source", "confidence")
FINDTREATMENT_FILE = "findtreatment_2025-08-19_facility-detail.csv"
DIRECTORY_FILE = "National_Directory_MH_2024_Final.xlsx"
# A survey code that the key leaves without a name is kept under its code alone.
KINDS = (("in_mh_2024_key", "MH"), ("in_su_2023_key", "SU"))


class SourceMissingError(FileNotFoundError):
    """A file that the tables are made from is not in the source folder."""


def build(source: Path, target: Path) -> list[str]:
    """Write the tables under the project's folder `target`; returns lines for the operator. The same every time."""
    source, fixtures = Path(source), Path(target) / "fixtures"
    vocabularies, federal = fixtures / "vocabularies", fixtures / "federal"
    meanings = {row["code"]: row for row in _rows(vocabularies / "code_meanings.csv")}
    codes = [_code(row, meanings) for row in _key(source)]
    said = {row["code"]: [*row["facts"].split(), *(f"-{fact}" for fact in row["denies"].split())] for row in codes}
    return [
        _write(vocabularies / "federal_codes.csv", CODE_COLUMNS, codes),
        _write(vocabularies / "payers.csv", PAYER_COLUMNS, _payers(source, vocabularies)),
        _write(federal / "findtreatment_2025-08-19.csv", layouts.OWN_COLUMNS,
               _listings(source / FINDTREATMENT_FILE, layouts.survey_cells, said)),
        _write(federal / "national_directory_2024.csv", layouts.OWN_COLUMNS,
               _listings(source / DIRECTORY_FILE, layouts.directory_cells, said, only="MA")),
        _write(fixtures / "web" / "program_pages.csv", pages.OWN_COLUMNS, _pages(source / "ma_iop_web_facts.csv")),
        _write(fixtures / "help" / "cbhc.csv", CENTER_COLUMNS, _centers(source / "ma_cbhc.csv")),
    ]  # fmt: skip


def _rows(path):
    if not path.exists():
        raise SourceMissingError(f"{path.name} is not in {path.parent}")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _key(source):
    """The code book, and after it the codes that only the national directory's own key has."""
    key = _rows(source / "samhsa_service_codes.csv")
    known = {row["service_code"] for row in key}
    sheet = _sheet(source / DIRECTORY_FILE, number=1)
    extra = [dict(zip(sheet.header, cells, strict=True)) for _line, cells in sheet.rows]
    return [*key, *({**row, "in_mh_2024_key": "Y"} for row in extra if row["service_code"] not in known)]


def _sheet(path, number=0):
    if not path.exists():
        raise SourceMissingError(f"{path.name} is not in {path.parent}")
    return spreadsheet.read(path, number)


def _code(row, meanings):
    code = row["service_code"]
    meaning = meanings.get(code, {})
    return {
        "code": code,
        "category": row["category_name"].strip(),
        "label": row["service_name"].strip(),
        "kinds": " ".join(kind for column, kind in KINDS if row.get(column) == "Y"),
        **{name: meaning.get(name, "") for name in ("facts", "denies", "note")},
    }


def _payers(source, vocabularies):
    """Each payer under the insurance term whose everyday words hold its name; without one, the code stays empty."""
    codes = {}
    for term in _rows(vocabularies / "terms.csv"):
        if term["vocabulary"] == "insurance":
            codes |= dict.fromkeys((term["label"], *term["synonyms"].split("|")), term["code"])
    return [
        {
            "code": codes.get(row["name"].strip(), ""),
            "name": row["name"].strip(),
            "group": row["group"],
            "note": row["notes"].strip(),
            "source": row["source"].strip(),
            "confidence": row["confidence"],
        }
        for row in _rows(source / "ma_payers.csv")
    ]


def _listings(path, cells, said, only=None):
    """The rows as they stand, in our columns; each fact with the code that says so, codes without a fact apart.

    A fact that the code says no to has a minus before it.
    """
    sheet = _sheet(path)
    rows = []
    for _line, values in sheet.rows:
        stated, codes = cells({name: value for name, value in zip(sheet.header, values, strict=True) if value})
        if only and stated.get("state") != only:
            continue
        facts = [f"{fact}={code}" for code in codes for fact in said.get(code, ())]
        other = [code for code in codes if not said.get(code)]
        rows.append({**stated, "facts": " ".join(facts), "other_codes": " ".join(other)})
    return rows


def _pages(path):
    if not path.exists():
        raise SourceMissingError(f"{path.name} is not in {path.parent}")
    return [
        {
            "organization": page.organization,
            "name": page.name,
            "place": page.place,
            "level": page.level,
            "facts": "|".join(f"{fact}={words}" for fact, words in page.facts),
            "tracks": json.dumps(page.tracks) if page.tracks else "",
            "schedule_words": page.schedule_words,
            "phone": page.phone,
            "url": page.url,
            "published_on": page.published_on.isoformat() if page.published_on else "",
        }
        for page in pages.read(path).pages
    ]


def _centers(path):
    """`same` in the source stands for the row above."""
    centers, above = [], ""
    for row in _rows(path):
        above = above if row["source"] == "same" else row["source"]
        centers.append(
            {
                "organization": row["organization"],
                "region": row["region"],
                "site": row["site"],
                "listing_lines": row["samhsa_source_rows"],
                "source": above,
                "confidence": row["confidence"],
            }
        )
    return centers


def _write(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return f"{path.name}: {len(rows)} rows"
