"""Taking back what was done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...curation import UndoRefusedError, undo
from ...models import Action
from .door import desk
from .imports import published_or_withdrew, take_back


@require_POST
@desk("record_facts")
def undo_action(request, number):
    """Take back one action, and go back to the page on which its button stood."""
    action = get_object_or_404(Action, pk=number)
    if needs_a_lead(first_of(action)) and not request.user.has_perm("programs.publish_programs"):
        messages.error(request, _("A lead curator takes this back."))
        return back(request)
    if hasattr(action, "import_run"):
        return take_back(request, action.import_run)
    try:
        undo(action, on=timezone.localdate(), by=request.user)
    except UndoRefusedError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back."))
    return back(request)


def needs_a_lead(action):
    return action.kind in NEEDS_A_LEAD or (action.kind == Action.Kind.IMPORT and published_or_withdrew(action))


def first_of(action):
    """What was done in the first place, behind any taking back of taking back."""
    while action.undoes_id:
        action = action.undoes
    return action


NEEDS_A_LEAD = {Action.Kind.STATUS, Action.Kind.MERGE, Action.Kind.OVERRIDE}


def back(request, otherwise="desk"):
    """To the page that the form came from, when it is one of ours."""
    wanted = request.POST.get("back", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise)
