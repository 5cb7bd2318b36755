"""The page that says what to do now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.curation.holding import take
from programs.models import Hold, Program
from tests.accounts import make_account, make_clinician
from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def text(answer):
    return " ".join(answer.content.decode().split())


def test_tasks_stand_by_kind_with_their_reason_and_the_order_explained(desk, today):
    make_program("Stale", yes=["therapy:dbt"], said_on=today - timedelta(days=200), on=today)
    make_program("Never", listed=["therapy:dbt"], phone="978-555-0101", on=today)
    page = text(desk.get("/curation/"))
    assert "1 fact past its re-check date" in page
    assert "the more often the program was shown in the last 30 days, the higher it stands" in page
    assert page.index("Stale") < page.index("Never confirmed by anybody there")


def test_nothing_to_do_is_said(desk):
    assert "Nothing waits." in text(desk.get("/curation/"))


def test_clinicians_to_verify_and_rules_to_agree_on_are_told(desk):
    assert "to verify" not in text(desk.get("/curation/"))
    make_clinician()
    page = text(desk.get("/curation/"))
    assert '<a href="/curation/clinicians/">1 clinician’s account to verify</a>' in page
    assert "set aside" not in page


def test_a_claimed_task_is_on_my_desk_and_can_be_put_back(desk, today):
    program = make_program("Elm Street", listed=["therapy:dbt"], on=today)
    answer = desk.post(f"/curation/call/{program.slug}/", {"do": "take"})
    assert answer["Location"] == f"/curation/call/{program.slug}/"
    page = text(desk.get("/curation/"))
    assert "On your desk" in page
    assert "I take it" not in page
    desk.post(f"/curation/call/{program.slug}/", {"do": "release"})
    assert "I take it" in text(desk.get("/curation/"))


def test_what_another_has_says_who_and_is_not_offered(desk, today):
    program = make_program("Elm Street", listed=["therapy:dbt"], on=today)
    take(program, make_account(email="ann@example.org"), timezone.now())
    page = text(desk.get("/curation/"))
    assert "Elm Street: ann@example.org, until" in page
    assert "I take it" not in page


def test_each_thing_done_lately_has_its_way_back(desk, today):
    program = make_program("Elm Street", listed=["therapy:dbt"], on=today)
    desk.post(f"/curation/call/{program.slug}/", {"do": "put-off", "again_on": str(today + timedelta(days=9))})
    page = text(desk.get("/curation/"))
    assert "What you did lately" in page
    assert "put off until a day" in page
    (number,) = program.actions.values_list("pk", flat=True)
    desk.post(f"/curation/undo/{number}/", {"back": "/curation/"})
    assert "Never confirmed by anybody there" in text(desk.get("/curation/"))


def test_somebody_elses_doings_are_not_mine(desk, lead_desk, today):
    program = make_program("Elm Street", listed=["therapy:dbt"], on=today)
    lead_desk.post(f"/curation/call/{program.slug}/", {"do": "put-off", "again_on": str(today + timedelta(days=9))})
    assert "What you did lately" not in text(desk.get("/curation/"))


def test_long_kinds_say_how_many_more_and_turn_their_pages(desk, today, monkeypatch):
    monkeypatch.setattr("programs.views.desk.today.FIRST", 2)
    monkeypatch.setattr("programs.views.desk.today.PAGE", 2)
    for number in range(5):
        make_program(f"Never {number}", listed=["therapy:dbt"], phone=f"978-555-010{number}", on=today)
    page = text(desk.get("/curation/"))
    assert "All 5: Never confirmed by anybody there" in page
    assert "Never 2" not in page
    second = text(desk.get("/curation/?kind=unconfirmed&page=2"))
    assert "Never 2" in second
    assert "Page 2 of 3" in second
    assert desk.get("/curation/?kind=rubbish&page=rubbish").status_code == 200


def test_an_auditor_sees_the_work_and_takes_none(auditor_desk, today):
    make_program("Elm Street", listed=["therapy:dbt"], on=today)
    page = text(auditor_desk.get("/curation/"))
    assert "Elm Street" in page
    assert "I take it" not in page


def test_the_page_takes_few_queries_however_many_programs_there_are(desk, today, django_assert_max_num_queries):
    for number in range(8):
        make_program(listed=["therapy:dbt"], phone=f"978-555-010{number}", on=today)
    take(Program.objects.first(), make_account(email="ann@example.org"), timezone.now())
    with django_assert_max_num_queries(30):
        desk.get("/curation/")
    assert Hold.objects.count() == 1
