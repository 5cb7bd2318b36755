"""The step-down search: six minutes, one form, programs by the earliest day that they keep."""

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone

from ...curation.shown import showings
from ...referral.stepdown import look
from ...referral.tallies import NO_TALLY, tallies
from ...search import current, worth_a_call
from ..caching import kept_by_nobody
from .asked import Asked
from .fields import fields
from .rows import Row

MOST_CHOSEN = 10


@kept_by_nobody
def step_down(request):
    on = timezone.localdate()
    if request.method != "POST":
        return render(request, "clinicians/step_down.html", frame(QueryDict(), on))
    asked = Asked.of(request.POST, on)
    found = look(asked.step_down, asked.finder.catalogue, page=asked.finder.need.page)
    showings.add([placed.match.record.pk for placed in found.placed])
    return render(request, "clinicians/step_down.html", frame(request.POST, on) | results(asked, found))


def frame(data, on):
    return {"fields": fields(data, current(), on), "most": MOST_CHOSEN}


def results(asked, found):
    catalogue, chosen = asked.finder.catalogue, set(asked.data.getlist("p"))
    near = asked.step_down.need.near
    shown = {placed.match.record.slug for placed in found.placed}
    told = tallies([placed.match.record.pk for placed in found.placed])
    return {
        "found": found,
        "problems": asked.problems,
        "rows": [
            Row(placed, found.step_down, catalogue, record.slug in chosen, told.get(record.pk, NO_TALLY))
            for placed in found.placed
            for record in (placed.match.record,)
        ],
        "chosen_elsewhere": sorted(chosen - shown)[:MOST_CHOSEN],
        "said_back": asked.step_down.need.phrases(catalogue),
        "worth_a_call": worth_a_call(catalogue, near.places) if near and found.total < FEW else [],
        "before": found.page - 1,
        "after": found.page + 1 if found.page < found.pages else 0,
    }


FEW = 5
