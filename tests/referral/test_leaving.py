"""A clinician deletes their account: who they were is nowhere any more, what counted goes on counting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from programs.curation import clinicians, outcomes
from programs.curation.roles import CURATOR, give_role
from programs.models import Action, Clinician, Invitation, OutcomeReport, Shortlist, Team
from programs.referral import shortlist, team
from programs.referral.leaving import delete_account, what_goes
from programs.referral.sharing import make_link
from tests.accounts import make_account, make_clinician
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 17, tzinfo=UTC)
CALLED, NAMED = ON - timedelta(days=10), ON - timedelta(days=3)


def tell(clinician, program):
    return outcomes.report(clinician, program, "kept", called_on=CALLED, on=ON, moment=NOON, intake_on=NAMED)


def everything_kept():
    """All that the database holds, as text."""
    rows = [str(row) for model in apps.get_models() for row in model._base_manager.values() if model is not None]
    return "\n".join(rows)


def test_who_counted_leaves_a_nameless_word_and_nothing_of_who_it_was():
    program, ada = make_program(), make_clinician(verified=True)
    tell(ada, program)
    program.refresh_from_db()
    assert program.intakes_kept == 1
    for trace in ("ada@hospital.example", "Riverside Hospital", "555-0123", "Called the switchboard"):
        assert trace in everything_kept()
    user = ada.user
    make_account(email="another@example.org")
    get_user_model().objects.filter(email__startswith="curator-of").update(username="c", email="c@example.org")
    delete_account(ada)
    program.refresh_from_db()
    assert program.intakes_kept == 1
    kept = everything_kept().replace("curator-of-ada@hospital.example", "")
    for trace in ("ada@hospital.example", "Riverside Hospital", "555-0123", "Called the switchboard"):
        assert trace not in kept
    user.refresh_from_db()
    assert not user.is_active
    assert OutcomeReport.objects.get().clinician.voice == f"Clinician {ada.pk}"


def test_of_an_account_without_evidence_no_row_stays():
    ada = make_clinician()
    tell(ada, make_program())
    delete_account(ada)
    assert not get_user_model().objects.filter(pk=ada.user_id).exists()
    assert not Clinician.objects.exists()
    assert not OutcomeReport.objects.exists()


def test_a_verification_that_was_taken_back_and_given_again_is_forgotten_too():
    ada, curator = make_clinician(), make_account()
    for note in ("Asked for Ada", "Asked for Ada again"):
        clinicians.verify(ada, note, by=curator, on=ON)
        ada.refresh_from_db()
        if note == "Asked for Ada":
            clinicians.take_back(ada, by=curator, on=ON)
    delete_account(ada)
    assert "Ada" not in "".join(Action.objects.values_list("note", flat=True))


def test_shortlists_go_and_teams_stay_with_the_others():
    ada, bo = make_clinician(), make_clinician("bo@hospital.example")
    ward, own = team.make(ada, "Ward"), team.make(ada, "Mine")
    team.join(team.invite(ward, "bo@hospital.example", by=ada, moment=NOON), bo, moment=NOON)
    team.invite(ward, "cy@hospital.example", by=ada, moment=NOON)
    make_link(shortlist.make(ada, "Unit 4", [make_program().slug], moment=NOON, team=ward.pk), moment=NOON)
    theirs = shortlist.make(bo, "Unit 5", [], moment=NOON, team=ward.pk)
    going = what_goes(ada, NOON)
    assert (going.shortlists, going.in_teams, going.links) == (1, 1, 1)
    assert (going.teams, going.ended) == (("Ward",), ("Mine",))
    delete_account(ada)
    assert Shortlist.objects.get() == theirs
    assert Team.objects.get() == ward
    assert bo.memberships.get().leads
    assert not Invitation.objects.exists()
    assert own.pk not in Team.objects.values_list("pk", flat=True)


def test_an_account_of_the_desk_is_not_deleted():
    ada = make_clinician()
    give_role(ada.user, CURATOR)
    with pytest.raises(ValidationError, match="lead curator"):
        delete_account(ada)
    assert Clinician.objects.exists()


def test_a_deleting_that_fails_half_way_deletes_nothing(monkeypatch):
    ada = make_clinician(verified=True)
    tell(ada, make_program())
    shortlist.make(ada, "Unit 4", [], moment=NOON)

    def fail(clinician):
        raise RuntimeError

    monkeypatch.setattr("programs.referral.leaving._make_nameless", fail)
    with pytest.raises(RuntimeError):
        delete_account(ada)
    ada.refresh_from_db()
    assert (ada.workplace, Shortlist.objects.count()) == ("Riverside Hospital, Unit 4", 1)
    assert ada.user.emailaddress_set.exists()
