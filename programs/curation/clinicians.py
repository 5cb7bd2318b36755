"""Clinicians' accounts: made by themselves, believed once a curator has verified who it is."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Action, Assertion, Clinician
from . import outcomes
from .acting import act, undo
from .recording import retract

GROUP = "clinician"


@transaction.atomic
def enroll(user, workplace, phone=""):
    """The account is a clinician's: it keeps shortlists, and has no role of the desk."""
    user.groups.add(Group.objects.get_or_create(name=GROUP)[0])
    clinician, _made = Clinician.objects.update_or_create(user=user, defaults={"workplace": workplace, "phone": phone})
    return clinician


@transaction.atomic
def verify(clinician, note, *, by, on):
    """From now on what the account reports counts, and so does what it reported before. Returns how many did wait.

    note: how the curator found out who it is. All of the account's evidence hangs on this action.
    """
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    if clinician.is_verified:
        raise ValidationError(_("Somebody has verified this account already."))
    if not note.strip():
        raise ValidationError(_("Say how you found out who it is."))
    clinician.verified_in = act(Action.Kind.VERIFY, by=by, via=clinician.voice, note=note.strip())
    clinician.save(update_fields=["verified_in"])
    return outcomes.record_waiting(clinician, on=on)


@transaction.atomic
def take_back(clinician, *, by, on):
    """The account is not believed any more: all that it was believed for is taken back. Returns the undoing."""
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    if not clinician.is_verified:
        raise ValidationError(_("This account is not verified."))
    undoing = undo(verification(clinician), on=on, by=by)
    for assertion in _still_standing(clinician.verified_in):
        retract(assertion, on=on, by=by, action=undoing)
    return undoing


def verification(clinician):
    """The action by which it is verified now; None while it is not."""
    return clinician.verified_in.last() if clinician.is_verified else None


def _still_standing(action):
    """What was said since the verification was brought back, which the undoing of that knows nothing of."""
    spoken_of = Assertion.objects.filter(action=action).values("program")
    live = Assertion.objects.filter(program__in=spoken_of).live()
    return [assertion for assertion in live if assertion.action_id == action.pk]
