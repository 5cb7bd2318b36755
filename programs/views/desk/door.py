"""Who comes in to the desk: an account with the permission and, outside the demonstration, a second factor."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from iopfinder.accounts import needs_second_factor

METHODS = ("GET", "HEAD", "POST")


def desk(permission="see_desk"):
    """A view of the desk. Looking takes `see_desk`; a POST takes the permission named here.

    Somebody without an account is asked to sign in, one without a second factor to set it up, one without the
    permission is told so (403). Nobody may keep the page.
    """

    def at_the_door(view):
        @wraps(view)
        @login_required
        def checked(request, *args, **kwargs):
            if not request.user.has_perm("programs.see_desk"):
                raise PermissionDenied
            if needs_second_factor(request.user):
                messages.warning(request, _("Set up a second factor first: the desk asks it of every account."))
                return redirect("mfa_activate_totp")
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if request.method == "POST" and not request.user.has_perm(f"programs.{permission}"):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return at_the_door
