"""Accounts of the desk: made for somebody by a lead curator, given a role, and closed."""

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .roles import MAY, give_role


@transaction.atomic
def open_account(email, role):
    """An account without a password: its owner sets one by "forgot my password", which only who reads that mail can.

    Raises ValidationError for an address that has an account already.
    """
    email = email.strip().lower()
    if get_user_model().objects.filter(username=email).exists():
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


def role_of(user):
    """The name of its role; "" for none of the desk's."""
    return next((group.name for group in user.groups.all() if group.name in MAY), "")
