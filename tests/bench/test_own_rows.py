"""The rows for measuring an import are rows that an import takes."""

import pytest

from tests.bench.own_rows import own_rows
from tests.builders import ON, load_vocabulary
from tests.own_tables import changes, plan

pytestmark = pytest.mark.django_db


def test_every_row_is_taken_and_most_cells_are_filled():
    load_vocabulary()
    header, rows = own_rows(30, 7, on=ON)
    rows = list(rows)
    assert set(changes(plan(rows, names=header))) == {"new"}
    assert all(sum(cell != "" for cell in row.values()) > len(header) / 2 for row in rows)
