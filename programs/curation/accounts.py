"""Accounts of the desk: made for somebody by a lead curator, given a role, and closed."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Action
from .acting import act
from .roles import MAY, give_role


def has_account(email):
    """Whether somebody has that address now, or signed up with it."""
    return get_user_model().objects.filter(Q(username=email.lower()) | Q(email__iexact=email)).exists()


@transaction.atomic
def open_account(email, role):
    """An account without a password: its owner sets one by "forgot my password", which only who reads that mail can.

    Raises ValidationError for an address that has an account already.
    """
    email = email.strip().lower()
    if has_account(email):
        raise ValidationError({"email": _("This address has an account already.")})
    user = get_user_model().objects.create_user(username=email, email=email)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    give_role(user, role)
    return user


@transaction.atomic
def change_account(user, role, *, is_active):
    """Another role, or none of the desk; a closed account cannot sign in."""
    if role:
        give_role(user, role)
    else:
        user.groups.set(user.groups.exclude(name__in=MAY))
    user.is_active = is_active
    user.is_staff = bool(role) or user.is_superuser
    user.save(update_fields=["is_active", "is_staff"])


@transaction.atomic
def reset_second_factor(user, *, by=None, via=""):
    """For whoever lost theirs, and was recognized by somebody who knows them. Returns the action, which is final.

    The account sets up a new one when it comes to the desk. It is signed out everywhere and its password is gone too:
    to come in takes its owner's mail, so that neither a password alone nor whoever resets has the account.
    """
    gone, _kinds = Authenticator.objects.filter(user=user).delete()
    if not gone:
        raise ValidationError(_("This account has no second factor."))
    user.set_unusable_password()
    user.save(update_fields=["password"])
    return act(Action.Kind.FACTOR, by=by, via=via, note=user.email)


def role_of(user):
    """The name of its role; "" for none of the desk's."""
    return next((group.name for group in user.groups.all() if group.name in MAY), "")
