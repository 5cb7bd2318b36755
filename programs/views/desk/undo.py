"""Taking back what was done."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...curation import RestsOnItError, UndoRefusedError, undo
from ...models import Action
from .door import desk
from .imports import published_or_withdrew, take_back


@require_POST
@desk("record_facts")
def undo_action(request, number):
    """Take back one action, and go back to the page on which its button stood."""
    action = get_object_or_404(Action, pk=number)
    if not may_take_back(request.user, action):
        messages.error(request, who_takes_it_back(action))
        return back(request)
    if hasattr(action.first(), "import_run"):
        return take_back(request, action)
    try:
        _undo(action, request)
    except RestsOnItError as error:
        return _ask_for_both(request, action, error)
    except UndoRefusedError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _said(action))
    return back(request)


@transaction.atomic
def _undo(action, request):
    """Together with the publishing that rests on it, where the form says so; both or neither."""
    on, publishing = timezone.localdate(), request.POST.get("publishing", "")
    try:
        undo(action, on=on, by=request.user)
    except RestsOnItError as error:
        if publishing != str(error.publishing.pk) or not may_take_back(request.user, error.publishing):
            raise
        undo(error.publishing, on=on, by=request.user)
        undo(action, on=on, by=request.user)


def _ask_for_both(request, action, error):
    context = {
        "action": action, "publishing": error.publishing, "both": [error.publishing, action], "why": error.messages,
        "may": may_take_back(request.user, error.publishing), "back": back(request).url,
    }  # fmt: skip
    return render(request, "desk/take_back_both.html", context, status=409)


def _said(action):
    """What taking back has done, and what it cannot do."""
    first = action.first()
    first.refresh_from_db()
    if first.kind == Action.Kind.LINK and first.undone:
        return _("Taken back: the link opens nothing any more. The letter that brought it was sent, and stays sent.")
    if first.kind == Action.Kind.END_LINK and first.undone:
        return _("Taken back: the link in their letter opens again, until the day that it says.")
    return _("Taken back.")


def may_take_back(user, action):
    """Whether it is theirs to take back: a verified account also by whoever did it, what the public sees by a lead."""
    if user.has_perm("programs.publish_programs"):
        return True
    first = action.first()
    if first.kind == Action.Kind.VERIFY:
        return action.by_id == user.pk
    return first.kind not in FOR_A_LEAD and not (first.kind == Action.Kind.IMPORT and published_or_withdrew(first))


def who_takes_it_back(action):
    if action.first().kind == Action.Kind.VERIFY:
        return _("Whoever did this takes it back, or a lead curator.")
    return _("A lead curator takes this back.")


FOR_A_LEAD = {Action.Kind.STATUS, Action.Kind.MERGE, Action.Kind.OVERRIDE}


def back(request, otherwise="desk"):
    """To the page that the form came from, when it is one of ours."""
    wanted = request.POST.get("back", "")
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if ours else otherwise)
