"""What came from outside and waits for somebody to decide, program by program."""

from collections import Counter, defaultdict

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from ...models import Action, Program, ProposedChange, Report
from ...search import current
from ..said_in_words import proposed
from .door import desk

PROGRAMS_A_PAGE = 25
LATELY = 10


@desk()
def inbox(request):
    """?order=most puts first where most waits; else what came last."""
    is_most = request.GET.get("order") == "most"
    page = Paginator(_programs(is_most), PROGRAMS_A_PAGE).get_page(request.GET.get("page"))
    decided = Action.objects.filter(kind=Action.Kind.DECIDE).latest_first()[:LATELY]
    context = {"page": page, "groups": _groups(list(page)), "is_most": is_most, "actions": decided}
    return render(request, "desk/inbox.html", context)


def _programs(is_most):
    """Numbers of the programs of which something waits."""
    counts, newest = Counter(), {}
    for model, day in ((Report, "made_on"), (ProposedChange, "made_at")):
        for program, when in model.objects.open().filter(program__isnull=False).values_list("program", day):
            counts[program] += 1
            sent_on = when if day == "made_on" else timezone.localdate(when)
            newest[program] = max(sent_on, newest.get(program, sent_on))
    if is_most:
        return sorted(counts, key=lambda program: (-counts[program], -newest[program].toordinal(), program))
    return sorted(counts, key=lambda program: (-newest[program].toordinal(), -counts[program], program))


def _groups(numbers):
    """[{"program", "reports", "proposals"}] of one page, in five queries."""
    programs = Program.objects.select_related("organization", "site").in_bulk(numbers)
    reports, proposals = defaultdict(list), defaultdict(list)
    for report in Report.objects.open().filter(program__in=numbers).order_by("-made_on", "-pk"):
        reports[report.program_id].append(report)
    sent = ProposedChange.objects.open().filter(program__in=numbers).select_related("program", "link")
    waiting = list(sent.order_by("-made_at"))
    for proposal, (label, changes) in zip(waiting, proposed(waiting, current().vocabularies), strict=True):
        proposals[proposal.program_id].append({"proposal": proposal, "label": label, "changes": changes})
    return [
        {"program": programs[number], "reports": reports[number], "proposals": proposals[number]} for number in numbers
    ]
