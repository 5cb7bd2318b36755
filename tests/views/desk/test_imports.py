"""Import and export at the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programs.curation.importing import jobs, pulse
from programs.models import Action, ImportFile, ImportJob, ImportRun, Program
from tests.accounts import make_account, signed_in
from tests.builders import load_vocabulary, make_program, state
from tests.own_tables import as_csv, as_workbook, exported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def today():
    return timezone.localdate()


def a_program(name="Harbor IOP", **stated):
    return make_program(name, on=today(), **stated)


def rows(**cells):
    return [{**row, **cells} for row in exported(today())]


def send(desk, rows, name="programs.csv", written=as_csv, **voice):
    answer = desk.post(
        "/curation/imports/",
        {"file": SimpleUploadedFile(name, written(rows)), "kind": "phone", "said_on": today().isoformat(), **voice},
    )
    return answer if answer.status_code != 302 else answer["Location"]


def apply(desk, page, **more):
    return desk.post(page, {"do": "apply", **more})


def text(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(("name", "written"), [("programs.csv", as_csv), ("programs.xlsx", as_workbook)])
def test_a_file_is_planned_shown_word_by_word_applied_and_taken_back(desk, name, written):
    program = a_program(words="We listen to you")
    page = send(desk, rows(own_words="We listen to everybody", therapy="dbt"), name, written)
    shown = text(desk.get(page))
    assert "<b>1</b> changed" in shown
    assert "</span>everybody</ins>" in shown
    assert state(program, "therapy:dbt", today()) is None

    apply(desk, page)
    program.refresh_from_db()
    assert program.own_words == "We listen to everybody"
    action = Action.objects.get(kind="import")
    assert (action.by.email, action.note) == ("curator@example.org", name)
    assert "Applied" in text(desk.get(page))
    assert not ImportFile.objects.exists()

    desk.post(page, {"do": "take-back"})
    program.refresh_from_db()
    assert (program.own_words, state(program, "therapy:dbt", today())) == ("We listen to you", None)
    assert "has been taken back" in text(desk.get(page))


def test_an_export_imported_again_plans_nothing_and_offers_nothing_to_apply(desk):
    a_program(yes=["therapy:dbt"], sessions=["mon 17:00-20:00"])
    for kind in ("csv", "xlsx"):
        answer = desk.get(f"/curation/export/?as={kind}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        page = send(desk, None, f"export.{kind}", lambda _rows, content=content: content)
        shown = text(desk.get(page))
        assert "Nothing in this file differs" in shown
        assert "<b>1</b> unchanged" in shown


def test_every_problem_is_shown_and_the_rest_is_applied_when_they_are_left_out(desk):
    a_program()
    page = send(desk, [*rows(intake_phone="12-34", status="open"), {"organization": "Elm", "name": "Elm IOP"}])
    shown = text(desk.get(page))
    assert "Line 2, intake phone: The phone number entered is not valid." in shown
    assert "Line 2, status: one of" in shown
    assert "Leave out the 1 row" in shown
    apply(desk, page)
    assert "1 row has problems" in text(desk.get(page))
    assert not Program.objects.filter(name="Elm IOP").exists()
    apply(desk, page, leave_out="on")
    assert Program.objects.get(name="Elm IOP").status == "lead"


def test_what_changed_since_the_plan_is_planned_again_and_nothing_is_written(desk):
    program = a_program()
    page = send(desk, rows(steps="Call us", version=""))
    program.refresh_from_db()
    apply(desk, send(desk, rows(steps="Write to us", version=""), "other.csv", kind="staff"))
    apply(desk, page)
    shown = text(desk.get(page))
    assert "The catalogue has changed since this plan was made" in shown
    assert "Write to" in shown
    program.refresh_from_db()
    assert program.steps == "Write to us"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "Start from the template"),
        (b"slug,name\n=1+1,x\n", "holds a formula"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(desk, content, said):
    answer = send(desk, None, written=lambda _rows: content)
    assert answer.status_code == 400
    assert said in text(answer)
    assert not ImportRun.objects.exists()


def test_a_document_has_a_name_and_nobody_speaks_tomorrow(desk):
    a_program()
    answer = send(desk, rows(), kind="document", said_on=(today() + timedelta(days=1)).isoformat())
    assert answer.status_code == 400
    assert "Say what the document is called" in text(answer)
    assert "still to come" in text(answer)


def test_a_mended_file_is_asked_for_with_the_same_source(desk):
    a_program()
    page = send(desk, rows(), kind="document", title="State list", url="https://list.example/")
    number = page.strip("/").split("/")[-1]
    shown = text(desk.get(f"/curation/imports/?again={number}"))
    assert 'value="State list"' in shown
    assert desk.get("/curation/imports/?again=none").status_code == 200


def test_a_plan_is_thrown_away_and_forgotten_after_a_week(desk):
    a_program()
    page = send(desk, rows(steps="Call"))
    desk.post(page, {"do": "discard"})
    assert desk.get(page).status_code == 404
    send(desk, rows(steps="Call"))
    jobs.forget(timezone.now() + timedelta(days=8))
    assert not ImportRun.objects.exists()


def test_a_curator_does_not_take_back_what_a_lead_curator_published(desk, lead_desk):
    program = a_program(status="lead")
    page = send(lead_desk, rows(status="listed"))
    apply(lead_desk, page)
    program.refresh_from_db()
    assert program.status == "listed"
    assert "a lead curator takes this back" in text(desk.post(page, {"do": "take-back"}, follow=True))
    action = Action.objects.get(kind="import")
    desk.post(f"/curation/undo/{action.pk}/")
    program.refresh_from_db()
    assert program.status == "listed"
    lead_desk.post(f"/curation/undo/{action.pk}/")
    program.refresh_from_db()
    assert program.status == "lead"
    desk.post(f"/curation/undo/{action.undoing.pk}/")
    program.refresh_from_db()
    assert program.status == "lead", "taking back the taking back would publish it again"


def test_an_auditor_looks_exports_and_writes_nothing(auditor_desk, desk):
    a_program()
    page = send(desk, rows(steps="Call"))
    for address in ("/curation/imports/", page, "/curation/export/", "/curation/export/?as=csv", "/curation/columns/"):
        assert auditor_desk.get(address).status_code == 200
    assert send(auditor_desk, rows()).status_code == 403
    assert apply(auditor_desk, page).status_code == 403


@pytest.mark.parametrize(
    "address", ["/curation/imports/", "/curation/export/?as=csv", "/curation/columns/template.csv"]
)
def test_nobody_else_has_a_look(client, address):
    assert client.get(address).status_code == 302
    assert signed_in(make_account(None)).get(address).status_code == 403


def test_an_export_is_of_a_status_or_a_county(desk):
    a_program("Harbor IOP", town="Lowell")
    a_program("Elm IOP", town="Worcester", status="lead")
    everything, leads, county = (
        b"".join(desk.get(f"/curation/export/?as=csv&{query}").streaming_content).decode()
        for query in ("", "status=lead", "county=Middlesex")
    )
    assert everything.count("\r\n") == 3
    assert "elm-iop" in leads
    assert "harbor-iop" not in leads
    assert "harbor-iop" in county
    assert "elm-iop" not in county
    assert desk.get("/curation/export/?as=csv&status=open").status_code == 400


def test_the_template_is_what_an_import_reads(desk):
    a_program()
    answer = desk.get("/curation/columns/template.csv")
    header = b"".join(answer.streaming_content)
    assert header.decode("utf-8-sig").startswith("slug,version,organization,name")
    assert "attachment" in answer["Content-Disposition"]
    assert desk.get("/curation/columns/template.xlsx").content.startswith(b"PK")
    assert desk.get("/curation/columns/template.pdf").status_code == 404
    assert "; cbt; " in text(desk.get("/curation/columns/"))


def test_a_page_of_work_that_goes_on_follows_it(desk, settings):
    settings.LONG_WORK = "aside"
    a_program()
    page, job = waiting(desk)
    with pulse.beating(job) as tell:
        ImportJob.objects.update(state="running")
        tell(3, 10)
        shown = text(desk.get(page))
    assert '<progress value="3" max="10"' in shown


def test_work_whose_process_died_is_said_to_have_stopped(desk, settings):
    settings.LONG_WORK = "aside"
    a_program()
    page, _job = waiting(desk)
    assert "Starting" in text(desk.get(page))
    ImportJob.objects.update(state="running")
    assert "stopped before it was done, and nothing of it was written" in text(desk.get(page))
    settings.LONG_WORK = "now"
    desk.post(page, {"do": "plan"})
    assert "<b>1</b> changed" in text(desk.get(page))


def waiting(desk):
    """The page of an import whose process has not begun yet, and its job."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs.subprocess, "Popen", lambda command, **options: command)
        page = send(desk, rows(steps="Call"))
    return page, ImportJob.objects.get()


