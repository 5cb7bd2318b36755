"""Whose word counts: clinicians' accounts before a curator has verified them, after, and when that is taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.curation import clinicians, outcomes, undo
from programs.models import Action, Assertion, Report, Source
from programs.referral.tallies import tallies
from tests.accounts import make_account, make_clinician
from tests.builders import ON, make_program, say, state

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 17, tzinfo=UTC)
CALLED, NAMED = ON - timedelta(days=10), ON - timedelta(days=3)
PLAN = "masshealth-wellsense"


def tell(clinician, program, what="kept", **more):
    said = {"called_on": CALLED, "on": ON, "moment": NOON, "intake_on": NAMED, **more}
    return outcomes.report(clinician, program, what, **said)


def promises(program):
    program.refresh_from_db()
    return program.intakes_kept, program.intakes_broken


def verify(clinician, by=None):
    by = by or make_account()
    return clinicians.verify(clinician, "Called the switchboard", by=by, on=ON)


def picture(program):
    """All that the catalogue says of a program."""
    program.refresh_from_db()
    answers = program.answers.order_by("fact", "starts_on").values_list(
        "fact", "state", "starts_on", "ends_on", "disagrees"
    )
    return list(answers), promises(program), program.status, program.settled_from


def test_an_impostor_neither_lifts_nor_sinks_a_program():
    program = make_program(yes=[f"insurance:{PLAN}"], intake=[ON + timedelta(days=3)])
    before, words = picture(program), Assertion.objects.count()
    for number in range(4):
        impostor = make_clinician(f"eve{number}@anybody.example")
        for back in range(5):
            tell(impostor, program, "kept", intake_on=NAMED - timedelta(days=back))
            tell(impostor, program, "broken", intake_on=NAMED - timedelta(days=back))
        tell(impostor, program, "not-the-plan", plan=PLAN)
        tell(impostor, program, "wrong-number")
        tell(impostor, program, "full")
    assert picture(program) == before
    assert Assertion.objects.count() == words
    assert tallies([program.pk]) == {}


def test_what_waited_counts_once_the_account_is_verified():
    program, clinician = make_program(), make_clinician()
    tell(clinician, program)
    tell(clinician, program, "broken", intake_on=NAMED - timedelta(days=1))
    assert promises(program) == (0, 0)
    assert verify(clinician) == 2
    assert promises(program) == (1, 1)


def test_a_verified_account_counts_at_once():
    program = make_program()
    tell(make_clinician(verified=True), program)
    assert promises(program) == (1, 0)


def test_its_evidence_says_who_when_and_of_which_call():
    program, clinician = make_program(), make_clinician(verified=True)
    tell(clinician, program)
    said = Assertion.objects.get(fact="intake-outcome")
    assert said.detail == {"date": NAMED.isoformat(), "called_on": CALLED.isoformat()}
    assert (said.method, said.said_on, said.recorded_by) == ("clinician", CALLED, clinician.user)
    assert (said.source.kind, said.source.name) == (Source.Kind.CLINICIAN, f"Clinician {clinician.pk}")
    assert said.action == clinician.verified_in
    assert said.action.kind == Action.Kind.VERIFY


def test_one_account_is_one_voice_and_two_are_two():
    program, ada = make_program(), make_clinician(verified=True)
    tell(ada, program)
    tell(ada, program, called_on=CALLED - timedelta(days=1))
    assert promises(program) == (1, 0)
    tell(make_clinician("bo@hospital.example", verified=True), program)
    assert promises(program) == (2, 0)


def test_a_plan_that_is_named_is_a_no_and_without_its_name_nothing():
    program, clinician = make_program(listed=[f"insurance:{PLAN}"]), make_clinician(verified=True)
    tell(clinician, program, "not-the-plan")
    assert state(program, f"insurance:{PLAN}") == "listed"
    tell(clinician, program, "not-the-plan", plan=PLAN, called_on=ON)
    assert state(program, f"insurance:{PLAN}") == "confirmed-no"


@pytest.mark.parametrize("what", ["given", "full", "no-answer", "wrong-number"])
def test_from_the_rest_nothing_follows_but_a_count(what):
    program, clinician = make_program(intake=[ON + timedelta(days=3)]), make_clinician(verified=True)
    before = picture(program)
    told = tell(clinician, program, what, intake_on=ON)
    assert picture(program) == before
    assert told.recorded_in == clinician.verified_in
    assert tallies([program.pk])[program.pk].counts == {what: 1}


def test_a_wrong_number_is_a_task_for_a_curator_once():
    program, clinician = make_program(), make_clinician()
    tell(clinician, program, "wrong-number")
    tell(clinician, program, "wrong-number")
    assert [report.what for report in Report.objects.open().filter(program=program)] == ["wrong-number"]


def test_taking_the_verification_back_takes_all_its_evidence_back():
    program, clinician = make_program(listed=[f"insurance:{PLAN}"]), make_clinician()
    tell(clinician, program)
    before = picture(make_program("Other"))
    verify(clinician)
    tell(clinician, program, "broken", intake_on=NAMED - timedelta(days=1))
    tell(clinician, program, "not-the-plan", plan=PLAN)
    clinicians.take_back(clinician, by=make_account(email="other@example.org"), on=ON)
    assert promises(program) == (0, 0)
    assert state(program, f"insurance:{PLAN}") == "listed"
    assert tallies([program.pk]) == {}
    clinician.refresh_from_db()
    assert not clinician.is_verified
    assert before[1] == (0, 0)


def test_the_desks_own_undo_takes_it_back_too():
    program, clinician = make_program(), make_clinician()
    tell(clinician, program)
    verify(clinician)
    clinician.refresh_from_db()
    undo(clinician.verified_in, on=ON)
    assert promises(program) == (0, 0)
    clinician.refresh_from_db()
    assert not clinician.is_verified


def test_who_is_verified_again_counts_again_with_all_that_was_told_meanwhile():
    program, clinician, curator = make_program(), make_clinician(), make_account()
    tell(clinician, program)
    verify(clinician, curator)
    clinicians.take_back(clinician, by=curator, on=ON)
    clinician.refresh_from_db()
    tell(clinician, program, intake_on=NAMED - timedelta(days=1))
    assert promises(program) == (0, 0)
    assert verify(clinician, curator) == 2
    assert promises(program) == (2, 0)


def test_a_verification_brought_back_by_undo_can_be_taken_back_with_all_that_came_since():
    program, clinician, curator = make_program(), make_clinician(), make_account()
    verify(clinician, curator)
    taken = clinicians.take_back(clinician, by=curator, on=ON)
    undo(taken, on=ON, by=curator)
    clinician.refresh_from_db()
    tell(clinician, program)
    assert promises(program) == (1, 0)
    clinicians.take_back(clinician, by=curator, on=ON)
    clinician.refresh_from_db()
    assert not clinician.is_verified
    assert promises(program) == (0, 0)


def test_a_verification_says_how_one_found_out_and_is_made_once():
    clinician, curator = make_clinician(), make_account()
    with pytest.raises(ValidationError, match="how you found out"):
        clinicians.verify(clinician, "  ", by=curator, on=ON)
    verify(clinician, curator)
    with pytest.raises(ValidationError, match="already"):
        verify(clinician, curator)
    action = Action.objects.get(kind=Action.Kind.VERIFY)
    assert (action.by, action.note) == (curator, "Called the switchboard")


@pytest.mark.parametrize(
    ("what", "more", "field"),
    [
        ("kept", {"intake_on": None}, "intake_on"),
        ("broken", {"intake_on": None}, "intake_on"),
        ("kept", {"intake_on": ON + timedelta(days=1)}, "intake_on"),
        ("kept", {"intake_on": CALLED - timedelta(days=1)}, "intake_on"),
        ("given", {"intake_on": ON + timedelta(days=400)}, "intake_on"),
        ("full", {"called_on": ON + timedelta(days=1)}, "called_on"),
        ("full", {"called_on": ON - timedelta(days=200)}, "called_on"),
        ("not-the-plan", {"plan": "no-such-plan"}, "plan"),
    ],
)
def test_what_cannot_be_is_said_of_its_field_and_not_kept(what, more, field):
    clinician = make_clinician(verified=True)
    with pytest.raises(ValidationError) as refused:
        tell(clinician, make_program(), what, **more)
    assert set(refused.value.message_dict) == {field}
    assert not clinician.outcomes.exists()


def test_the_same_told_twice_is_one_report():
    program, clinician = make_program(), make_clinician()
    assert tell(clinician, program) == tell(clinician, program)
    assert clinician.outcomes.count() == 1


def test_nobody_reports_without_end(monkeypatch):
    monkeypatch.setattr(outcomes, "MOST_A_DAY", 2)
    program, clinician = make_program(), make_clinician()
    for back in range(2):
        tell(clinician, program, "full", called_on=ON - timedelta(days=back))
    with pytest.raises(ValidationError, match="enough for one day"):
        tell(clinician, program, "no-answer")
    tell(clinician, program, "no-answer", moment=NOON + timedelta(days=1, hours=1))


def test_tallies_are_said_past_five_reports():
    program, clinician = make_program(), make_clinician(verified=True)
    for back in range(5):
        tell(clinician, program, "full", called_on=ON - timedelta(days=back))
    assert not tallies([program.pk])[program.pk].may_be_said
    assert tallies([program.pk])[program.pk].lines == []
    tell(clinician, program, "no-answer")
    found = tallies([program.pk])[program.pk]
    assert found.reports == 6
    assert [number for _label, number in found.lines] == [5, 1]


def test_tallies_take_one_query(django_assert_num_queries):
    programs = [make_program() for _n in range(3)]
    with django_assert_num_queries(1):
        tallies([program.pk for program in programs])


def test_a_report_of_a_merged_program_is_settled_where_it_went():
    program, clinician = make_program(), make_clinician(verified=True)
    stays = make_program("Stays")
    tell(clinician, program)
    program.merged_into, program.status = stays, "withdrawn"
    program.save()
    say(stays, "therapy:dbt")
    clinicians.take_back(clinician, by=make_account(email="other@example.org"), on=ON)
    assert promises(stays) == (0, 0)
