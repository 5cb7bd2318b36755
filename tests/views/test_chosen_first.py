"""What was chosen of a filter stands before the others."""

import re

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db


def boxes(page, name):
    """(code, is checked, is disabled) of each box of that name, in the order of the page."""
    text = page.content.decode()
    found = [re.sub(r"\s+", " ", box) for box in re.findall(r"<input[^>]*>", text) if f'name="{name}"' in box]
    return [(re.search('value="([^"]*)"', box)[1], " checked" in box, " disabled" in box) for box in found]


def test_a_chosen_language_stands_first_and_its_own_row_is_not_sent(client):
    make_program(town="Worcester", listed=["language:es"])
    rows = boxes(client.get("/programs/?language=km&language=es"), "language")
    assert rows[:2] == [("km", True, False), ("es", True, False)]
    assert [code for code, is_checked, _idle in rows if is_checked] == ["km", "es"]
    assert sorted(code for code, _checked, is_idle in rows if is_idle) == ["es", "km"]


def test_where_nothing_is_chosen_nothing_is_moved(client):
    make_program(town="Worcester")
    rows = boxes(client.get("/programs/?condition=ptsd"), "language")
    assert not [row for row in rows if row[1] or row[2]]
    assert len({code for code, _checked, _idle in rows}) == len(rows)


def test_a_value_that_is_none_is_never_a_row(client):
    rows = boxes(client.get("/programs/?language=%22%3E%3Cscript%3E"), "language")
    assert not [row for row in rows if row[1]]
