"""The rule book, what goes against it, and the rules that two people have set aside."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation import undo
from ...curation.checking import findings_on
from ...curation.overriding import LONGEST_REASON, agree, ask
from ...curation.rule_book import rule, rules
from ...models import Action, Override, Program
from .door import desk

A_PAGE = 30


class OverrideForm(forms.Form):
    """What `ask` takes."""

    program = forms.CharField(
        label=gettext_lazy("Program"), max_length=300, help_text=gettext_lazy("Its address, or the last part of it.")
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Rule"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose the rule to set aside.")),
    )
    fact = forms.CharField(
        label=gettext_lazy("Fact"), max_length=90, help_text=gettext_lazy("Such as level or licence:carf.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why: the second person decides by it.")},
    )  # fmt: skip

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        choice: forms.ChoiceField = self.fields["rule"]  # type: ignore[assignment]
        choice.choices = [("", _("Choose")), *((kept.code, kept.title) for kept in rules())]

    def clean_program(self):
        found = Program.objects.filter(slug=self.cleaned_data["program"].strip("/").rpartition("/")[2]).first()
        if found is None:
            raise ValidationError(_("There is no program of that address."))
        return found


@desk()
def rule_book(request):
    """Every rule with its citation, and what the public sees that goes against one."""
    found = findings_on(timezone.localdate())
    wanted = request.GET.get("rule", "")
    listed = [(number, finding) for number, finding in found if wanted in ("", finding.rule.code)]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    programs = Program.objects.in_bulk({number for number, _finding in page.object_list})
    set_aside = set(Override.objects.in_force().values_list("program_id", "rule", "fact"))
    counts = Counter(finding.rule.code for _number, finding in found)
    context = {
        "rules": [(kept, counts[kept.code]) for kept in rules()],
        "page": page,
        "wanted": wanted if wanted in counts else "",
        "findings": [
            (programs[number], finding, (number, finding.rule.code, finding.fact) in set_aside)
            for number, finding in page.object_list
        ],
    }
    return render(request, "desk/rules.html", context)


@desk("record_facts")
def overrides(request):
    """Ask for an override; what waits for a second person; what is in force."""
    form = OverrideForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_bound and form.is_valid() and _asked(request, form):
        return redirect("desk-overrides")
    kept = Override.objects.select_related("program", "action__by", "agreed_in__by").order_by("-pk")
    context = {
        "form": form,
        "waiting": [(override, rule(override.rule)) for override in kept.waiting()],
        "in_force": [(override, rule(override.rule)) for override in kept.in_force()],
        "decided": _decided(),
    }
    return render(request, "desk/overrides.html", context, status=400 if form.errors else 200)


def _asked(request, form):
    """Whether it is asked; what the rule book says against it stands beside its field."""
    said = form.cleaned_data
    try:
        ask(said["program"], said["rule"], said["fact"], said["reason"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Asked. It does nothing until a second person agrees."))
    return True


def _decided():
    """The last of what was asked, agreed to and taken back, newest first."""
    return Action.objects.latest_first().filter(kind=Action.Kind.OVERRIDE)[:10]


@desk("record_facts")
def decide_override(request, number):
    """A second person agrees, or declines: then what was asked is taken back."""
    override = get_object_or_404(Override, pk=number)
    if request.method != "POST":
        return redirect("desk-overrides")
    try:
        if request.POST.get("decision") == "agree":
            agree(override, by=request.user)
            messages.success(request, _("Agreed. The rule is set aside for this fact of this program."))
        else:
            undo(override.action, on=timezone.localdate(), by=request.user)
            messages.success(request, _("Declined."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("desk-overrides")
