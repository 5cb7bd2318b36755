"""Teams of clinicians, who see each other's shortlists: made, joined by invitation, left."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from ..curation.nonce import nonce_of
from ..models import Clinician, Invitation, Membership, Team

WORKS_FOR = timedelta(days=7)
SHOWN_FOR = timedelta(days=7)  # after it has ended; then nobody needs the address any more
A_DAY = timedelta(days=1)
MOST_A_DAY = 20  # letters that one clinician may have sent
MOST_TEAMS = 20
LONGEST_NAME = 80  # as in Team.name
JOINING = Signer(salt="programs.team-invitation", sep=".")


@transaction.atomic
def make(clinician, name):
    """A Team that the clinician leads; the one of that name, where they lead it already: a form sent twice makes one.

    Raises ValidationError {"name": ...}.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Give the team a name, such as the ward’s.")})
    if len(name) > LONGEST_NAME:
        raise ValidationError({"name": _("That name is too long.")})
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    if same := clinician.memberships.filter(leads=True, team__name=name).select_related("team").first():
        return same.team
    if clinician.memberships.count() >= MOST_TEAMS:
        raise ValidationError({"name": _("You are in very many teams. Leave one first.")})
    team = Team.objects.create(name=name)
    Membership.objects.create(team=team, clinician=clinician, leads=True)
    return team


@transaction.atomic
def invite(team, email, *, by, moment, once=""):
    """An Invitation for that address, for seven days; one sent before ends. Raises ValidationError {"email": ...}.

    None where the form with this `once` has made one already, which still opens: its letter is on its way.
    """
    email = email.strip().lower()
    team = Team.objects.select_for_update().get(pk=team.pk)
    nonce = nonce_of(once, team.pk, email)
    if team.invitations.filter(nonce=nonce, accepted_at=None, expires_at__gt=moment).exists():
        return None
    if team.members.filter(user__emailaddress__email__iexact=email, user__emailaddress__verified=True).exists():
        raise ValidationError({"email": _("That address is in the team already.")})
    if Invitation.objects.filter(made_by=by, expires_at__gt=moment + WORKS_FOR - A_DAY).count() >= MOST_A_DAY:
        raise ValidationError({"email": _("That is enough for one day. Please go on tomorrow.")})
    team.invitations.filter(accepted_at=None, expires_at__lt=moment - SHOWN_FOR).delete()
    team.invitations.filter(email=email, accepted_at=None, expires_at__gt=moment).update(expires_at=moment)
    return Invitation.objects.create(team=team, email=email, nonce=nonce, made_by=by, expires_at=moment + WORKS_FOR)


def withdraw(invitation, moment):
    """Its letter opens nothing any more, for good: a letter may lie in the wrong place. Another one takes its place."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=moment).update(expires_at=moment)


def forget(invitation):
    """Of which no letter went off."""
    invitation.delete()


def unanswered(team, moment):
    """(invitations that still open, those that were withdrawn or ran out in the last seven days, each address once)."""
    recent = team.invitations.filter(expires_at__gt=moment - SHOWN_FOR).order_by("expires_at", "pk")
    still = [one for one in recent if is_open(one, moment)]
    settled = {one.email for one in recent if one.accepted_at or is_open(one, moment)}
    ended = {one.email: one for one in recent if one.email not in settled}
    return still, list(ended.values())


def token(invitation):
    return JOINING.sign_object([invitation.pk, invitation.nonce])


def read(text):
    """The Invitation of a token, ended ones too; None of a text that we never signed, or that is forgotten."""
    try:
        number, nonce = JOINING.unsign_object(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return Invitation.objects.select_related("team", "made_by__user").filter(pk=number, nonce=nonce).first()


def is_open(invitation, moment):
    return invitation.accepted_at is None and invitation.expires_at > moment


def is_for(invitation, user):
    """Whether the letter went to an address that this account has confirmed: a letter passed on lets nobody in."""
    return user.emailaddress_set.filter(email__iexact=invitation.email, verified=True).exists()


@transaction.atomic
def join(invitation, clinician, *, moment):
    invitation.accepted_at = moment
    invitation.save(update_fields=["accepted_at"])
    Membership.objects.get_or_create(team=invitation.team, clinician=clinician)


@transaction.atomic
def part(membership):
    """Leave, or be removed. Their shortlists leave the team with them; the last to go takes the team along, and where
    nobody leads any more the longest member does."""
    team = membership.team
    team.shortlists.filter(owner=membership.clinician).update(team=None)
    membership.delete()
    left = team.memberships.order_by("pk")
    first = left.first()
    if first is None:
        team.delete()
    elif not left.filter(leads=True).exists():
        first.leads = True
        first.save(update_fields=["leads"])
