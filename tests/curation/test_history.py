"""What was said and done, with what each thing made of what was there before."""

import pytest

from programs.curation import Claim, act, rename, retract, undo
from programs.curation.history import entries
from programs.curation.merging import merge
from programs.curation.values import pieces
from tests.accounts import make_account
from tests.builders import ON, make_program, make_source, say, schedule_claim

pytestmark = pytest.mark.django_db


def told(program):
    """[(kind or "said", [(label, words with -gone- and +new+)])], newest first."""
    return [
        (entry.action.kind if entry.action else "said", [(change.label, _marked(change)) for change in entry.changes])
        for entry in entries(program)
    ]


def _marked(change):
    marks = {"": "", "gone": "-", "new": "+"}
    return [
        " ".join(f"{marks[piece.change]}{piece.text}" for piece in line if piece.text) for _label, line in change.lines
    ]


def test_differences_are_told_word_by_word():
    assert [(piece.text, piece.change) for piece in pieces("mon wed 17:00", "mon thu 17:00")] == [
        ("mon", ""), ("wed", "gone"), ("thu", "new"), ("17:00", ""),
    ]  # fmt: skip


def test_what_it_was_and_what_it_became():
    program = make_program(town="", phone="", sessions=["mon wed 17:00-20:00"])
    say(program, schedule_claim([{"name": "Evenings", "sessions": ["mon thu 17:00-20:00"]}]),
        source=make_source("staff"))  # fmt: skip
    ((_said, changes), _first) = told(program)
    assert changes == [("Schedule", ["mon -wed +thu 17:00-20:00", "+Evenings"])]


def test_a_retraction_says_what_stands_again_and_so_does_its_own():
    program = make_program(town="", phone="", yes=["therapy:dbt"])
    no = say(program, Claim("therapy:dbt", "no"), source=make_source("staff"))[0]
    gone = retract(no, on=ON)
    newest = entries(program)[0].changes[-1]
    assert newest.is_retraction
    assert _marked(newest) == ["-no +yes"]
    retract(gone, on=ON)
    assert _marked(entries(program)[0].changes[-1]) == ["-yes +no"]


def test_the_same_said_again_is_no_difference():
    program = make_program(town="", phone="", yes=["therapy:dbt"])
    say(program, "therapy:dbt", source=make_source("staff"))
    assert told(program)[0] == ("said", [("DBT", [])])


def test_an_action_is_one_entry_and_its_undoing_another():
    program, by = make_program("Elm", town="", phone=""), make_account()
    action = act("edit", program=program, by=by)
    rename(program, "Ash", action=action)
    undo(action, on=ON, by=by)
    assert told(program) == [("undo", [("Name", ["-Ash +Elm"])]), ("edit", [("Name", ["-Elm +Ash"])])]
    assert entries(program)[1].action.undone


def test_the_history_of_a_merged_program_comes_along():
    gone, stays = make_program("One", yes=["therapy:emdr"]), make_program("Other")
    merge(gone, into=stays, on=ON)
    history = told(stays)
    assert history[0][0] == "merge"
    assert "EMDR" in {label for _kind, changes in history for label, _marked in changes}


def test_a_long_history_takes_a_few_queries(django_assert_max_num_queries):
    program = make_program(yes=[f"therapy:{code}" for code in ("dbt", "cbt", "emdr", "group")])
    for number in range(5):
        rename(program, f"Name {number}", action=act("edit", program=program))
    with django_assert_max_num_queries(6):
        assert len(entries(program)) > 5
