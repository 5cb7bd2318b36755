"""allauth's pages on which an account begins, for a press that comes twice."""

from datetime import timedelta

from allauth.account import app_settings, views
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.core import signing
from django.db import IntegrityError
from django.shortcuts import redirect


def sign_up(request):
    """Of two at once, the second finds the name taken (see AccountAdapter), and then the account."""
    try:
        return views.signup(request)
    except IntegrityError:
        return views.signup(request)


def confirm_email(request, key):
    """A link that has done its work, followed or pressed once more, ends where it did before."""
    address = _confirmed_by(key)
    if address is None:
        return views.confirm_email(request, key=key)
    adapter = get_adapter(request)
    adapter.add_message(request, messages.SUCCESS, "account/messages/email_confirmed.txt", {"email": address.email})
    return redirect(adapter.get_email_verification_redirect_url(address))


def _confirmed_by(key):
    """The address that this link has confirmed; None where it has not, or is too old or none of ours."""
    try:
        days = timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
        number = signing.loads(key, max_age=days, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=number, verified=True).first()
