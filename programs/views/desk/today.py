"""What to do now."""

from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ...curation.holding import holds
from ...curation.today import NEAR_MILES, Kind, tasks, with_programs
from ...models import Action, CallDraft, Clinician, Override, Program
from .. import wording
from .door import desk

FIRST = 6  # tasks of a kind before "All ..."
PAGE = 50
DONE_LATELY = 10

HEADINGS = {
    Kind.TOLD: _("Somebody told us"),
    Kind.NOTED: _("Said on the phone, to be written in"),
    Kind.READY: _("Ready to publish"),
    Kind.DISPUTED: _("Sources disagree"),
    Kind.INTAKE: _("Did the first intake take place?"),
    Kind.STALE: _("Past the re-check date"),
    Kind.LAPSED: _("No longer said by any document"),
    Kind.UNCONFIRMED: _("Never confirmed by anybody there"),
    Kind.LEAD: _("Leads far from any program"),
}
WHY = {
    Kind.TOLD: ngettext_lazy("%(count)s message waits", "%(count)s messages wait", "count"),
    Kind.NOTED: ngettext_lazy("%(count)s note of a call", "%(count)s notes of calls", "count"),
    Kind.READY: _("confirmed as an IOP"),
    Kind.DISPUTED: ngettext_lazy("%(count)s fact in dispute", "%(count)s facts in dispute", "count"),
    Kind.INTAKE: ngettext_lazy("%(count)s first intake has passed", "%(count)s first intakes have passed", "count"),
    Kind.STALE: ngettext_lazy(
        "%(count)s fact past its re-check date", "%(count)s facts past their re-check date", "count"
    ),
    Kind.LAPSED: ngettext_lazy("%(count)s fact lost its document", "%(count)s facts lost their document", "count"),
    Kind.UNCONFIRMED: _("never confirmed"),
    Kind.LEAD: _("no program within %(miles)s miles"),
}  # fmt: skip

CLINICIANS = ngettext_lazy(
    "%(count)s clinician’s account to verify", "%(count)s clinicians’ accounts to verify", "count"
)
OVERRIDES = ngettext_lazy(
    "%(count)s rule to be set aside, if a second person agrees",
    "%(count)s rules to be set aside, if a second person agrees", "count",
)  # fmt: skip


@desk()
def today(request):
    """Every kind of task with its first few; with ?kind= one kind, page by page."""
    on, moment = timezone.localdate(), timezone.now()
    found = tasks(on, moment)
    kind = request.GET.get("kind", "")
    shown = _one_kind(found, kind, request.GET.get("page")) if kind in HEADINGS else _first_of_each(found)
    context = {**_at_hand(request.user, moment), **shown, "groups": _drawn(shown["groups"]), "waiting": _waiting()}
    return render(request, "desk/today.html", context)


def _waiting():
    """[(address, words)]: what waits for a curator and is no program's."""
    accounts, overrides = Clinician.objects.waiting().count(), Override.objects.waiting().count()
    found = (
        (reverse("desk-clinicians"), accounts, CLINICIANS), (reverse("desk-overrides"), overrides, OVERRIDES),
    )  # fmt: skip
    return [(address, words % {"count": count}) for address, count, words in found if count]


def _one_kind(found, kind, number):
    alike = [task for task in found if task.kind == kind]
    page = Paginator(alike, PAGE).get_page(number)
    return {"groups": [Group(Kind(kind), page.object_list, len(alike))], "page": page}


def _first_of_each(found):
    kinds = [(kind, list(alike)) for kind, alike in groupby(found, key=lambda task: task.kind)]
    return {"groups": [Group(kind, alike[:FIRST], len(alike)) for kind, alike in kinds]}


def _at_hand(curator, moment):
    """What this curator has on the desk, began and did, and what others have."""
    held = holds(moment)
    begun = CallDraft.objects.filter(curator=curator).exclude(program__status=Program.Status.WITHDRAWN)
    return {
        "mine": [hold for hold in held if hold.curator_id == curator.pk],
        "others": [hold for hold in held if hold.curator_id != curator.pk],
        "begun": begun.select_related("program").order_by("-kept_at"),
        "done": Action.objects.latest_first().filter(by=curator)[:DONE_LATELY],
    }


class Group:
    """The tasks of one kind, as far as the page shows them."""

    def __init__(self, kind, shown, total):
        self.kind, self.heading, self.shown, self.total = kind, HEADINGS[kind], shown, total
        self.rows: list[dict] = []

    @property
    def has_more(self):
        return self.total > len(self.shown)


def _drawn(groups):
    """The groups with their rows in words; the programs of all of them come in one query."""
    fetched = {task.program_id: task for task in with_programs([task for group in groups for task in group.shown])}
    for group in groups:
        group.rows = [_row(fetched[task.program_id]) for task in group.shown]
    return groups


def _row(task):
    return {"program": task.program, "shown": task.shown, "whys": [why(reason) for reason in task.reasons]}


def why(reason):
    """ "3 facts past their re-check date, since Aug 3, 2026"."""
    words = WHY[reason.kind] % {"count": reason.count, "miles": NEAR_MILES}
    if reason.since:
        return _("%(words)s, since %(day)s") % {"words": words, "day": wording.day(reason.since)}
    return words
