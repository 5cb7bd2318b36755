"""Busy blocks of a week: read, put together, written again, and said."""

import pytest
from django.core.exceptions import ValidationError

from programs.search.week import block_code, block_in_words, merged, read_block


@pytest.mark.parametrize(
    ("blocks", "together"),
    [
        ("mon-0900-1000 mon-1000-1100", "mon-0900-1100"),
        ("mon-1000-1100 mon-0900-1000", "mon-0900-1100"),
        ("mon-0900-1700 mon-1200-1300", "mon-0900-1700"),
        ("mon-0900-1300 mon-1200-1500", "mon-0900-1500"),
        ("mon-0900-1000 mon-1001-1100", "mon-0900-1000 mon-1001-1100"),
        ("mon-0900-1000 tue-1000-1100", "mon-0900-1000 tue-1000-1100"),
        ("mon-1800-2400 tue-0000-0800", "mon-1800-2400 tue-0000-0800"),
    ],
)
def test_hours_that_touch_or_overlap_are_one_block_and_no_free_minute_is_taken(blocks, together):
    assert " ".join(map(block_code, merged(map(read_block, blocks.split())))) == together


@pytest.mark.parametrize(
    "text",
    ["mon-0900-0900", "mon-1700-0900", "mon-0960-1700", "mon-0900-2401", "mon-2300-2460", "day-0900-1000", "mon"],
)
def test_what_is_no_block_of_a_day_is_refused(text):
    with pytest.raises(ValidationError):
        read_block(text)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sun-0000-1200", "Sun 12:00 am–12:00 pm"),
        ("wed-1130-1305", "Wed 11:30 am–1:05 pm"),
        ("sat-1200-2359", "Sat 12:00 pm–11:59 pm"),
        ("tue-0000-2400", "Tue, all day"),
    ],
)
def test_a_block_is_said_as_a_clock_is_read_in_massachusetts(code, words):
    assert block_in_words(read_block(code)) == words
