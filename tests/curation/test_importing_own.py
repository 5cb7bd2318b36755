"""A file in our own columns: planned in full, applied in one piece, taken back whole."""

from datetime import timedelta

import pytest

from programs.curation import undo
from programs.curation.editing.voice import Voice
from programs.curation.importing.own_applying import apply_run, plan_run
from programs.curation.importing.refusal import ImportRefusedError
from programs.models import Action, Assertion, CatalogueVersion, Program
from tests.builders import ON, load_vocabulary, make_program, say, state
from tests.federal_files import everything
from tests.own_tables import applied, as_csv, changes, exported, plan, problems, run_of

pytestmark = pytest.mark.django_db

NEW = {"organization": "Harbor Health", "name": "Harbor IOP", "town": "Lowell"}


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def edited(**cells):
    """The export of the one program there is, with other cells."""
    (row,) = exported()
    return [{**row, **cells}]


def test_a_changed_cell_is_the_word_of_the_file_s_source_and_nothing_else_is_said():
    program = make_program(listed=["therapy:dbt", "therapy:cbt"])
    run = applied(edited(therapy="cbt; not dbt; emdr"))
    said = Assertion.objects.filter(action=run.action)
    assert {(a.fact, a.answer, a.method, a.source.name, a.said_on) for a in said} == {
        ("therapy:dbt", "no", "phone", "Phone check", ON),
        ("therapy:emdr", "yes", "phone", "Phone check", ON),
    }
    assert (state(program, "therapy:dbt"), state(program, "therapy:cbt")) == ("confirmed-no", "listed")


def test_a_difference_is_told_cell_by_cell():
    make_program(listed=["therapy:dbt"])
    (entry,) = plan(edited(therapy="dbt; emdr", steps="Call us"))
    assert entry.differences == [("therapy", "dbt", "dbt; emdr"), ("steps", "", "Call us")]


def test_one_column_of_a_section_leaves_the_others_as_they_are():
    make_program(phone="978-555-0100")
    applied(edited(fax="978-555-0199"))
    program = Program.objects.get()
    assert (program.intake_phone.as_national, program.fax.as_national) == ("(978) 555-0100", "(978) 555-0199")


def test_an_emptied_cell_deletes_nothing_and_says_so():
    program = make_program(yes=["therapy:dbt", "therapy:cbt"], words="We listen.")
    (entry,) = plan(edited(therapy="cbt", own_words=""))
    assert entry.change == "unchanged"
    assert entry.notes == [
        "Therapy: dbt left out here; an import deletes nothing",
        "in its own words: empty here; an import deletes nothing",
    ]
    assert state(program, "therapy:dbt") == "confirmed-yes"


def test_the_same_file_twice_changes_nothing_even_where_others_say_otherwise():
    program = make_program(yes=["therapy:dbt"])
    rows = edited(therapy="not dbt", version="")
    document = Voice("document", ON - timedelta(days=9), "List of 2026", "https://list.example/")
    applied(rows, voice=document)
    assert state(program, "therapy:dbt") == "confirmed-yes"
    assert changes(plan(rows, voice=document)) == ["unchanged"]


def test_everything_wrong_in_every_row_is_told_at_once():
    make_program(name="Elm IOP")
    rows = [
        *edited(intake_phone="12-34", therapy="cbt; yoga-on-ice", latitude="north", status="open"),
        {"name": "Nobody’s IOP", "town": "Lowel"},
        {"slug": "no-such-program", "name": "X"},
    ]
    told = problems(plan(rows))
    assert {message[: message.index(":")] for message in told} == {
        "Line 2, intake phone", "Line 2, Therapy", "Line 2, latitude", "Line 2, status", "Line 3, organization",
        "Line 3, city or town", "Line 4, address",
    }  # fmt: skip
    assert "Line 2, intake phone: The phone number entered is not valid." in told


def test_the_same_program_twice_in_a_file_is_refused_the_second_time():
    make_program()
    planned = plan([*edited(steps="Call"), *edited(steps="Write")])
    assert changes(planned) == ["changed", "problem"]
    assert "the same program stands in line 2" in problems(planned)[0]


def test_a_new_row_that_looks_like_a_program_is_asked_back_until_it_says_new():
    program = make_program(name="Harbor IOP", organization="Harbor Health", town="Lowell")
    assert program.slug in problems(plan([NEW]))[0]
    assert changes(plan([{**NEW, "slug": "new"}])) == ["new"]


def test_two_new_rows_alike_are_asked_back_too():
    assert changes(plan([NEW, NEW])) == ["new", "problem"]


def test_a_new_row_makes_a_lead_with_its_facts_and_a_place():
    applied([{**NEW, "zip_code": "1852", "schedule": "sessions: mon wed 17:30-20:30", "level": "iop-mental-health"}])
    program = Program.objects.get()
    assert (program.slug, program.status, program.site.county, program.site.zip_code, program.site.pin) == (
        "harbor-iop-lowell", "lead", "Middlesex", "01852", "town",
    )  # fmt: skip
    assert program.tracks.get().sessions.count() == 2
    assert state(program, "level:iop-mental-health") == "confirmed-yes"


def test_a_row_changed_since_the_export_is_not_written_over():
    program = make_program(listed=["therapy:dbt"])
    rows = edited(steps="Call us")
    say(program, "therapy:emdr")
    assert "has changed here since the file was exported" in problems(plan(rows))[0]
    assert changes(plan([{**rows[0], "version": ""}])) == ["changed"]


def test_an_old_export_that_says_nothing_new_is_no_problem():
    program = make_program()
    (row,) = exported()
    say(program, "therapy:emdr")
    assert changes(plan([row])) == ["unchanged"]


