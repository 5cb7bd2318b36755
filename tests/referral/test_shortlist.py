"""Shortlists, links and teams: whose they are, what they hold, when they end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from programs.models import Membership, Shortlist, Team
from programs.referral import sharing, shortlist, team
from tests.accounts import make_clinician
from tests.builders import make_program

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 17, tzinfo=UTC)


def kept(clinician, *programs, label="Unit 4, week 48", **more):
    return shortlist.make(clinician, label, [program.slug for program in programs], moment=NOON, **more)


def names(found):
    return [entry.program.name for entry in found.entries.select_related("program")]


def test_a_shortlist_holds_published_programs_in_their_order_each_once():
    one, other, lead = make_program("One"), make_program("Other"), make_program("Lead", status="lead")
    assert names(kept(make_clinician(), other, lead, one, other)) == ["Other", "One"]


def test_a_label_of_a_patient_keeps_nothing_at_all():
    with pytest.raises(ValidationError, match="looks like a name") as refused:
        kept(make_clinician(), make_program(), label="Smith, J")
    assert set(refused.value.message_dict) == {"label"}
    assert not Shortlist.objects.exists()


def test_a_mended_label_is_judged_like_a_new_one():
    found = kept(make_clinician())
    with pytest.raises(ValidationError):
        shortlist.mend(found, "MRN 4815162", 0, moment=NOON)
    shortlist.mend(found, "Evenings", 0, moment=NOON)
    assert Shortlist.objects.get().label == "Evenings"


def test_programs_move_up_and_down_and_never_past_the_ends():
    found = kept(make_clinician(), make_program("A"), make_program("B"), make_program("C"))
    slugs = {entry.program.name: entry.program.slug for entry in found.entries.all()}
    for name, step, order in (
        ("A", shortlist.UP, "ABC"),
        ("A", shortlist.DOWN, "BAC"),
        ("C", shortlist.DOWN, "BAC"),
        ("C", shortlist.UP, "BCA"),
    ):
        shortlist.move(found, slugs[name], step, moment=NOON)
        assert "".join(names(found)) == order


def test_a_full_shortlist_says_how_many_it_has_no_room_for(monkeypatch):
    monkeypatch.setattr(shortlist, "MOST_PROGRAMS", 2)
    found = kept(make_clinician(), make_program("A"))
    assert shortlist.add(found, [make_program(name).slug for name in "BCD"], moment=NOON) == (1, 2)


def test_what_is_taken_off_leaves_room_at_the_end():
    found = kept(make_clinician(), make_program("A"), make_program("B"))
    shortlist.take_off(found, found.entries.first().program.slug, moment=NOON)
    shortlist.add(found, [make_program("C").slug], moment=NOON)
    assert names(found) == ["B", "C"]


def test_nobody_gives_a_shortlist_to_a_team_of_others():
    theirs = team.make(make_clinician("bo@hospital.example"), "Ward B")
    assert kept(make_clinician(), team=theirs.pk).team is None


# links


def test_a_link_works_for_seven_days_unless_told():
    found = kept(make_clinician())
    link = sharing.make_link(found, moment=NOON)
    assert sharing.is_open(link, NOON + timedelta(days=7, seconds=-1))
    assert not sharing.is_open(link, NOON + timedelta(days=7))
    assert sharing.make_link(found, moment=NOON, days=30).expires_at == NOON + timedelta(days=30)
    assert sharing.make_link(found, moment=NOON, days=9999).expires_at == NOON + timedelta(days=7)


def test_an_ended_link_stays_ended():
    link = sharing.make_link(kept(make_clinician()), moment=NOON)
    sharing.end(link, NOON)
    assert not sharing.is_open(sharing.read(sharing.token(link)), NOON)


def test_only_what_we_signed_is_a_token():
    link = sharing.make_link(kept(make_clinician()), moment=NOON)
    token = sharing.token(link)
    assert sharing.read(token) == link
    for text in (token[:-1], token.replace(".", ".x", 1), "", "1", sharing.SHOWING.sign_object(3), "a.b.c"):
        assert sharing.read(text) is None
    link.shortlist.delete()
    assert sharing.read(token) is None


# teams


def both(first="ada@hospital.example", second="bo@hospital.example"):
    ada, bo = make_clinician(first), make_clinician(second)
    ward = team.make(ada, "Ward B")
    team.join(team.invite(ward, second, by=ada, moment=NOON), bo, moment=NOON)
    return ada, bo, ward


def test_members_see_the_teams_shortlists_and_no_others():
    ada, bo, ward = both()
    shared, alone = kept(ada, team=ward.pk), kept(ada, label="Evenings")
    assert list(Shortlist.objects.seen_by(bo)) == [shared]
    assert set(Shortlist.objects.seen_by(ada)) == {shared, alone}
    assert not Shortlist.objects.seen_by(make_clinician("eve@hospital.example")).exists()


def test_an_invitation_works_for_seven_days_once_and_for_its_address():
    ada, bo = make_clinician(), make_clinician("bo@hospital.example")
    invitation = team.invite(team.make(ada, "Ward B"), " Bo@Hospital.example ", by=ada, moment=NOON)
    assert team.is_for(invitation, bo.user)
    assert not team.is_for(invitation, make_clinician("eve@hospital.example").user)
    assert team.is_open(invitation, NOON + timedelta(days=7, seconds=-1))
    assert not team.is_open(invitation, NOON + timedelta(days=7))
    team.join(invitation, bo, moment=NOON)
    assert not team.is_open(team.read(team.token(invitation)), NOON)


def test_a_new_invitation_ends_the_one_before_it():
    ada = make_clinician()
    ward = team.make(ada, "Ward B")
    first, second = (team.invite(ward, "bo@hospital.example", by=ada, moment=NOON) for _n in range(2))
    assert not team.is_open(team.read(team.token(first)), NOON)
    assert team.is_open(second, NOON)


def test_nobody_sends_letters_without_end(monkeypatch):
    monkeypatch.setattr(team, "MOST_A_DAY", 2)
    ada = make_clinician()
    ward = team.make(ada, "Ward B")
    for name in ("a", "b"):
        team.invite(ward, f"{name}@hospital.example", by=ada, moment=NOON)
    with pytest.raises(ValidationError, match="enough for one day"):
        team.invite(ward, "c@hospital.example", by=ada, moment=NOON + timedelta(hours=23))
    team.invite(ward, "c@hospital.example", by=ada, moment=NOON + timedelta(hours=25))


def test_who_leaves_takes_their_shortlists_along_and_somebody_leads():
    ada, bo, ward = both()
    found = kept(ada, team=ward.pk)
    team.part(ada.memberships.get())
    found.refresh_from_db()
    assert found.team is None
    assert Membership.objects.get().clinician == bo
    assert Membership.objects.get().leads


def test_the_last_one_takes_the_team_along():
    ada = make_clinician()
    team.make(ada, "Ward B")
    team.part(ada.memberships.get())
    assert not Team.objects.exists()
