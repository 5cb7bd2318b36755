"""Accounts for tests, each with a role of the desk and a second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.test import Client

from programs.curation.roles import CURATOR, give_role


def make_account(role=CURATOR, email=None, *, second_factor=True, password=None):
    """An account with a checked address; role None: one that has nothing to do with the desk."""
    email = email or f"{(role or 'nobody').replace(' ', '-')}@example.org"
    user = get_user_model().objects.create_user(username=email, email=email, password=password)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    if role:
        give_role(user, role)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def signed_in(user):
    """A client of Django's in which the account is signed in."""
    client = Client()
    client.force_login(user)
    return client
