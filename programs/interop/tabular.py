"""Tables as files that spreadsheets and maps read: rows of text become CSV, a workbook, or GeoJSON.

Nothing in them can be taken for a formula, and the same rows make the same cells.
"""

import csv
import io
import json

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

# What a spreadsheet reads as the beginning of a formula (OWASP, CSV injection), and the sign that says it is none.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
ESCAPE = "'"
LONGEST_CELL = 32_767  # characters; the most that a workbook's cell holds
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEOJSON_TYPE = "application/geo+json"
MARK = "\ufeff"  # by which spreadsheets know UTF-8


def escaped(text):
    """The text, with a sign before it where a spreadsheet would compute it. Importing takes the sign away again."""
    return f"{ESCAPE}{text}" if text.startswith((*DANGEROUS, ESCAPE)) else text


def csv_lines(header, rows):
    """The lines of a CSV file (RFC 4180), one by one; rows are {name: text}."""
    line = io.StringIO()
    writer = csv.writer(line)
    line.write(MARK)
    writer.writerow(header)
    for row in rows:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow([escaped(row.get(name, "")) for name in header])
    yield line.getvalue()


def workbook(sheets):
    """The bytes of a workbook; sheets are (title, header, rows), rows as above. Every cell is text."""
    book = Workbook(write_only=True)
    for title, header, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "B2"
        sheet.append([_heading(sheet, name) for name in header])
        for row in rows:
            sheet.append([_cell(sheet, row.get(name, "")) for name in header])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _heading(sheet, name):
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet, text):
    if not text:
        return None
    cell = WriteOnlyCell(sheet, escaped(text)[:LONGEST_CELL])
    cell.data_type = "s"
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def geojson(rows):
    """A FeatureCollection (RFC 7946) of (point, {name: text}); point is (latitude, longitude), or None for no place."""
    features = [
        {
            "type": "Feature",
            "id": row["slug"],
            "geometry": {"type": "Point", "coordinates": [round(point[1], 5), round(point[0], 5)]} if point else None,
            "properties": {name: text for name, text in row.items() if text},
        }
        for point, row in rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
