"""A program from scratch: as little as makes a lead, by a named voice, and never beside its own double."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ...models import Action, Term
from ..acting import act
from ..details import clean
from ..duplicates import alike
from ..recording import Claim, add_program, record
from .form import column_field
from .placing import placed

CONTACT = ("intake_phone", "web_page")
PLACE = ("street", "zip_code", "town")


class AddForm(forms.Form):
    """Cleaned, `place` is the value of the section "address"."""

    organization = forms.CharField(
        label=_("Organization"), max_length=200, widget=forms.TextInput(attrs={"list": "organizations"}),
        help_text=_("Who runs it. Choose one that is known, or write a new name."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the program"), max_length=200)
    level = forms.ChoiceField(label=_("Level of care"), required=False)
    is_another = forms.BooleanField(label=_("It is another program: add it"), required=False)

    def __init__(self, data=None):
        super().__init__(data, auto_id="add-%s")
        self.fields |= {name: column_field(name) for name in (*PLACE, *CONTACT)}
        self.fields["town"].help_text = _("Needed only without a ZIP code.")
        terms = Term.objects.filter(vocabulary="level").in_order()
        level: forms.ChoiceField = self.fields["level"]  # type: ignore[assignment]
        level.choices = [("", _("not stated")), *((term.fact, term.label) for term in terms)]
        self.order_fields(["organization", "name", *PLACE, *CONTACT, "level", "is_another"])

    def clean(self):
        if not self.errors:
            stated = {name: self.cleaned_data[name] for name in PLACE}
            if not (stated["zip_code"] or stated["town"]):
                raise ValidationError({"zip_code": _("A ZIP code or a town says where it is.")})
            self.place = placed(stated, {})
        return self.cleaned_data

    @property
    def alike(self):
        """[(program, reasons)] that it may be, the likeliest first."""
        said = self.cleaned_data
        place = {name: self.place.get(name) or "" for name in PLACE}
        return alike(said["name"], phone=said["intake_phone"], web_page=said["web_page"], **place)

    @property
    def claims(self):
        contact = {name: str(self.cleaned_data[name]) for name in CONTACT if self.cleaned_data[name]}
        claims = [Claim("address", detail=self.place)]
        claims += [Claim("contact", detail=clean("contact", contact))] if contact else []
        return claims + ([Claim(self.cleaned_data["level"])] if self.cleaned_data["level"] else [])


@transaction.atomic
def add(form, voice, *, on, by=None):
    """The new lead, with what was written as its first facts, in one action. Raises ValidationError as record does."""
    action = act(Action.Kind.ADD, by=by, note=voice.who)
    program = add_program(
        form.cleaned_data["organization"], form.cleaned_data["name"], town=form.place["town"], action=action
    )
    action.program = program
    action.save(update_fields=["program"])
    claims = [Claim(claim.fact, claim.answer, claim.detail, voice.quote) for claim in form.claims]
    record(
        program, claims, source=voice.source(), method=voice.method, said_on=voice.said_on, on=on, by=by, action=action
    )
    return program
