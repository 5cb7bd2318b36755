"""A program's own staff, by the link in a letter."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from programs.curation import Claim, record, undo
from programs.curation.staff_links import end, make_link, note_bounce, stop_token, token
from programs.models import Action, Program, ProposedChange, StaffLink
from tests.builders import ON, make_program, make_source, say, state
from tests.seen import words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
LAST_YEAR = date(2025, 11, 21)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def program():
    return make_program(
        "Elm Street IOP", yes=["therapy:dbt"], no=["therapy:emdr"], listed=["insurance:masshealth", "level:iop"],
        sessions=["mon wed 17:30-20:30"], phone="978-555-0100", said_on=LAST_YEAR,
    )  # fmt: skip


def done():
    """What was done beside sending the link."""
    return Action.objects.exclude(kind=Action.Kind.LINK)


@pytest.fixture
def link(program):
    return make_link(program, "Intake@Elm.example", moment=NOW)


@pytest.fixture
def page(link):
    return f"/update/{token(link)}/"


def everything_in_the_database():
    return [list(model.objects.order_by("pk").values()) for model in (StaffLink, Action, Program, ProposedChange)]


def test_looking_changes_nothing_and_nobody_keeps_or_lists_the_page(client, page):
    before = everything_in_the_database()
    answer = client.get(page)
    assert answer.status_code == 200
    assert everything_in_the_database() == before
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Disallow: /update/" in client.get("/robots.txt").content.decode()


def test_no_link_on_the_page_leads_elsewhere_with_a_referrer(client, page):
    anchors = re.findall(r"<a\s[^>]*href=\"https?:[^>]*>", client.get(page).content.decode())
    assert all("noreferrer" in anchor for anchor in anchors)


def test_the_page_shows_what_we_hold_and_its_age(client, page):
    text = words(client.get(page))
    assert "DBT Not confirmed. Phone check, Nov 21, 2025" in text
    assert "Probably not: EMDR Not confirmed. Phone check, Nov 21, 2025" in text
    assert "MassHealth" in text
    assert "Sessions: Mon, Wed 5:30–8:30 pm" in text
    assert "Intake phone: 978-555-0100" in text
    assert "Add: Access" in text


def test_one_press_confirms_all_that_is_stated_and_can_be_taken_back(client, program, page):
    answer = client.post(page, {"do": "all"})
    assert answer["Location"] == page
    assert state(program, "therapy:dbt") == "confirmed-yes"
    assert state(program, "therapy:emdr") == "confirmed-no"
    for fact in ("insurance:masshealth", "level:iop", "schedule", "contact", "address"):
        assert state(program, fact) == "confirmed-yes", fact
    assert state(program, "therapy:cbt") is None
    action = done().get()
    assert (action.kind, action.via, action.note, action.by) == ("staff", "staff link", "intake@elm.example", None)
    assert {said.method for said in action.assertions.all()} == {"staff"}
    undo(action, on=ON)
    assert state(program, "therapy:dbt") == "listed"


def test_what_the_rule_book_refuses_is_left_out_and_named_while_the_rest_holds(client, program, page, monkeypatch):
    def refuse(*args, **options):
        claims = args[1]
        if any(claim.fact == "level:iop" for claim in claims):
            raise ValidationError({"level:iop": ["There is a rule."]})
        return record(*args, **options)

    monkeypatch.setattr("programs.curation.staff_words.record", refuse)
    answer = client.post(page, {"do": "all"}, follow=True)
    assert "Not taken over, because of a rule about what may be said: Intensive outpatient program" in words(answer)
    assert state(program, "therapy:dbt") == "confirmed-yes"
    assert state(program, "level:iop") == "listed"


def test_confirming_twice_on_one_day_is_one_action(client, page):
    first, again = (client.post(page, {"do": "all"}, follow=True) for _n in range(2))
    assert words(first) == words(again)
    assert done().count() == 1


def test_next_intakes_are_kept_and_expire_by_themselves(client, program, page):
    client.post(page, {"do": "intake", "date_0": "2026-12-08", "date_1": "2026-12-01"})
    assert [str(day) for day in program.intake_dates.all()] == ["2026-12-01", "2026-12-08"]
    assert state(program, "intake", ON + timedelta(days=7)) == "confirmed-yes"
    assert state(program, "intake", ON + timedelta(days=8)) == "listed"
    assert state(program, "therapy:dbt") == "listed"  # only the openings were saved


def test_full_until_takes_the_place_of_dates_and_patients_read_it(client, program, page):
    client.post(page, {"do": "intake", "date_0": "2026-12-08"})
    client.post(page, {"do": "intake", "full_until": "2027-01-05"})
    assert not program.intake_dates.exists()
    assert "Full until Jan 5, 2027. Program’s staff, Nov 21, 2026" in words(client.get(f"/programs/{program.slug}/"))


def test_clearing_the_days_takes_them_back(client, program, page):
    client.post(page, {"do": "intake", "date_0": "2026-12-08"})
    client.post(page, {"do": "all"})
    assert not program.intake_dates.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"date_0": "2026-11-01"}, "Choose a day from today on, within a year."),
        ({"date_0": "2036-11-01"}, "Choose a day from today on, within a year."),
        ({"date_0": "next week"}, "Write the day as year-month-day"),
        ({"date_0": "2026-12-08", "full_until": "2027-01-05"}, "Either first intakes, or full until a day"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_half_written(client, program, page, fields, told):
    answer = client.post(page, {"do": "all", **fields})
    assert told in words(answer)
    assert fields["date_0"] in answer.content.decode()
    assert not done().exists()
    assert state(program, "therapy:dbt") == "listed"


def promised(program, day, said_on):
    detail = {"dates": [{"date": day, "track": ""}]}
    say(program, Claim("intake", detail=detail), source=make_source("staff"), said_on=said_on)


def test_a_past_date_is_asked_about_once_and_the_share_that_held_is_shown(client, program, page):
    promised(program, "2026-11-10", date(2026, 11, 5))
    assert "Was the first intake of Nov 10, 2026 open as you said?" in words(client.get(page))
    client.post(page, {"do": "intake", "held_2026-11-10": "no"})
    program.refresh_from_db()
    assert (program.intakes_kept, program.intakes_broken) == (0, 1)
    text = words(client.get(page))
    assert "Was the first intake" not in text
    assert "Of 1 earlier date that we asked about, 0 was open as said." in text
    assert "0 of 1 earlier first intake was open as said" in words(client.get(f"/programs/{program.slug}/"))
    undo(done().get(), on=ON)
    assert "Was the first intake" in words(client.get(page))


def test_a_date_taken_back_before_its_day_is_not_asked_about(client, program, page):
    promised(program, "2026-11-10", date(2026, 11, 1))
    promised(program, "2026-11-17", date(2026, 11, 5))
    text = words(client.get(page))
    assert "Nov 10, 2026 open" not in text
    assert "Nov 17, 2026 open" in text


def test_a_plain_correction_holds_at_once(client, program, page):
    answer = client.post(f"{page}insurance/", {"insurance": ["bcbsma", "masshealth"]}, follow=True)
    assert "This is written down" in words(answer)
    assert state(program, "insurance:bcbsma") == "confirmed-yes"
    client.post(f"{page}insurance/", {"insurance": ["bcbsma"]})
    assert state(program, "insurance:masshealth") == "confirmed-no"
    assert state(program, "insurance:tufts") is None


def test_days_and_hours_are_typed_as_people_write_them_and_the_rest_of_the_track_stays(client, program, page):
    stated = {"tracks": [{"name": "Evenings", "age_min": 18, "sessions": []}]}
    say(program, Claim("schedule", detail=stated))
    form = {
        "name_0": "Evenings",
        "sessions_0": "Mon-Thu 5pm-8pm",
        "format_0": "in-person",
        "name_1": "",
        "format_1": "",
    }
    client.post(f"{page}schedule/", form)
    track = program.tracks.get()
    assert (track.age_min, track.format, track.sessions.count()) == (18, "in-person", 4)
    answer = client.post(f"{page}schedule/", {**form, "sessions_0": "whenever"})
    assert "write the days and then the hours" in words(answer)
    assert "whenever" in answer.content.decode()


@pytest.mark.parametrize(
    ("section", "fields", "proposed"),
    [
        ("name", {"name": "Elm Street Evening IOP"}, ("name", {"name": "Elm Street Evening IOP"})),
        ("contact", {"intake_phone": "978-555-0166"}, ("contact", {"intake_phone": "tel:+1-978-555-0166"})),
        ("address", {"street": "9 Oak St", "town": "Lowell"}, ("address", {"street": "9 Oak St"})),
        ("level", {"level_name": "", "level": ["iop", "php"]}, ("level:php", {"answer": "yes"})),
    ],
)
def test_what_could_lead_callers_astray_waits_for_a_curator(client, page, section, fields, proposed):
    program = Program.objects.get()
    before = client.get(f"/programs/{program.slug}/").content
    answer = client.post(f"{page}{section}/", fields, follow=True)
    proposal = ProposedChange.objects.get()
    assert (proposal.fact, proposal.detail) == proposed
    assert "1 change waits until we have checked it" in words(answer)
    assert "Waiting until we have checked it" in words(answer)
    program.refresh_from_db()
    assert program.name == "Elm Street IOP"
    assert program.intake_phone.as_national == "(978) 555-0100"
    if section != "level":  # where the level that stands was confirmed
        assert client.get(f"/programs/{program.slug}/").content == before
    client.post(f"{page}{section}/", fields)
    assert ProposedChange.objects.count() == 1


def test_contact_sent_unchanged_confirms_it(client, program, page):
    client.post(f"{page}contact/", {"intake_phone": "(978) 555-0100"})
    assert state(program, "contact") == "confirmed-yes"
    assert not ProposedChange.objects.exists()


def test_every_section_opens_and_a_stranger_does_not(client, page):
    from programs.views.staff_update import CORRECTED

    for section in CORRECTED:
        assert client.get(f"{page}{section}/").status_code == 200
    for section in ("intake", "nothing"):
        assert client.get(f"{page}{section}/").status_code == 404


def test_a_bad_phone_number_is_told_beside_the_field(client, page):
    answer = client.post(f"{page}contact/", {"intake_phone": "911"})
    assert "Write the number with its area code" in words(answer)
    assert not ProposedChange.objects.exists()


def test_a_link_that_expired_says_what_to_do_and_sends_a_new_one_to_the_same_address(client, link, page):
    StaffLink.objects.update(expires_at=NOW - timedelta(days=1), made_at=NOW - timedelta(days=31))
    answer = client.get(page)
    assert answer.status_code == 410
    assert "We can send you a new one" in words(answer)
    assert client.post(page, {"do": "all"}).status_code == 410
    assert not done().exists()
    client.post(f"{page}new-link/")
    (letter,) = mail.outbox
    assert letter.to == ["intake@elm.example"]
    new = re.search(r"http://testserver(/update/\S+)", letter.body)[1]
    assert new != page
    assert client.get(new).status_code == 200
    assert client.get(page).status_code == 410
    client.post(f"{page}new-link/")
    assert len(mail.outbox) == 1  # not again within the hour


def test_a_revoked_link_is_ended_everywhere_and_sends_nothing(client, link, page):
    end(link, moment=NOW)
    answer = client.get(page)
    assert answer.status_code == 410
    assert "Send me a new link" not in words(answer)
    assert client.post(f"{page}new-link/").status_code == 410
    assert not mail.outbox


def test_a_token_that_we_never_signed_is_refused(client, link, page):
    what, _point, signature = token(link).partition(".")
    for forged in ("nonsense", what, f"{what}.{signature[::-1]}", f"{what[::-1]}.{signature}", stop_token(link)):
        assert client.get(f"/update/{forged}/").status_code == 404
        assert client.post(f"/update/{forged}/", {"do": "all"}).status_code == 404


def test_a_form_from_elsewhere_is_turned_away(page):
    assert Client(enforce_csrf_checks=True).post(page, {"do": "all"}).status_code == 403


def test_a_mail_program_stops_reminders_with_one_post_and_a_person_takes_it_back(link):
    mail_program = Client(enforce_csrf_checks=True)
    stop = f"/update/stop/{stop_token(link)}/"
    assert "Stop reminders?" in words(mail_program.get(stop))
    assert StaffLink.objects.get().stopped_at is None
    mail_program.post(stop, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert StaffLink.objects.get().stopped_at == NOW
    mail_program.post(stop, {"resume": "yes"})
    assert StaffLink.objects.get().stopped_at is None
    assert mail_program.get("/update/stop/nonsense/").status_code == 404


def test_the_link_works_on_after_reminders_were_stopped_or_mail_came_back(client, link, page):
    client.post(f"/update/stop/{stop_token(link)}/")
    note_bounce("INTAKE@elm.example", "550 no such user", NOW)
    assert client.get(page).status_code == 200
