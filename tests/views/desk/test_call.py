"""The call sheet in the hands of curators."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.curation.holding import take
from programs.models import Action, CallDraft, CallNote, Hold, LookAgain, Program
from tests.accounts import make_account, signed_in
from tests.builders import make_program, say, state

pytestmark = pytest.mark.django_db

SAVE = {"do": "save", "outcome": "reached", "role": "Intake coordinator"}


@pytest.fixture
def today():
    return timezone.localdate()


def sheet(program):
    return f"/curation/call/{program.slug}/"


def text(answer):
    return answer.content.decode()


def taken(client, program):
    client.post(sheet(program), {"do": "take"})
    return client


def test_the_sheet_says_what_to_say_what_to_ask_and_what_we_hold(desk, today):
    program = make_program(yes=["therapy:dbt"], said_on=today - timedelta(days=200), on=today)
    page = text(taken(desk, program).get(sheet(program)))
    assert "Call 978-555-0100" in page
    assert "I keep the free directory" in page
    assert "Past the re-check date" in page
    assert "Phone check" in page
    assert "6 months ago" in page
    assert page.index("Past the re-check date") < page.index("Not confirmed, and often asked for")


def test_before_the_desk_is_taken_there_is_nothing_to_fill_in(desk, today):
    program = make_program(on=today)
    page = text(desk.get(sheet(program)))
    assert "I take it" in page
    assert "Save the call" not in page


def test_one_tap_each_and_one_action(desk, curator, today):
    program = make_program(on=today)
    answer = taken(desk, program).post(
        sheet(program),
        {
            **SAVE,
            "a:therapy:dbt": "yes",
            "a:therapy:emdr": "no",
            "a:therapy:cbt": "unknown",
            "a:service:transport": "other",
            "t:service:transport": "only for MassHealth members",
        },
        follow=True,
    )
    assert state(program, "therapy:dbt", today) == "confirmed-yes"
    assert state(program, "therapy:emdr", today) == "confirmed-no"
    assert state(program, "therapy:cbt", today) is None
    assert state(program, "service:transport", today) is None
    assert CallNote.objects.open().get().text == "only for MassHealth members"
    assert Action.objects.get().by == curator
    assert "Written down" in text(answer)
    assert "Take back" in text(answer)


def test_everything_else_in_a_section_is_confirmed_at_one_press(desk, today):
    long_ago = today - timedelta(days=200)
    program = make_program(yes=["therapy:dbt", "therapy:emdr"], no=["therapy:cbt"], said_on=long_ago, on=today)
    taken(desk, program).post(sheet(program), {**SAVE, "all:stale:care": "on", "a:therapy:emdr": "no"})
    assert state(program, "therapy:dbt", today) == "confirmed-yes"
    assert state(program, "therapy:cbt", today) == "confirmed-no"
    assert program.answers.holding(today).get(fact="therapy:emdr").assertion.answer == "no"


def test_a_section_is_as_we_have_it_or_written_in(desk, today):
    program = make_program(sessions=["mon wed 17:00-20:00"], schedule="listed", on=today)
    taken(desk, program).post(
        sheet(program), {**SAVE, "a:schedule": "yes", "a:contact": "other", "c:contact:intake_phone": "978-555-0177"}
    )
    program.refresh_from_db()
    assert state(program, "schedule", today) == "confirmed-yes"
    assert state(program, "contact", today) == "confirmed-yes"
    assert program.intake_phone.as_national == "(978) 555-0177"


def test_a_field_that_was_changed_counts_without_a_tick(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {**SAVE, "c:contact:intake_phone": "978-555-0177"})
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0177"


def test_next_intakes_are_days(desk, today):
    program = make_program(on=today)
    day = today + timedelta(days=6)
    taken(desk, program).post(sheet(program), {**SAVE, "d:1": day.isoformat(), "d:waiting": "about two weeks"})
    assert [intake.date for intake in program.intake_dates.all()] == [day]


def test_whether_a_promised_day_held_is_kept(desk, today):
    day = today - timedelta(days=2)
    program = make_program(intake=[day], said_on=today - timedelta(days=5), on=today)
    page = text(taken(desk, program).get(sheet(program)))
    assert "Did the first intake take place?" in page
    desk.post(sheet(program), {**SAVE, f"h:{day}": "no"})
    program.refresh_from_db()
    assert (program.intakes_kept, program.intakes_broken) == (0, 1)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(desk, today):
    program = make_program(on=today)
    entries = {
        **SAVE,
        "role": "",
        "a:therapy:dbt": "yes",
        "a:contact": "other",
        "c:contact:intake_phone": "12",
        "a:schedule": "other",
        "d:1": "soon",
    }
    page = text(taken(desk, program).post(sheet(program), entries))
    assert "Nothing is written yet" in page
    assert "Write down what they said." in page
    assert "A day reads 2026-12-01." in page
    assert 'value="12"' in page
    assert 'id="therapy-dbt-yes" name="a:therapy:dbt" value="yes" checked' in " ".join(page.split())
    assert not Action.objects.exists()
    assert CallDraft.objects.get().entries["a:therapy:dbt"] == "yes"


def test_a_wrong_number_is_named_beside_its_section(desk, today):
    program = make_program(on=today)
    page = text(
        taken(desk, program).post(sheet(program), {**SAVE, "a:contact": "other", "c:contact:intake_phone": "12"})
    )
    assert "intake phone: " in page
    assert 'id="contact-problem"' in page


@pytest.mark.parametrize(
    "entries",
    [
        {"outcome": "rubbish"},
        {"outcome": ""},
        {"decision": "rubbish"},
        {"again_on": "rubbish"},
        {"a:therapy:dbt": "rubbish"},
        {"a:nothing:such": "yes"},
        {"a:schedule": "yes"},
        {"h:2020-01-01": "yes"},
        {"all:rest:nothing": "on"},
        {"role": "x" * 5000, "t:therapy:dbt": "y" * 5000},
        {"do": "rubbish"},
        {"decision": "not-an-iop", "because": "z" * 201},
        {"t:therapy:dbt": "nul\0", "a:" + "x" * 200: "yes"},
        {"do": "keep", "role": "nul\0"},
        {"do": "put-off", "again_on": "rubbish"},
        {"do": "put-off", "again_on": "9999-12-31", "because": "nul\0" * 90},
        {"do": "put-off"},
    ],
)
def test_bad_input_is_never_an_error(desk, today, entries):
    program = make_program(on=today)
    assert taken(desk, program).post(sheet(program), SAVE | entries).status_code in (200, 302)


def test_what_is_rarely_asked_waits_behind_a_button_and_is_read_all_the_same(desk, today):
    program = make_program(on=today)
    assert "service:transport" not in text(taken(desk, program).get(sheet(program)))
    answer = desk.post(sheet(program), {"do": "everything", "a:therapy:dbt": "no"}, follow=True)
    page = " ".join(text(answer).split())
    assert 'name="a:service:transport"' in page
    assert 'name="a:therapy:dbt" value="no" checked' in page
    desk.post(sheet(program), {**SAVE, "a:service:transport": "no"})
    assert state(program, "service:transport", today) == "confirmed-no"


def test_an_interrupted_call_keeps_what_was_ticked(desk, today):
    program = make_program(on=today)
    entries = {"do": "keep", "a:therapy:dbt": "no", "c:contact:intake_phone": "978-555-01"}
    answer = taken(desk, program).post(sheet(program), entries, follow=True)
    page = " ".join(text(answer).split())
    assert "Kept." in page
    assert "As you left it" in page
    assert 'value="no" checked' in page
    assert 'value="978-555-01"' in page
    desk.post(sheet(program), {**SAVE, "a:therapy:dbt": "no"})
    assert not CallDraft.objects.exists()


def test_a_call_that_was_begun_is_found_again_on_today_until_it_is_thrown_away(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {"do": "keep", "a:therapy:dbt": "no"})
    desk.post(sheet(program), {"do": "release"})
    assert "Calls that you began" in text(desk.get("/curation/"))
    desk.post(sheet(program), {"do": "forget"})
    assert "Calls that you began" not in text(desk.get("/curation/"))


def test_each_tick_is_kept_aside_while_one_is_at_the_desk_and_not_after(desk, curator, today):
    program = make_program(on=today)
    aside = {"headers": {"X-Requested-With": "fetch"}}
    taken(desk, program)
    assert desk.post(sheet(program), {"do": "keep", "a:therapy:dbt": "yes"}, **aside).status_code == 204
    assert CallDraft.objects.get().entries == {"a:therapy:dbt": "yes"}
    desk.post(sheet(program), SAVE)
    assert desk.post(sheet(program), {"do": "keep", "a:therapy:dbt": "yes"}, **aside).status_code == 409
    assert not CallDraft.objects.exists()


def test_a_draft_is_of_one_curator(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {"do": "keep", "a:therapy:dbt": "yes"})
    desk.post(sheet(program), {"do": "release"})
    other = taken(signed_in(make_account(email="other@example.org")), program)
    assert "checked" not in text(other.get(sheet(program)))


def test_who_comes_second_is_told_and_goes_back(desk, today):
    program = make_program("Elm Street", on=today)
    take(program, make_account(email="ann@example.org"), timezone.now())
    answer = desk.post(sheet(program), {"do": "take"}, follow=True)
    assert "ann@example.org has Elm Street" in text(answer)
    assert "do not call now" in text(desk.get(sheet(program)))
    refused = desk.post(sheet(program), {**SAVE, "a:therapy:dbt": "yes"})
    assert "ann@example.org has Elm Street" in text(refused)
    assert state(program, "therapy:dbt", today) is None
    assert CallDraft.objects.get().entries["a:therapy:dbt"] == "yes"


def test_putting_it_back_frees_the_desk(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {"do": "release"})
    assert not Hold.objects.exists()


def test_nobody_answered_is_one_tap(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {"do": "save", "outcome": "nobody"})
    assert LookAgain.objects.waiting(today).get().program == program


def test_a_note_is_done_when_it_is_written_in(desk, today):
    program = make_program(on=today)
    taken(desk, program).post(sheet(program), {**SAVE, "t:schedule": "Fridays too"})
    note = CallNote.objects.open().get()
    assert "Fridays too" in text(desk.get(sheet(program)))
    desk.post(f"/curation/notes/{note.pk}/")
    assert not CallNote.objects.open().exists()
    assert desk.post("/curation/notes/987654/").status_code == 404


def test_a_curator_finds_an_iop_and_a_lead_curator_publishes_it(desk, lead_desk, today):
    lead = make_program("Elm Street", status=Program.Status.LEAD, on=today)
    taken(desk, lead).post(sheet(lead), {**SAVE, "decision": "iop"})
    lead.refresh_from_db()
    assert lead.status == Program.Status.LEAD
    assert "waits for a lead curator" in text(desk.get("/curation/"))
    assert desk.post(f"{sheet(lead)}publish/").status_code == 403
    lead_desk.post(f"{sheet(lead)}publish/")
    lead.refresh_from_db()
    assert lead.status == Program.Status.CONFIRMED
    assert "Elm Street" in text(lead_desk.get("/programs/"))


def test_a_lead_curator_publishes_with_the_call(lead_desk, today):
    lead = make_program("Elm Street", status=Program.Status.LEAD, on=today)
    answer = taken(lead_desk, lead).post(sheet(lead), {**SAVE, "decision": "iop"}, follow=True)
    lead.refresh_from_db()
    assert lead.status == Program.Status.CONFIRMED
    assert "Published: Elm Street" in text(answer)
    assert sorted(Action.objects.values_list("kind", flat=True)) == ["call", "status"]


def test_an_auditor_reads_the_sheet_and_fills_in_nothing(auditor_desk, today):
    program = make_program(on=today)
    page = text(auditor_desk.get(sheet(program)))
    assert "What we would ask" in page
    assert "I take it" not in page
    assert auditor_desk.post(sheet(program), {"do": "take"}).status_code == 403


def test_a_withdrawn_program_is_not_called(desk, today):
    program = make_program(on=today)
    program.status = Program.Status.WITHDRAWN
    program.save()
    assert desk.get(sheet(program)).status_code == 404


def test_the_sheet_takes_few_queries(desk, today, django_assert_max_num_queries):
    program = make_program(yes=["therapy:dbt", "therapy:cbt"], listed=["condition:ptsd"], on=today)
    say(program, "therapy:emdr", on=today)
    taken(desk, program)
    with django_assert_max_num_queries(25):
        desk.get(sheet(program))
