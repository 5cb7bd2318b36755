"""A file in our own columns from the command line: planned, written, taken back; and the catalogue as a file."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from programs.curation import undo
from programs.curation.importing import jobs
from programs.models import Action, ImportJob, ImportRun, Program, Source
from tests.builders import ON, make_program
from tests.own_tables import applied, as_csv, exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    """The catalogue's one program, with other words."""
    make_program("Harbor IOP")
    (row,) = exported()
    path = tmp_path / "programs.csv"
    path.write_bytes(as_csv([{**row, "own_words": "We listen."}]))
    return path


def test_a_plan_is_told_and_nothing_is_written(path, capsys):
    sources = Source.objects.count()
    call_command("import_programs", str(path))
    assert "1 rows read: 0 new, 1 changed, 0 unchanged, 0 with problems" in capsys.readouterr().out
    assert (Source.objects.count(), ImportRun.objects.count(), Action.objects.count()) == (sources, 0, 0)
    assert Program.objects.get().own_words == ""


def test_it_is_written_as_the_word_of_its_source_and_taken_back(path):
    call_command("import_programs", str(path), "--apply", "--source=staff", f"--said-on={ON}")
    action = Action.objects.get()
    assert (action.via, action.assertions.get().source.kind) == ("manage.py import_programs", "staff")
    assert Program.objects.get().own_words == "We listen."
    undo(action, on=timezone.localdate())
    assert Program.objects.get().own_words == ""


def test_bad_rows_are_told_and_stop_it_unless_left_out(path, capsys):
    path.write_bytes(as_csv([{**exported()[0], "intake_phone": "12-34"}, {"organization": "Elm", "name": "Elm IOP"}]))
    with pytest.raises(CommandError, match="1 row has problems"):
        call_command("import_programs", str(path), "--apply")
    assert "Line 2, intake phone: The phone number entered is not valid." in capsys.readouterr().out
    assert not ImportRun.objects.exists()
    call_command("import_programs", str(path), "--apply", "--leave-out")
    assert Program.objects.filter(name="Elm IOP").exists()


def test_the_catalogue_is_written_as_csv_and_as_a_workbook(tmp_path):
    make_program("Harbor IOP", town="Lowell")
    make_program("Elm IOP", town="Worcester", status="lead")
    for name in ("all.csv", "all.xlsx"):
        call_command("export_programs", str(tmp_path / name))
    call_command("export_programs", str(tmp_path / "leads.csv"), "--status=lead")
    assert "elm-iop-worcester" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert load_workbook(tmp_path / "all.xlsx").active.max_row == 3
    assert "harbor" not in (tmp_path / "leads.csv").read_text(encoding="utf-8-sig")


def test_work_that_the_desk_sent_off_is_done_once():
    make_program("Harbor IOP")
    run = applied([{**exported()[0], "own_words": "We listen."}])
    job = ImportJob.objects.create(run=run, what="take-back", asked_at=timezone.now())
    call_command("work_on_import", job.pk)
    job.refresh_from_db()
    assert (job.state, Program.objects.get().own_words) == ("done", "")
    assert jobs.work(job.pk, moment=timezone.now()).state == "done"
    assert Action.objects.filter(kind="undo").count() == 1


def test_what_goes_wrong_in_the_work_is_kept_and_nothing_is_written(monkeypatch):
    make_program("Harbor IOP")
    run = applied([{**exported()[0], "own_words": "We listen."}])
    job = ImportJob.objects.create(run=run, what="take-back", asked_at=timezone.now())
    monkeypatch.setattr(jobs, "undo", lambda *_args, **_options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.work(job.pk, moment=timezone.now())
    job.refresh_from_db()
    assert job.state == "failed"
    assert "nothing was written" in job.message
