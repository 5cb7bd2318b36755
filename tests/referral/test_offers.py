"""The order by kept promises."""

from datetime import date, timedelta

import pytest

from programs.referral.offers import Offer, Record, Standing, in_order

TODAY = date(2026, 11, 22)
KEPT, BROKEN = Record(kept=3), Record(kept=9, broken=1)


def after(days):
    return TODAY + timedelta(days=days)


def test_kept_promises_come_first_by_date_then_dates_without_a_record_then_the_rest_by_match():
    offers = [
        Offer(1),
        Offer(2, after(1), BROKEN),
        Offer(3, after(2)),
        Offer(4, after(9), KEPT),
        Offer(5, after(5), KEPT),
        Offer(6, after(1)),
    ]
    assert [offer.place for offer in in_order(offers)] == [5, 4, 6, 3, 1, 2]


def test_a_program_that_broke_a_date_does_not_rise_by_naming_an_earlier_one():
    without, dated = Offer(7, None, BROKEN), Offer(7, after(1), BROKEN)
    others = [Offer(3, after(20), KEPT), Offer(5), Offer(9)]
    places = [[offer.place for offer in in_order([*others, broken])] for broken in (without, dated)]
    assert places[0] == places[1]
    assert dated.standing is Standing.CALL


@pytest.mark.parametrize(
    ("day", "window"), [(-1, None), (0, None), (1, 7), (7, 7), (8, 30), (30, 30), (31, None), (None, None)]
)
def test_the_windows_are_those_of_the_measure_and_the_day_of_discharge_is_not_in_them(day, window):
    assert Offer(1, None if day is None else after(day)).window(TODAY) == window


def test_nothing_is_said_of_a_program_before_more_than_five_have_reported():
    assert Record(kept=5).share_kept is None
    assert Record(kept=5, broken=1).share_kept == 5 / 6
    assert Record(days_to_intake=(3,) * 5).median_days is None
    assert Record(days_to_intake=(9, 1, 2, 3, 4, 8)).median_days == 3.5
    assert Record(days_to_intake=(9, 1, 2, 3, 4, 8, 30)).median_days == 4
