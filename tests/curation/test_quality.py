"""How true the directory is, counted."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from programs.curation import Claim
from programs.curation.quality import Counted, count, over_time, promises, store, total
from programs.models import QualityDay, Term
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

CARE = Term.objects.filter(vocabulary__in=("therapy", "service"))
STALE = ON - timedelta(days=200)


def test_each_fact_stands_in_one_of_four_ways():
    make_program(yes=["therapy:dbt", "therapy:cbt"], no=["therapy:emdr"], listed=["therapy:group"])
    make_program(yes=["therapy:dbt"], said_on=STALE)
    say(make_program(), "therapy:dbt", answer="no")
    assert count(ON)["", "care"] == Counted(confirmed=4, listed=1, stale=1, not_stated=3 * CARE.count() - 6)


def test_voices_that_disagree_leave_a_fact_listed():
    program = make_program(yes=["therapy:dbt"])
    say(program, "therapy:dbt", answer="no", source=make_source("staff"))
    assert count(ON)["", "care"] == Counted(listed=1, not_stated=CARE.count() - 1)


def test_a_section_kept_whole_is_one_fact():
    make_program(sessions=["mon 17:00-20:00"])
    make_program()
    assert count(ON)["", "schedule"] == Counted(confirmed=1, not_stated=1)
    assert count(ON + timedelta(days=91))["", "schedule"] == Counted(stale=1, not_stated=1)


def test_only_what_the_public_sees_counts():
    make_program(status="lead", yes=["therapy:dbt"])
    assert total(count(ON)) == Counted()
    assert total(count(ON)).share("confirmed") == 0


def test_counties_add_up_to_the_state_with_those_that_have_no_address():
    make_program(town="Lowell", yes=["therapy:dbt"])
    make_program(town="Worcester", yes=["therapy:dbt"])
    make_program(town="", yes=["therapy:dbt"])
    counted = count(ON)
    assert counted["Middlesex", "care"].confirmed == 1
    assert counted["Worcester", "care"].confirmed == 1
    assert counted["", "care"].confirmed == 3


def test_it_takes_three_queries_however_many_programs(django_assert_num_queries):
    for town in ("Lowell", "Worcester", "Boston"):
        make_program(town=town, yes=["therapy:dbt"])
    with django_assert_num_queries(3):
        count(ON)


def test_counting_a_day_twice_keeps_it_once():
    make_program(yes=["therapy:dbt"])
    assert store(ON) == store(ON) == QualityDay.objects.count()


def test_the_daily_run_and_the_command_keep_the_day():
    make_program(yes=["therapy:dbt"])
    call_command("settle_catalogue", on=STALE)
    call_command("count_quality", on=ON)
    assert list(QualityDay.objects.order_by("on").values_list("on", flat=True).distinct()) == [STALE, ON]


def test_days_are_told_oldest_first_and_add_up():
    make_program(yes=["therapy:dbt"])
    for days in (3, 2, 1, 0):
        store(ON - timedelta(days=days))
    told = over_time(ON, days=2)
    assert [day for day, _counted in told] == [ON - timedelta(days=2), ON - timedelta(days=1)]
    assert told[-1][1].facts == total(count(ON)).facts


def test_the_share_of_intake_dates_that_held():
    program = make_program()
    assert promises().share is None
    outcomes = {"2026-11-02": "yes", "2026-11-09": "yes", "2026-11-16": "no"}
    say(program, *(Claim("intake-outcome", said, {"date": day}) for day, said in outcomes.items()))
    assert (promises().kept, promises().broken, promises().share) == (2, 1, 67)
