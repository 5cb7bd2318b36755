"""What an account holds, on one page."""

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....models import Clinician, Shortlist
from .door import clinicians_only

MOST_OUTCOMES = 30


class WorkplaceForm(forms.ModelForm):
    class Meta:
        model = Clinician
        fields = ("workplace", "phone")
        labels = {"workplace": gettext_lazy("Where you work"), "phone": gettext_lazy("Work phone")}


@clinicians_only
def account(request, clinician):
    """A POST mends workplace and phone, as long as no curator has verified them."""
    sent = request.POST if request.method == "POST" and not clinician.is_verified else None
    form = WorkplaceForm(sent, instance=clinician)
    if sent is not None and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("clinicians-account")
    shortlists = Shortlist.objects.seen_by(clinician).select_related("team", "owner__user")
    context = {
        "clinician": clinician,
        "form": form,
        "shortlists": shortlists.prefetch_related("entries"),
        "memberships": clinician.memberships.select_related("team"),
        "outcomes": clinician.outcomes.select_related("program", "recorded_in")[:MOST_OUTCOMES],
        "has_second_factor": is_mfa_enabled(request.user),
    }
    return render(request, "clinicians/account/home.html", context)
