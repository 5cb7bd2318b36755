"""Deleting a shortlist: asked first, with what goes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .door import clinicians_only


@clinicians_only
def delete_shortlist(request, clinician, number):
    shortlist = get_object_or_404(clinician.shortlists.select_related("team"), pk=number)
    if request.method == "POST":
        shortlist.delete()
        messages.success(request, _("The shortlist is deleted."))
        return redirect("clinicians-account")
    context = {
        "shortlist": shortlist,
        "programs": shortlist.entries.count(),
        "links": shortlist.share_links.usable(timezone.now()).count(),
    }
    return render(request, "clinicians/account/delete_shortlist.html", context)
