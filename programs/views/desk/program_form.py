"""One program at the desk: every section with its evidence, one of them open as a form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...curation.editing import IdentityForm, Sitting, StatusForm
from ...models import Organization, Program
from .door import desk
from .track_weeks import track_weeks


@desk("record_facts")
def program_form(request, slug):
    """?edit=care opens a section; a POST saves the one that it names, adds a row, or looks for a word."""
    program = get_object_or_404(Program.objects.select_related("organization", "site", "merged_into"), slug=slug)
    data = request.POST if request.method == "POST" else None
    name = (data or request.GET).get("section" if data else "edit", "")
    sitting = Sitting(program, timezone.localdate(), name=name, data=data, usual=request.session.get("voice"))
    if data and sitting.open:
        return _section(request, program, sitting)
    if data and name in ROW_FORMS:
        return _row(request, program, sitting, name)
    return _page(request, program, sitting)


def _section(request, program, sitting):
    if "more" in request.POST:
        sitting.more(request.POST)
    elif "look" not in request.POST:
        saved = sitting.save(request.user)
        if saved or sitting.is_unchanged:
            request.session["voice"] = sitting.voice_form.usual
            _tell(request, sitting, saved)
            return redirect(f"{reverse('desk-program', args=[program.slug])}#{sitting.open.section.name}")
    return _page(request, program, sitting)


def _tell(request, sitting, saved):
    section = sitting.open.section.label
    if saved:
        messages.success(request, _("%(section)s: saved. The history takes it back.") % {"section": section})
    else:
        messages.info(request, _("%(section)s: nothing differs, so nothing was saved.") % {"section": section})


ROW_FORMS: dict[str, Any] = {"identity": IdentityForm, "status": StatusForm}


def _row(request, program, sitting, name):
    """The name and organization, or whether the public sees it: what is nobody's word but the desk's."""
    if name == "status" and not request.user.has_perm("programs.publish_programs"):
        raise PermissionDenied
    form = ROW_FORMS[name](program, request.POST)
    if form.is_valid():
        try:
            action = form.save(request.user)
        except ValidationError as error:
            form.add_error(None, "; ".join(error.messages))
        else:
            messages.success(request, _("Saved.") if action else _("Nothing differs, so nothing was saved."))
            return redirect("desk-program", program.slug)
    return _page(request, program, sitting, refused={name: form})


def _page(request, program, sitting, refused=None):
    forms = refused or {}
    context = {
        "program": program,
        "sitting": sitting,
        "edited": request.GET.get("edit", "") or request.POST.get("section", ""),
        "identity": forms.get("identity") or IdentityForm(program),
        "status_form": forms.get("status") or StatusForm(program),
        "organizations": _organizations(request),
        "weeks": _weeks(sitting),
        "written": _written(sitting),
    }
    return render(request, "desk/program.html", context, status=400 if refused else sitting.status)


def _organizations(request):
    """Names to choose from, asked for only where they are written."""
    wanted = "identity" in (request.GET.get("edit"), request.POST.get("section"))
    return Organization.objects.values_list("name", flat=True) if wanted else ()


def _levels(sitting):
    standing = sitting.parts[0].standing
    return [fact for fact in ("level:php", "level:iop") if standing.value(fact) == "yes"]


def _weeks(sitting):
    """The schedule as it stands."""
    stated = sitting.parts[0].standing.value("schedule")
    return track_weeks(stated.get("tracks", ()), _levels(sitting))


def _written(sitting):
    """[(row of the form, its week)] of the schedule as it is being written; no week where it cannot be read."""
    form = sitting.form
    if form is None or form.section.name != "schedule":
        return []
    bound = form.is_bound
    stated = [_stated(row) if bound else row.initial_track for row in form.rows.forms]
    weeks = [track_weeks([track], _levels(sitting))[0] if track else None for track in stated]
    return list(zip(form.rows.forms, weeks, strict=True))


def _stated(row):
    return row.stated if row.is_valid() else {}
