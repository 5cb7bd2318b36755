"""Files in our own columns at the desk: sent, looked at as a plan, applied, and taken back whole."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation.editing.voice import VoiceForm
from ...curation.importing import jobs, pulse
from ...curation.importing.own_row import OWN_CHANGES, PROBLEM
from ...curation.importing.refusal import ImportRefusedError
from ...curation.importing.spreadsheet import MOST_BYTES
from ...curation.table.columns import columns
from ...curation.values import pieces
from ...models import ImportJob, ImportRun
from .door import desk

A_PAGE = 25
What, State = ImportJob.What, ImportJob.State
LABELS = {
    "problem": gettext_lazy("with problems"), "new": gettext_lazy("new"), "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
}  # fmt: skip


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX in our own columns: an export, or the template filled in."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


@desk("record_facts")
def imports(request):
    """?again= the number of an import: its source is offered again, for the mended file."""
    on = timezone.localdate()
    form, voice = FileForm(), VoiceForm(on=on, usual=_usual(request))
    if request.method == "POST":
        form, voice = FileForm(request.POST, request.FILES), VoiceForm(request.POST, on=on)
        run = _received(request, form, voice)
        if run:
            return redirect("desk-import", run.pk)
    runs = ImportRun.objects.select_related("source", "applied_by", "action").order_by("-started_at", "-pk")
    context = {
        "form": form,
        "voice": voice,
        "page": Paginator(runs, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/imports.html", context, status=400 if form.errors or voice.errors else 200)


def _usual(request):
    """The source of the import that is tried again, or what this curator said last."""
    number = request.GET.get("again", "")
    run = (
        ImportRun.objects.of_the_desk().select_related("source").filter(pk=number).first() if number.isdigit() else None
    )
    if run is None:
        return request.session.get("voice")
    source = run.source
    return {"kind": source.kind, "said_on": run.said_on, "title": source.name, "url": source.url}


def _received(request, form, voice):
    """The ImportRun of the file sent, its planning begun; None where something is wrong, which the forms then say."""
    holds = form.is_valid()
    if not voice.is_valid() or not holds:
        return None
    sent, moment = form.cleaned_data["file"], timezone.now()
    if sent.size > MOST_BYTES:
        form.add_error("file", _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
        return None
    jobs.forget(moment)
    try:
        run = jobs.receive(sent.name, sent.read(), voice.voice, by=request.user, moment=moment)
    except ImportRefusedError as refusal:
        form.add_error("file", str(refusal))
        return None
    request.session["voice"] = voice.usual
    jobs.start(run, What.PLAN, by=request.user, moment=moment)
    return run


@desk("record_facts")
def import_run(request, number):
    """?show= new, changed, unchanged or problem; ?page="""
    run = get_object_or_404(ImportRun.objects.select_related("source", "applied_by", "action__by"), pk=number)
    if request.method == "POST":
        return _decide(request, run)
    moment = timezone.now()
    job = run.jobs.last()
    state = jobs.state_of(job, moment) if job else ""
    context = {"run": run, "job": job, "state": state, "is_at_it": state in (State.WAITING, State.RUNNING)}
    if context["is_at_it"]:
        context["done"], context["of"] = pulse.progress(job)
    elif "seal" in run.summary:
        context |= _plan(request, run)
    context["is_taken_back"] = bool(run.action and run.action.undone)
    return render(request, "desk/import.html", context)


def _plan(request, run):
    """The rows of one kind, problems first; each changed cell word by word."""
    counts = {change: run.summary.get(change, 0) for change in (PROBLEM, *OWN_CHANGES[:3])}
    first = next((change for change, count in counts.items() if count), PROBLEM)
    shown = request.GET.get("show")
    shown = shown if shown in counts else first
    page = Paginator(run.rows.filter(change=shown).select_related("program"), A_PAGE).get_page(request.GET.get("page"))
    labels = {column.name: column.label for column in columns()}
    return {
        "counts": [(change, LABELS[change], count, change == shown) for change, count in counts.items()],
        "page": page,
        "rows": [(row, _differences(row, labels)) for row in page],
        "changes_anything": counts["new"] + counts["changed"] > 0,
        "problems": counts[PROBLEM],
        "earlier": ImportRun.objects.applied().filter(digest=run.digest).exclude(pk=run.pk).first(),
    }


def _differences(row, labels):
    return [(labels.get(name, name), pieces(was, becomes)) for name, was, becomes in row.differences]


def _decide(request, run):
    what = request.POST.get("do", "")
    if what == "discard" and run.applied_at is None:
        run.delete()
        messages.success(request, _("The file and its plan are gone. Nothing was written."))
        return redirect("desk-imports")
    if what == "plan" and run.applied_at is None:
        jobs.start(run, What.PLAN, by=request.user, moment=timezone.now())
    elif what == "apply" and run.applied_at is None:
        jobs.start(run, What.APPLY, by=request.user, moment=timezone.now(), leave_out="leave_out" in request.POST)
    elif what in ("take-back", "bring-back") and run.action:
        return _turn(request, run, what)
    else:
        raise Http404
    return redirect("desk-import", run.pk)


def _turn(request, run, what):
    """Take back an import that stands, or bring back one that was taken back: as the page said when it was sent."""
    if what == "bring-back" and not run.action.undone:
        messages.error(request, _("This has been brought back already."))
        return redirect("desk-import", run.pk)
    return take_back(request, run.action if what == "take-back" else run.action.last())


def take_back(request, action):
    """Begin to take back a whole import, or the taking back of one, and show how far it is."""
    first = action.first()
    run = first.import_run
    if action.undone:
        messages.error(request, _("This has been taken back already."))
    elif published_or_withdrew(first) and not request.user.has_perm("programs.publish_programs"):
        messages.error(request, _("It published or withdrew programs: a lead curator takes this back."))
    else:
        jobs.start(run, What.TAKE_BACK, by=request.user, moment=timezone.now())
    return redirect("desk-import", run.pk)


def published_or_withdrew(action):
    return any(columns.get("status", ["", "lead"])[1] != "lead" for columns in action.changes.values())
