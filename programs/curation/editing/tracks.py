"""The parts of a schedule and of the next intakes, a form for each track and each date."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ...models import Track
from ..details import LEAST_AND_MOST
from ..weekly import FOR_EXAMPLE, read_sessions, write_sessions

MOST_TRACKS, MOST_DATES = 20, 40
NUMBERS = (
    "age_min", "age_max", "attend", "days_per_week", "hours_per_session", "hours_per_week", "weeks_min", "weeks_max",
)  # fmt: skip
PARTS_OF_DAY = (
    ("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening")), ("weekend", _("Weekend")),
)  # fmt: skip


class TrackForm(forms.Form):
    """One track. Empty means not stated; sessions are typed as people write them."""

    name = forms.CharField(label=_("Name of the track"), max_length=100, required=False)
    sessions = forms.CharField(
        label=_("Sessions in a week"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": FOR_EXAMPLE}),
        help_text=_("A line for each set of hours: mon wed 17:00-20:00, or Mon-Thu 9am-12pm."),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=[("", _("not stated")), *Track.Format.choices]
    )
    entry = forms.ChoiceField(
        label=_("How people start"), required=False, choices=[("", _("not stated")), *Track.Entry.choices]
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    parts_of_day = forms.MultipleChoiceField(
        label=_("Parts of the day"), required=False, choices=PARTS_OF_DAY, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where the hours themselves are not known."),
    )  # fmt: skip

    def __init__(self, *args, languages=(), **options):
        super().__init__(*args, **options)
        for column in NUMBERS:
            self.fields[column] = _number(column)
        language: Any = self.fields["language"]
        language.choices = [("", _("not stated")), *languages]

    def clean_sessions(self):
        return read_sessions(self.cleaned_data["sessions"])

    def clean(self):
        youngest, oldest = (self.cleaned_data.get(name) for name in ("age_min", "age_max"))
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_max", _("The oldest age is below the youngest."))
        return self.cleaned_data

    @property
    def stated(self):
        """The track as a claim has it; {} where the row is empty or struck out."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        return {} if said.pop("DELETE", False) else said

    @property
    def initial_track(self):
        """What stood before anything was written."""
        stated = {name: value for name, value in self.initial.items() if name != "sessions"}
        return {**stated, "sessions": read_sessions(self.initial.get("sessions", ""))} if self.initial else {}


def _number(column):
    column_of: Any = Track._meta.get_field(column)
    field = column_of.formfield()
    least, most = LEAST_AND_MOST[column]
    field.validators = [MinValueValidator(least), MaxValueValidator(most)]
    field.widget.attrs = {"min": least, "max": most, "step": "any" if isinstance(field, forms.FloatField) else 1}
    return field


def track_initial(track):
    return {**track, "sessions": write_sessions(track.get("sessions", []))}


class DateForm(forms.Form):
    date = forms.DateField(
        label=_("First intake on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    track = forms.CharField(label=_("Track"), max_length=100, required=False, help_text=_("Empty: for any track."))

    def clean(self):
        if self.cleaned_data.get("track") and not self.cleaned_data.get("date") and "date" not in self.errors:
            self.add_error("date", _("Which day is it?"))
        return self.cleaned_data

    @property
    def stated(self):
        if self.cleaned_data.get("DELETE") or not self.cleaned_data.get("date"):
            return {}
        return {"date": self.cleaned_data["date"].isoformat(), "track": self.cleaned_data["track"]}


class Rows(forms.BaseFormSet):
    """Forms that say the same sort of thing; an empty one says nothing."""

    def stated(self):
        return [form.stated for form in self.forms if form.stated]


TrackRows = forms.formset_factory(TrackForm, formset=Rows, extra=1, can_delete=True, max_num=MOST_TRACKS)
DateRows = forms.formset_factory(DateForm, formset=Rows, extra=2, can_delete=True, max_num=MOST_DATES)
