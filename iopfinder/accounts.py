"""How accounts are made and guarded: django-allauth does the work, these are the house's choices."""

from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from itertools import count
from secrets import token_bytes

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

LONGEST_USERNAME = 150  # as in Django's User.username
QUIET_EDGE = 2  # modules of white around the square


class AccountAdapter(DefaultAccountAdapter):
    """Anybody may sign up as a clinician (see signing_up), which opens no door of the desk. Curators are made by
    curators."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many tries. So that nobody can guess a password, please wait some minutes and try again; or press "
            "“Forgot your password?” below."
        ),
    }

    def get_login_redirect_url(self, request):
        """To the page that the account was made for."""
        return reverse("desk" if request.user.has_perm("programs.see_desk") else "clinicians-account")

    def populate_username(self, request, user):
        """The address: the database lets one account alone have it, also where two are made at once.

        Whoever left that address for another one keeps the name; then it is the next of a row that is always the same.
        """
        email = user.email.lower()
        left = get_user_model().objects.exclude(email__iexact=email)
        user.username = next(name for name in _names(email) if not left.filter(username=name).exists())


def _names(email):
    if len(email) <= LONGEST_USERNAME:
        yield email
    for number in count():
        yield sha256(f"{email} {number}".encode()).hexdigest()


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie in the database under a key that does not."""

    def encrypt(self, text):
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Where the key was lost, a secret that nobody knows: never an empty one, whose codes anybody can compute."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()

    def build_totp_svg(self, url):
        """Without the prologue and the attributes of a file of its own: it stands inside the page."""
        code = qrcode.QRCode(border=QUIET_EDGE)
        code.add_data(url)
        code.make(fit=True)
        rows = code.get_matrix()
        squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return f'<svg viewBox="0 0 {len(rows)} {len(rows)}" aria-hidden="true"><path d="{squares}"></path></svg>'


def _locks():
    """The first locks; all open, so that a new SECRET_KEY may come beside the old one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(_digest(key))) for key in keys])


def _digest(secret):
    return salted_hmac("second factor", "key", secret=secret, algorithm="sha256").digest()


def needs_second_factor(user):
    """Whether this account must set up a second factor before it may go on. In the demonstration nobody must."""
    return settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(user)


def too_many_tries(request):
    """More tries of a password or a code than a person needs."""
    return render(request, "account/too_many_tries.html", status=429)
