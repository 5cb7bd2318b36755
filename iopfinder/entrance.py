"""allauth's pages on which an account begins or somebody signs in, for a press that comes twice."""

from datetime import timedelta
from http import HTTPStatus

from allauth.account import app_settings, views
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_login_redirect_url, url_str_to_user_pk
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import IntegrityError
from django.shortcuts import redirect

from programs.views import errors

DONE_WITH = "password set with"  # in the session: whose, and the link that was used
SIGNS_IN = {"account_login", "mfa_authenticate"}


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


def set_forgotten_password(request, uidb36, key):
    """The second press finds the link used. Where this browser has used it, for this very password, all is well."""
    is_sent, link = request.method == "POST", request.session.get(views.INTERNAL_RESET_SESSION_KEY)
    if is_sent and link and request.session.get(DONE_WITH) == [uidb36, link] and _is_set(uidb36, request.POST):
        return redirect("account_reset_password_from_key_done")
    answer = views.password_reset_from_key(request, uidb36=uidb36, key=key)
    if is_sent and answer.status_code == HTTPStatus.FOUND:
        request.session[DONE_WITH] = [uidb36, link]
    return answer


def form_not_trusted(request, reason=""):
    """Signing in renews the cookie of the forms. So the second press of it, which carries what was there before, is
    no form from elsewhere: whoever is in goes where the first press led."""
    if request.resolver_match.url_name in SIGNS_IN and request.user.is_authenticated:
        return redirect(get_login_redirect_url(request))
    return errors.form_not_trusted(request, reason)


def _is_set(uidb36, data):
    try:
        user = get_user_model().objects.filter(pk=url_str_to_user_pk(uidb36)).first()
    except ValueError:
        return False
    return user is not None and user.check_password(data.get("password1", ""))


def _confirmed_by(key):
    """The address that this link has confirmed; None where it has not, or is too old or none of ours."""
    try:
        days = timedelta(days=app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS)
        number = signing.loads(key, max_age=days, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=number, verified=True).first()
