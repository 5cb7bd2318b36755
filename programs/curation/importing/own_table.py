"""A file in our own columns: which of them it has, and its rows."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..table.cells import tidy
from ..table.columns import Column, columns
from . import spreadsheet
from .refusal import ImportRefusedError

ESCAPE = "'"  # an export puts it before what a spreadsheet would take for a formula, and before itself


@dataclass
class OwnTable:
    """`known` are all our columns, `columns` those that the file has, `unknown` names in its header that are none."""

    file_name: str
    digest: str
    known: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: list[tuple[int, dict[str, str]]]
    unknown: list[str] = field(default_factory=list)


def parse(file_name, content):
    """The OwnTable in the bytes of a file. Raises ImportRefusedError."""
    return _own(spreadsheet.parse(file_name, content))


def read(path):
    """The OwnTable in a file. Raises ImportRefusedError."""
    return _own(spreadsheet.read(path))


def _own(sheet):
    header = [name.replace(" ", "_") for name in sheet.header]
    known = columns()
    missing = {"slug", "name"} - {*header}
    if missing:
        raise ImportRefusedError(
            _("This is no table in our own columns: %(names)s is missing. Start from the template, or from an export.")
            % {"names": ", ".join(sorted(missing))}
        )
    return OwnTable(
        file_name=sheet.file_name,
        digest=sheet.digest,
        known=known,
        columns=tuple(column for column in known if column.name in header),
        rows=[(line, _cells(header, cells)) for line, cells in sheet.rows],
        unknown=[name for name in header if name not in {column.name for column in known}],
    )


def _cells(header, cells):
    """{column: text} of the cells that hold something, each as it was before an export made it safe."""
    return {name: tidy(cell.removeprefix(ESCAPE)) for name, cell in zip(header, cells, strict=True) if cell}
