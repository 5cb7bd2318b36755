"""A program's name, who runs it, and whether the public sees it: columns that are nobody's word but the desk's."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ...models import Action, Program
from ..acting import act, change
from ..recording import organization_named, publish, rename, withdraw

LONGEST_REASON = 200


class IdentityForm(forms.Form):
    name = forms.CharField(label=_("Name of the program"), max_length=200)
    organization = forms.CharField(
        label=_("Organization"), max_length=200, widget=forms.TextInput(attrs={"list": "organizations"}),
        help_text=_("Who runs it. A new name makes a new organization."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why?"), max_length=LONGEST_REASON, help_text=_("Who says so, and where."))
    seen_name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    seen_organization = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def __init__(self, program, data=None):
        self.program = program
        now = {"name": program.name, "organization": program.organization.name}
        seen = {f"seen_{name}": value for name, value in now.items()}
        super().__init__(data, initial={**now, **seen}, auto_id="identity-%s")

    @transaction.atomic
    def save(self, by):
        """The action; None where nothing differs. Raises ValidationError when somebody has renamed it meanwhile."""
        program = Program.objects.select_for_update(of=("self",)).select_related("organization").get(pk=self.program.pk)
        cleaned = self.cleaned_data
        if (cleaned["seen_name"], cleaned["seen_organization"]) != (program.name, program.organization.name):
            raise ValidationError(
                _("Somebody has changed this meanwhile to “%(name)s” of %(organization)s. Look again.")
                % {"name": program.name, "organization": program.organization.name}
            )
        if (cleaned["name"], cleaned["organization"]) == (program.name, program.organization.name):
            return None
        action = act(Action.Kind.EDIT, program=program, by=by, note=cleaned["reason"])
        rename(program, cleaned["name"], action=action)
        change(program, action, organization_id=organization_named(cleaned["organization"]).pk)
        return action


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("The program is"), choices=Program.Status, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"), max_length=LONGEST_REASON,
        help_text=_("Kept with the change. Of a program that is withdrawn, its page says this."),
    )  # fmt: skip
    seen_status = forms.CharField(widget=forms.HiddenInput, max_length=10)

    def __init__(self, program, data=None):
        self.program = program
        super().__init__(data, initial={"status": program.status, "seen_status": program.status}, auto_id="status-%s")

    @transaction.atomic
    def save(self, by):
        """The action; None where nothing differs. Raises ValidationError where it cannot be so, or not any more."""
        program = Program.objects.select_for_update().get(pk=self.program.pk)
        status, reason = self.cleaned_data["status"], self.cleaned_data["reason"]
        if self.cleaned_data["seen_status"] != program.status:
            raise ValidationError(
                _("Somebody has changed this meanwhile: %(status)s. Look again.")
                % {"status": program.get_status_display()}
            )
        if status == program.status:
            return None
        if program.merged_into_id:
            raise ValidationError(_("It was merged into another program. Take back the merge first."))
        action = act(Action.Kind.STATUS, program=program, by=by, note=reason)
        if status == Program.Status.WITHDRAWN:
            withdraw(program, reason, action=action)
        else:
            publish(program, status, action=action)
        return action
