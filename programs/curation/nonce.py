"""What makes the address of a link its own: chance, or the form that asked for it, which so gets one link alone."""

import secrets

from django.utils.crypto import salted_hmac

LENGTH = 32  # as in ShareLink.nonce, Invitation.nonce and StaffLink.nonce


def nonce_of(once, *asked):
    """`once`: what that copy of a form sends along, or "" of a form that says nothing of the kind."""
    drawn = once or secrets.token_urlsafe(16)
    return salted_hmac("programs.nonce", repr((drawn, asked)), algorithm="sha256").hexdigest()[:LENGTH]
