"""What a program's own staff fill in: the next intake, and one section at a time."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..curation.editing.form import VOCABULARIES, column_field
from ..curation.promises import past_dates
from ..curation.sections import BY_NAME, section_of
from ..curation.staff_words import Words
from ..curation.weekly import FOR_EXAMPLE, read_sessions, write_sessions
from ..models import Term, Track
from . import wording
from .said_in_words import PHONES, column
from .visitor_forms import PHONE_MISTAKEN, DateInput

FEWEST_DATES, MOST_TRACKS = 3, 6
AHEAD = timedelta(days=366)
HELD = (("yes", gettext_lazy("Yes, it was open")), ("no", gettext_lazy("No")), ("", gettext_lazy("I don’t know")))
DAY_MISTAKEN = gettext_lazy("Write the day as year-month-day, such as 2026-12-01.")


class IntakeForm(forms.Form):
    """The next first intakes, or full until a day; and of days gone by, whether they held."""

    full_until = forms.DateField(
        label=gettext_lazy("Full until"), required=False, widget=DateInput, error_messages={"invalid": DAY_MISTAKEN}
    )

    def __init__(self, data=None, *, program, held, on):
        """held: the whole value of the section "intake" as it stands."""
        super().__init__(data)
        self.held, self.on = held, on
        coming = [claimed["date"] for claimed in held.get("dates", []) if claimed["date"] >= on.isoformat()]
        self.slots = [f"date_{number}" for number in range(max(FEWEST_DATES, len(coming) + 1))]
        for number, name in enumerate(self.slots):
            self.fields[name] = forms.DateField(
                label=_("First intake on") if number == 0 else _("Or on"), required=False, widget=DateInput,
                error_messages={"invalid": DAY_MISTAKEN}, initial=coming[number] if number < len(coming) else None,
            )  # fmt: skip
        if held.get("full_until", "") >= on.isoformat():
            self.fields["full_until"].initial = held["full_until"]
        self.past = past_dates([program.pk], on).get(program.pk, [])
        for day in self.past:
            self.fields[f"held_{day.isoformat()}"] = forms.ChoiceField(
                label=_("Was the first intake of %(day)s open as you said?") % {"day": wording.day(day)},
                required=False, choices=HELD, widget=forms.RadioSelect, initial="",
            )  # fmt: skip

    @property
    def dates(self):
        return [self[name] for name in self.slots]

    @property
    def asked(self):
        return [self[f"held_{day.isoformat()}"] for day in self.past]

    def clean(self):
        for name in [*self.slots, "full_until"]:
            day = self.cleaned_data.get(name)
            if day and not self.on <= day <= self.on + AHEAD:
                self.add_error(name, _("Choose a day from today on, within a year."))
        if self.cleaned_data.get("full_until") and self.days:
            self.add_error("full_until", _("Either first intakes, or full until a day: please clear one of them."))
        return self.cleaned_data

    @property
    def days(self):
        return sorted({self.cleaned_data[name] for name in self.slots if self.cleaned_data.get(name)})

    def say(self, words):
        """Put into Words what the form says; an emptied form takes back what it showed."""
        tracks = {claimed["date"]: claimed.get("track", "") for claimed in self.held.get("dates", [])}
        dates = [{"date": day.isoformat(), "track": tracks.get(day.isoformat(), "")} for day in self.days]
        full = self.cleaned_data.get("full_until")
        words.details.pop("intake", None)
        if dates or full or any(bound.initial for bound in [*self.dates, self["full_until"]]):
            words.details["intake"] = {"dates": dates, "full_until": full.isoformat() if full else ""}
        for day in self.past:
            if told := self.cleaned_data.get(f"held_{day.isoformat()}"):
                words.outcomes[day] = told == "yes"
        return words


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=200)

    @property
    def words(self):
        return Words(name=self.cleaned_data["name"].strip())


class SectionForm(forms.Form):
    """One section: its columns as fields, its terms as boxes. A tick is a yes; what loses its tick is a no."""

    def __init__(self, data=None, *, section, held, answers):
        """held: the section's whole value; answers: {fact: "yes" or "no"} as they stand."""
        super().__init__(data)
        self.section, self.held, self.answers = BY_NAME[section], held, answers
        for name in self.lines:
            self.fields[name] = _line(name, held.get(name, ""))
        if section == "schedule":
            self._add_tracks()
        self._add_boxes()

    @property
    def lines(self):
        place = ("street", "town", "zip_code") if self.section.name == "address" else ()
        return [*place, *self.section.columns]

    def _add_tracks(self):
        self.tracks = [*self.held.get("tracks", []), {}][:MOST_TRACKS]
        for number, track in enumerate(self.tracks):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Group or track"), required=False, max_length=100, initial=track.get("name", "")
            )
            self.fields[f"sessions_{number}"] = forms.CharField(
                label=_("Days and hours"), required=False, initial=write_sessions(track.get("sessions", [])),
                help_text=_("For example: %(example)s. A line for each set of hours.") % {"example": FOR_EXAMPLE},
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
            self.fields[f"format_{number}"] = forms.ChoiceField(
                label=_("Where"), required=False, initial=track.get("format", ""),
                choices=[("", _("not stated")), *Track.Format.choices],
            )  # fmt: skip

    def _add_boxes(self):
        self.terms = list(Term.objects.filter(vocabulary__in=self.section.vocabularies).in_order())
        for vocabulary in self.section.vocabularies:
            of_it = [term for term in self.terms if term.vocabulary == vocabulary]
            self.fields[vocabulary] = forms.MultipleChoiceField(
                label=VOCABULARIES.get(vocabulary, vocabulary), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(term.code, term.label) for term in of_it],
                initial=[term.code for term in of_it if self.answers.get(term.fact) == "yes"],
            )  # fmt: skip

    @property
    def track_rows(self):
        return [
            [self[f"{part}_{number}"] for part in ("name", "sessions", "format")]
            for number in range(len(getattr(self, "tracks", [])))
        ]

    @property
    def plain(self):
        return [self[name] for name in self.lines]

    @property
    def boxes(self):
        """[(vocabulary's field, [boxes of what we state], [the other boxes])]."""
        sorted_out = []
        for vocabulary in self.section.vocabularies:
            field = self[vocabulary]
            ticked = set(field.value() or [])
            told = {f"{vocabulary}:{code}" for code in ticked} | set(self.answers)
            boxes = list(field)
            here = [box for box in boxes if f"{vocabulary}:{box.data['value']}" in told]
            sorted_out.append((field, here, [box for box in boxes if box not in here]))
        return sorted_out

    def clean(self):
        for number in range(len(getattr(self, "tracks", []))):
            try:
                self.cleaned_data[f"sessions_{number}"] = read_sessions(self.cleaned_data.get(f"sessions_{number}", ""))
            except ValidationError as error:
                self.add_error(f"sessions_{number}", error)
        return self.cleaned_data

    @property
    def words(self):
        """The Words of the form: what it does not ask stays as it was."""
        words = Words()
        said = self.cleaned_data
        for term in self.terms:
            if term.code in said[term.vocabulary]:
                words.answers[term.fact] = "yes"
            elif term.fact in self.answers:
                words.answers[term.fact] = "no"
        if self.section.name == "schedule":
            if tracks := self._stated_tracks():
                words.details["schedule"] = {"tracks": tracks}
        elif self.lines:
            lines = {name: _plain(said[name]) for name in self.lines}
            if any(lines.values()) or self.held:
                # A street that they name themselves is withheld no more.
                before = {name: value for name, value in self.held.items() if name != "withheld" or not lines["street"]}
                words.details[self.section.name] = {**before, **lines}
        return words

    def _stated_tracks(self):
        said = self.cleaned_data
        tracks = []
        for number, before in enumerate(self.tracks):
            asked = {
                "name": said[f"name_{number}"], "sessions": said[f"sessions_{number}"],
                "format": said[f"format_{number}"],
            }  # fmt: skip
            if any(asked.values()):
                tracks.append({**before, **asked})
        return tracks


def _line(name, value):
    """A column's field; a phone number is shown as people write it."""
    field = column_field(name)
    is_phone = name in PHONES
    field.initial = column(name, value) if is_phone else value
    if is_phone:
        field.error_messages["invalid"] = PHONE_MISTAKEN
    return field


def _plain(value):
    """As JSON keeps it."""
    return value.as_rfc3966 if hasattr(value, "as_rfc3966") else str(value or "")


def answers_of(section, stated):
    """{fact: "yes" or "no"} of a section's terms, from the answers that hold."""
    return {
        answer.fact: answer.assertion.answer
        for answer in stated
        if ":" in answer.fact and section_of(answer.fact).name == section
    }


def held_of(fact, stated):
    """The whole value of a section, from the answers that hold; {} where nothing is stated."""
    return next((dict(answer.assertion.detail) for answer in stated if answer.fact == fact), {})
