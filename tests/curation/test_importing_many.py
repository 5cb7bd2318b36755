"""Many rows at once: planned before the first write, written a few hundred at a time, all of them or none."""

import pytest

from programs.curation import undo
from programs.curation.importing import kept_plan, own_applying
from programs.curation.importing.own_applying import apply_run, plan_run
from programs.curation.importing.refusal import ImportRefusedError
from programs.curation.recording import RefusedError
from programs.models import Action, ImportRow, Organization, Program, Site
from tests.builders import ON, load_vocabulary, make_program, say, state
from tests.own_tables import applied, changes, exported, plan, run_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def new_rows(number):
    return [
        {
            "slug": "new", "organization": "Harbor Health", "name": f"Harbor IOP {n}", "town": "Lowell",
            "street": "1 Main St", "zip_code": "01852", "therapy": "dbt; not emdr", "intake_phone": f"978-555-01{n:02}",
            "schedule": "sessions: mon wed fri 09:00-12:00", "status": "listed",
        }
        for n in range(number)
    ]  # fmt: skip


def planned(rows):
    run, table = run_of(rows)
    plan_run(run, table, on=ON, may_publish=True)
    return run, table


@pytest.fixture
def _two_at_once(monkeypatch):
    monkeypatch.setattr(kept_plan, "AT_ONCE", 2)
    monkeypatch.setattr("programs.curation.acting.AT_ONCE", 2)
    monkeypatch.setattr("programs.curation.settle.AT_ONCE", 2)


@pytest.mark.usefixtures("_two_at_once")
def test_rows_of_several_batches_are_applied_exported_and_taken_back_like_those_of_one():
    run = applied(new_rows(5))
    assert [row.line for row in ImportRow.objects.filter(run=run, outcome="listed", site__isnull=False)] == [
        *range(2, 7)
    ]
    assert (Organization.objects.count(), Site.objects.count(), Program.objects.published().count()) == (1, 1, 5)
    assert all(state(program, "therapy:emdr") == "confirmed-no" for program in Program.objects.all())
    rows = exported()
    assert set(changes(plan(rows))) == {"unchanged"}
    told = []
    undoing = undo(run.action, on=ON, tell=lambda done, of: told.append((done, of)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert {program.status for program in Program.objects.all()} == {"withdrawn"}
    undo(undoing, on=ON)
    assert exported() == rows


def test_a_row_takes_next_to_no_queries(django_assert_max_num_queries):
    few, many = planned(new_rows(2)), planned([{**row, "name": f"Elm {row['name']}"} for row in new_rows(22)])
    with django_assert_max_num_queries(60):
        apply_run(*few, on=ON, may_publish=True)
    with django_assert_max_num_queries(60 + 20 + 5):  # each program is saved; more rows need more statements
        apply_run(*many, on=ON, may_publish=True)


def test_a_row_is_told_of_half_when_it_is_planned_and_half_when_it_is_written():
    run, table = planned(new_rows(4))
    told = []
    apply_run(run, table, on=ON, may_publish=True, tell=lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (1, 4), (1, 4), (2, 4), (2, 4), (3, 4), (3, 4), (4, 4)]


@pytest.mark.usefixtures("_two_at_once")
def test_what_goes_wrong_in_the_last_row_names_it_and_writes_nothing(monkeypatch):
    run, table = planned(new_rows(5))
    publish_all = own_applying.publish_all

    def refuse_the_last(decided, *, action):
        for program, _status in decided:
            if program.name == "Harbor IOP 4":
                raise RefusedError(program, "Not so.")
        publish_all(decided, action=action)

    monkeypatch.setattr(own_applying, "publish_all", refuse_the_last)
    with pytest.raises(ImportRefusedError, match=r"Line 6: Not so\."):
        apply_run(run, table, on=ON, may_publish=True)
    assert (Program.objects.count(), Organization.objects.count(), Action.objects.count()) == (0, 0, 0)
    run.refresh_from_db()
    assert (run.applied_at, run.rows.count()) == (None, 5)


def test_what_others_do_while_it_is_planned_is_seen_before_anything_is_written():
    program = make_program(listed=["therapy:dbt"])
    other = make_program("Elm IOP", town="Worcester")
    rows = [{**row, "therapy": "dbt; emdr"} for row in exported() if row["slug"] == program.slug]
    run, table = planned(rows)
    apply_run(run, table, on=ON, may_publish=True, tell=once(lambda: say(other, "therapy:cbt")))
    assert state(program, "therapy:emdr") == "confirmed-yes"

    run, table = planned([{**row, "therapy": "cbt", "version": ""} for row in rows])
    with pytest.raises(ImportRefusedError, match="has changed since this plan"):
        apply_run(run, table, on=ON, may_publish=True, tell=once(lambda: say(program, "therapy:cbt")))
    assert run.applied_at is None


def once(do):
    """Progress that is listened to by somebody who does something when it is told first."""
    done = []

    def tell(_done, _of):
        if not done:
            done.append(do())

    return tell
