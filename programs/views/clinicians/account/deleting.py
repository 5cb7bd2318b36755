"""Deleting a shortlist, or the account: asked first, with what goes."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iopfinder.accounts import too_many_tries

from ....referral.leaving import delete_account, refuse_the_desk, what_goes
from .door import clinicians_only, not_there_any_more


@clinicians_only
def delete_shortlist(request, clinician, number):
    """Pressed twice, the second finds none; whose it was, if it was theirs, nobody hears."""
    shortlist = clinician.shortlists.select_related("team").filter(pk=number).first()
    if shortlist is None:
        return not_there_any_more(request, _("There is no such shortlist any more."))
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


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Your password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, data=None, *, user):
        super().__init__(data)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("That is not the password of this account."))
        return self.cleaned_data["password"]


@clinicians_only
def delete_own_account(request, clinician):
    """Asks for the password once more: a computer left alone deletes nothing."""
    form = PasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return too_many_tries(request)
    try:
        refuse_the_desk(request.user)
        if form.is_bound and form.is_valid():
            delete_account(clinician)
            logout(request)
            return render(request, "clinicians/account/account_deleted.html")
    except ValidationError as error:
        return render(request, "clinicians/account/delete_account.html", {"refused": error.messages}, status=409)
    context = {"form": form, "going": what_goes(clinician, timezone.now()), "clinician": clinician}
    return render(request, "clinicians/account/delete_account.html", context)
