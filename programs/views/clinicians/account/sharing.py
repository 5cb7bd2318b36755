"""The links of a shortlist: made by a press, and ended for good after a question."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ....referral import sharing
from ...once import LONGEST, of_the_copy
from ...typed import number_in
from .door import clinicians_only


@require_POST
@clinicians_only
def share(request, clinician, number):
    """Make a link; the same form sent twice makes one."""
    found = get_object_or_404(clinician.shortlists, pk=number)
    once, days = request.POST.get("once", "")[:LONGEST], number_in(request.POST, "days")
    if sharing.make_link(found, moment=timezone.now(), days=days, once=once):
        messages.success(request, _("The link is made. It shows the programs, and not the label."))
    else:
        messages.error(request, _("So many links work already. End one first."))
    return redirect(f"{reverse('clinicians-shortlist', args=[number])}#share")


@clinicians_only
def end_link(request, clinician, number, link):
    """Asked first, because nothing brings it back; what has ended says so, and offers a new one."""
    found = get_object_or_404(clinician.shortlists, pk=number)
    link = get_object_or_404(found.share_links, pk=link)
    if request.method == "POST":
        sharing.end(link, timezone.now())
        return redirect("clinicians-end-link", number, link.pk)
    context = {
        "shortlist": found, "link": link, "is_open": sharing.is_open(link, timezone.now()),
        "address": request.build_absolute_uri(reverse("clinicians-shared", args=[sharing.token(link)])),
        "days": sharing.DAYS, "usual_days": sharing.USUAL_DAYS, "once": of_the_copy(),
    }  # fmt: skip
    return render(request, "clinicians/account/end_link.html", context)
