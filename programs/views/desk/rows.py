"""One fact of a call sheet: what it asks, how it is answered, and what the answer says."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation import Claim
from ...curation.checklist import Need
from ...models import Assertion, Program
from .. import wording
from .held import Held, Voice, shown

YES, NO = Assertion.Said.YES, Assertion.Said.NO
UNKNOWN, OTHER = "unknown", "other"
FIRST_INTAKES = 3

# Asked on the phone of a section that is kept as a whole.
QUESTIONS = {
    "contact": gettext_lazy("Which numbers and addresses should people use?"),
    "address": gettext_lazy("Where does the program meet?"),
    "level": gettext_lazy("What do you call the program?"),
    "schedule": gettext_lazy("On which days and at what hours do you meet?"),
    "intake": gettext_lazy("When is your next opening for a first intake?"),
    "money": gettext_lazy("What does it cost without insurance, and which plans want to authorize it first?"),
    "people": gettext_lazy("How large are the groups, and how often does one see a prescriber or therapist?"),
    "getting-in": gettext_lazy("How does one get in, with which papers, and who cannot come?"),
    "after": gettext_lazy("What comes after the program, and after a missed session?"),
}
INPUT_TYPES = {"EmailField": "email", "URLField": "url", "PhoneNumberField": "tel"}


class Row:
    """A fact of the check-list on a sheet. `read` gives (Claim or None, note or "")."""

    kind = "term"
    choices: tuple[tuple[str, Any], ...] = (
        (YES, gettext_lazy("yes")),
        (NO, gettext_lazy("no")),
        (UNKNOWN, gettext_lazy("they don’t know")),
    )
    other = (OTHER, gettext_lazy("other"))

    def __init__(self, check, sheet):
        self.check, self.sheet, self.fact, self.need = check, sheet, check.fact, check.need
        self.section_name, self.section_label = check.section.name, check.section.label
        self.held = Held(check.answer, sheet.on) if check.answer else None
        self.voices = [Voice(assertion, sheet.on) for assertion in check.voices]
        self.reports = check.reports
        self.problems = sheet.problems.get(check.fact, ())
        self.id = slugify(check.fact.replace(":", "-"))

    @property
    def question(self):
        return self.check.term.question or self.check.term.label

    @property
    def name(self):
        return f"a:{self.fact}"

    @property
    def text_name(self):
        return f"t:{self.fact}"

    @property
    def chosen(self):
        return self.sheet.entries.get(self.name, "")

    @property
    def text(self):
        return self.sheet.entries.get(self.text_name, "")

    @property
    def has_text(self):
        """Words stand beside every answer but those that are rarely asked for: a sheet must stay a sheet."""
        return self.need != Need.REST or self.held is not None

    @property
    def options(self):
        every = (*self.choices, self.other) if self.has_text else self.choices[:2]
        return [(value, label, f"{self.id}-{value}") for value, label in every]

    @property
    def matters(self):
        """Whether it is drawn on a sheet that does not show everything."""
        return bool(self.need != Need.REST or self.held or self.chosen or self.problems)

    @property
    def can_be_confirmed(self):
        return self.check.answer is not None

    def read(self, *, whole_group):
        if self.chosen in (YES, NO):
            return self._answered(self.chosen), ""
        if self.chosen == OTHER or (self.text and not self.chosen):
            return self._other()
        if whole_group and not self.chosen and self.can_be_confirmed:
            return self._as_held(), ""
        return None, ""

    def _answered(self, answer):
        """What we hold with its note, where they say the same; else just the answer."""
        held = self.check.answer.assertion if self.check.answer else None
        detail = held.detail if held and held.answer == answer else {}
        return Claim(self.fact, answer, detail, self.text)

    def _as_held(self):
        held = self.check.answer.assertion
        return Claim(self.fact, held.answer, held.detail, self.text)

    def _other(self):
        if not self.text:
            raise ValidationError(_("Write down what they said."))
        return None, self.text


class WordsRow(Row):
    """A section whose value is too much for a phone call: it is as we have it, or what they said is written down."""

    kind = "words"
    choices = ((YES, gettext_lazy("as we have it")), (UNKNOWN, gettext_lazy("they don’t know")))
    other = (OTHER, gettext_lazy("different"))
    has_text = True
    matters = True

    @property
    def question(self):
        return QUESTIONS[self.fact]

    @property
    def options(self):
        every = (*self.choices, self.other) if self.held else (*self.choices[1:], (OTHER, gettext_lazy("as written")))
        return [(value, label, f"{self.id}-{value}") for value, label in every]

    def _answered(self, answer):
        if not self.check.answer or answer != YES:
            raise ValidationError(_("We hold nothing yet. Write down what they said."))
        return self._as_held()


class FieldsRow(WordsRow):
    """A section of a few columns, which are filled in on the phone."""

    kind = "fields"
    has_text = False

    @property
    def typed(self):
        """column -> what is in its field; as we hold it, until somebody sends the sheet."""
        prefix = f"c:{self.fact}:"
        typed = {
            name.removeprefix(prefix): text for name, text in self.sheet.entries.items() if name.startswith(prefix)
        }
        return typed or self._held_as_typed()

    def _held_as_typed(self):
        held = self.check.answer.assertion.detail if self.check.answer else {}
        return {column: shown(column, held[column]) for column in self.check.section.columns if held.get(column)}

    @property
    def fields(self):
        typed = self.typed
        return [self._field(column, typed.get(column, "")) for column in self.check.section.columns]

    def _field(self, column, value):
        field: Any = Program._meta.get_field(column)
        name = f"c:{self.fact}:{column}"
        return {
            "name": name, "id": slugify(name.replace(":", "-")), "label": capfirst(field.verbose_name),
            "value": value, "help": field.help_text, "type": INPUT_TYPES.get(type(field).__name__, "text"),
        }  # fmt: skip

    def read(self, *, whole_group):
        """Whoever changes a field means it, without a tick too."""
        if not self.chosen and self.typed != self._held_as_typed():
            return self._other()
        return super().read(whole_group=whole_group)

    def _other(self):
        known = {column: text for column, text in self.typed.items() if column in self.check.section.columns}
        if not known:
            raise ValidationError(_("Nothing is filled in."))
        return Claim(self.fact, YES, known), ""


class IntakeRow(WordsRow):
    """The next first intakes, as days."""

    kind = "intake"
    has_text = False

    @property
    def days(self):
        typed = [self.sheet.entries.get(f"d:{n}", "") for n in range(1, FIRST_INTAKES + 1)]
        return [(f"d:{n}", f"intake-{n}", value) for n, value in enumerate(typed, start=1)]

    @property
    def waiting(self):
        return self.sheet.entries.get("d:waiting", "")

    def read(self, *, whole_group):
        if not self.chosen and (self.waiting or any(value for *_names, value in self.days)):
            return self._other()
        return super().read(whole_group=whole_group)

    def _other(self):
        dates = [{"date": self._day(value)} for *_names, value in self.days if value]
        if not dates and not self.waiting:
            raise ValidationError(_("Give a day, or say how long the waiting list is."))
        return Claim(self.fact, YES, {"dates": dates, "waiting_list": self.waiting}), ""

    def _day(self, text):
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(_("A day reads 2026-12-01.")) from error
        if day < self.sheet.on:
            raise ValidationError(_("A next intake is a day still to come."))
        return day.isoformat()


class DateRow:
    """Whether a first intake that was promised took place."""

    kind = "term"
    need = Need.HELD
    fact = "intake-outcome"
    section_name, section_label = "intake", gettext_lazy("Next intake")
    held, voices, reports, has_text, can_be_confirmed, text, matters = None, (), (), False, False, "", True

    def __init__(self, day, sheet):
        self.day, self.id, self.name = day, f"held-{day}", f"h:{day}"
        self.chosen = sheet.entries.get(self.name, "")
        self.problems = sheet.problems.get(self.fact, ())

    @property
    def question(self):
        return _("Did %(day)s hold? Could somebody start who called before?") % {"day": wording.day(self.day)}

    @property
    def options(self):
        return [(value, label, f"{self.id}-{value}") for value, label in Row.choices]

    def read(self, *, whole_group):
        if self.chosen in (YES, NO):
            return Claim(self.fact, self.chosen, {"date": self.day.isoformat()}), ""
        return None, ""


def row_of(check, sheet):
    """The row that asks for a fact."""
    if not check.is_section:
        return Row(check, sheet)
    if check.fact == "intake":
        return IntakeRow(check, sheet)
    if check.fact in ("schedule", "address"):
        return WordsRow(check, sheet)
    return FieldsRow(check, sheet)
