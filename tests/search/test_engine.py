"""Pages of results."""

import pytest

from programs.search import Need, search
from programs.search.catalogue import Catalogue, Record
from tests.builders import ON

NAMES = [f"Program {number:02}" for number in range(45)]


@pytest.fixture
def catalogue():
    return Catalogue([Record(number, f"p{number}", name, "") for number, name in enumerate(NAMES)], {}, as_of=ON)


@pytest.mark.parametrize(
    ("page", "shown", "first", "last"), [(1, 1, 1, 20), (2, 2, 21, 40), (3, 3, 41, 45), (4, 3, 41, 45), (99, 3, 41, 45)]
)
def test_a_page_has_twenty_and_one_past_the_last_is_the_last(catalogue, page, shown, first, last):
    results = search(Need(page=page), catalogue)
    assert (results.total, results.pages, results.page) == (45, 3, shown)
    assert [match.record.name for match in results.matches] == NAMES[first - 1 : last]
    assert [match.number for match in results.matches] == list(range(first, last + 1))


def test_where_nobody_remains_there_is_one_empty_page(catalogue):
    results = search(Need({"q": ("elm",)}, page=2), catalogue)
    assert (results.total, results.pages, results.page, results.matches) == (0, 1, 1, [])
