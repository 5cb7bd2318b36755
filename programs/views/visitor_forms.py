"""What anybody can fill in without an account."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from ..curation.reporting import Missing
from ..geography import gazetteer
from ..models import Report, Term
from . import wording
from .once import OnceField

What = Report.What
WRONG = (
    What.WRONG_PHONE, What.WRONG_ADDRESS, What.WRONG_PLAN, What.WRONG_SCHEDULE, What.CLOSED, What.NOT_AN_IOP,
    What.WRONG_FACT,
)  # fmt: skip
CALLED = (
    What.ANSWERED, What.INTAKE_GIVEN, What.FULL, What.NOT_MY_PLAN, What.NO_ANSWER, What.WRONG_NUMBER,
)  # fmt: skip
LONGEST_TEXT = 1000
DATE_MISTAKEN = _("Write the day as year-month-day, such as 2026-12-01.")
PHONE_MISTAKEN = _("Write the number with its area code, such as 508-555-0142.")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def day_field(label, **options):
    """A day, as browsers send it."""
    return forms.DateField(label=label, widget=DateInput, error_messages={"invalid": DATE_MISTAKEN}, **options)


def plan_field(label):
    """One of the plans that the directory knows, or none."""
    plans = Term.objects.filter(vocabulary="insurance").in_order()
    choices = [("", _("Not about a plan")), *((plan.code, plan.label) for plan in plans)]
    return forms.ChoiceField(label=label, required=False, choices=choices)


class VisitorForm(forms.Form):
    """`once`: see once.of_the_browser. `website` is for machines, which fill in everything that they find."""

    text = forms.CharField(
        label=_("Anything else we should know? (optional)"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please write nothing about your health, and no names: we do not need it."),
    )  # fmt: skip
    from_provider = forms.BooleanField(label=_("I work there"), required=False)
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    once = OnceField()

    def __init__(self, data=None, *, once="", **options):
        super().__init__(data, **options)
        self.fields["once"].initial = once
        if not (data and data.get("website")):
            self.fields["website"].widget.attrs["tabindex"] = "-1"

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field stays empty. Please clear it and send again."))
        return ""

    @property
    def about(self):
        """What both kinds of form hand on."""
        said = self.cleaned_data
        return {"text": said["text"].strip(), "from_provider": said["from_provider"], "once": said["once"]}


class ReportForm(VisitorForm):
    what = forms.ChoiceField(
        label=_("What is it?"), choices=[(what.value, what.label) for what in (*WRONG, *CALLED)],
        widget=forms.RadioSelect, error_messages={"required": _("Choose one of these, so that we know what to check.")},
    )  # fmt: skip
    phone = PhoneNumberField(
        label=_("The right phone number"), required=False, error_messages={"invalid": PHONE_MISTAKEN}
    )
    intake_on = day_field(_("The intake date they gave you"), required=False)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["plan"] = plan_field(_("The insurance plan you asked about"))
        self.fields["phone"].widget.attrs |= {"autocomplete": "off", "inputmode": "tel"}

    @property
    def wrong(self):
        return [choice for choice in self["what"] if choice.data["value"] in WRONG]

    @property
    def called(self):
        return [choice for choice in self["what"] if choice.data["value"] in CALLED]

    @property
    def detail(self):
        said = self.cleaned_data
        told = {
            "phone": wording.phone(said["phone"]),
            "plan": said["plan"],
            "intake_on": said["intake_on"].isoformat() if said["intake_on"] else "",
        }
        return {name: value for name, value in told.items() if value}


class MissingForm(VisitorForm):
    """A program that is not here."""

    name = forms.CharField(label=_("Name of the program"), max_length=200)
    organization = forms.CharField(
        label=_("Hospital, clinic or organization (optional)"), max_length=200, required=False
    )
    place = forms.CharField(
        label=_("City, town or ZIP code"), max_length=120, help_text=_("Where people go for it, in Massachusetts.")
    )
    phone = PhoneNumberField(label=_("Phone (optional)"), required=False, error_messages={"invalid": PHONE_MISTAKEN})
    web_page = forms.URLField(
        label=_("Web page (optional)"), max_length=300, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the page’s address, such as clinic.example/iop.")},
    )  # fmt: skip

    def clean_place(self):
        try:
            return gazetteer.find(self.cleaned_data["place"])
        except gazetteer.PlaceError as error:
            raise ValidationError(error.message) from error

    @property
    def missing(self):
        said, place = self.cleaned_data, self.cleaned_data["place"]
        return Missing(
            said["name"].strip(), said["organization"].strip(), town=place.town, zip_code=place.zip_code,
            county=place.county, phone=said["phone"].as_rfc3966 if said["phone"] else "", web_page=said["web_page"],
        )  # fmt: skip


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=_("Code of your receipt"), max_length=40, help_text=_("Twelve letters, such as KHTR-WBND-QXLF."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code that you were given.")},
    )  # fmt: skip
