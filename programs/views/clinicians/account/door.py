"""Who comes in: an account that is a clinician's. Its pages are kept by nobody."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from ....models import Clinician
from ...caching import kept_by_nobody


def clinicians_only(view):
    """The view gets the Clinician after the request. Others are asked to sign in, or told that this is not theirs."""

    @wraps(view)
    @kept_by_nobody
    @login_required
    def checked(request, *args, **kwargs):
        clinician = Clinician.objects.select_related("verified_in", "user").filter(user=request.user).first()
        if clinician is None:
            raise PermissionDenied
        return view(request, clinician, *args, **kwargs)

    return checked


def not_there_any_more(request, words):
    """What was to go has gone: a press that came twice ends on the account's own page, an address on "no such page"."""
    if request.method != "POST":
        raise Http404
    messages.info(request, words)
    return redirect("clinicians-account")


def fill_in(form, error):
    """The messages of a ValidationError, beside the fields that they name."""
    for name, problems in getattr(error, "message_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, problems)
