"""Who says so now: asked with every change, so that no answer is without somebody who said it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...models import Assertion, Source
from ..recording import LONGEST_QUOTE
from ..settle import counts_until

Method = Assertion.Method

Kind = Source.Kind

METHODS: dict[str, str] = {
    Kind.PHONE: Method.PHONE, Kind.STAFF: Method.STAFF, Kind.CLINICIAN: Method.CLINICIAN,
    Kind.WEB_PAGE: Method.DOCUMENT, Kind.DOCUMENT: Method.DOCUMENT,
}  # fmt: skip
PEOPLE: dict[str, str] = {Kind.PHONE: "Phone check", Kind.STAFF: "Program staff", Kind.CLINICIAN: "A clinician"}


@dataclass(frozen=True)
class Voice:
    """Somebody, or a document, that says something on a day."""

    kind: str
    said_on: date
    title: str = ""
    url: str = ""
    quote: str = ""
    who: str = ""

    @property
    def method(self):
        return METHODS[self.kind]

    def source(self):
        """Its Source, made when this is the first word of it."""
        said_by: dict[str, Any]
        if self.kind in PEOPLE:
            said_by = {"name": PEOPLE[self.kind], "url": "", "published_on": None}
        else:
            said_by = {"name": self.title, "url": self.url, "published_on": self.said_on}
        return Source.objects.get_or_create(kind=self.kind, **said_by)[0]


class VoiceForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Who says so?"),
        widget=forms.RadioSelect,
        choices=[
            (Kind.PHONE, _("The program, on the phone")),
            (Kind.STAFF, _("The program’s staff, in writing")),
            (Kind.WEB_PAGE, _("The program’s web page")),
            (Kind.DOCUMENT, _("Another document")),
            (Kind.CLINICIAN, _("A clinician, after an intake")),
        ],
    )
    said_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("The day of the call, or the date of the document; without one, the day you read it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    who = forms.CharField(
        label=_("Who answered?"), max_length=120, required=False, help_text=_("Name or role, as they gave it.")
    )
    title = forms.CharField(label=_("Title of the document"), max_length=200, required=False)
    url = forms.URLField(
        label=_("Its web address"), max_length=300, required=False, assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )  # fmt: skip
    quote = forms.CharField(
        label=_("In their words"), max_length=LONGEST_QUOTE, required=False,
        help_text=_("A short quotation that anybody can check; kept with each change."),
    )  # fmt: skip

    def __init__(self, data=None, *, on, usual=None):
        """usual: what this curator said last, offered again."""
        self.on = on
        super().__init__(data, initial={"said_on": on, **(usual or {})}, auto_id="voice-%s")

    def clean_said_on(self):
        if self.cleaned_data["said_on"] > self.on:
            raise ValidationError(_("Nobody can have said it on a day still to come."))
        return self.cleaned_data["said_on"]

    def clean(self):
        said_on = self.cleaned_data.get("said_on")
        if self._is_document:
            if said_on and counts_until(Assertion(said_on=said_on, source=Source(published_on=said_on))) < self.on:
                self.add_error("said_on", _("A document counts for two years; this one is older."))
            for name, problem in (("title", _("Say what the document is called.")), ("url", _("Say where it is."))):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, problem)
        return self.cleaned_data

    @property
    def _is_document(self):
        return METHODS.get(self.cleaned_data.get("kind", "")) == Method.DOCUMENT

    @property
    def voice(self):
        return Voice(**self.cleaned_data)

    @property
    def usual(self):
        """What to offer again at the next change; the day only of a document, for a call is of today."""
        names = ["kind", "who", "title", "url", *(["said_on"] if self._is_document else [])]
        return {name: str(self.cleaned_data[name]) for name in names}
