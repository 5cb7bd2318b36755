"""What came from outside, and how it is decided."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from programs.curation import rename, undo
from programs.curation.reporting import receipt, report
from programs.curation.staff_links import make_link
from programs.models import Action, ProposedChange, Report, StaffLink
from tests.builders import ON, make_program, state
from tests.seen import words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
HEARD = {"kind": "phone", "said_on": ON.isoformat(), "who": "Ana, intake"}


@pytest.fixture
def program():
    return make_program("Elm Street IOP", phone="978-555-0100", listed=["insurance:masshealth"])


def told(program, what="wrong-phone", **about):
    """The report and its code."""
    code = report(program, what, once=about.pop("once", "a"), on=about.pop("on", ON), **about)
    return Report.objects.latest("pk"), code


def page_of(one):
    return f"/curation/inbox/reports/{one.pk}/"


def contact(desk, one, **written):
    """The form as the page offers it, with what a curator writes over it."""
    page = desk.get(page_of(one)).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    return {"section": "contact", "seen": seen, "intake_phone": "978-555-0100", **written}


def test_the_inbox_groups_by_program_the_newest_or_the_most_first(desk, program):
    other = make_program("Oak IOP")
    for once in "ab":
        told(other, once=once, on=date(2026, 11, 1), text="Bakery.")
    told(program)
    page = words(desk.get("/curation/inbox/"))
    assert page.index("Elm Street IOP") < page.index("Oak IOP")
    assert "Bakery." in page
    page = words(desk.get("/curation/inbox/?order=most"))
    assert page.index("Oak IOP") < page.index("Elm Street IOP")


def test_a_long_inbox_costs_no_query_for_each_row(desk, django_assert_max_num_queries):
    for number in range(6):
        one = make_program(f"Program {number}")
        told(one, once=str(number))
        link = make_link(one, "a@x.org", moment=NOW)
        for fact, detail in (("contact", {"fax": ""}), ("level:php", {"answer": "yes"})):
            ProposedChange.objects.create(program=one, link=link, fact=fact, detail=detail, made_at=NOW)
    desk.get("/curation/inbox/")
    with django_assert_max_num_queries(20):
        desk.get("/curation/inbox/")


def test_one_action_decides_changes_and_replies_and_undoing_opens_it_again(desk, curator, program):
    one, code = told(program, text="It rang at a bakery.", detail={"phone": "(978) 555-0199"})
    assert "(978) 555-0199" in words(desk.get(page_of(one)))
    form = contact(desk, one, intake_phone="978-555-0199", **HEARD)
    answer = desk.post(page_of(one), {**form, "outcome": "changed", "reply": "Thank you, it was an old number."})
    assert answer["Location"] == "/curation/inbox/"
    action = Action.objects.get()
    assert (action.kind, action.by, action.program) == ("decide", curator, program)
    (said,) = action.assertions.all()
    assert (said.fact, said.method, said.source.name, said.recorded_by) == ("contact", "phone", "Phone check", curator)
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0199"
    shown = receipt(code)
    assert (shown.outcome, shown.reply) == ("We checked and changed it", "Thank you, it was an old number.")
    assert shown.facts == ("contact",)
    undo(action, on=ON)
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0100"
    assert not receipt(code).is_decided
    assert "The phone number is wrong" in words(desk.get("/curation/inbox/"))


def test_several_reports_are_decided_at_once(desk, program):
    (one, first), (other, second) = told(program, once="a"), told(program, once="b")
    desk.post(page_of(one), {"outcome": "right", "also": [other.pk]})
    assert [receipt(code).is_decided for code in (first, second)] == [True, True]
    assert Action.objects.count() == 1


def test_a_section_left_as_it_is_needs_no_voice_and_says_nothing(desk, program):
    one, _code = told(program)
    desk.post(page_of(one), {**contact(desk, one), "outcome": "right"})
    assert Action.objects.get().assertions.count() == 0
    assert state(program, "contact") == "listed"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"outcome": ""}, "This field is required"),
        ({"outcome": "changed", "intake_phone": "978-555-0199"}, "Say who told you what you found out."),
        ({"outcome": "changed", "intake_phone": "911", **HEARD}, "see beside the fields"),
        ({"outcome": "changed", "reply": "x" * 301}, "at most 300 characters"),
        ({"outcome": "changed", "intake_phone": "978-555-0199", **HEARD, "seen": "1"}, "meanwhile"),
    ],
)
def test_a_mistake_decides_nothing_and_loses_nothing(desk, program, written, problem):
    one, _code = told(program)
    answer = desk.post(page_of(one), {**contact(desk, one), "who": "Ana, intake", "reply": "We called.", **written})
    assert answer.status_code == 200
    assert problem in words(answer)
    assert "Ana, intake" in answer.content.decode()
    assert written.get("reply", "We called.") in answer.content.decode()
    assert not Action.objects.exists()
    assert Report.objects.open().count() == 1


def test_of_two_curators_who_decide_at_once_the_second_is_told(desk, program):
    one, code = told(program)
    desk.post(page_of(one), {"outcome": "right"})
    answer = desk.post(page_of(one), {"outcome": "noted"})
    assert answer.status_code == 200
    assert receipt(code).outcome == "We checked, and what we show is right"
    assert Action.objects.count() == 1


def test_an_auditor_reads_the_inbox_and_decides_nothing(auditor_desk, program):
    one, _code = told(program)
    assert auditor_desk.get("/curation/inbox/").status_code == 200
    page = auditor_desk.get(page_of(one))
    assert page.status_code == 200
    assert "Decide" not in page.content.decode()
    assert auditor_desk.post(page_of(one), {"outcome": "right"}).status_code == 403


def propose(program, fact, detail):
    link = make_link(program, "intake@elm.example", moment=NOW)
    return ProposedChange.objects.create(program=program, link=link, fact=fact, detail=detail, made_at=NOW)


def decide_on(desk, proposal, **written):
    return desk.post(f"/curation/inbox/proposals/{proposal.pk}/", written)


def test_a_proposed_number_holds_once_a_curator_has_checked_it(desk, curator, program):
    proposal = propose(program, "contact", {"intake_phone": "tel:+1-978-555-0166"})
    page = words(desk.get(f"/curation/inbox/proposals/{proposal.pk}/"))
    assert "Intake phone 978-555-0100 978-555-0166" in page.replace("intake phone", "Intake phone")
    assert "Never at a number that stands in the proposal" in page
    decide_on(desk, proposal, do="accept", **HEARD)
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0166"
    action = Action.objects.get(kind="decide")
    assert (action.kind, action.by, action.assertions.get().method) == ("decide", curator, "phone")
    assert not ProposedChange.objects.open()
    undo(action, on=ON)
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0100"
    assert ProposedChange.objects.open().get() == proposal


def test_a_new_address_gets_the_pin_of_the_new_street(desk, program):
    pin = program.site.latitude
    proposal = propose(program, "address", {"street": "9 Oak St", "town": "Boston", "zip_code": "02116"})
    decide_on(desk, proposal, do="accept", **HEARD)
    program.refresh_from_db()
    assert (program.site.street, program.site.town, program.site.county) == ("9 Oak St", "Boston", "Suffolk")
    assert program.site.latitude != pin


def test_a_name_and_a_level_are_taken_over_and_taken_back(desk, program):
    for fact, detail in (("name", {"name": "Elm Street Evening IOP"}), ("level:php", {"answer": "yes"})):
        decide_on(desk, propose(program, fact, detail), do="accept", **HEARD)
    program.refresh_from_db()
    assert program.name == "Elm Street Evening IOP"
    assert state(program, "level:php") == "confirmed-yes"
    for action in Action.objects.filter(kind="decide"):
        undo(action, on=ON)
    program.refresh_from_db()
    assert program.name == "Elm Street IOP"
    assert state(program, "level:php") is None


def test_what_others_changed_meanwhile_stays(desk, program):
    proposal = propose(program, "contact", {"fax": "tel:+1-978-555-0166"})
    one, _code = told(program)
    form = contact(desk, one, intake_phone="978-555-0199", **HEARD)
    desk.post(page_of(one), {**form, "outcome": "changed"})
    decide_on(desk, proposal, do="accept", **HEARD)
    program.refresh_from_db()
    assert (program.intake_phone.as_national, program.fax.as_national) == ("(978) 555-0199", "(978) 555-0166")


def test_declining_keeps_why_and_changes_nothing(desk, program):
    proposal = propose(program, "name", {"name": "Other"})
    assert "This field is required" in words(decide_on(desk, proposal, do="decline"))
    decide_on(desk, proposal, do="decline", reason="Nobody there knows of it.")
    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.reason) == (False, "Nobody there knows of it.")
    program.refresh_from_db()
    assert program.name == "Elm Street IOP"


def test_accepting_needs_somebody_who_said_so(desk, program):
    proposal = propose(program, "name", {"name": "Other"})
    assert "This field is required" in words(decide_on(desk, proposal, do="accept"))
    rename(program, "Elm")
    assert ProposedChange.objects.open().exists()


def test_a_curator_sends_a_link_ends_it_and_notes_that_mail_came_back(desk, curator, program):
    page = f"/curation/programs/{program.slug}/links/"
    assert "Enter a valid email address" in words(desk.post(page, {"do": "make", "email": "nobody"}))
    desk.post(page, {"do": "make", "email": "Intake@elm.example"})
    link = StaffLink.objects.get()
    assert (link.email, link.made_in.by) == ("intake@elm.example", curator)
    (letter,) = mail.outbox
    assert letter.to == ["intake@elm.example"]
    address = re.search(r"http://testserver(/update/\S+)", letter.body)[1]
    assert desk.get(address).status_code == 200
    desk.post(page, {"do": "bounced", "link": link.pk})
    assert "came back" in words(desk.get(page))
    desk.post(page, {"do": "end", "link": link.pk})
    assert desk.get(address).status_code == 410
    desk.post(page, {"do": "again", "link": link.pk})
    assert len(mail.outbox) == 2
    assert desk.get(address).status_code == 410
    assert not StaffLink.objects.get().has_bounced
    for wrong in ("", "x", "99999"):
        assert desk.post(page, {"do": "end", "link": wrong}).status_code == 404


def test_an_auditor_sees_the_links_and_sends_none(auditor_desk, program):
    page = f"/curation/programs/{program.slug}/links/"
    assert auditor_desk.get(page).status_code == 200
    assert auditor_desk.post(page, {"do": "make", "email": "a@x.org"}).status_code == 403
