"""Keeping programs as a shortlist, from the results or from a visitor's list. Of the search nothing comes along."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ....referral import shortlist as shortlists
from ....search import current
from ...own_list import OwnList
from ...typed import number_in
from ..asked import Asked
from .door import clinicians_only, fill_in


class LabelForm(forms.Form):
    """The label is judged where shortlists are made; here it is only asked for."""

    label = forms.CharField(
        label=gettext_lazy("Label"), required=False, max_length=200,
        help_text=gettext_lazy("Never a patient’s name, birthday or number. Such as “Unit 4, week 48”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, data=None, *, clinician, **options):
        super().__init__(data, **options)
        teams = [(str(team.pk), team.name) for team in clinician.teams.all()]
        if teams:
            self.fields["team"] = forms.ChoiceField(
                label=_("Who sees it"), required=False, choices=[("", _("Only you")), *teams]
            )


def new_shortlist(request):
    """Whoever has not signed in yet comes back here with the programs, and with nothing else."""
    if not request.user.is_authenticated:
        slugs = OwnList(request.POST if request.method == "POST" else request.GET).slugs
        return redirect_to_login(f"{request.path}?{urlencode([('p', slug) for slug in slugs])}")
    return signed_in(request)


@clinicians_only
def signed_in(request, clinician):
    data = request.POST if request.method == "POST" else request.GET
    slugs = OwnList(data).slugs
    form = LabelForm(request.POST if "label" in request.POST else None, clinician=clinician)
    kept = _kept(request, clinician, form, slugs)
    if kept:
        return redirect("clinicians-shortlist", kept.pk)
    catalogue = current()
    context = {
        "form": form,
        "records": [record for slug in slugs if (record := catalogue.record(slug))],
        "own": clinician.shortlists.all(),
        "pairs": Asked.of(request.POST, timezone.localdate()).pairs if request.method == "POST" else [],
    }
    return render(request, "clinicians/account/new_shortlist.html", context)


def _kept(request, clinician, form, slugs):
    """The Shortlist that the programs went to; None where nothing was sent, or not well."""
    moment = timezone.now()
    if "add" in request.POST:
        there = clinician.shortlists.filter(pk=number_in(request.POST, "shortlist")).first()
        if there:
            _say(request, *shortlists.add(there, slugs, moment=moment))
        return there
    if not form.is_bound or not form.is_valid():
        return None
    team = number_in(form.data, "team")
    try:
        return shortlists.make(clinician, form.cleaned_data["label"], slugs, moment=moment, team=team)
    except ValidationError as error:
        fill_in(form, error)
        return None


def _say(request, came, left_out):
    if came:
        words = ngettext("%(count)s program added.", "%(count)s programs added.", came)
        messages.success(request, words % {"count": came})
    elif not left_out:
        messages.success(request, _("They are all on it."))
    if left_out:
        full = ngettext("There was no room for %(count)s.", "There was no room for %(count)s.", left_out)
        messages.warning(request, full % {"count": left_out})
