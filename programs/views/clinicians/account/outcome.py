"""What happened on a call, told by a clinician in half a minute."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....curation import outcomes
from ....models import OutcomeReport, Program
from ....referral.tallies import NO_TALLY, tallies
from ...visitor_forms import day_field, plan_field
from .door import clinicians_only, fill_in


class OutcomeForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("What happened"), choices=OutcomeReport.What.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of these.")},
    )  # fmt: skip
    called_on = day_field(gettext_lazy("Day of the call"))
    intake_on = day_field(
        gettext_lazy("Day of the intake"), required=False,
        help_text=gettext_lazy("For the first three: the day that was named."),
    )  # fmt: skip

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["plan"] = plan_field(_("The plan, where they do not take it"))


@clinicians_only
def outcome(request, clinician, slug):
    program = get_object_or_404(Program.objects.select_related("organization", "site"), slug=slug)
    if not program.is_public:
        raise Http404
    on = timezone.localdate()
    form = OutcomeForm(request.POST if request.method == "POST" else None, initial={"called_on": on})
    if form.is_bound and form.is_valid():
        try:
            outcomes.report(clinician, program, on=on, moment=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            fill_in(form, error)
        else:
            messages.success(request, _thanks(clinician))
            return redirect("clinicians-outcome", slug)
    context = {
        "program": program, "form": form, "clinician": clinician,
        "told": clinician.outcomes.filter(program=program).select_related("recorded_in"),
        "tally": tallies([program.pk]).get(program.pk, NO_TALLY),
    }  # fmt: skip
    return render(request, "clinicians/account/outcome.html", context)


def _thanks(clinician):
    if clinician.is_verified:
        return _("Thank you. It counts from now on.")
    return _("Thank you. It is kept, and counts once a curator has verified your account.")
