"""What a clinician's form says: the search's own parameters, the day of leaving, and what the patient cannot accept.

It comes by POST and is read anew for each page. Nothing of it is kept, and none of it stands in an address.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ...referral.declines import DECLINES
from ...referral.stepdown import Leaving, StepDown
from ...search import ProgramFilter

LONGEST_AHEAD_DAYS = 365
# Parameters of the search that this form asks for, with how it shows them.
SEARCH = ("near", "within", "age", "insurance", "condition", "language", "focus", "when", "days_max", "known")


DECLINED = [(code, one.label) for code, one in DECLINES.items()]


class LeavingForm(forms.Form):
    """The fields that a search does not have."""

    leaving_on = forms.DateField(label=_("Day of discharge"))
    leaving = forms.ChoiceField(label=_("Leaves"), choices=Leaving, required=False)
    declines = forms.MultipleChoiceField(label=_("Cannot accept"), required=False, choices=DECLINED)

    def __init__(self, data, *, on):
        self.on = on
        super().__init__(data)

    def clean_leaving_on(self):
        day = self.cleaned_data["leaving_on"]
        if abs(day - self.on) > timedelta(days=LONGEST_AHEAD_DAYS):
            raise ValidationError(_("A day within a year of today, please."))
        return day


@dataclass(frozen=True)
class Asked:
    """One request's form: what was valid of it as a StepDown, and a problem for each field that was not."""

    data: Any
    leaving: LeavingForm
    finder: ProgramFilter
    on: Any

    @classmethod
    def of(cls, data, on):
        return cls(data, LeavingForm(data, on=on), ProgramFilter(data), on)

    @property
    def step_down(self):
        """Where the day was not said well, one searches from today on: the page says which day it took."""
        cleaned = getattr(self.leaving, "cleaned_data", None)
        if cleaned is None:
            self.leaving.is_valid()
            cleaned = self.leaving.cleaned_data
        return StepDown(
            need=self.finder.need,
            leaving_on=cleaned.get("leaving_on") or self.on,
            leaving=cleaned.get("leaving") or Leaving.INPATIENT,
            declines=frozenset(cleaned.get("declines", ())),
        )

    @property
    def says_the_day(self):
        """Whether there is a day of discharge in what was sent, well said or not."""
        return bool(self.data.get("leaving_on", "").strip())

    @property
    def problems(self):
        """field -> its messages in one string."""
        return {
            name: " ".join(str(message) for message in messages)
            for form in (self.leaving, self.finder.form)
            for name, messages in form.errors.items()
        }

    @property
    def pairs(self):
        """[(name, value)]: what was sent of the need, to be sent again with the next press."""
        names = (*SEARCH, "leaving_on", "leaving", "declines")
        return [(name, value) for name in names for value in self.data.getlist(name) if value.strip()]
