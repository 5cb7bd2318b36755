"""A call, written down in one transaction and one action."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.curation import undo
from programs.curation.calling import (
    Call,
    Decision,
    Outcome,
    keep_draft,
    next_workday,
    publish_ready,
    put_off,
    write_down,
    write_in,
)
from programs.curation.holding import HeldError, take
from programs.curation.recording import Claim
from programs.models import Action, Assertion, CallDraft, CallNote, Hold, LookAgain, Program
from tests.accounts import make_account
from tests.builders import ON, make_program, state

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
REACHED = {"outcome": Outcome.REACHED, "role": "Intake coordinator", "name": "Maria"}


@pytest.fixture
def curator():
    return make_account()


@pytest.fixture
def lead():
    return make_program(status=Program.Status.LEAD, listed=["level:php-or-day-treatment"])


def save(program, curator, **options):
    call = {name: options.pop(name) for name in list(options) if name in Call.__dataclass_fields__}
    return write_down(program, Call(**{**REACHED, **call}), by=curator, on=ON, moment=NOW, **options)


def test_answers_become_assertions_of_one_action_with_who_said_so(curator):
    program = make_program()
    action = save(program, curator, claims=[Claim("therapy:dbt"), Claim("therapy:emdr", "no", quote="not any more")])
    said = {assertion.fact: assertion for assertion in action.assertions.all()}
    assert state(program, "therapy:dbt") == "confirmed-yes"
    assert state(program, "therapy:emdr") == "confirmed-no"
    assert {a.method for a in said.values()} == {"phone"}
    assert said["therapy:dbt"].quote == "Intake coordinator"
    assert said["therapy:emdr"].quote == "Intake coordinator: “not any more”"
    assert (action.kind, action.by, action.note) == ("call", curator, "Reached Maria, Intake coordinator.")


def test_a_persons_name_stays_at_the_desk(curator, client):
    program = make_program()
    save(program, curator, claims=[Claim("therapy:dbt")])
    page = client.get(f"/programs/{program.slug}/").content.decode()
    assert "Intake coordinator" in page
    assert "Maria" not in page


def test_one_wrong_answer_and_nothing_is_written(curator):
    program = make_program()
    before = Assertion.objects.count()
    with pytest.raises(ValidationError) as told:
        save(program, curator, claims=[Claim("therapy:dbt"), Claim("contact", detail={"intake_phone": "12"})])
    assert list(told.value.message_dict) == ["contact"]
    assert Assertion.objects.count() == before
    assert not Action.objects.exists()


def test_answers_need_somebody_who_gave_them(curator):
    program = make_program()
    for call, field in (
        ({"role": " "}, "role"),
        ({"outcome": Outcome.NOBODY}, "outcome"),
        ({"outcome": Outcome.CALL_BACK, "again_on": ON + timedelta(days=1)}, "outcome"),
    ):
        with pytest.raises(ValidationError) as told:
            save(program, curator, claims=[Claim("therapy:dbt")], **call)
        assert field in told.value.message_dict
    assert not Action.objects.exists()


def test_saving_clears_the_desk_and_the_draft(curator):
    program = make_program()
    take(program, curator, NOW)
    keep_draft(program, curator, {"a:therapy:dbt": "yes"}, NOW)
    save(program, curator, claims=[Claim("therapy:dbt")])
    assert not Hold.objects.exists()
    assert not CallDraft.objects.exists()


def test_whoever_lost_the_desk_cannot_save_over_another_curator(curator):
    program = make_program()
    take(program, make_account(email="other@example.org"), NOW)
    with pytest.raises(HeldError):
        save(program, curator, claims=[Claim("therapy:dbt")])
    assert state(program, "therapy:dbt") is None


def test_nobody_answered_comes_back_on_the_next_workday(curator):
    program = make_program()
    action = save(program, curator, outcome=Outcome.NOBODY, role="", name="")
    assert LookAgain.objects.get().on == date(2026, 11, 23)  # ON is a Saturday
    assert action.note == "Nobody answered."
    assert [next_workday(date(2026, 11, day)).day for day in (19, 20, 21, 22)] == [20, 23, 23, 23]


def test_call_back_needs_a_day_still_to_come(curator):
    program = make_program()
    for again_on in (None, ON):
        with pytest.raises(ValidationError) as told:
            save(program, curator, outcome=Outcome.CALL_BACK, again_on=again_on)
        assert "again_on" in told.value.message_dict
    save(program, curator, outcome=Outcome.CALL_BACK, again_on=ON + timedelta(days=1))
    assert LookAgain.objects.waiting(ON).count() == 1


def test_words_that_are_no_answer_wait_to_be_written_in(curator):
    program = make_program()
    action = save(program, curator, notes={"schedule": "Since May also Fridays 9 to 12"})
    (note,) = CallNote.objects.open()
    assert note.text == "Since May also Fridays 9 to 12"
    done = write_in(note, by=curator)
    assert not CallNote.objects.open().exists()
    undo(done, on=ON, by=curator)
    assert CallNote.objects.open().exists()
    undo(action, on=ON, by=curator)
    assert not CallNote.objects.open().exists()


def test_a_call_is_taken_back_whole(curator):
    program = make_program(listed=["level:iop"])
    action = save(program, curator, claims=[Claim("level:iop")], again_on=ON + timedelta(days=9))
    program.refresh_from_db()
    assert program.status == Program.Status.CONFIRMED
    undo(action, on=ON, by=curator)
    program.refresh_from_db()
    assert program.status == Program.Status.LISTED
    assert state(program, "level:iop") == "listed"
    assert not LookAgain.objects.waiting(ON).exists()


def test_a_lead_that_is_one_waits_for_a_lead_curator(curator, lead):
    save(lead, curator, decision=Decision.IOP)
    lead.refresh_from_db()
    assert lead.status == Program.Status.LEAD
    assert state(lead, "level:iop") == "confirmed-yes"
    publish_ready(lead, by=curator, on=ON)
    lead.refresh_from_db()
    assert lead.status == Program.Status.CONFIRMED


def test_publishing_is_an_action_of_its_own(curator, lead):
    action = save(lead, curator, decision=Decision.IOP, claims=[Claim("level:iop-mental-health")])
    assert [fact for (fact,) in action.assertions.values_list("fact")] == ["level:iop-mental-health"]
    published = publish_ready(lead, by=curator, on=ON)
    undo(published, on=ON, by=curator)
    lead.refresh_from_db()
    assert lead.status == Program.Status.LEAD
    assert state(lead, "level:iop-mental-health") == "confirmed-yes"


def test_nobody_publishes_what_nobody_there_confirmed(curator, lead):
    with pytest.raises(ValidationError):
        publish_ready(lead, by=curator, on=ON)


def test_a_lead_that_is_not_one_is_withdrawn_with_a_reason(curator, lead):
    with pytest.raises(ValidationError) as told:
        save(lead, curator, decision=Decision.NOT_AN_IOP)
    assert "because" in told.value.message_dict
    action = save(lead, curator, decision=Decision.NOT_AN_IOP, because="Partial hospital only.")
    lead.refresh_from_db()
    assert (lead.status, lead.withdrawn_because) == (Program.Status.WITHDRAWN, "Partial hospital only.")
    undo(action, on=ON, by=curator)
    lead.refresh_from_db()
    assert lead.status == Program.Status.LEAD


def test_an_iop_needs_somebody_there_who_says_so(curator, lead):
    with pytest.raises(ValidationError) as told:
        save(lead, curator, outcome=Outcome.NOBODY, decision=Decision.IOP)
    assert "decision" in told.value.message_dict


def test_putting_off_needs_a_day_still_to_come_and_can_be_taken_back(curator):
    program = make_program()
    with pytest.raises(ValidationError):
        put_off(program, ON, "", by=curator, on=ON)
    action = put_off(program, ON + timedelta(days=30), "Opens in winter", by=curator, on=ON)
    assert LookAgain.objects.waiting(ON).get().because == "Opens in winter"
    undo(action, on=ON, by=curator)
    assert not LookAgain.objects.waiting(ON).exists()
