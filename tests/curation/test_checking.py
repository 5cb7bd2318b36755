"""Claims against the rule book: what is refused, what is only flagged, and by what way a refusal is lifted."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from time_machine import escape_hatch

from programs.curation import Claim, publish, undo
from programs.curation.checking import TESTS, check, findings_on, screen
from programs.curation.overriding import agree, ask
from programs.curation.rule_book import FLAG, REFUSE, rules
from programs.models import Assertion, Program
from tests.accounts import make_account
from tests.builders import ON, make_program, make_source, say, schedule_claim, term

pytestmark = pytest.mark.django_db

NINE, SIX, THREE, TWENTY = (
    "mon wed thu 17:00-20:00",
    "mon wed 17:00-20:00",
    "mon 17:00-20:00",
    "mon tue wed thu 9:00-14:00",
)


def note(fact, words):
    return Claim(fact, detail={"note": words})


def hours(sessions, **track):
    return schedule_claim([{"sessions": [sessions.replace(" 9:", " 09:")], **track}])


def level(words):
    return Claim("level", detail={"level_name": words})


ONLINE = Claim("schedule", detail={"tracks": [{"format": "online"}, {"format": "online"}]})
PARTLY = Claim("schedule", detail={"tracks": [{"format": "online"}, {"format": "in-person"}]})
MEDICARE = Claim("insurance:medicare-original")

# claims, kind of source, the codes of the rules that they go against
CASES = [
    ([level("BSAS-licensed IOP")], "phone", ["no-bsas-iop"]),
    ([level("IOP, licensed by BSAS")], "phone", ["no-bsas-iop"]),
    ([level("IOP; the site holds a BSAS outpatient licence")], "phone", []),
    ([note("licence:bsas-outpatient", "Licensed as an IOP")], "phone", ["no-iop-licence"]),
    ([note("licence:bsas-outpatient", "Site licence no. 123")], "phone", []),
    ([level("DMH-licensed intensive outpatient")], "phone", ["no-dmh-iop"]),
    ([level("IOP beside a DMH-licensed partial hospital program")], "phone", []),
    ([note("licence:joint-commission", "This program is accredited")], "phone", ["accredits-organizations"]),
    ([level("Joint Commission accredited IOP")], "phone", ["accredits-organizations"]),
    ([note("licence:joint-commission", "The hospital holds it")], "phone", []),
    ([Claim("licence:carf")], "phone", ["carf-names-the-program"]),
    ([note("licence:carf", "Adult IOP in Lowell")], "phone", []),
    ([Claim("licence:carf", "no")], "phone", []),
    ([Claim("level:iop-mental-health")], "federal-listing", ["survey-knows-no-mental-health-iop"]),
    ([Claim("level:iop-mental-health")], "web-page", []),
    ([hours(NINE, age_min=18)], "phone", []),
    ([hours(SIX, age_min=18)], "phone", ["too-few-hours-adults"]),
    ([hours(SIX, age_min=13, age_max=17)], "phone", []),
    ([hours(THREE, age_min=13, age_max=17)], "phone", ["too-few-hours"]),
    ([hours(SIX)], "phone", []),
    ([hours(TWENTY, age_min=18)], "phone", ["partial-hospitalization-hours"]),
    ([hours(NINE, age_min=18, attend=2)], "phone", ["too-few-hours-adults"]),
    ([schedule_claim([{"days_per_week": 2, "hours_per_session": 2}])], "phone", ["too-few-hours"]),
    ([schedule_claim([{"age_min": 18, "parts_of_day": ["evening"]}])], "phone", []),
    ([MEDICARE, ONLINE], "phone", ["medicare-not-at-home"]),
    ([MEDICARE, PARTLY], "phone", []),
    ([Claim("insurance:medicare"), ONLINE], "phone", ["medicare-perhaps-at-home"]),
    ([MEDICARE, hours(SIX)], "phone", ["medicare-hours"]),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "kind", "codes"), CASES, ids=lambda value: str(value)[:90])
def test_a_claim_goes_against_these_rules(claims, kind, codes):
    assert [finding.rule.code for finding in check(None, claims, kind=kind)] == codes


def test_every_rule_has_a_case_a_citation_and_a_day():
    assert {code for _claims, _kind, codes in CASES for code in codes} == {rule.code for rule in rules()}
    # By the real clock, not the tests' own; a rule that is checked today is of tomorrow further west.
    tomorrow = escape_hatch.datetime.datetime.now().date() + timedelta(days=1)
    for rule in rules():
        assert rule.citation
        assert rule.checked_on <= tomorrow
        assert {rule.record, rule.publish} <= {FLAG, REFUSE}
        assert rule.test[0] in TESTS
        for pattern in rule.test[1] if rule.test[0] == "words" else ():
            re.compile(pattern)


def test_every_fact_that_a_rule_names_is_one():
    make_program()
    for rule in rules():
        for fact in rule.facts:
            if ":" in fact and "*" not in fact:
                assert term(fact)


def test_a_refused_claim_is_named_with_its_citation_and_nothing_is_written():
    program = make_program()
    before = Assertion.objects.count()
    with pytest.raises(ValidationError) as refused:
        say(program, "therapy:dbt", level("BSAS-licensed IOP"))
    assert "105 CMR 164" in refused.value.message_dict["level"][0]
    assert Assertion.objects.count() == before


def test_what_stands_already_counts_and_the_refusal_names_what_was_typed():
    program = make_program(yes=["insurance:medicare-original"])
    with pytest.raises(ValidationError) as refused:
        say(program, ONLINE)
    assert list(refused.value.message_dict) == ["schedule"]
    say(program, Claim("insurance:medicare-original", "no"))
    say(program, ONLINE)


def test_hours_are_flagged_when_they_are_recorded_and_refused_when_it_is_published():
    program = make_program(status="lead", tracks=[{"age_min": 18, "sessions": [SIX]}])
    with pytest.raises(ValidationError) as refused:
        publish(program, "listed")
    assert "at least 9 hours" in refused.value.message_dict["schedule"][0]
    publish(program, "lead")
    assert Program.objects.get().status == "lead"


def test_twenty_hours_are_never_refused():
    program = make_program(status="lead", tracks=[{"age_min": 18, "sessions": ["mon tue wed thu 09:00-14:00"]}])
    publish(program, "confirmed")
    assert [finding.rule.code for _number, finding in findings_on(ON)] == ["partial-hospitalization-hours"]


def test_an_import_goes_on_without_what_is_refused():
    kept, refused = screen(None, [Claim("therapy:dbt"), level("BSAS-licensed IOP")], kind="web-page")
    assert [claim.fact for claim in kept] == ["therapy:dbt"]
    assert list(refused) == ["level"]


def test_a_second_person_lifts_a_refusal_for_one_fact_of_one_program(django_assert_num_queries):
    program, other = make_program(), make_program()
    first, second = make_account("curator"), make_account("lead curator")
    wanted = ask(program, "no-bsas-iop", "level", "It is the name on the door.", by=first)
    with pytest.raises(ValidationError):
        say(program, level("BSAS-licensed IOP"))
    with pytest.raises(ValidationError, match="second person"):
        agree(wanted, by=first)
    agreement = agree(wanted, by=second)
    say(program, level("BSAS-licensed IOP"))
    with pytest.raises(ValidationError):
        say(other, level("BSAS-licensed IOP"))
    undo(agreement, on=ON, by=second)
    with pytest.raises(ValidationError):
        say(program, level("BSAS-approved IOP"))


def test_an_override_that_is_taken_back_lifts_nothing():
    program = make_program()
    wanted = ask(program, "no-bsas-iop", "level", "The name on the door.", by=make_account("curator"))
    agree(wanted, by=make_account("lead curator"))
    undo(wanted.action, on=ON)
    with pytest.raises(ValidationError):
        say(program, level("BSAS-licensed IOP"))


@pytest.mark.parametrize(
    ("rule", "fact", "reason", "field"),
    [
        ("astrology", "level", "Why not.", "rule"),
        ("no-bsas-iop", "schedule", "Why not.", "fact"),
        ("no-bsas-iop", "level", "  ", "reason"),
    ],
)
def test_asking_needs_a_rule_a_fact_it_speaks_of_and_a_reason(rule, fact, reason, field):
    with pytest.raises(ValidationError) as refused:
        ask(make_program(), rule, fact, reason, by=make_account())
    assert list(refused.value.message_dict) == [field]


def test_what_the_public_sees_is_checked_in_one_query(django_assert_num_queries):
    for _n in range(4):
        make_program(yes=["licence:carf"])
    make_program(yes=["licence:carf"], status="lead")
    with django_assert_num_queries(1):
        assert len(findings_on(ON)) == 4


def test_recording_what_no_rule_looks_at_asks_the_database_nothing_more(django_assert_num_queries):
    program, source = make_program(), make_source()
    with django_assert_num_queries(0):
        assert check(program, [Claim("therapy:dbt"), hours(NINE)], kind=source.kind) == []
