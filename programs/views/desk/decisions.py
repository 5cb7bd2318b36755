"""Deciding one report, or one change that a program's staff proposed: an outcome, a reply, and what was found out."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation.deciding import accept, decide, decline, finding
from ...curation.editing import Sitting, VoiceForm
from ...curation.editing.part import EDITED
from ...models import ProposedChange, Report, Term
from ...search import current
from .. import wording
from ..said_in_words import proposed
from .door import desk

What = Report.What
# The section that a report is usually about.
ABOUT = {
    What.WRONG_PHONE: "contact", What.WRONG_NUMBER: "contact", What.WRONG_ADDRESS: "address",
    What.WRONG_PLAN: "insurance", What.NOT_MY_PLAN: "insurance", What.WRONG_SCHEDULE: "schedule",
    What.FULL: "intake", What.INTAKE_GIVEN: "intake", What.NOT_AN_IOP: "level",
}  # fmt: skip


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )
    reply = forms.CharField(
        label=gettext_lazy("Reply"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown to whoever has the code of the receipt. A sentence or two."),
    )  # fmt: skip

    def __init__(self, data=None, *, others):
        super().__init__(data)
        self.fields["also"] = forms.ModelMultipleChoiceField(
            label=_("Decide these with it"), queryset=others, required=False, widget=forms.CheckboxSelectMultiple
        )


class DeclineForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why not"), max_length=300)


@desk("record_facts")
def report(request, number):
    """?section=contact opens a section, to write down what was found out; a POST decides."""
    told = get_object_or_404(Report.objects.select_related("program__site", "program__organization"), pk=number)
    others = Report.objects.open().filter(program=told.program).exclude(pk=told.pk)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, others=others)
    sitting = _sitting(request, told, data)
    if data is not None and not _more(sitting, data) and _decided(request, told, form, sitting):
        return redirect("desk-inbox")
    context = {
        "report": told, "form": form, "others": others, "sitting": sitting, "program": told.program,
        "is_open": Report.objects.open().filter(pk=told.pk).exists(), "sections": EDITED, "right": _right(told),
        "written": [(row, None) for row in getattr(sitting.form, "rows", None) or ()] if sitting else [],
        "look_alikes": told.detail.get("looks_like", ()),
    }  # fmt: skip
    return render(request, "desk/report.html", context)


def _sitting(request, told, data):
    if told.program is None:
        return None
    name = (data or request.GET).get("section", "" if data else ABOUT.get(told.what, ""))
    usual = request.session.get("voice")
    return Sitting(told.program, timezone.localdate(), name=name, data=data if data and name else None, usual=usual)


def _more(sitting, data):
    """Whether only another row or a word was asked for."""
    if "more" in data and sitting:
        sitting.more(data)
    return "more" in data or "look" in data


def _decided(request, told, form, sitting):
    if not form.is_valid():
        _voice_as_typed(sitting)
        return False
    said = form.cleaned_data
    try:
        found = finding(sitting) if sitting else None
        decide(
            [told, *said["also"]], said["outcome"], reply=said["reply"].strip(), by=request.user,
            on=timezone.localdate(), found=found,
        )  # fmt: skip
    except ValidationError as error:
        _add_problems(form, sitting, error)
        return False
    if found:
        request.session["voice"] = sitting.voice_form.usual
    messages.success(request, _("Decided. Whoever has the receipt sees it now."))
    return True


def _voice_as_typed(sitting):
    """Who said so is asked only where something was found out; what was typed stays."""
    if sitting and sitting.form is not None:
        typed = {name: sitting.voice_form.data.get(name, "") for name in sitting.voice_form.fields}
        sitting.voice_form = VoiceForm(None, on=sitting.on, usual=typed)


def _add_problems(form, sitting, error):
    """A refusal by record() beside its facts, any other above the form."""
    if hasattr(error, "error_dict") and sitting and sitting.form is not None:
        sitting.form.add_problems(error)
        error = ValidationError(_("What you found out cannot be written down like that: see beside the fields."))
    form.add_error(None, error.messages)


def _right(told):
    """[(label, value)] of what the visitor says is right."""
    detail = told.detail
    plan = Term.objects.filter(vocabulary="insurance", code=detail.get("plan", "")).first()
    day = detail.get("intake_on")
    known = [
        (_("Phone"), detail.get("phone", "")), (_("Plan"), plan.label if plan else ""),
        (_("Intake date given"), wording.day(date.fromisoformat(day)) if day else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in known if value]


@desk("record_facts")
def proposal(request, number):
    """A change that the staff sent: taken over by a curator's own check, or left, with a reason."""
    sent = get_object_or_404(ProposedChange.objects.select_related("program__site", "link"), pk=number)
    data = request.POST if request.method == "POST" else None
    is_declined = data is not None and data.get("do") == "decline"
    voice = VoiceForm(None if is_declined else data, on=timezone.localdate(), usual=request.session.get("voice"))
    no = DeclineForm(data if is_declined else None)
    if data is not None and _proposal_decided(request, sent, no if is_declined else voice):
        return redirect("desk-inbox")
    ((label, changes),) = proposed([sent], current().vocabularies)
    context = {
        "proposal": sent, "program": sent.program, "label": label, "changes": changes, "voice": voice, "decline": no,
        "is_open": ProposedChange.objects.open().filter(pk=sent.pk).exists(),
        "phones": [wording.phone(number) for number in (sent.program.intake_phone, sent.program.main_phone) if number],
    }  # fmt: skip
    return render(request, "desk/proposal.html", context)


def _proposal_decided(request, sent, form):
    if not form.is_valid():
        return False
    try:
        if isinstance(form, DeclineForm):
            decline(sent, form.cleaned_data["reason"], by=request.user)
        else:
            accept(sent, by=request.user, on=timezone.localdate(), voice=form.voice)
            request.session["voice"] = form.usual
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("Decided."))
    return True
