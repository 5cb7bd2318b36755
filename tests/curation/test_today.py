"""What to do now, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from programs.curation import act, retract
from programs.curation.holding import take
from programs.curation.recording import Claim
from programs.curation.shown import write
from programs.curation.today import Kind, tasks, with_programs
from programs.models import CallNote, LookAgain, Program, ProposedChange, Report, Source
from tests.accounts import make_account
from tests.builders import ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
AGES_AGO = ON - timedelta(days=200)
NEAR_LOWELL = {"latitude": 42.65, "longitude": -71.31}


def fresh(**columns):
    """A program that needs nothing: confirmed today."""
    return make_program(**{"yes": ["level:iop"], "phone": "978-555-0199", **columns})


def report(program, what=Report.What.WRONG_PHONE, made_on=ON, **columns):
    digest = f"{Report.objects.count():064}"
    return Report.objects.create(program=program, what=what, made_on=made_on, code_digest=digest, **columns)


def kinds(on=ON):
    """[(name, kind, ...)] of every task in order."""
    found = with_programs(tasks(on, NOW))
    return [(task.program.name, *(str(reason.kind) for reason in task.reasons)) for task in found]


def test_what_is_fresh_and_agreed_is_no_task():
    fresh()
    assert kinds() == []


def test_each_kind_has_its_place_and_each_program_stands_once():
    fresh(name="Anchor")
    make_program("Never", listed=["therapy:dbt"], phone="978-555-0101")
    make_program("Stale", yes=["therapy:dbt"], said_on=AGES_AGO, phone="978-555-0102")
    disputed = fresh(name="Disputed", phone="978-555-0103")
    say(disputed, Claim("level:iop", "no"), source=make_source(Source.Kind.STAFF))
    told = fresh(name="Told", phone="978-555-0104")
    report(told)
    noted = fresh(name="Noted", phone="978-555-0105")
    CallNote.objects.create(program=noted, fact="schedule", text="Now on Fridays", action=act("call", program=noted))
    make_program("Ready", status=Program.Status.LEAD, yes=["level:iop"], phone="978-555-0106")
    make_program("Far lead", status=Program.Status.LEAD, town="Pittsfield", phone="978-555-0107")
    make_program("Near lead", status=Program.Status.LEAD, phone="978-555-0108")
    intake = fresh(name="Intake", phone="978-555-0109")
    claim = Claim("intake", detail={"dates": [{"date": (ON - timedelta(days=2)).isoformat()}]})
    say(intake, claim, said_on=ON - timedelta(days=5))
    assert kinds() == [
        ("Told", "told"),
        ("Noted", "noted"),
        ("Ready", "ready"),
        ("Disputed", "disputed"),
        ("Intake", "intake"),
        ("Stale", "stale"),
        ("Never", "unconfirmed"),
        ("Far lead", "lead"),
    ]


def test_what_is_shown_most_is_checked_first():
    often, seldom = (make_program(name, yes=["therapy:dbt"], said_on=AGES_AGO) for name in ("Often", "Seldom"))
    say(seldom, "therapy:cbt", said_on=AGES_AGO)
    assert [name for name, *_kinds in kinds()] == ["Seldom", "Often"]
    write({often.pk: 5}, ON - timedelta(days=29))
    assert [name for name, *_kinds in kinds()] == ["Often", "Seldom"]


def test_what_was_shown_long_ago_does_not_count():
    program = make_program(yes=["therapy:dbt"], said_on=AGES_AGO)
    write({program.pk: 5}, ON - timedelta(days=30))
    assert tasks(ON, NOW)[0].shown == 0


def test_a_first_intake_is_asked_about_once_it_has_passed_and_until_somebody_says():
    program = fresh(intake=[ON + timedelta(days=1)])
    after = ON + timedelta(days=2)
    assert kinds() == []
    assert kinds(after) == [(program.name, "intake")]
    say(program, Claim("intake-outcome", "yes", {"date": (ON + timedelta(days=1)).isoformat()}), on=after)
    assert kinds(after) == []


def test_a_date_that_the_program_itself_moved_before_it_came_is_not_asked_about():
    program = fresh(intake=[ON + timedelta(days=3)])
    later = Claim("intake", detail={"dates": [{"date": (ON + timedelta(days=30)).isoformat()}]})
    say(program, later, on=ON + timedelta(days=1))
    assert kinds(ON + timedelta(days=5)) == []


def test_a_document_that_grew_too_old_or_lost_the_row_makes_a_task():
    program = fresh(listed=["therapy:dbt"])
    assert kinds() == []
    (said,) = program.assertions.filter(fact="therapy:dbt")
    retract(said, on=ON)
    assert kinds() == [(program.name, "lapsed")]


def test_what_a_curator_took_back_is_no_task():
    program = fresh(listed=["therapy:dbt"])
    (said,) = program.assertions.filter(fact="therapy:dbt")
    retract(said, on=ON, by=make_account())
    assert kinds() == []


def test_a_proposal_counts_as_told_and_a_decided_one_does_not():
    program = fresh()
    proposal = ProposedChange.objects.create(program=program, fact="name", made_at=NOW)
    assert kinds() == [(program.name, "told")]
    proposal.decided_in = act("decide", program=program)
    proposal.save()
    assert kinds() == []


def test_a_program_that_was_withdrawn_is_nobodys_task():
    program = fresh()
    report(program)
    program.status = Program.Status.WITHDRAWN
    program.save()
    assert kinds() == []


def test_a_held_desk_is_not_offered_nor_another_program_at_its_number():
    held, same_number, other = (
        make_program(name, listed=["therapy:dbt"], phone=phone)
        for name, phone in (("Held", "978-555-0100"), ("Same number", "978-555-0100"), ("Other", "978-555-0101"))
    )
    assert len(kinds()) == 3
    take(held, make_account(), NOW)
    assert kinds() == [(other.name, "unconfirmed")]
    assert len(tasks(ON, NOW + timedelta(minutes=31))) == 3
    assert same_number.pk != held.pk


def test_what_is_put_off_comes_back_on_its_day_or_when_that_is_taken_back():
    program = make_program(listed=["therapy:dbt"])
    action = act("look-again", program=program)
    LookAgain.objects.create(program=program, on=ON + timedelta(days=3), action=action)
    assert kinds() == []
    assert kinds(ON + timedelta(days=3)) == [(program.name, "unconfirmed")]
    action.undone = True
    action.save()
    assert kinds() == [(program.name, "unconfirmed")]


def test_a_lead_with_a_program_within_ten_miles_can_wait():
    fresh(town="Lowell")
    make_program("Beside it", status=Program.Status.LEAD, **NEAR_LOWELL)
    assert kinds() == []


def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries):
    for number in range(12):
        program = make_program(yes=["therapy:dbt"], said_on=AGES_AGO, phone=f"978-555-01{number:02}")
        report(program)
    with django_assert_max_num_queries(17):
        assert len(with_programs(tasks(ON, NOW))) == 12


def test_every_kind_has_its_words():
    from programs.views.desk.today import HEADINGS, WHY

    assert set(HEADINGS) == set(WHY) == set(Kind)
