"""Clinicians who wait to be believed, and those who are: verified, or taken back with all that they told."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...curation import clinicians as accounts
from ...curation.outcomes import waiting_of
from ...models import Clinician
from ..typed import number_in
from .door import desk
from .undo import may_take_back, who_takes_it_back

A_PAGE = 30
# Where anybody gets an address within a minute.
ANYBODYS = frozenset({
    "aol.com", "comcast.net", "gmail.com", "googlemail.com", "gmx.com", "hotmail.com", "icloud.com", "live.com",
    "mail.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com", "verizon.net", "yahoo.com",
    "ymail.com",
})  # fmt: skip


@dataclass(frozen=True)
class Row:
    clinician: Clinician
    waiting: int
    may_take_back: bool

    @property
    def domain(self):
        return self.clinician.user.email.rpartition("@")[2].lower()

    @property
    def is_anybodys(self):
        return self.domain in ANYBODYS


@desk("record_facts")
def clinicians(request):
    """?verified=1 shows those who are believed."""
    if request.method == "POST":
        return _decided(request)
    is_verified = request.GET.get("verified") == "1"
    # Of an account that its owner has deleted only the word that counted is left.
    kept = Clinician.objects.filter(user__is_active=True).select_related("user", "verified_in__by")
    # Only accounts whose e-mail was checked: who never answered that letter is nobody yet.
    chosen = kept.verified() if is_verified else kept.waiting().filter(user__emailaddress__verified=True).distinct()
    page = Paginator(chosen.annotate(told=Count("outcomes", distinct=True)).order_by("-told", "-pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [_row(clinician, request.user) for clinician in page],
        "is_verified": is_verified,
    }
    return render(request, "desk/clinicians.html", context)


def _row(clinician, user):
    verification = accounts.verification(clinician)
    return Row(clinician, waiting_of(clinician).count(), bool(verification) and may_take_back(user, verification))


def _decided(request):
    clinician = get_object_or_404(Clinician, pk=number_in(request.POST, "clinician"))
    on, by = timezone.localdate(), request.user
    try:
        if request.POST.get("do") == "take-back":
            _take_back(request, clinician, on)
        else:
            counted = accounts.verify(clinician, request.POST.get("note", "")[:300], by=by, on=on)
            words = ngettext(
                "Verified. %(count)s report counts from now on.", "Verified. %(count)s reports count from now on.",
                counted,
            )  # fmt: skip
            messages.success(request, words % {"count": counted})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("desk-clinicians")


def _take_back(request, clinician, on):
    verification = accounts.verification(clinician)
    if verification and not may_take_back(request.user, verification):
        messages.error(request, who_takes_it_back(verification))
        return
    accounts.take_back(clinician, by=request.user, on=on)
    messages.success(request, _("Taken back, with all that counted by this account’s word."))