def test_problems_stop_the_import_unless_their_rows_are_left_out():
    make_program(name="Elm IOP")
    rows = [*edited(intake_phone="12-34"), {**NEW}]
    before = everything()
    with pytest.raises(ImportRefusedError, match="1 row has problems"):
        applied(rows)
    assert [len(table) for table in everything()[:5]] == [len(table) for table in before[:5]]
    run = applied(rows, leave_out=True)
    assert {(row.line, row.outcome) for row in run.rows.all()} == {(2, "dropped"), (3, "lead")}
    assert run.summary["problem"] == 1
    assert Program.objects.filter(name="Harbor IOP").exists()


def test_a_plan_that_is_no_longer_what_was_seen_is_not_applied():
    program = make_program()
    run, table = run_of(edited(steps="Call us", version=""))
    plan_run(run, table, on=ON, may_publish=True)
    say(program, "therapy:dbt")
    apply_run(run, table, on=ON, may_publish=True)  # another fact: the row's plan is the same
    run, table = run_of(edited(steps="Write to us", version=""))
    plan_run(run, table, on=ON, may_publish=True)
    applied(edited(steps="Come in", version=""), voice=Voice("staff", ON))
    with pytest.raises(ImportRefusedError, match="has changed since this plan"):
        apply_run(run, table, on=ON, may_publish=True)
    program.refresh_from_db()
    assert program.steps == "Come in"


def test_a_whole_import_is_taken_back_and_brought_back_and_imported_again():
    kept = make_program(name="Elm IOP", listed=["therapy:dbt"])
    rows = [*edited(therapy="not dbt", name="Elm Street IOP"), {**NEW, "status": "listed", "level_name": "IOP"}]
    before = [row for row in exported() if row["slug"] == kept.slug]
    run = applied(rows)
    undoing = undo(run.action, on=ON)
    new = Program.objects.exclude(pk=kept.pk).get()
    assert [row for row in exported() if row["slug"] == kept.slug] == before
    assert new.status == "withdrawn"
    undo(undoing, on=ON)
    new.refresh_from_db()
    assert (state(kept, "therapy:dbt"), new.status) == ("confirmed-no", "listed")
    undo(Action.objects.get(pk=run.action.undoing.pk).undoing, on=ON)
    applied([{**row, "version": ""} for row in rows])
    new.refresh_from_db()
    assert (Program.objects.count(), new.status, new.level_name) == (2, "listed", "IOP")


def test_a_curator_s_file_publishes_nothing():
    make_program()
    planned = plan([*edited(status="confirmed"), {**NEW, "status": "listed"}], may_publish=False)
    assert problems(planned) == [
        "Line 2, status: a lead curator publishes and withdraws",
        "Line 3, status: a lead curator publishes and withdraws",
    ]


def test_withdrawing_needs_a_reason_and_is_taken_back():
    make_program()
    assert "needs a reason" in problems(plan(edited(status="withdrawn")))[0]
    run = applied(edited(status="withdrawn", withdrawn_because="It has closed."))
    program = Program.objects.get()
    assert (program.status, program.withdrawn_because) == ("withdrawn", "It has closed.")
    undo(run.action, on=ON)
    program.refresh_from_db()
    assert (program.status, program.withdrawn_because) == ("listed", "")


def test_a_street_that_changes_loses_the_old_street_s_pin():
    make_program(street="1 Main St")
    run = applied(edited(street="99 Far Rd", version=""))
    site = Program.objects.get().site
    assert (site.street, site.pin) == ("99 Far Rd", "town")
    assert "until the address is looked up" in run.rows.get().notes[0]


def test_a_formula_that_was_made_safe_comes_back_as_it_was():
    program = make_program(words="=1+1 is two")
    assert b"'=1+1 is two" in as_csv(exported())
    assert changes(plan(exported())) == ["unchanged"]
    applied(edited(own_words="@home too", version=""))
    program.refresh_from_db()
    assert program.own_words == "@home too"


def test_nothing_is_planned_into_the_catalogue():
    make_program()
    version = CatalogueVersion.current()
    before = Assertion.objects.count(), Program.objects.count(), Action.objects.count()
    plan([*edited(therapy="cbt"), NEW])
    assert (Assertion.objects.count(), Program.objects.count(), Action.objects.count()) == before
    assert CatalogueVersion.current() == version


def test_a_file_that_is_no_table_of_ours_is_refused_in_plain_words():
    with pytest.raises(ImportRefusedError, match="Start from the template"):
        plan([{"title": "x"}], names=["title"])


def test_a_plan_takes_no_query_for_each_row(django_assert_max_num_queries):
    for number in range(6):
        make_program(f"Program {number}", town="Boston", street=f"{number} Elm St", phone=f"978-555-01{number:02}")
    rows = exported()
    with django_assert_max_num_queries(10):
        assert set(changes(plan(rows))) == {"unchanged"}


def test_the_rule_book_is_asked_of_every_row_before_anything_is_written():
    make_program()
    too_few_hours = {**NEW, "status": "listed", "schedule": "sessions: mon 17:00-18:00; age_min: 18"}
    planned = plan([*edited(own_words="Our IOP is licensed by BSAS."), too_few_hours])
    told = problems(planned)
    assert changes(planned) == ["problem", "problem"]
    assert told[0].startswith("Line 2, words: BSAS licenses substance-use outpatient services, not IOPs.")
    assert told[1].startswith("Line 3, schedule: ")
    assert changes(plan([{**too_few_hours, "status": ""}])) == ["new"]
