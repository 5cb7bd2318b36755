"""The form of one section, made from curation.sections: a new column or term needs nothing here."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...models import Program, Site, Term
from .. import details
from ..sections import KEPT_WHOLE
from .placing import WRITTEN, placed
from .standing import facts_of
from .tracks import DateRows, TrackRows, track_initial

ANSWERS = (("yes", _("yes")), ("no", _("no")), ("", _("not stated")))
ADDRESS = (*WRITTEN, "latitude", "longitude")
VOCABULARIES = {
    "level": _("Level of care"), "focus": _("Focus"), "insurance": _("Insurance"), "condition": _("Conditions"),
    "therapy": _("Therapies"), "service": _("Services"), "staff": _("Staff"), "population": _("Groups made for"),
    "age-band": _("Ages"), "language": _("Languages"), "access": _("Access"), "family": _("Family"),
    "aftercare": _("Aftercare"), "licence": _("Licence and accreditation"),
}  # fmt: skip
WIDE = 150  # characters, from which a text gets several lines


@dataclass(frozen=True)
class Row:
    """One term in the form: how it is answered, and what stands."""

    term: Term
    field: Any
    word: Any

    def is_called(self, words):
        names = (self.term.label, self.term.code, *self.term.synonyms)
        return any(words in name.lower() for name in names)


class SectionForm(forms.Form):
    """`values`: fact -> value to begin with; what stands now unless told. Cleaned, `stated` is the same of what was
    written, and `again` the facts that the voice says once more as they stand."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, section, standing, terms, data=None, values=None):
        self.section, self.standing = section, standing
        self.terms = [term for term in terms if term.vocabulary in section.vocabularies]
        self.facts = facts_of(section, self.terms)
        self.languages = [(term.code, term.label) for term in terms if term.vocabulary == "language"]
        self.before = standing.values(self.facts)
        values = self.before if values is None else values
        whole = values.get(section.name, {})
        self.rows = self._rows(whole, data)
        super().__init__(data, initial={**whole, **values, "seen": standing.seen}, auto_id=f"{section.name}-%s")
        self.columns = self._columns()
        self.fields |= {name: column_field(name) for name in self.columns}
        self.fields |= {term.fact: _term_field(term) for term in self.terms}
        known = [(fact, fact) for fact in self.facts if self.before[fact]]
        self.fields["again"] = forms.MultipleChoiceField(required=False, choices=known)
        self.fields["everything"] = forms.BooleanField(
            label=_("Everything else in this section still holds, by the same word"), required=False
        )

    def _columns(self):
        columns = list(self.section.columns)
        if self.section.name == "address":
            columns = [*ADDRESS[:1], *columns, *ADDRESS[1:]]
        if self.section.name == "intake":
            columns += ["full_until", "waiting_list"]
        return columns

    def _rows(self, whole, data):
        if self.section.name == "schedule":
            initial = [track_initial(track) for track in whole.get("tracks", [])]
            return TrackRows(data, initial=initial, prefix="tracks", form_kwargs={"languages": self.languages})
        if self.section.name == "intake":
            return DateRows(data, initial=whole.get("dates", []), prefix="dates")
        return None

    def is_valid(self):
        rows_hold = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows_hold

    def clean(self):
        if self.errors or (self.rows is not None and not self.rows.is_valid()):
            return self.cleaned_data
        self.stated = {term.fact: self.cleaned_data[term.fact] for term in self.terms}
        if self.section.name in KEPT_WHOLE:
            self.stated[self.section.name] = self._whole()
        self.again = self.facts if self.cleaned_data["everything"] else self.cleaned_data["again"]
        return self.cleaned_data

    def _whole(self):
        """The detail of a section kept as a whole, in its one form; {} when nothing is stated any more."""
        stated = {name: value for name in self.columns if (value := self.cleaned_data[name]) not in ("", None)}
        name = self.section.name
        if name == "address":
            stated = placed(stated, self.before[name])
        if self.rows is not None:
            kind = "tracks" if name == "schedule" else "dates"
            stated |= {kind: said} if (said := self.rows.stated()) else {}
        return details.clean(name, stated) if stated else {}

    def add_problems(self, error):
        """A refusal by record(), {fact: [messages]} or plain, beside what it is about."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for fact, problems in error.error_dict.items():
            self.add_error(fact if fact in self.fields else None, ValidationError(problems))

    @cached_property
    def groups(self):
        """[(heading, [Row])]: what was looked for, what has an answer, and the rest by vocabulary."""
        rows = [Row(term, self[term.fact], self.standing.word(term.fact)) for term in self.terms]
        found = [row for row in rows if self.find and row.is_called(self.find)]
        chosen = [row for row in rows if row not in found and (row.field.value() or row.word)]
        rest = [row for row in rows if row not in found and row not in chosen]
        groups = [(_("Found"), found), (_("Stated"), chosen)]
        groups += [
            (VOCABULARIES.get(name, name), list(members))
            for name, members in groupby(rest, key=lambda row: row.term.vocabulary)
        ]
        return [group for group in groups if group[1]]

    @property
    def find(self):
        return str(self.data.get("find", "")).strip().lower() if self.is_bound else ""

    @property
    def said_again(self):
        return self["again"].value() or []

    @property
    def standing_word(self):
        """Of the section itself, where it is kept as a whole."""
        return self.standing.word(self.section.name)

    @property
    def column_fields(self):
        return [self[name] for name in self.columns]


def column_field(name):
    """The form field of a column as the model describes it, never asked for."""
    if name == "full_until":
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(label=_("Full until"), required=False, widget=day)
    if name == "waiting_list":
        return forms.CharField(
            label=_("Waiting list"),
            max_length=200,
            required=False,
            help_text=_("How long it is, or that it is closed."),
        )
    model = Program if name in {field.name for field in Program._meta.fields} else Site
    column: Any = model._meta.get_field(name)
    options = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
    field = column.formfield(required=False, **options)
    if isinstance(column, models.CharField) and not options and (column.max_length or 0) > WIDE and name != "street":
        field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": column.max_length})
    return field


def _term_field(term):
    return forms.ChoiceField(label=term.label, required=False, choices=ANSWERS, widget=forms.RadioSelect)
