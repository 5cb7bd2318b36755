"""Leads: places of which a document says something that may go with an intensive outpatient program."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...curation.holding import holds
from ...curation.today import NEAR_MILES, nearest_programs, ready
from ...models import Answer, LookAgain, Program, Term
from .. import wording
from .door import desk
from .held import said_by

PAGE = 50
DAY_TREATMENT = ("level:php-or-day-treatment", "level:php", "level:psychiatric-day-treatment")
SHOWS = (
    ("", _("To call")),
    ("ready", _("Ready to publish")),
    ("waiting", _("Put off")),
    ("all", _("All")),
)
SAYS = (
    ("", _("Whatever is said of it")),
    ("day-treatment", _("Partial hospital or day treatment, and no IOP")),
    ("other", _("Other leads")),
)


@desk()
def leads(request):
    on, moment = timezone.localdate(), timezone.now()
    data = request.GET
    every = Program.objects.leads().filter(merged_into=None)
    nearest = nearest_programs(every)
    is_ready = set(ready(on).values_list("pk", flat=True))
    put_off = {look.program_id: look for look in LookAgain.objects.waiting(on).select_related("action")}
    counties = list(
        every.exclude(site__county="").order_by("site__county").values_list("site__county", flat=True).distinct()
    )
    county = data.get("county") if data.get("county") in counties else ""
    here = every.filter(site__county=county) if county else every
    chosen = _of_status(_said(here, data, on), data, is_ready, put_off)
    found = list(chosen.select_related("organization", "site").order_by("site__county", "site__town", "name"))
    if data.get("far"):
        found = [lead for lead in found if nearest.get(lead.pk, 0) is None]
    page = Paginator(found, PAGE).get_page(data.get("page"))
    said = _levels(page.object_list, on)
    held = {hold.program_id: hold for hold in holds(moment)}
    context = {
        "page": page,
        "total": len(found),
        "rows": [
            {
                "program": lead,
                "phone": wording.phone(lead.intake_phone or lead.main_phone),
                "says": said[lead.pk],
                "near": _near(lead, nearest),
                "is_ready": lead.pk in is_ready,
                "put_off": put_off.get(lead.pk),
                "hold": held.get(lead.pk),
            }
            for lead in page.object_list
        ],
        "counties": counties,
        "county": county,
        "far": data.get("far", ""),
        "shows": SHOWS,
        "show": data.get("show", ""),
        "says": SAYS,
        "say": data.get("says", ""),
        "miles": NEAR_MILES,
    }
    return render(request, "desk/leads.html", context)


def _said(some, data, on):
    listed = Answer.objects.holding(on).filter(fact__in=DAY_TREATMENT).values("program")
    choices = {"day-treatment": some.filter(pk__in=listed), "other": some.exclude(pk__in=listed)}
    return choices.get(data.get("says", ""), some)


def _of_status(some, data, is_ready, put_off):
    choices = {
        "": some.exclude(pk__in=is_ready).exclude(pk__in=put_off),
        "ready": some.filter(pk__in=is_ready),
        "waiting": some.filter(pk__in=put_off),
    }
    return choices.get(data.get("show", ""), some)


def _levels(some, on):
    """lead -> what is said of its level of care, and by whom; in two queries."""
    labels = {term.fact: term.label for term in Term.objects.filter(vocabulary="level")}
    found = defaultdict(list)
    answers = Answer.objects.holding(on).filter(program__in=[lead.pk for lead in some], fact__startswith="level:")
    for answer in answers.select_related("assertion__source").order_by("fact"):
        found[answer.program_id].append(
            {
                "label": labels.get(answer.fact, answer.fact),
                "state": Answer.State(answer.state).label,
                "source": said_by(answer.assertion, on),
            }
        )
    return found


def _near(lead, nearest):
    """ "3.4 mi to the nearest program"; "" where we do not know where the lead is."""
    if lead.pk not in nearest:
        return ""
    miles = nearest[lead.pk]
    return _("none within %(miles)s miles") % {"miles": NEAR_MILES} if miles is None else wording.miles(miles)
