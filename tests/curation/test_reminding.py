"""Reminders: who, when, how often, and how they end."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from programs.curation import Claim, UndoRefusedError, undo
from programs.curation.reminding import due, is_quiet, send
from programs.curation.staff_links import bounces_of, end, make_link, note_bounce, read, stop, stop_token
from programs.models import Bounce, StaffLink
from tests.builders import make_program, make_source, say

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)  # a Friday, noon in Massachusetts
TODAY = NOON.date()
LONG_AGO = NOON - timedelta(days=60)


@pytest.fixture
def program(db):
    return make_program("Elm Street IOP", yes=["therapy:dbt"], phone="", said_on=TODAY, on=TODAY)


@pytest.fixture
def link(program):
    return make_link(program, "intake@elm.example", moment=LONG_AGO)


def labels(moment=NOON, **options):
    return {(one.email, entry.link.program.name): entry.labels for one in due(moment, **options) for entry in one.links}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # Daylight saving ends on 1 November 2026: 13:30 UTC is 9:30 on the Friday before and 8:30 on the Monday after.
        (datetime(2026, 10, 30, 13, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 2, 13, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 2, 14, 0, tzinfo=UTC), False),
        # It begins on 8 March 2026: 21:30 UTC is 16:30 on the Friday before and 17:30 on the Monday after.
        (datetime(2026, 3, 6, 21, 30, tzinfo=UTC), False),
        (datetime(2026, 3, 9, 21, 30, tzinfo=UTC), True),
        # Saturday noon; and Saturday 3:00 in UTC, which is still Friday night.
        (datetime(2026, 11, 21, 17, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 3, tzinfo=UTC), True),
    ],
)
def test_nobody_is_written_to_outside_office_hours_in_massachusetts(moment, expected):
    assert is_quiet(moment) is expected


def test_who_has_facts_going_stale_is_due_with_their_names(program, link):
    make_link(make_program("Fresh IOP", town="", phone="", yes=["therapy:dbt"], on=TODAY), "b@x.org", moment=LONG_AGO)
    assert labels() == {("intake@elm.example", "Elm Street IOP"): ("Address",)}
    say(program, "insurance:masshealth", said_on=TODAY - timedelta(days=85), on=TODAY)
    assert labels()["intake@elm.example", "Elm Street IOP"] == ("Address", "Insurance")


def test_a_lapsed_intake_and_a_past_date_are_asked_for(program, link):
    detail = {"dates": [{"date": "2026-11-10", "track": ""}]}
    say(
        program,
        Claim("intake", detail=detail),
        source=make_source("staff"),
        said_on=TODAY - timedelta(days=12),
        on=TODAY,
    )
    assert labels()["intake@elm.example", "Elm Street IOP"] == (
        "Address", "Next intake", "Kept and broken intake dates",
    )  # fmt: skip


def test_only_the_public_hear_and_only_whom_we_may_write_to(program, link):
    assert labels()
    for spoil in (
        lambda: end(link, moment=NOON),
        lambda: stop(link, NOON),
        lambda: note_bounce("INTAKE@elm.example", "550", NOON),
        lambda: type(program).objects.update(status="withdrawn"),
    ):
        spoil()
        assert not labels()
        StaffLink.objects.update(ended_in=None, stopped_at=None)
        Bounce.objects.all().delete()
        type(program).objects.update(status="listed")
        assert labels()


def test_stopping_holds_for_every_program_of_the_address(program, link):
    make_link(make_program("Oak IOP", on=TODAY), "intake@elm.example", moment=LONG_AGO)
    assert len(labels()) == 2
    stop(link, NOON)
    assert not labels()


def test_nobody_is_reminded_more_often_than_every_so_many_days(link):
    (one,) = due(NOON)
    assert send(one, NOON)
    assert not due(NOON + timedelta(days=13))
    assert due(NOON + timedelta(days=15))
    assert due(NOON + timedelta(days=8), every=7)


def test_who_answered_lately_is_left_alone(link):
    StaffLink.objects.update(last_used_at=NOON - timedelta(days=3))
    assert not due(NOON)


def test_a_letter_has_a_fresh_link_for_each_program_and_one_press_ends_letters(link, program):
    make_link(make_program("Oak IOP", on=TODAY), "intake@elm.example", moment=LONG_AGO)
    (one,) = due(NOON)
    assert send(one, NOON)
    (letter,) = mail.outbox
    assert letter.to == ["intake@elm.example"]
    assert letter.extra_headers == {
        "List-Unsubscribe": f"<http://testserver/update/stop/{stop_token(link)}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    tokens = [line.split("/")[-2] for line in letter.body.splitlines() if "/update/" in line and "/stop/" not in line]
    found = [read(token) for token in tokens]
    assert [(one.program.name, newest) for one, newest in found] == [("Elm Street IOP", True), ("Oak IOP", True)]
    assert {one.expires_at for one, _newest in found} == {NOON + timedelta(days=30)}
    assert "Elm Street IOP\n- Address" in letter.body


def test_a_name_with_an_end_of_line_cannot_forge_a_header(link, program):
    type(program).objects.update(name="Elm\r\nBcc: all@example.org & Co")
    (one,) = due(NOON)
    assert send(one, NOON)
    assert mail.outbox[0].subject == "Elm Bcc: all@example.org & Co: a minute to keep it true"
    assert "& Co" in mail.outbox[0].body  # plain text is not escaped


def test_two_runs_at_once_send_one_letter(link):
    first, second = due(NOON), due(NOON)
    assert [send(first[0], NOON), send(second[0], NOON)] == [True, False]
    assert len(mail.outbox) == 1


def test_an_address_that_the_server_refuses_is_noted(link, monkeypatch):
    def refuse(self):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert not send(due(NOON)[0], NOON)
    assert Bounce.objects.get().noted_in.at == NOON


def test_a_mail_server_that_is_away_is_tried_again(link, monkeypatch):
    def away(self):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    assert not send(due(NOON)[0], NOON)
    assert due(NOON)
    assert not StaffLink.objects.get().has_bounced


def test_who_is_due_costs_as_many_queries_for_many_as_for_one(link, django_assert_max_num_queries):
    for number in range(5):
        make_link(make_program(on=TODAY), f"{number}@elm.example", moment=LONG_AGO)
    with django_assert_max_num_queries(4):
        assert len(due(NOON)) == 6


def whys():
    return [bounce.why for bounce in bounces_of(["intake@elm.example"])["intake@elm.example"]]


def test_the_command_keeps_quiet_hours_and_says_what_it_did(link, monkeypatch, capsys):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 21, 17, tzinfo=UTC))
    call_command("send_reminders")
    assert not mail.outbox
    assert "Quiet hours" in capsys.readouterr().out
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    call_command("send_reminders", dry_run=True)
    assert not mail.outbox
    call_command("send_reminders")
    assert len(mail.outbox) == 1
    assert "1 of 1 reminders were sent." in capsys.readouterr().out


def test_a_bounce_is_noted_by_a_command(link):
    call_command("note_bounce", "Intake@elm.example", why="550 no such user")
    assert whys() == ["550 no such user"]
    with pytest.raises(CommandError, match="No staff link was ever sent to"):
        call_command("note_bounce", "other@elm.example")


def test_a_new_link_by_a_curator_lets_letters_go_there_again(link, program):
    note_bounce("intake@elm.example", "550", NOON)
    again = make_link(program, "Intake@Elm.example ", moment=LONG_AGO)
    assert again.pk == link.pk
    assert due(NOON)


def test_a_second_letter_that_comes_back_leaves_the_first_and_each_is_taken_back_by_itself(link, program):
    for why, days in (("550 no such user", 3), ("552 mailbox full", 0)):
        note_bounce("intake@elm.example", why, NOON - timedelta(days=days))
    assert whys() == ["552 mailbox full", "550 no such user"]
    second, first = Bounce.objects.all()
    undo(second.noted_in, on=TODAY)
    assert link.has_bounced
    assert not due(NOON)
    undo(first.noted_in, on=TODAY)
    assert not link.has_bounced
    assert due(NOON)
    assert Bounce.objects.count() == 2


def test_a_new_link_that_is_taken_back_leaves_the_address_as_it_was(link, program):
    note_bounce("intake@elm.example", "550", NOON)
    sent = make_link(program, "intake@elm.example", moment=NOON).made_in
    assert not link.has_bounced
    undo(sent, on=TODAY)
    assert link.has_bounced
    note_bounce("intake@elm.example", "552", NOON)
    assert whys() == ["552", "550"]


def test_a_letter_that_came_back_before_a_new_link_is_not_taken_back(link, program):
    note_bounce("intake@elm.example", "550", NOON)
    noted = Bounce.objects.get().noted_in
    make_link(program, "intake@elm.example", moment=NOON)
    with pytest.raises(UndoRefusedError, match="sent again since"):
        undo(noted, on=TODAY)
