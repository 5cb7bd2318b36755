"""One shortlist: looked at by its owner and the team, put in order and shared by its owner."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from ....models import Shortlist
from ....referral import sharing
from ....referral import shortlist as shortlists
from ...once import of_the_copy
from ...typed import number_in
from .door import clinicians_only, fill_in
from .lines import lines
from .new_shortlist import LabelForm


@clinicians_only
def shortlist(request, clinician, number):
    """Its address tells nobody anything; who may not see it hears that there is none."""
    seen = Shortlist.objects.seen_by(clinician).select_related("owner__user", "team")
    found = get_object_or_404(seen, pk=number)
    is_own = found.owner_id == clinician.pk
    typed = {"label": found.label, "team": found.team_id}
    form = LabelForm(request.POST if is_own and "label" in request.POST else None, clinician=clinician, initial=typed)
    if request.method == "POST" and is_own and _done(found, request.POST, form):
        return redirect("clinicians-shortlist", number)
    entries = lines(found)
    context = {
        "shortlist": found, "is_own": is_own, "form": form, "lines": entries, "days": sharing.DAYS,
        "usual_days": sharing.USUAL_DAYS, "once": of_the_copy(), "links": _links(request, found) if is_own else [],
        "slugs": [line.slug for line in entries if line.card],
    }  # fmt: skip
    return render(request, "clinicians/account/shortlist.html", context)


def _done(found, data, form):
    """Whether what was pressed is done; False leaves the form with its problem on the page."""
    moment = timezone.now()
    for name, step in (("up", shortlists.UP), ("down", shortlists.DOWN)):
        if name in data:
            shortlists.move(found, data[name], step, moment=moment)
    if "off" in data:
        shortlists.take_off(found, data["off"], moment=moment)
    if not form.is_bound:
        return True
    if not form.is_valid():
        return False
    try:
        shortlists.mend(found, form.cleaned_data["label"], number_in(data, "team"), moment=moment)
    except ValidationError as error:
        fill_in(form, error)
        found.refresh_from_db()
        return False
    return True


def _links(request, found):
    """[(link, its whole address)] of those that work."""
    return [
        (link, request.build_absolute_uri(reverse("clinicians-shared", args=[sharing.token(link)])))
        for link in found.share_links.usable(timezone.now())
    ]
