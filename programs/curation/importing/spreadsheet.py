"""Files of rows, as text: CSV and XLSX, read within bounds and refused in plain words when damaged or hostile."""

import csv
import hashlib
import io
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .refusal import ImportRefusedError

MOST_BYTES = 30_000_000
MOST_UNPACKED_BYTES = 120_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 1_000

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Spreadsheet:
    """The header as it stands, trimmed; rows are (line, cells), cells as text, as many as the header has."""

    file_name: str
    digest: str
    header: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]


def read(path, sheet=0):
    """One sheet of the file, the first unless said. Raises ImportRefusedError. The limits above bound the memory."""
    return parse(Path(path).name, _content(Path(path)), sheet)


def parse(file_name, content, sheet=0):
    """As read(), of the bytes of a file."""
    _refuse_size(content)
    if content.startswith(OLE_MARK):
        raise ImportRefusedError(
            _("This is an old or protected Excel file. Save it as .xlsx without a password, or as CSV.")
        )
    if content.startswith(ZIP_MARK):
        header, rows = _rectangle(_workbook_lines(content, sheet), ragged=True)
    else:
        header, rows = _rectangle(_csv_lines(content))
    return Spreadsheet(file_name, hashlib.sha256(content).hexdigest(), header, rows)


def _content(path):
    if not path.exists():
        raise ImportRefusedError(_("There is no file “%(name)s”.") % {"name": path.name})
    if not path.is_file():
        raise ImportRefusedError(_("“%(name)s” is not a file.") % {"name": path.name})
    if path.stat().st_size > MOST_BYTES:
        raise _too_large()
    return path.read_bytes()


def _refuse_size(content):
    if len(content) > MOST_BYTES:
        raise _too_large()
    if not content.strip():
        raise ImportRefusedError(_("The file is empty."))


def _too_large():
    return ImportRefusedError(
        _("The file is too large: at most %(rows)s rows and %(megabytes)s MB are read at once.")
        % {"rows": f"{MOST_ROWS:,}", "megabytes": MOST_BYTES // 1_000_000}
    )


def _csv_lines(content):
    """(line, cells) of a CSV file, the header first."""
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise ImportRefusedError(
            _("Line %(line)s cannot be read as CSV (%(problem)s). The file is damaged or cut off.")
            % {"line": reader.line_num, "problem": error}
        ) from error


def _text(content):
    if content.startswith(UTF_16_MARKS) or b"\x00" in content:
        raise ImportRefusedError(_("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ImportRefusedError(
            _("Line %(line)s holds characters that are not UTF-8. Save the file as “CSV UTF-8” and try again.")
            % {"line": line}
        ) from error


def _workbook_lines(content, number):
    """(line, cells) of one sheet, the header first."""
    _check_parts(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = workbook.worksheets[number]
            sheet.reset_dimensions()
            for line, cells in enumerate(sheet.iter_rows(), start=1):
                yield line, [_cell_text(cell, line) for cell in cells]
    except ImportRefusedError:
        raise
    except Exception as error:  # a damaged workbook fails anywhere inside, in any way
        raise ImportRefusedError(
            _("The workbook cannot be read: it is damaged, cut off, or no spreadsheet.")
        ) from error


def _check_parts(content):
    """A workbook is a ZIP of XML parts. Looks at sizes and declarations before anything is unpacked for good."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
                raise _too_large()
            if "xl/workbook.xml" not in archive.namelist():
                raise ImportRefusedError(_("The file is a ZIP archive but no workbook."))
            for part in parts:
                with archive.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(2_000):
                        raise ImportRefusedError(_("The workbook declares its own XML entities and is not read."))
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise ImportRefusedError(_("The workbook cannot be opened: it is damaged, cut off, or protected.")) from error


def _cell_text(cell, line):
    if cell.data_type == "f":
        raise ImportRefusedError(
            _("Line %(line)s holds a formula. Paste values only, then save and try again.") % {"line": line}
        )
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)


def _rectangle(lines, ragged=False):
    """(header, rows). A workbook leaves out the empty cells at the end of a row: its rows are `ragged`."""
    header, rows = None, []
    for line, cells in lines:
        if header is None:
            header = _header(cells)
            continue
        padding = [""] * (len(header) - len(cells)) if ragged else []
        row = _fitted([*cells, *padding], len(header), line)
        if not any(row):
            continue
        if len(rows) == MOST_ROWS:
            raise _too_large()
        rows.append((line, row))
    if not rows:
        raise ImportRefusedError(_("The file has no rows."))
    return header, rows


def _header(cells):
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise ImportRefusedError(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ImportRefusedError(_("A column stands twice: %(names)s.") % {"names": ", ".join(sorted(repeated)) or "-"})
    return tuple(names)


def _fitted(cells, width, line):
    """As many cells as the header has, trimmed. A short or long row means that the file is damaged."""
    cells = tuple(cell.strip() for cell in cells)
    if any(cell.startswith("=") for cell in cells):
        raise ImportRefusedError(
            _("Line %(line)s holds a formula. Paste values only, then save and try again.") % {"line": line}
        )
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != width:
        raise ImportRefusedError(
            _("Line %(line)s has %(found)s cells where the header has %(wanted)s. The file is damaged or cut off.")
            % {"line": line, "found": len(cells), "wanted": width}
        )
    return cells
