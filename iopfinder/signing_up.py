"""What allauth's form for signing up asks besides e-mail and password, and what becomes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from programs.curation.clinicians import enroll


class ClinicianForm(forms.Form):
    """allauth puts its own fields before these, and calls `signup` when the account is made."""

    workplace = forms.CharField(
        label=_("Where you work"), max_length=120, help_text=_("The hospital, clinic or agency, and the unit."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    phone = PhoneNumberField(
        label=_("Work phone (optional)"), required=False,
        help_text=_(
            "A switchboard by which a curator can check that you work there. What you report counts only once that "
            "is done."
        ),
        error_messages={"invalid": _("Write the number with its area code, such as 508-555-0142.")},
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["phone"].widget.attrs |= {"autocomplete": "work tel", "inputmode": "tel"}

    def signup(self, request, user):
        phone = self.cleaned_data["phone"]
        enroll(user, self.cleaned_data["workplace"].strip(), phone.as_national if phone else "")