def test_a_process_of_its_own_is_sent_off_with_the_number_of_the_work(
    desk, settings, django_capture_on_commit_callbacks
):
    settings.LONG_WORK = "aside"
    a_program()
    sent = []
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(jobs.subprocess, "Popen", lambda command, **options: sent.append(command))
        send(desk, rows(steps="Call"))
    assert [command[1:] for command in sent] == [["-m", "django", "work_on_import", str(ImportJob.objects.get().pk)]]


def test_lists_and_plans_take_no_query_for_each_row(desk, django_assert_max_num_queries):
    for number in range(5):
        a_program(f"Program {number}", town="Boston", street=f"{number} Elm St", phone=f"978-555-01{number:02}")
        page = send(desk, rows(steps=f"Call {number}"))
    with django_assert_max_num_queries(15):
        desk.get(page)
    with django_assert_max_num_queries(15):
        desk.get("/curation/imports/")


def test_an_import_taken_back_is_brought_back_beside_the_request_too(desk, settings, monkeypatch):
    program = a_program()
    page = send(desk, rows(therapy="dbt"))
    apply(desk, page)
    desk.post(page, {"do": "take-back"})
    assert "Bring back" in text(desk.get(page))

    settings.LONG_WORK = "aside"
    monkeypatch.setattr(jobs, "_send_off", lambda job: None)
    undoing = Action.objects.get(kind="undo")
    assert desk.post(f"/curation/undo/{undoing.pk}/")["Location"] == page
    assert state(program, "therapy:dbt", today()) is None
    job = ImportJob.objects.last()
    with pulse.beating(job):
        assert "Bringing back" in text(desk.get(page))
    jobs.work(job.pk, moment=timezone.now())
    assert state(program, "therapy:dbt", today()) == "confirmed-yes"


def test_what_was_brought_back_is_taken_back_again_and_a_second_press_turns_nothing(desk):
    program = a_program()
    page = send(desk, rows(therapy="dbt"))
    apply(desk, page)
    for what, becomes in [
        ("take-back", None), ("take-back", None), ("bring-back", "confirmed-yes"), ("bring-back", "confirmed-yes"),
        ("take-back", None),
    ]:  # fmt: skip
        answer = desk.post(page, {"do": what}, follow=True)
        assert state(program, "therapy:dbt", today()) == becomes
    assert "back already" not in text(answer)
