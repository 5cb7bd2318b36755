"""What to ask one program, in order of need."""

from datetime import timedelta

import pytest

from programs.curation.checklist import Need, checks, intakes_to_ask
from programs.curation.recording import Claim
from programs.models import Program, Report, Source
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

AGES_AGO = ON - timedelta(days=200)


def needs(program, on=ON):
    return {check.fact: check.need for check in checks(program, on)}


def test_disputed_before_stale_before_reported_before_often_asked_before_the_rest():
    program = make_program(yes=["therapy:dbt", "insurance:masshealth"], said_on=AGES_AGO)
    say(program, "therapy:cbt")
    say(program, Claim("therapy:cbt", "no"), source=make_source(Source.Kind.STAFF))
    Report.objects.create(program=program, what="wrong-address", made_on=ON, code_digest="1")
    found = needs(program)
    assert found["therapy:cbt"] == Need.DISPUTED
    assert found["therapy:dbt"] == found["insurance:masshealth"] == Need.STALE
    assert found["address"] == Need.REPORTED
    assert found["condition:ptsd"] == found["schedule"] == Need.MISSING
    assert found["service:transport"] == Need.REST
    order = [check.need for check in checks(program, ON)]
    assert order == sorted(order, key=list(Need).index)


def test_of_a_lead_the_first_question_is_whether_it_is_one():
    lead = make_program(status=Program.Status.LEAD, listed=["level:php-or-day-treatment"])
    assert [check.fact for check in checks(lead, ON)][:3] == [
        "level:iop", "level:iop-mental-health", "level:iop-substance-use",
    ]  # fmt: skip


def test_what_is_confirmed_and_often_asked_is_of_the_rest():
    program = make_program(yes=["condition:ptsd"], no=["condition:depression"])
    found = needs(program)
    assert found["condition:ptsd"] == found["condition:depression"] == Need.REST


def test_a_report_of_a_plan_is_asked_of_the_plans_that_we_hold():
    program = make_program(yes=["insurance:aetna"])
    Report.objects.create(program=program, what="not-my-plan", made_on=ON, code_digest="1")
    found = {check.fact: check for check in checks(program, ON)}
    assert found["insurance:aetna"].need == Need.REPORTED
    assert found["insurance:aetna"].reports[0].what == "not-my-plan"
    assert found["insurance:fallon"].need == Need.REST


def test_a_report_that_names_a_plan_is_asked_of_that_plan():
    program = make_program(yes=["insurance:aetna"])
    detail = {"plan": "fallon"}
    Report.objects.create(program=program, what="not-my-plan", made_on=ON, code_digest="1", detail=detail)
    found = needs(program)
    assert found["insurance:fallon"] == Need.REPORTED
    assert found["insurance:aetna"] == Need.REST


def test_those_who_differ_are_named():
    program = make_program(yes=["therapy:cbt"])
    say(program, Claim("therapy:cbt", "no"), source=make_source(Source.Kind.STAFF))
    (disputed,) = (check for check in checks(program, ON) if check.need == Need.DISPUTED)
    assert {(voice.source.kind, voice.answer) for voice in disputed.voices} == {("phone", "yes"), ("staff", "no")}


def test_past_intakes_are_asked_by_their_day():
    day = ON + timedelta(days=1)
    program = make_program(intake=[day])
    assert intakes_to_ask(program, ON) == []
    assert intakes_to_ask(program, ON + timedelta(days=2)) == [day]


def test_a_sheet_takes_few_queries(django_assert_max_num_queries):
    program = make_program(yes=["therapy:dbt", "therapy:cbt"], listed=["condition:ptsd"])
    with django_assert_max_num_queries(5):
        checks(program, ON)
