"""Accounts for tests, each with a role of the desk and a second factor."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from programs.curation.clinicians import enroll, verify
from programs.curation.roles import CURATOR, give_role
from tests.builders import ON


def make_account(role=CURATOR, email=None, *, second_factor=True, password=None):
    """An account with a checked address; role None: one that has nothing to do with the desk."""
    email = email or f"{(role or 'nobody').replace(' ', '-')}@example.org"
    user = get_user_model().objects.create_user(
        username=email, email=email, password=password, is_staff=role is not None
    )
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    if role:
        join(user, role)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def join(user, role):
    """As give_role() leaves a new account. That one looks at all three roles each time, which takes long."""
    group = Group.objects.filter(name=role).first()
    if group:
        user.groups.add(group)
    else:
        give_role(user, role)


def make_clinician(email="ada@hospital.example", *, verified=False, password=None):
    """A clinician's account with a checked address, which a curator has verified or not."""
    user = make_account(None, email, second_factor=False, password=password)
    clinician = enroll(user, "Riverside Hospital, Unit 4", "(508) 555-0123")
    if verified:
        verify(clinician, "Called the switchboard", by=make_account(email=f"curator-of-{email}"), on=ON)
        clinician.refresh_from_db()
    return clinician


def code_of(secret, seconds_ago=0):
    """What an authenticator app shows of that key."""
    return format_hotp_value(hotp_value(secret, int(time.time() - seconds_ago) // 30))


def signed_in(user):
    """A client of Django's in which the account is signed in."""
    client = Client()
    client.force_login(user)
    return client
