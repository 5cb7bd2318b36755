"""One program of a step-down list, in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...referral.offers import Standing
from ...referral.stepdown import Placed, StepDown
from ...referral.tallies import NO_TALLY, Tally
from .. import wording
from ..cards import Card


@dataclass(frozen=True)
class Row:
    placed: Placed
    step_down: StepDown
    catalogue: Any
    chosen: bool = False
    tally: Tally = NO_TALLY

    @property
    def record(self):
        return self.placed.match.record

    @cached_property
    def card(self):
        return Card(self.record, self.catalogue)

    @property
    def miles(self):
        return wording.apart(self.placed.match)

    @property
    def day(self):
        return wording.day(self.placed.offer.day) if self.placed.offer.day else ""

    @property
    def window(self):
        """The measure's window that the day lies in, in words."""
        days = self.placed.window
        return _("Within %(days)s days of discharge") % {"days": days} if days else ""

    @property
    def standing(self):
        """Why it stands where it stands, in a sentence."""
        offer = self.placed.offer
        if offer.day is None:
            if self.placed.lapsed:
                return _("It named a date, but that is more than a week ago. Call and ask.")
            return _("It names no date from that day on. Call and ask.")
        return {
            Standing.KEPT: _("It kept the dates that we heard of."),
            Standing.NO_RECORD: _("Nobody has told us yet whether it keeps its dates."),
            Standing.CALL: _("It did not keep a date that it had named before. Call and ask."),
        }[offer.standing]

    @property
    def record_kept(self):
        """ "Kept 9 of 10 dates"; "" while too few have reported."""
        record = self.placed.offer.record
        if not record.may_be_said:
            return ""
        words = {"kept": record.kept, "reports": record.reports}
        return (
            ngettext("Kept %(kept)s of %(reports)s date", "Kept %(kept)s of %(reports)s dates", record.reports) % words
        )

    @property
    def median(self):
        days = self.placed.offer.record.median_days
        if days is None:
            return ""
        words = {"days": wording.number(days), "calls": len(self.placed.offer.record.days_to_intake)}
        return _("Half of the %(calls)s callers who told us had their intake within %(days)s days") % words

    @property
    def clinician_phone(self):
        return wording.phone(self.placed.clinician_phone), wording.dialled(self.placed.clinician_phone)

    @property
    def lists(self):
        """[(code, heading, sentences)] of the three, as far as anything stands in them."""
        lists = self.placed.lists
        named = (
            ("met", _("Meets"), lists.meets), ("unmet", _("Conflicts"), lists.conflicts),
            ("ask", _("Not stated: ask intake"), lists.not_stated),
        )  # fmt: skip
        return [(code, heading, [Said(sentence) for sentence in said]) for code, heading, said in named if said]


@dataclass(frozen=True)
class Said:
    """One sentence with its note: who said it and when, and whether it is only listed."""

    sentence: Any

    @property
    def sign(self):
        return "listed" if self.sentence.is_listed else ""

    @property
    def note(self):
        sentence, notes = self.sentence, []
        if sentence.source and sentence.said_on:
            notes.append(_("%(source)s, %(day)s") % {"source": sentence.source, "day": wording.day(sentence.said_on)})
        if sentence.disagrees:
            notes.append(_("sources disagree; ask"))
        return "; ".join(notes)
