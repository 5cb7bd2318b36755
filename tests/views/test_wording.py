"""Days, hours and times as pages write them."""

from types import SimpleNamespace

import pytest

from programs.geography.stations import Station
from programs.search.catalogue import TrackRecord
from programs.views import level_of_care, week, wording


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ((17, 30), (20, 30), "5:30–8:30 pm"),
        ((9, 0), (12, 30), "9 am–12:30 pm"),
        ((9, 0), (11, 0), "9–11 am"),
        ((12, 0), (13, 0), "12–1 pm"),
        ((0, 0), (1, 0), "12–1 am"),
        ((20, 0), (24, 0), "8 pm–12 am"),
    ],
)
def test_a_span_says_the_half_of_the_day_once_where_it_can(starts, ends, words):
    assert wording.span(starts[0] * 60 + starts[1], ends[0] * 60 + ends[1]) == words


@pytest.mark.parametrize(
    ("weekdays", "words"),
    [
        ([0, 2, 3], "Mon, Wed, Thu"),
        ([4, 0, 1, 2, 3], "Mon–Fri"),
        ([1, 2], "Tue, Wed"),
        ([5], "Saturday"),
        ([0, 0], "Monday"),
    ],
)
def test_days_in_a_row_are_a_range(weekdays, words):
    assert wording.days(weekdays) == words


def test_days_of_equal_hours_stand_together():
    sessions = [(0, 540, 750), (2, 540, 750), (1, 1020, 1200)]
    assert wording.meetings(sessions) == [("Mon, Wed", "9 am–12:30 pm"), ("Tuesday", "5–8 pm")]


def test_a_day_from_midnight_to_midnight_is_all_of_it():
    assert wording.meetings([(1, 0, 1440)]) == [("Tuesday", "all day")]


def test_weeks_are_a_range_or_about_so_many_or_nothing():
    assert [wording.weeks(*pair) for pair in ((4, 6), (8, 8), (None, 8), (1, None), (None, None))] == [
        "4 to 6 weeks", "about 8 weeks", "about 8 weeks", "about 1 week", ""
    ]  # fmt: skip


def test_miles_have_a_decimal_only_when_they_are_few():
    assert [wording.miles(distance) for distance in (0, 1.84, 9.94, 9.96, 21.4)] == [
        "less than 0.1 mi", "1.8 mi", "9.9 mi", "10 mi", "21 mi"
    ]  # fmt: skip


def test_nobody_knows_how_far_the_middle_of_a_town_is_from_an_address_in_it():
    matches = [SimpleNamespace(miles=miles, about=about) for miles in (3.04, 0.01) for about in (False, True)]
    assert [wording.apart(match) for match in matches] == ["3.0 mi", "about 3.0 mi", "less than 0.1 mi", ""]


@pytest.mark.parametrize(
    ("hours", "oldest", "remark"),
    [
        (8.9, None, "9 to 19"), (9, None, ""), (19, None, ""), (20, None, "partial hospitalization"), (6, 17, ""),
        (5, 17, "6 hours"), (6, 18, "9 to 19"), (None, None, ""),
    ],
)  # fmt: skip
def test_hours_outside_the_band_of_their_age_get_a_remark(hours, oldest, remark):
    said = level_of_care.remark(TrackRecord(hours_stated=hours, age_max=oldest))
    assert (remark in said) if remark else said == ""


def test_a_week_without_weekend_sessions_has_five_days():
    assert len(week.table([(0, 540, 600)])["days"]) == 5
    assert len(week.table([(6, 540, 600)])["days"]) == 7


def test_each_session_stands_in_its_day_and_part_of_the_day():
    rows = dict(week.table([(0, 540, 750), (2, 1020, 1200)], busy=[(2, 900, 1030)])["rows"])
    cells = {str(label): cells for label, cells in rows.items()}
    assert cells["Morning"][0] == {"sessions": [{"hours": "9 am–12:30 pm", "clashes": False}], "busy": []}
    assert cells["Evening"][2] == {"sessions": [{"hours": "5–8 pm", "clashes": True}], "busy": ["4:30–5:10 pm"]}
    assert cells["Afternoon"][2] == {"sessions": [], "busy": ["3–4:30 pm"]}
    assert cells["Afternoon"][0] == {"sessions": [], "busy": []}


@pytest.mark.parametrize(
    ("step_free", "miles", "words"),
    [
        (True, 0.42, "Train: 0.4 miles from Porter; step-free"),
        (False, 0.42, "Train: 0.4 miles from Porter; not step-free"),
        (None, 0.42, "Train: 0.4 miles from Porter"),
        (True, 8, "No train within 5 miles"),
    ],
)
def test_the_nearest_stop_says_how_far_and_whether_it_is_step_free(step_free, miles, words):
    assert wording.stop(Station("Porter", (), (), step_free, 42.39, -71.12), miles) == words
