"""What is answered by kin: plans under carriers, conditions under the focus."""

from datetime import date

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "asked", "verdict"),
    [
        ({"yes": ["insurance:masshealth-wellsense-care-alliance"]}, "masshealth-wellsense", "met"),
        ({"yes": ["insurance:masshealth-wellsense-care-alliance"]}, "masshealth", "met"),
        ({"listed": ["insurance:masshealth"]}, "masshealth-wellsense-care-alliance", "hinted"),
        ({"yes": ["insurance:masshealth-wellsense"]}, "masshealth-wellsense-care-alliance", "hinted"),
        ({"no": ["insurance:masshealth-wellsense"]}, "masshealth-wellsense-care-alliance", "unmet"),
        ({"no": ["insurance:masshealth-wellsense"]}, "masshealth", "silent"),
        ({"no": ["insurance:masshealth-wellsense"]}, "masshealth-tufts", "silent"),
        ({"yes": ["insurance:masshealth-wellsense"]}, "masshealth-tufts", "silent"),
        ({"listed": ["insurance:commercial"]}, "bcbsma", "hinted"),
        ({"yes": ["insurance:bcbsma"]}, "commercial", "met"),
        ({"yes": ["insurance:masshealth"]}, "commercial", "silent"),
    ],
)
def test_a_plan_answers_its_carrier_and_class_and_they_hint_at_their_plans(ask, facts, asked, verdict):
    make_program(**facts)
    assert ask.verdict(f"insurance={asked}") == verdict


def test_a_hinted_plan_says_by_what_since_when_and_what_to_ask(ask):
    make_program(listed=["insurance:masshealth"])
    fit = ask.fits("insurance=masshealth-wellsense-care-alliance")["insurance"]
    assert "MassHealth" in fit.reason
    assert "WellSense" in fit.reason
    assert (fit.source, fit.said_on) == ("federal listing", date(2025, 8, 19))
    assert fit.question.endswith("?")


@pytest.mark.parametrize(
    ("focus", "verdict"),
    [
        (["substance-use"], "doubted"),
        (["substance-use", "co-occurring"], "silent"),
        (["substance-use", "mental-health"], "silent"),
        (["mental-health"], "silent"),
        ([], "silent"),
    ],
)
@pytest.mark.parametrize("code", ["depression", "anxiety", "bipolar", "personality"])
def test_for_a_mental_health_condition_a_program_for_substance_use_alone_is_doubted(ask, focus, verdict, code):
    make_program(listed=[f"focus:{code}" for code in focus])
    assert ask.verdict(f"condition={code}") == verdict


@pytest.mark.parametrize("code", ["substance-use", "alcohol", "gambling"])
def test_an_addiction_is_not_doubted_where_substance_use_is_treated(ask, code):
    make_program(yes=["focus:substance-use"])
    assert ask.verdict(f"condition={code}") == "silent"


def test_what_is_said_of_a_condition_comes_before_the_focus(ask):
    make_program(yes=["focus:substance-use"], listed=["condition:depression", "condition:trauma"])
    assert ask.verdict("condition=depression") == "listed"
    assert ask.verdict("condition=ptsd") == "hinted"
    assert "ubstance use" in ask.fits("condition=bipolar")["condition"].reason
