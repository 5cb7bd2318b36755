"""One program's call sheet: taken, filled in, kept for later, saved, put off."""

from contextlib import suppress
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ...curation.calling import (
    Decision,
    Outcome,
    keep_draft,
    publish_ready,
    put_off,
    write_down,
    write_in,
)
from ...curation.holding import HeldError, hold_of, release, take
from ...models import CallDraft, CallNote, Hold, Program
from .. import wording
from ..typed import number_in
from .door import desk
from .sheet import Sheet, entries_of
from .undo import back


@desk("record_facts")
def call(request, slug):
    doing = DOINGS.get(request.POST.get("do"), _save) if request.method == "POST" else None
    programs = Program.objects.select_related("organization", "site")
    if doing is not _save:  # what somebody said of a program that was withdrawn meanwhile is written down all the same
        programs = programs.exclude(status=Program.Status.WITHDRAWN)
    program = get_object_or_404(programs, slug=slug)
    if doing:
        return doing(request, program)
    draft = CallDraft.objects.filter(program=program, curator=request.user).first()
    sheet = _sheet(request, program, draft.entries if draft else {})
    return _page(request, sheet, draft=draft)


def _sheet(request, program, entries, problems=None, after=None):
    return Sheet(program, timezone.localdate(), entries, problems, everything="all" in request.GET, after=after)


def _page(request, sheet, **more):
    program, moment = sheet.program, timezone.now()
    hold = hold_of(program, moment)
    context = {
        "sheet": sheet,
        "program": program,
        "is_lead": program.status == Program.Status.LEAD,
        "phone": wording.phone(program.intake_phone or program.main_phone),
        "dial": wording.dialled(program.intake_phone or program.main_phone),
        "is_intake_line": bool(program.intake_phone),
        "hold": hold,
        "is_mine": bool(hold) and hold.curator_id == request.user.pk,
        "outcomes": OUTCOMES,
        "decisions": DECISIONS,
        "notes": CallNote.objects.open().filter(program=program).select_related("action"),
        "waiting": program.looks.waiting(sheet.on).select_related("action").last(),
    }
    return render(request, "desk/call.html", context | more)


OUTCOMES = (
    (Outcome.REACHED, gettext_lazy("I reached somebody")),
    (Outcome.NOBODY, gettext_lazy("Nobody answered")),
    (Outcome.CALL_BACK, gettext_lazy("Call back on a day")),
)
DECISIONS = (
    (Decision.OPEN, gettext_lazy("Not known yet")),
    (Decision.IOP, gettext_lazy("It is an intensive outpatient program")),
    (Decision.NOT_AN_IOP, gettext_lazy("It is not one")),
)


def _take(request, program):
    try:
        take(program, request.user, timezone.now())
    except HeldError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk")
    return redirect("desk-call", program.slug)


def _release(request, program):
    release(program, request.user)
    messages.success(request, _("Put back: %(program)s.") % {"program": program.name})
    return redirect("desk")


def _forget(request, program):
    CallDraft.objects.filter(program=program, curator=request.user).delete()
    messages.success(request, _("Thrown away. Nothing of it was written down."))
    return redirect("desk")


def _keep(request, program):
    """The sheet as far as it is filled in. The script that keeps each tick wants no page for it."""
    if request.headers.get("X-Requested-With") == "fetch":
        return _keep_aside(request, program)
    keep_draft(program, request.user, entries_of(request.POST), timezone.now())
    messages.success(request, _("Kept. The sheet waits for you as it is."))
    return redirect("desk-call", program.slug)


def _keep_aside(request, program):
    """Whoever is still ticking is still at the desk. What comes after the call was saved comes too late."""
    if not Hold.objects.filter(program=program, curator=request.user).exists():
        return HttpResponse(status=409)
    moment = timezone.now()
    keep_draft(program, request.user, entries_of(request.POST), moment)
    with suppress(HeldError):
        take(program, request.user, moment)
    return HttpResponse(status=204)


def _everything(request, program):
    """The same sheet, with what is rarely asked; what is ticked so far is kept."""
    keep_draft(program, request.user, entries_of(request.POST), timezone.now())
    return redirect(f"{reverse('desk-call', args=[program.slug])}?all=1#need-rest")


def _save(request, program):
    on, moment = timezone.localdate(), timezone.now()
    entries = entries_of(request.POST)
    keep_draft(program, request.user, entries, moment)
    try:
        written = _sheet(request, program, entries, after=number_in(request.POST, "after")).call()
        action = write_down(program, written, by=request.user, on=on, moment=moment)
    except HeldError as error:
        messages.error(request, " ".join(error.messages))
        return _page(request, _sheet(request, program, entries))
    except ValidationError as error:
        problems = getattr(error, "message_dict", None) or {"outcome": error.messages}
        return _page(request, _sheet(request, program, entries, problems), troubled=True)
    messages.success(request, _written_down(action))
    if written.decision == Decision.IOP and request.user.has_perm("programs.publish_programs"):
        _publish(request, program)
    return redirect("desk")


def _written_down(action):
    said = action.assertions.count()
    words = {"program": action.program.name, "count": said}
    if said:
        return _("Written down: %(program)s, facts: %(count)s. You can take it back below.") % words
    return _("Written down: %(program)s. You can take it back below.") % words


def _put_off(request, program):
    on, entries = timezone.localdate(), entries_of(request.POST)
    try:
        again_on = date.fromisoformat(entries.get("again_on", ""))
        put_off(program, again_on, entries.get("because", ""), by=request.user, on=on)
    except ValueError:
        problems = {"put_off": [_("A day reads 2026-12-01.")]}
    except ValidationError as error:
        problems = {"put_off": error.messages}
    else:
        release(program, request.user)
        messages.success(
            request, _("%(program)s comes back on %(day)s.") % {"program": program.name, "day": wording.day(again_on)}
        )
        return back(request)
    return _page(request, _sheet(request, program, {}), put_off_problems=problems["put_off"])


DOINGS = {
    "take": _take,
    "release": _release,
    "everything": _everything,
    "forget": _forget,
    "keep": _keep,
    "save": _save,
    "put-off": _put_off,
}


@require_POST
@desk("publish_programs")
def publish(request, slug):
    """A lead that somebody on the phone called an IOP becomes a program that everybody sees."""
    _publish(request, get_object_or_404(Program, slug=slug))
    return back(request)


def _publish(request, program):
    try:
        publish_ready(program, by=request.user, on=timezone.localdate())
    except ValidationError as error:
        messages.error(
            request, _("Not published: %(why)s") % {"why": " ".join(str(message) for message in error.messages)}
        )
    else:
        messages.success(request, _("Published: %(program)s.") % {"program": program.name})


@require_POST
@desk("record_facts")
def note_written_in(request, number):
    """What was said on the phone is in the facts now, whoever said so first."""
    if write_in(get_object_or_404(CallNote, pk=number), by=request.user):
        messages.success(request, _("The note is done."))
    else:
        messages.error(request, _("The call was taken back, and its note with it."))
    return back(request)
