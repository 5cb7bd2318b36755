"""One program at the desk, as a page: every section, one of them open, saved by a named voice."""

import pytest
from django.utils import timezone

from programs.curation import rename
from programs.curation.editing.part import EDITED
from programs.models import Action, Program
from tests.builders import make_program, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def program(today):
    return make_program("Elm Street IOP", yes=["therapy:cbt"], sessions=["mon wed 17:00-20:00"], on=today)


def page(desk, program, query=""):
    answer = desk.get(f"/curation/programs/{program.slug}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def send(desk, program, section, today, **typed):
    """A POST of that section with what its page had seen; a phone check unless told."""
    seen = program.assertions.order_by("pk").last().pk
    voice = {"kind": "phone", "said_on": str(today), "who": "Ana, intake"}
    return desk.post(f"/curation/programs/{program.slug}/", {"section": section, "seen": seen, **voice, **typed})


def tracks(*texts):
    rows = {"tracks-TOTAL_FORMS": len(texts), "tracks-INITIAL_FORMS": 0}
    return rows | {f"tracks-{number}-sessions": text for number, text in enumerate(texts)}


def test_every_section_opens_and_an_unknown_one_is_no_matter(desk, program):
    for section in EDITED:
        assert "Who says so now" in page(desk, program, f"?edit={section.name}")
    assert "Who says so now" not in page(desk, program, "?edit=nonsense")


def test_a_section_is_left_as_it_is_by_a_plain_link(desk, program):
    assert f'href="/curation/programs/{program.slug}/#care">Leave it as it is' in page(desk, program, "?edit=care")


def test_the_page_costs_the_same_however_much_is_said(desk, program, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        page(desk, program)
    busy = make_program(yes=[f"therapy:{code}" for code in ("dbt", "cbt", "emdr", "group")], listed=["condition:ptsd"])
    with django_assert_max_num_queries(16):
        page(desk, busy)


def test_evidence_stands_beside_each_answer(desk, program, today):
    send(desk, program, "care", today, **{"therapy:cbt": "yes", "therapy:dbt": "yes", "quote": "Two DBT groups"})
    shown = page(desk, program)
    for words in ("Phone check", "Two DBT groups", "recorded by curator@example.org"):
        assert words in shown


def test_a_save_is_one_action_and_leads_back_to_the_section(desk, program, today, curator):
    answer = send(desk, program, "care", today, **{"therapy:cbt": "yes", "therapy:dbt": "yes", "therapy:emdr": "no"})
    assert answer["Location"] == f"/curation/programs/{program.slug}/#care"
    action = Action.objects.get()
    assert (action.kind, action.by, action.note) == ("edit", curator, "Ana, intake")
    assert state(program, "therapy:emdr", today) == "confirmed-no"
    assert f"/curation/undo/{action.pk}/" in page(desk, program, "history/")


def test_the_same_voice_is_offered_again(desk, program, today):
    send(
        desk, program, "words", today, own_words="Evenings.", kind="document", title="Leaflet", url="https://a.example/"
    )
    shown = page(desk, program, "?edit=care")
    assert 'value="Leaflet"' in shown
    assert 'value="https://a.example/"' in shown


def test_a_mistake_loses_nothing_of_what_was_typed(desk, program, today):
    answer = send(desk, program, "schedule", today, **tracks("tue 9-12", "sat 10am-1pm"), kind="")
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "is 9-12 in the morning or in the evening?" in shown
    assert "This field is required" in shown
    assert "sat 10am-1pm" in shown
    assert not Action.objects.exists()


def test_the_week_is_shown_and_a_track_added_without_saving(desk, program, today):
    shown = send(desk, program, "schedule", today, **tracks("tue thu 9am-12pm"), look="1").content.decode()
    assert "6 hours a week" in shown
    assert "usually has 9 to 19 hours a week" in shown
    shown = send(desk, program, "schedule", today, **tracks("tue thu 9am-12pm"), more="1").content.decode()
    assert 'name="tracks-1-sessions"' in shown
    assert not Action.objects.exists()


def test_hours_that_do_not_match_are_flagged(desk, program, today):
    typed = {**tracks("mon tue wed 9:00-12:00"), "tracks-0-hours_per_week": "12", "tracks-0-attend": "5"}
    shown = send(desk, program, "schedule", today, **typed, look="1").content.decode()
    assert "It states 12 hours a week, but its sessions make 9 hours a week." in shown
    assert "More sessions are to be attended than there are." in shown


def test_a_long_list_is_searched_without_a_script(desk, program, today):
    typed = {"therapy:dbt": "yes", "find": "EMDR", "look": "1"}
    shown = send(desk, program, "care", today, **typed).content.decode()
    assert shown.index("Found") < shown.index("what-therapy-emdr") < shown.index("what-therapy-dbt")
    assert not Action.objects.exists()


def test_who_was_overtaken_sees_both_and_saves_on_a_second_look(desk, lead_desk, program, today):
    seen = program.assertions.order_by("pk").last().pk
    send(lead_desk, program, "care", today, **{"therapy:cbt": "no"})
    mine = {"seen": seen, "therapy:cbt": "yes", "therapy:dbt": "yes"}
    answer = send(desk, program, "care", today, **mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has saved this section" in shown
    assert "lead-curator@example.org" in shown
    assert state(program, "therapy:dbt", today) is None
    send(desk, program, "care", today, **{"therapy:cbt": "no", "therapy:dbt": "yes"})
    assert state(program, "therapy:dbt", today) == "confirmed-yes"
    assert state(program, "therapy:cbt", today) == "confirmed-no"


def test_nonsense_is_told_and_never_a_500(desk, program):
    address = f"/curation/programs/{program.slug}/"
    for sent in (
        {"section": "care"}, {"section": "care", "seen": "x", "therapy:dbt": "maybe", "said_on": "soon"},
        {"section": "schedule", "seen": "0", "tracks-TOTAL_FORMS": "x"}, {"section": "identity"},
        {"section": "intake", "seen": "0", "dates-TOTAL_FORMS": "1", "dates-INITIAL_FORMS": "0", "dates-0-track": "A"},
    ):  # fmt: skip
        assert desk.post(address, sent).status_code == 400
    assert desk.post(address, {"section": "nonsense"}).status_code == 200
    assert desk.get("/curation/programs/no-such-program/").status_code == 404
    assert not Action.objects.exists()


def identity(program, **typed):
    now = {"name": program.name, "organization": program.organization.name}
    seen = {f"seen_{name}": value for name, value in now.items()}
    return {"section": "identity", **now, **seen, "reason": "Their web page", **typed}


def test_name_and_organization_change_with_a_reason_and_come_back(desk, program):
    address = f"/curation/programs/{program.slug}/"
    desk.post(address, identity(program, name="Elm Evenings", organization="Elm & Ash"))
    program = Program.objects.get(pk=program.pk)
    assert (program.name, program.organization.name) == ("Elm Evenings", "Elm & Ash")
    action = Action.objects.get()
    assert action.note == "Their web page"
    shown = page(desk, program, "history/")
    assert "<del" in shown
    assert "Elm &amp; Ash" in shown
    desk.post(f"/curation/undo/{action.pk}/")
    program = Program.objects.get(pk=program.pk)
    assert (program.name, program.organization.name) == ("Elm Street IOP", "Elm Street IOP")


def test_a_name_changed_meanwhile_is_not_overwritten(desk, program):
    sent = identity(program, name="Mine")
    rename(program, "Theirs")
    answer = desk.post(f"/curation/programs/{program.slug}/", sent)
    assert answer.status_code == 400
    assert "“Theirs”" in answer.content.decode()
    assert Program.objects.get(pk=program.pk).name == "Theirs"


def test_publishing_and_withdrawing_are_a_lead_curator_s(desk, lead_desk, program):
    address = f"/curation/programs/{program.slug}/"
    sent = {"section": "status", "status": "withdrawn", "reason": "It closed.", "seen_status": "listed"}
    assert desk.post(address, sent).status_code == 403
    assert lead_desk.post(address, {**sent, "reason": ""}).status_code == 400
    lead_desk.post(address, sent)
    program.refresh_from_db()
    assert (program.status, program.withdrawn_because) == ("withdrawn", "It closed.")
    assert lead_desk.post(address, sent).status_code == 400  # not any more as that page had seen it
    lead_desk.post(f"/curation/undo/{Action.objects.get().pk}/")
    program.refresh_from_db()
    assert (program.status, program.withdrawn_because) == ("listed", "")


def test_an_auditor_sees_the_facts_and_no_form(auditor_desk, program, today):
    shown = page(auditor_desk, program, "?edit=care")
    assert "CBT" in shown
    assert "Save this section" not in shown
    assert send(auditor_desk, program, "care", today, **{"therapy:dbt": "yes"}).status_code == 403
