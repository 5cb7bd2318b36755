"""docs/journeys.md: what each journey cost, written by the test run itself. The same walk leaves the same file."""

import fcntl
import os
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

BOOK = Path(__file__).parents[2] / "docs" / "journeys.md"

# In the order of the book. A row of a journey that is not here any more is dropped.
JOURNEYS = (
    "01609, MassHealth WellSense, PTSD, works weekdays 9 to 5",
    "A mother in Fall River, for her son of 16, in Portuguese",
    "Near work in Boston or home in Quincy, evenings, DBT, no car",
    "Wishes that nobody meets",
    "Compare three, make a list, print it, open its link elsewhere",
    "A screen reader: by roles and names alone",
    "Six plain questions, in danger at two of them, to a prepared search",
    "Help me choose: question by question, back and forth",
    "Leaving Thursday: MassHealth, 01104, trauma, Spanish, evenings only, to a printed packet",
)
DEVICES = ("phone", "desktop")
JAVASCRIPT = ("with", "without")

HEAD = """# Journeys

Whole ways through the finder, walked in a real browser by `make test` (`tests/journeys/`) on programs made for it, and
written down here by that run. *Page loads* counts the first page too. *Actions* are presses of a link, a button or a
box, and fields filled in; for the screen reader, each control that was found by its role and name and then used.

| journey | device | JavaScript | page loads | actions | ends at |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    journey: str
    device: str
    javascript: str
    page_loads: str
    actions: str
    ends_at: str

    @property
    def place(self):
        return JOURNEYS.index(self.journey), DEVICES.index(self.device), JAVASCRIPT.index(self.javascript)

    def __str__(self):
        return f"| {' | '.join(astuple(self))} |"


def write(row, book=BOOK):
    """Put a row in its place. Several processes may write at once."""
    with alone(book):
        rows = {kept.place: kept for kept in read(book)} | {row.place: row}
        text = HEAD + "".join(f"{rows[place]}\n" for place in sorted(rows))
        if not book.exists() or book.read_text() != text:
            book.write_text(text)


def read(book=BOOK):
    lines = book.read_text().splitlines() if book.exists() else []
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [Row(*row) for row in cells if row[0] in JOURNEYS]


@contextmanager
def alone(book):
    """One process at a time. The lock is on the folder, so that no other file is left behind."""
    folder = os.open(book.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
