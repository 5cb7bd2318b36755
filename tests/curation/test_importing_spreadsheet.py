"""Files that are damaged, hostile or something else get a plain refusal, and leave the database as it was."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from programs.curation.importing import layouts, spreadsheet
from programs.curation.importing.refusal import ImportRefusedError
from programs.models import ImportRun, Program, Source
from tests.federal_files import directory_row, findtreatment, listing, national_directory


def refusal(path):
    with pytest.raises(ImportRefusedError) as refused:
        layouts.read(path)
    return str(refused.value)


def named(folder, content):
    path = folder / "findtreatment_2025-08-19.csv"
    path.write_bytes(content)
    return path


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "no file" in refusal(tmp_path / "nowhere.csv")


def test_a_folder_is_refused(tmp_path):
    assert "not a file" in refusal(tmp_path)


def test_an_empty_file_is_refused(tmp_path):
    assert "empty" in refusal(named(tmp_path, b" \n"))


def test_a_header_without_rows_is_refused(tmp_path):
    assert "no rows" in refusal(findtreatment(tmp_path))


def test_a_file_cut_off_inside_a_row_is_refused_with_its_line(tmp_path):
    content = findtreatment(tmp_path, listing(), listing(name1="Second")).read_bytes()
    assert "Line 3" in refusal(named(tmp_path, content[:-30]))


def test_a_file_cut_off_inside_quotes_is_refused(tmp_path):
    content = findtreatment(tmp_path, listing(name1="Harbor, the")).read_bytes()
    cut = content[: content.index(b"Harbor, the") + 5]
    assert "damaged or cut off" in refusal(named(tmp_path, cut))


def test_utf_16_is_refused(tmp_path):
    assert "UTF-8" in refusal(findtreatment(tmp_path, listing(), encoding="utf-16"))


def test_latin_1_is_refused_with_its_line(tmp_path):
    path = findtreatment(tmp_path, listing(), listing(name1="Café Recovery"), encoding="latin-1")
    assert "Line 3" in refusal(path)


def test_a_byte_order_mark_is_no_harm(tmp_path):
    path = findtreatment(tmp_path, listing(), encoding="utf-8-sig")
    assert layouts.read(path).listings[0].name == "Harbor Recovery"


def test_another_layout_is_told_what_is_missing(tmp_path):
    message = refusal(named(tmp_path, b"name1,name2,street1\nA,B,C\n"))
    assert "no federal listing" in message
    assert "phone" in message


def test_a_column_that_stands_twice_is_refused(tmp_path):
    assert "twice" in refusal(named(tmp_path, b"name1,name1\nA,B\n"))


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("http://evil.example")'])
def test_formulas_in_csv_cells_are_refused(tmp_path, cell):
    assert "formula" in refusal(findtreatment(tmp_path, listing(name2=cell)))


@pytest.mark.parametrize("cell", ["=1+1", ArrayFormula("B3", "=1+1")], ids=["plain", "array"])
def test_formulas_in_workbook_cells_are_refused(tmp_path, cell):
    path = national_directory(tmp_path, directory_row(), directory_row(name2=cell))
    assert "Line 3 holds a formula" in refusal(path)


def test_a_hundred_thousand_rows_are_refused_with_the_limit(tmp_path):
    header, row = findtreatment(tmp_path, listing()).read_bytes().splitlines(keepends=True)
    message = refusal(named(tmp_path, header + row * 100_000))
    assert "20,000 rows" in message
    assert "30 MB" in message


def test_the_row_limit_holds_below_the_byte_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    rows = [listing(name1=f"Place {number}") for number in range(3)]
    assert "too large" in refusal(findtreatment(tmp_path, *rows))


def test_a_workbook_cut_off_is_refused(tmp_path):
    content = national_directory(tmp_path, directory_row()).read_bytes()
    assert "damaged, cut off" in refusal(named(tmp_path, content[: len(content) // 2]))


def test_a_workbook_with_a_broken_sheet_is_refused(tmp_path):
    assert "damaged" in refusal(named(tmp_path, repacked(tmp_path, {"xl/worksheets/sheet1.xml": b"<worksheet><sheet"})))


def test_a_zip_bomb_is_refused_by_its_declared_size(tmp_path):
    bomb = repacked(tmp_path, {"xl/media/zeros.bin": b"\x00" * (spreadsheet.MOST_UNPACKED_BYTES + 1)})
    assert len(bomb) < spreadsheet.MOST_BYTES
    assert "too large" in refusal(named(tmp_path, bomb))


def test_a_workbook_with_entities_of_its_own_is_refused(tmp_path):
    laughing = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet/>'
    assert "entities" in refusal(named(tmp_path, repacked(tmp_path, {"xl/worksheets/sheet1.xml": laughing})))


def test_a_zip_archive_that_is_no_workbook_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no workbook" in refusal(named(tmp_path, packed.getvalue()))


def test_an_old_excel_file_is_refused_with_a_way_out(tmp_path):
    assert ".xlsx" in refusal(named(tmp_path, b"\xd0\xcf\x11\xe0" + b"\x01" * 600))


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"\xff" * 99, b"%PDF-1.7 hello", b"<html><table></table></html>"]
)
def test_what_is_no_spreadsheet_is_refused(tmp_path, content):
    assert refusal(named(tmp_path, content))


def test_a_zip_code_that_a_workbook_took_for_a_number_gets_its_zero_back(tmp_path):
    (read,) = layouts.read(national_directory(tmp_path, directory_row(zip=2139, city="Cambridge"))).listings
    assert (read.raw["zip"], read.zip_code) == ("2139", "02139")


@pytest.mark.django_db
def test_a_refused_file_leaves_the_database_as_it_was(tmp_path):
    with pytest.raises(CommandError, match="formula"):
        call_command("import_federal_listing", str(findtreatment(tmp_path, listing(name2="=1"))), "--apply")
    assert not [model for model in (Program, Source, ImportRun) if model.objects.exists()]


def repacked(folder, changed):
    """A workbook with some of its parts put in place of the right ones."""
    plain = io.BytesIO()
    Workbook().save(plain)
    packed = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in changed:
                target.writestr(name, source.read(name))
        for name, content in changed.items():
            target.writestr(name, content)
    return packed.getvalue()
