"""Two curators never call the same desk."""

from datetime import UTC, datetime, timedelta

import pytest

from programs.curation.holding import HeldError, hold_of, holds, release, take
from programs.models import Hold
from tests.accounts import make_account
from tests.builders import make_program

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


@pytest.fixture
def ann():
    return make_account(email="ann@example.org")


@pytest.fixture
def ben():
    return make_account(email="ben@example.org")


def test_who_comes_second_is_told_who_has_it_and_until_when(ann, ben):
    program = make_program("Elm Street")
    take(program, ann, NOW)
    with pytest.raises(HeldError) as told:
        take(program, ben, NOW)
    (message,) = told.value.messages
    assert "ann@example.org has Elm Street until 10:30 a.m." in message
    assert hold_of(program, NOW).curator == ann


def test_another_program_at_the_same_intake_number_is_the_same_desk(ann, ben):
    one, other = make_program(phone="978-555-0100"), make_program(phone="(978) 555-0100")
    take(one, ann, NOW)
    with pytest.raises(HeldError):
        take(other, ben, NOW)


def test_programs_of_which_no_number_is_known_are_not_one_desk(ann, ben):
    one, other = make_program(phone=""), make_program(phone="")
    take(one, ann, NOW)
    assert take(other, ben, NOW).curator == ben


def test_the_one_who_has_it_may_go_on_and_has_half_an_hour_again(ann):
    program = make_program()
    take(program, ann, NOW)
    later = NOW + timedelta(minutes=20)
    assert take(program, ann, later).until == later + timedelta(minutes=30)
    assert len(holds(later)) == 1


def test_after_half_an_hour_it_is_free(ann, ben):
    program = make_program()
    take(program, ann, NOW)
    later = NOW + timedelta(minutes=30)
    assert hold_of(program, later) is None
    assert take(program, ben, later).curator == ben


def test_nobody_puts_back_what_somebody_else_has(ann, ben):
    program = make_program()
    take(program, ann, NOW)
    release(program, ben)
    assert Hold.objects.get().curator == ann
    release(program, ann)
    assert not Hold.objects.exists()
