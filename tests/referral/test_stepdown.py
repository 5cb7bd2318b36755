"""Who can take a person that leaves on a day."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.curation import Claim
from programs.geography import gazetteer
from programs.models import Program
from programs.referral.stepdown import StepDown, look, look_at
from programs.search import ProgramFilter, current
from programs.search.snapshot import load
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db
LEAVING = ON + timedelta(days=4)


def need(query=""):
    return ProgramFilter(QueryDict(query)).need


def found(query="", leaving_on=LEAVING, **more):
    return look(StepDown(need(query), leaving_on, **more), current())


def names(query="", **more):
    return [placed.match.record.name for placed in found(query, **more).placed]


def the_one(query="", **more):
    (placed,) = found(query, **more).placed
    return placed


def outcome(program, day, answer, method_source=None):
    say(program, Claim("intake-outcome", answer, {"date": day.isoformat()}), source=method_source or make_source())


def test_kept_promises_come_first_then_dates_without_a_record_then_the_rest_by_match():
    make_program("Asks")
    late = make_program("Kept, later", intake=[ON + timedelta(days=20)])
    broke = make_program("Broke, tomorrow", intake=[ON + timedelta(days=5)])
    make_program("New, soon", intake=[ON + timedelta(days=6)])
    outcome(late, ON - timedelta(days=9), "yes")
    outcome(broke, ON - timedelta(days=9), "no")
    assert names() == ["Kept, later", "New, soon", "Asks", "Broke, tomorrow"]


@pytest.mark.parametrize(("day", "window"), [(7, 7), (8, 30), (30, 30), (31, None)])
def test_each_date_is_shown_with_the_window_that_it_lies_in(day, window):
    make_program(intake=[LEAVING + timedelta(days=day)])
    assert the_one().window == window


def test_a_date_before_the_day_of_leaving_is_none():
    make_program(intake=[LEAVING - timedelta(days=1)])
    assert the_one().offer.day is None


def test_of_several_dates_the_first_from_the_day_of_leaving_on_counts():
    make_program(intake=[LEAVING - timedelta(days=1), LEAVING + timedelta(days=9), LEAVING + timedelta(days=2)])
    assert the_one().offer.day == LEAVING + timedelta(days=2)


def test_a_date_of_a_track_that_does_not_fit_is_no_date_for_this_person():
    tracks = [
        {"name": "Days", "sessions": ["mon tue wed 09:00-12:00"]},
        {"name": "Evenings", "sessions": ["mon tue wed 17:00-20:00"]},
    ]
    soon, later = LEAVING + timedelta(days=1), LEAVING + timedelta(days=3)
    make_program(tracks=tracks, intake=[(soon, "Days"), (later, "Evenings")])
    assert the_one("when=evening").offer.day == later
    assert the_one("when=morning").offer.day == soon
    assert the_one().offer.day == soon


def test_a_claim_past_its_seven_days_falls_back_to_call():
    make_program(intake=[ON + timedelta(days=20)])
    step_down = StepDown(need(), LEAVING)
    before, after = (look(step_down, load(ON + timedelta(days=days))).placed[0] for days in (7, 8))
    assert (before.offer.day, before.lapsed) == (ON + timedelta(days=20), False)
    assert (after.offer.day, after.lapsed) == (None, True)


def test_each_sentence_has_its_source_date_and_quote():
    program = make_program(yes=["therapy:dbt"], no=["condition:psychosis"])
    say(program, Claim("condition:trauma", quote="We treat trauma."), source=make_source("web-page"))
    lists = the_one("therapy=dbt&condition=trauma&language=es").lists
    assert {(s.text, s.source, s.is_listed, s.quote) for s in lists.meets} == {
        ("Treats Trauma", "the program’s web page", True, "We treat trauma."),
        ("DBT", "phone check", False, ""),
    }
    (ask,) = lists.not_stated
    assert ask.question
    (placed,) = look_at(StepDown(need("condition=psychosis"), LEAVING), current(), [current().record(program.slug)])
    assert [s.text for s in placed.lists.conflicts] == ["Does not treat Psychosis"]


def test_its_own_rules_on_admission_are_quoted_and_never_judged():
    program = make_program()
    say(program, Claim("getting-in", detail={"exclusions": "No acute withdrawal.", "prior_level": "PHP first."}))
    lists = the_one(leaving="partial-hospital").lists
    assert [s.quote for s in lists.not_stated] == ["No acute withdrawal.", "PHP first."]
    assert not lists.meets


@pytest.mark.parametrize(("schedule", "where"), [("confirmed", "conflicts"), ("listed", "not_stated")])
def test_what_the_patient_cannot_accept_conflicts_where_it_is_confirmed(schedule, where):
    make_program(tracks=[{"format": "online", "sessions": ["mon 09:00-12:00"]}], schedule=schedule)
    lists = the_one(declines=frozenset({"online"})).lists
    assert [s.text for s in getattr(lists, where)] == ["Sessions are online"]


def test_offering_is_not_requiring():
    make_program(yes=["therapy:twelve-step"])
    lists = the_one(declines=frozenset({"twelve-step"})).lists
    assert not lists.conflicts
    assert [s.question for s in lists.not_stated] == ["Must everybody take part in 12-step?"]


def test_a_record_is_told_past_five_reports():
    program = make_program(intake=[LEAVING])
    for days in range(1, 6):
        outcome(program, ON - timedelta(days=days), "yes")
    assert the_one().offer.record.share_kept is None
    outcome(program, ON - timedelta(days=6), "no")
    assert the_one().offer.record.share_kept == 5 / 6


def test_it_takes_five_queries_whatever_the_number_of_programs(django_assert_num_queries):
    for _ in range(6):
        say(make_program(intake=[LEAVING]), Claim("getting-in", detail={"exclusions": "No acute withdrawal."}))
    step_down, catalogue = StepDown(need("therapy=dbt"), LEAVING), current()
    with django_assert_num_queries(5):
        look(step_down, catalogue)


FACTS = ("near=Lowell", "insurance=masshealth", "condition=trauma", "language=es", "when=evening", "age=30",
         "focus=co-occurring", "format=in-person", "days_max=3")  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(FACTS), unique=True, max_size=8), st.sampled_from(FACTS))
def test_a_further_fact_about_the_patient_never_turns_not_stated_into_meets(asked, further):
    if not Program.objects.exists():
        make_program("Silent", town="", phone="")
        make_program("Some", yes=["insurance:masshealth"], listed=["condition:ptsd"], sessions=["mon wed 17:00-20:00"])
    assert gazetteer.town("Lowell")
    before = {p.match.record.name: p for p in found("&".join(asked)).placed}
    for placed in found("&".join([*asked, further])).placed:
        silent = {s.text for s in before[placed.match.record.name].lists.not_stated}
        assert not silent & {s.text for s in placed.lists.meets}


def test_the_median_from_call_to_intake_is_of_those_who_told_both_days_and_may_know():
    program = make_program(intake=[LEAVING])
    for days in (1, 2, 3, 4, 8, 9):
        came = ON - timedelta(days=days)
        detail = {"date": came.isoformat(), "called_on": (came - timedelta(days=days)).isoformat()}
        say(program, Claim("intake-outcome", "yes", detail))
    assert the_one().offer.record.median_days == 3.5
