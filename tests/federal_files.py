"""Small files in the layouts in which the federal listings are published, for tests of the import."""

import csv

from openpyxl import Workbook

from programs.curation.importing import layouts
from programs.curation.importing.applying import apply_import
from programs.curation.importing.plan import plan_import
from programs.models import Assertion, CatalogueVersion, ImportRow, ImportRun, Organization, Program, Site, Source
from tests.builders import ON

NEWER = "2026-02-01"  # an edition after the real one

PLACE = (
    "name1", "name2", "street1", "street2", "city", "state", "zip", "zip4", "county", "phone", "intake_prompt",
    "intake1", "intake2", "website", "latitude", "longitude", "type_facility",
)  # fmt: skip
CODES = (
    "OIT",
    "PHDT",
    "PH",
    "SA",
    "MH",
    "CBT",
    "TELE",
    "MD",
    "CO",
    "SUMH",
    "IDD",
    "F19",
    "TRMA",
    "ADLT",
    "OUDO",
    "NAUT",
)
CODES += ("AH", "BU", "UB", "SMON")
DIRECTORY = (
    "name1", "name2", "street1", "street2", "city", "state", "zip", "phone", "intake1", "intake2", "intake1a",
    "intake2a", "service_code_info",
)  # fmt: skip


def listing(codes="OIT SA", **columns):
    """A row as FindTreatment has it: a substance-use facility in Lowell unless told. Codes apart by spaces."""
    usual = {
        "name1": "Harbor Recovery", "street1": "12 Main Street", "city": "Lowell", "state": "MA", "zip": "01852",
        "county": "Middlesex", "phone": "978-555-0100", "website": "https://harbor.example/",
        "latitude": "42.6407", "longitude": "-71.3108", "type_facility": "SU",
    }  # fmt: skip
    return {**usual, **columns, **{code.lower(): "1" for code in codes.split()}}


def findtreatment(folder, *rows, day="2025-08-19", encoding="utf-8"):
    """The export with these rows; blanks around the outer column names, as the real one has them."""
    path = folder / f"findtreatment_{day}_facility-detail.csv"
    names = [*PLACE, *(code.lower() for code in CODES)]
    with path.open("w", encoding=encoding, newline="") as lines:
        table = csv.writer(lines)
        table.writerow([f"    {names[0]}", *names[1:-1], f"{names[-1]} "])
        table.writerows([row.get(name, "") for name in names] for row in rows)
    return path


def directory_row(codes="MH * PHDT", **columns):
    usual = {"name1": "Harbor Day", "street1": "12 Main Street", "city": "Lowell", "state": "MA", "zip": "01852"}
    return {**usual, "phone": "978-555-0100", **columns, "service_code_info": codes}


def national_directory(folder, *rows, name="National_Directory_MH_2024_Final.xlsx"):
    path = folder / name
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(DIRECTORY)
    for row in rows:
        sheet.append([row.get(column) for column in DIRECTORY])
    workbook.save(path)
    return path


def applied(path, on=ON):
    return apply_import(layouts.read(path), on=on)


def planned(path):
    return plan_import(layouts.read(path))


def problems(plan):
    return [str(problem) for problem in plan.problems]


def everything():
    """All that an import could write, as it stands."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Program, Organization, Site, Source, Assertion, ImportRun, ImportRow, CatalogueVersion)
    ]
