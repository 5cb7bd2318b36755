"""What a clinician prints: the packet for the referral, and the handout for patient and family.

Of the patient nothing comes here but the needs of the search; name, birthday and number are filled in in the browser.
"""

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...interop import fhir
from ...referral.bridge import centers_near
from ...referral.packet import MOST, sheets
from ...referral.stepdown import Leaving
from .. import wording
from ..caching import kept_by_nobody
from ..phone_script import lines as script
from ..sharing import qr_code
from .asked import Asked
from .rows import Row

# What identifies the patient: fields of the page alone, without a name that a form could send.
PATIENT = (
    ("patient", gettext_lazy("Patient"), "text"),
    ("birthday", gettext_lazy("Date of birth"), "date"),
    ("number", gettext_lazy("Record number"), "text"),
    ("phone", gettext_lazy("Patient’s phone"), "tel"),
    ("referrer", gettext_lazy("Referred by"), "text"),
    ("back", gettext_lazy("Call back at"), "tel"),
    ("note", gettext_lazy("Clinical note"), "textarea"),
)


@kept_by_nobody
def packet(request):
    """By GET too, so that its address may be kept; what the patient needs is said in a form and makes it whole."""
    asked = _asked(request)
    if not asked.data.getlist("p"):
        return HttpResponseRedirect(reverse("clinicians"))
    context = context_of(request, asked)
    if not context["sheets"]:
        return render(request, "clinicians/nothing_to_print.html", status=404)
    records = [sheet.record for sheet, _row in context["sheets"]]
    leaving_on = asked.step_down.leaving_on if asked.says_the_day else None
    return render(
        request,
        "clinicians/packet.html",
        context
        | {
            "patient": PATIENT,
            "leaving_on": leaving_on,
            "leaving": Leaving(asked.step_down.leaving).label,
            "fhir": {
                "resources": [resource for record in records for resource in fhir.resources(record, base(request))],
                "leaving_on": leaving_on.isoformat() if leaving_on else "",
                "code": _("Intensive outpatient program (IOP)"),
                "unnamed": _("Not named"),
            },
        },
    )


@kept_by_nobody
def handout(request):
    """By GET it holds programs alone, so that its address may be shared; by POST it says why they were chosen."""
    asked = _asked(request)
    if not asked.data.getlist("p"):
        return HttpResponseRedirect(reverse("clinicians"))
    how = request.POST if request.method == "POST" else request.GET
    language = how.get("language_of_paper", "")
    spoken = language if language in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(spoken):
        context = context_of(request, asked) | {
            "neutral": how.get("cover") == "neutral",
            "languages": [(code, label, code == spoken) for code, label in settings.LANGUAGES],
            "why": request.method == "POST",
        }
        return render(request, "clinicians/handout.html", context)


def _asked(request):
    """What the form says; of an address the programs alone, for a need has no place there."""
    data = request.POST
    if request.method != "POST":
        data = QueryDict(mutable=True)
        data.setlist("p", request.GET.getlist("p"))
    return Asked.of(data, timezone.localdate())


def context_of(request, asked):
    catalogue, step_down = asked.finder.catalogue, asked.step_down
    found = sheets(step_down, catalogue, asked.data.getlist("p"))
    slugs = [sheet.record.slug for sheet in found]
    query = "&".join(f"p={slug}" for slug in slugs)
    address = f"{base(request)}{reverse('list')}?{query}"
    places = step_down.need.near.places if step_down.need.near else ()
    return {
        "catalogue": catalogue,
        "step_down": step_down,
        "sheets": [(sheet, Row(sheet.placed, step_down, catalogue)) for sheet in found],
        "left_out": len(set(asked.data.getlist("p"))) - len(slugs),
        "most": MOST,
        "query": query,
        "said_back": step_down.need.phrases(catalogue),
        "pairs": [*asked.pairs, *(("p", slug) for slug in slugs)],
        "own_address": address,
        "qr": qr_code(address),
        "centers": [(near.center, wording.miles(near.miles)) for near in centers_near(places)],
        "script": script(step_down.need, catalogue, []),
    }


def base(request):
    return f"{request.scheme}://{request.get_host()}"
