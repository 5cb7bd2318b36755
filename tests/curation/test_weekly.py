"""Sessions as they are typed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programs.curation.weekly import read_sessions, write_sessions
from programs.models import WEEKDAY_CODES


def short(text):
    return [f"{block['weekday']} {block['starts']}-{block['ends']}" for block in read_sessions(text)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mon wed 17:00-20:00", ["mon 17:00-20:00", "wed 17:00-20:00"]),
        ("Mon, Wed and Thurs 5pm-8pm", ["mon 17:00-20:00", "wed 17:00-20:00", "thu 17:00-20:00"]),
        ("Mon–Wed 5:30–8:30 pm", ["mon 17:30-20:30", "tue 17:30-20:30", "wed 17:30-20:30"]),
        ("tuesday 9-12:30pm", ["tue 09:00-12:30"]),
        ("Sat 9 a.m. to 12 p.m.", ["sat 09:00-12:00"]),
        ("fri 9:00-12:00, 13:00-15:00", ["fri 09:00-12:00", "fri 13:00-15:00"]),
        ("mon 9:00-12:00\n\ntue 13:00-16:00; sun 10am-1pm", ["mon 09:00-12:00", "tue 13:00-16:00", "sun 10:00-13:00"]),
        ("weekdays 16:00-18:00", [f"{day} 16:00-18:00" for day in WEEKDAY_CODES[:5]]),
        ("", []),
    ],
)
def test_a_week_is_read_as_people_write_it(typed, read):
    assert short(typed) == read


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("mon wed 5-8", "is 5-8 in the morning or in the evening?"),
        ("17:00-20:00", "name the days first"),
        ("mon wed evenings", "write the days and then the hours"),
        ("mun 17:00-20:00", "“mun” is no day"),
        ("fri-mon 17:00-20:00", "runs backwards"),
        ("mon 20:00-17:00", "a session ends after it starts"),
        ("mon 25:00-26:00", "no time of the day"),
        ("mon 17:00-20:00 maybe", "“maybe” is neither a day nor a time"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(typed, problem):
    with pytest.raises(ValidationError) as error:
        read_sessions(f"tue 9:00-12:00\n{typed}")
    (message,) = error.value.messages
    assert message.startswith(f"“{typed}”: ")
    assert problem in message


BLOCKS = st.lists(
    st.tuples(st.sampled_from(WEEKDAY_CODES), st.integers(0, 22), st.sampled_from([0, 15, 30])),
    max_size=8,
    unique_by=lambda block: block[:2],
)


@given(BLOCKS)
def test_what_is_written_is_read_again(drawn):
    blocks = [
        {"weekday": day, "starts": f"{hour:02}:{minute:02}", "ends": f"{hour + 1:02}:{minute:02}"}
        for day, hour, minute in drawn
    ]
    blocks.sort(key=lambda block: (WEEKDAY_CODES.index(block["weekday"]), block["starts"]))
    assert read_sessions(write_sessions(blocks)) == blocks
