"""Whatever is done can be taken back, and that too."""

import pytest

from programs.curation import UndoRefusedError, act, add_program, publish, record, rename, undo, withdraw
from programs.curation.recording import Claim
from programs.models import NotTheSame, Program
from tests.builders import ON, make_program, make_source, state

pytestmark = pytest.mark.django_db


def said(program, fact, action, answer="yes"):
    record(program, [Claim(fact, answer)], source=make_source(), method="phone", said_on=ON, on=ON, action=action)


def test_what_was_said_is_retracted_and_what_was_there_holds_again():
    program = make_program(listed=["therapy:dbt"])
    call = act("call", program=program)
    said(program, "therapy:dbt", call, "no")
    assert state(program, "therapy:dbt") == "confirmed-no"
    undo(call, on=ON)
    assert state(program, "therapy:dbt") == "listed"


def test_taking_back_can_be_taken_back_any_number_of_times():
    program = make_program()
    last = act("call", program=program)
    said(program, "therapy:dbt", last)
    for expected in [None, "confirmed-yes", None, "confirmed-yes"]:
        last = undo(last, on=ON)
        assert state(program, "therapy:dbt") == expected


def test_columns_return_to_what_they_were():
    program = make_program(name="Harbor IOP")
    action = act("status", program=program)
    withdraw(program, "It has closed.", action=action)
    rename(program, "Harbour IOP", action=action)
    undo(action, on=ON)
    program.refresh_from_db()
    assert (program.name, program.status, program.withdrawn_because) == ("Harbor IOP", "listed", "")


def test_a_column_changed_since_is_not_overwritten():
    program = make_program()
    first, second = act("edit", program=program), act("edit", program=program)
    rename(program, "One", action=first)
    rename(program, "Two", action=second)
    with pytest.raises(UndoRefusedError, match="has been changed since"):
        undo(first, on=ON)
    program.refresh_from_db()
    assert program.name == "Two"
    undo(second, on=ON)
    undo(first, on=ON)


def test_the_same_action_is_not_taken_back_twice():
    action = act("call", program=make_program())
    undo(action, on=ON)
    with pytest.raises(UndoRefusedError):
        undo(action, on=ON)


def test_what_was_brought_back_is_taken_back_again_by_the_same_button():
    program = make_program("Harbor IOP")
    action = act("edit", program=program)
    rename(program, "One", action=action)
    for _n in range(2):
        undo(undo(action, on=ON), on=ON)
        action.refresh_from_db()
        assert not action.undone
    undo(action, on=ON)
    program.refresh_from_db()
    assert program.name == "Harbor IOP"


def test_a_program_added_by_mistake_is_withdrawn_and_comes_back():
    action = act("add")
    program = add_program("Harbor", "Harbor IOP", action=action)
    publish(program, Program.Status.LISTED, action=action)
    undoing = undo(action, on=ON)
    program.refresh_from_db()
    assert (program.status, program.withdrawn_because) == ("withdrawn", "It was added by mistake.")
    undo(undoing, on=ON)
    program.refresh_from_db()
    assert (program.status, program.withdrawn_because) == ("listed", "")


def test_what_hangs_on_an_action_counts_while_the_action_stands():
    one, other = make_program(), make_program()
    action = act("not-the-same")
    NotTheSame.objects.create(one=one, other=other, action=action)
    undoing = undo(action, on=ON)
    assert not NotTheSame.objects.standing()
    undo(undoing, on=ON)
    assert NotTheSame.objects.standing().count() == 1
