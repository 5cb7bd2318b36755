"""One look at a program's form, whichever door it is: which section is open, what was written, what came of it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..values import compared, lines
from .part import Part, parts
from .saving import OutdatedError, save
from .voice import VoiceForm

MORE_ROWS = {"schedule": "tracks-TOTAL_FORMS", "intake": "dates-TOTAL_FORMS"}


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else has made of one fact since the section was opened."""

    label: str
    lines: list
    who: str
    at: object


class Sitting:
    """`usual`: what this person's last voice was. `name`: the section that is open, if any; `data`: what was sent."""

    def __init__(self, program, on, *, name="", data=None, usual=None):
        self.program, self.on = program, on
        self.parts = parts(program, on)
        self.open: Any = next((part for part in self.parts if part.section.name == name), None)
        self.meanwhile: list[Meanwhile] = []
        self.is_unchanged = self.is_refused = False
        self.form: Any = self.open.form(data=data) if self.open else None
        self.voice_form = VoiceForm(data, on=on, usual=usual)

    def more(self, data):
        """The same once more with one empty row added, nothing saved."""
        counted = MORE_ROWS.get(self.open.section.name) if self.open else None
        if counted and data.get(counted, "").isdecimal():
            data = data.copy()
            data[counted] = str(int(data[counted]) + 1)
            self.form = self.open.form(data=data)

    def save(self, by):
        """Saved; None while something is in the way, which the forms, `meanwhile` or `is_unchanged` then say."""
        self.is_refused = True
        holds = self.form.is_valid()
        if not (self.voice_form.is_valid() and holds):
            return None
        try:
            saved = save(self.program, self.form, self.voice_form.voice, on=self.on, by=by)
        except OutdatedError as error:
            self._lay_side_by_side(error)
        except ValidationError as error:
            self.form.add_problems(error)
        else:
            self.is_refused, self.is_unchanged = False, saved is None
            return saved
        return None

    @property
    def status(self):
        """The HTTP status that says the same to a machine."""
        if self.meanwhile:
            return 409
        return 400 if self.is_refused else 200

    def _lay_side_by_side(self, outdated):
        """The form again with both people's words, and what the other one has changed."""
        terms = self.open.terms
        labels = {term.fact: term.label for term in terms}
        self.open = Part(self.open.section, outdated.standing, terms)
        self.parts = [self.open if part.section == self.open.section else part for part in self.parts]
        last = {assertion.fact: assertion for assertion in outdated.since}
        self.meanwhile = [
            Meanwhile(
                labels.get(fact, str(self.open.section.label)),
                compared(_lines(fact, outdated.before[fact]), _lines(fact, outdated.theirs[fact])),
                _who(assertion),
                assertion.recorded_at,
            )
            for fact, assertion in last.items()
            if fact in outdated.theirs
        ]
        self.form = self.open.form(values=outdated.mine)


def _lines(fact, value):
    if isinstance(value, dict):
        return lines(fact, "yes" if value else "", value)
    return lines(fact, value, {}) or lines(fact, "", {})


def _who(assertion):
    by, action = assertion.recorded_by, assertion.action
    return by.email if by else (action.via if action else "") or str(_("an import"))
