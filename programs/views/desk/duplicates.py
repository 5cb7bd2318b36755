"""Records that may be one program: pairs with their reasons, the two side by side, one of them merged or told apart."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation import duplicates as finding
from ...curation.merging import merge, tell_apart
from ...models import Action, Answer, Program
from ..typed import typed
from .door import desk

A_PAGE = 20
DECIDED = (Action.Kind.MERGE, Action.Kind.NOT_THE_SAME)


@desk()
def duplicates(request):
    """`one`, `other`: two that nobody proposed, named by their addresses."""
    asked = [typed(request.GET, name) for name in ("one", "other")]
    named = [text.strip("/").rpartition("/")[2] for text in asked]
    if Program.objects.filter(slug__in=named).count() == len(named):
        return redirect("desk-merge", *named)
    page = Paginator(finding.pairs(), A_PAGE).get_page(request.GET.get("page"))
    programs = finding.programs_of(page.object_list)
    context = {
        "page": page,
        "pairs": [(programs[pair.one], programs[pair.other], pair.reasons) for pair in page.object_list],
        "decided": Action.objects.latest_first().filter(kind__in=DECIDED)[:10],
        "typed": asked,
        "is_wrong": any(asked),
    }
    return render(request, "desk/duplicates.html", context)


@desk("record_facts")
def merging(request, one, other):
    """Two by name: a curator may tell them apart, a lead curator may merge them."""
    both = _both(one, other)
    problem = ""
    if request.method == "POST":
        try:
            return _decide(request, both)
        except ValidationError as error:
            problem = " ".join(error.messages)
    sides = [_side(program) for program in both]
    likeliest = max(sides, key=lambda side: (side.program.is_public, side.states["confirmed-yes"], side.said))
    context = {
        "sides": sides,
        "rows": _rows(*sides),
        "reasons": _reasons(*both),
        "stays": request.POST.get("stays") or likeliest.program.slug,
        "note": typed(request.POST, "note"),
        "problem": problem,
    }
    return render(request, "desk/merge.html", context, status=400 if problem else 200)


def _both(one, other):
    programs = Program.objects.with_details().in_bulk([one, other], field_name="slug")
    if len(programs) < 2:
        raise Http404
    return programs[one], programs[other]


def _decide(request, both):
    note = typed(request.POST, "note")
    if request.POST.get("decision") == "apart":
        tell_apart(*both, by=request.user, note=note)
        messages.success(request, _("Remembered: they are not the same. They are not proposed again."))
        return redirect("desk-duplicates")
    if not request.user.has_perm("programs.publish_programs"):
        raise PermissionDenied
    stays = {program.slug: program for program in both}.get(request.POST.get("stays", ""))
    if stays is None:
        raise ValidationError(_("Choose which of the two stays."))
    gone = next(program for program in both if program != stays)
    merge(gone, into=stays, on=timezone.localdate(), by=request.user, note=note)
    messages.success(
        request,
        _("Merged. %(gone)s now leads to %(stays)s.") % {"gone": gone.get_absolute_url(), "stays": stays.name},
    )
    return redirect("desk-duplicates")


@dataclass
class Side:
    """One of the two, with what holds of it by fact, and how much was ever said."""

    program: Program
    answers: dict[str, str]
    said: int
    last_said_on: object

    @property
    def states(self):
        return Counter(self.answers.values())


def _side(program):
    holding = program.answers.holding(timezone.localdate()).values_list("fact", "state")
    days = list(program.assertions.filter(retracts=None).values_list("said_on", flat=True))
    return Side(program, dict(holding), len(days), max(days, default=None))


@dataclass(frozen=True)
class Row:
    label: Promise
    one: object
    other: object

    @property
    def differs(self):
        return str(self.one) != str(self.other)


def _rows(one, other):
    """What is looked at before two are called one."""

    def row(label, value):
        return Row(label, value(one), value(other))

    states = dict(Answer.State.choices)
    return [
        row(gettext_lazy("Organization"), lambda side: side.program.organization),
        row(gettext_lazy("Where it stands"), lambda side: side.program.get_status_display()),
        row(gettext_lazy("Address"), lambda side: side.program.site or ""),
        row(gettext_lazy("Suite"), lambda side: side.program.suite),
        row(gettext_lazy("Intake phone"), lambda side: side.program.intake_phone),
        row(gettext_lazy("Main phone"), lambda side: side.program.main_phone),
        row(gettext_lazy("Web page"), lambda side: side.program.web_page),
        row(gettext_lazy("Level, as it names it"), lambda side: side.program.level_name),
        row(gettext_lazy("Tracks"), lambda side: ", ".join(str(t) or "–" for t in side.program.tracks.all())),
        *(
            row(label, lambda side, state=state: side.states[state])
            for state, label in states.items()
            if one.states[state] or other.states[state]
        ),
        row(gettext_lazy("Things ever said"), lambda side: side.said),
        row(gettext_lazy("Last word"), lambda side: side.last_said_on or ""),
    ]


def _reasons(one, other):
    pair = finding.compare(*(finding.listed(finding.row_of(program)) for program in (one, other)))
    return pair.reasons if pair else ()
