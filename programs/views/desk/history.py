"""What was said and done: about one program, and by everybody."""

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...curation import act, retract
from ...curation.history import entries
from ...models import Action, Assertion, Program
from .door import desk
from .undo import back

A_PAGE = 30


@desk()
def history(request, slug):
    program = get_object_or_404(Program.objects.select_related("organization", "site", "merged_into"), slug=slug)
    page = Paginator(entries(program), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/history.html", {"program": program, "page": page})


@desk()
def actions(request):
    """Everything done by anybody; ?by=<account>&kind=<kind> of it."""
    found = Action.objects.latest_first().select_related("undoes").annotate(facts=Count("assertions"))
    by, kind = request.GET.get("by", ""), request.GET.get("kind", "")
    if by.isdecimal() and len(by) < 18:
        found = found.filter(by=by)
    if kind in Action.Kind:
        found = found.filter(kind=kind)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": get_user_model().objects.filter(pk__in=Action.objects.values("by")).order_by("email"),
        "kinds": Action.Kind.choices,
        "by": by,
        "kind": kind,
    }
    return render(request, "desk/actions.html", context)


@desk()
def admin_log(request):
    """What was changed in the admin that is no action: terms, sources, accounts. Of programs the actions tell."""
    found = LogEntry.objects.exclude(content_type__app_label="programs", content_type__model="program")
    found = found.select_related("user", "content_type").order_by("-action_time", "-pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/admin_log.html", {"page": page})


@require_POST
@desk("record_facts")
def take_back_fact(request, number):
    """Take back one thing that was said, of an action of several or of a time before there were actions."""
    assertion = get_object_or_404(Assertion.objects.select_related("program"), pk=number)
    try:
        _take_back(assertion, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back. The history says so, and can take that back too."))
    return back(request, "desk-programs")


@transaction.atomic
def _take_back(assertion, by):
    program = Program.objects.select_for_update().get(pk=assertion.program_id)
    if assertion.pk not in {live.pk for live in program.assertions.live()}:
        raise ValidationError(_("This has been taken back already."))
    action = act(Action.Kind.EDIT, program=program, by=by, note=_("Took back one fact."))
    retract(assertion, on=timezone.localdate(), by=by, action=action)
