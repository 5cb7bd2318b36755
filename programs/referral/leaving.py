"""A clinician deletes their own account: who they are goes, with all that they kept; what counted as evidence stays."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..curation.accounts import role_of
from ..curation.outcomes import waiting_of
from ..models import Action, Assertion, Clinician, Invitation, ShareLink
from .team import part


@dataclass(frozen=True)
class Leaving:
    """What deleting an account takes along, in numbers, and what it leaves. ended: teams of which they are the last."""

    shortlists: int
    in_teams: int
    links: int
    teams: tuple
    ended: tuple
    waiting: int
    counted: int


def what_goes(clinician, moment):
    told, waiting = clinician.outcomes.count(), waiting_of(clinician).count()
    teams = [membership.team for membership in clinician.memberships.select_related("team")]
    return Leaving(
        shortlists=clinician.shortlists.count(),
        in_teams=clinician.shortlists.exclude(team=None).count(),
        links=ShareLink.objects.usable(moment).filter(shortlist__owner=clinician).count(),
        teams=tuple(team.name for team in teams if team.memberships.count() > 1),
        ended=tuple(team.name for team in teams if team.memberships.count() == 1),
        waiting=waiting,
        counted=told - waiting,
    )


def refuse_the_desk(user):
    """Raises ValidationError for an account of the desk: what it did names it, so a lead curator closes it."""
    if user.is_staff or user.is_superuser or role_of(user):
        raise ValidationError(_("This account also works at the curators’ desk. Ask a lead curator to close it."))


@transaction.atomic
def delete_account(clinician):
    """All or nothing. Where its word is part of the record, a nameless row stays for the record to point at."""
    clinician = Clinician.objects.select_for_update(of=("self",)).select_related("user").get(pk=clinician.pk)
    user = clinician.user
    refuse_the_desk(user)
    for membership in clinician.memberships.select_related("team"):
        part(membership)
    clinician.shortlists.all().delete()
    Invitation.objects.filter(made_by=clinician).delete()
    waiting_of(clinician).delete()
    _forget_how_it_was_verified(clinician)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    if _is_part_of_the_record(clinician):
        _make_nameless(clinician)
    else:
        clinician.delete()
        user.delete()


def _forget_how_it_was_verified(clinician):
    """What a curator noted on the phone about who it is."""
    verified = Action.objects.filter(kind=Action.Kind.VERIFY, via=clinician.voice)
    verified.update(note=_("The account was deleted by its owner."))


def _is_part_of_the_record(clinician):
    user = clinician.user
    return (
        clinician.outcomes.exists()
        or Assertion.objects.filter(recorded_by=user).exists()
        or Action.objects.filter(by=user).exists()
    )


def _make_nameless(clinician):
    clinician.workplace = clinician.phone = ""
    clinician.save(update_fields=["workplace", "phone"])
    user = clinician.user
    user.username, user.email, user.first_name, user.last_name = f"deleted-{user.pk}", "", "", ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.groups.clear()
    user.save()
