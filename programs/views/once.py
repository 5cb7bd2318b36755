"""Which form it was that somebody sent, so that the same one sent again is known for it. Nothing of this is kept."""

import secrets

from django import forms
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac

LONGEST = 40


def of_the_browser(request, on):
    """The same for every copy of a form that this browser is shown on that day: by way of Back it fetches another one,
    and fills in what was typed. Made one way from the secret of the form's cookie, which is there in any case."""
    get_token(request)
    secret = f"{request.META['CSRF_COOKIE']} {on.isoformat()}"
    return salted_hmac("programs.once", secret, algorithm="sha256").hexdigest()[:LONGEST]


def of_the_copy():
    """Another one for each copy: for whoever sees what there is already, and may want one more of it."""
    return secrets.token_urlsafe(12)


class OnceField(forms.CharField):
    """Hidden in the form; who leaves it empty sends as if there were no other form."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, max_length=LONGEST, **options)
