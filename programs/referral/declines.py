"""What a patient cannot accept, from a closed list, judged by the program's own facts."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Decline:
    """A fact that would be in the way. Where it is confirmed of everybody it conflicts, elsewhere one asks.

    is_of_all: the fact holds for whoever comes, such as the format of a track. Others are things a program offers,
    and offering is not requiring: then one asks, whatever is confirmed.
    """

    code: str
    label: Any
    fact: str
    question: Any
    is_of_all: bool = False

    def judge(self, record, track):
        """(verdict, columns of a Sentence), or (None, {}) where nothing says that it would be in the way."""
        state, evidence = self._state(record, track)
        if not state:
            return None, {}
        sentence = {
            "text": str(self.label), "source": evidence.source, "said_on": evidence.said_on, "quote": evidence.quote,
        }  # fmt: skip
        if self.is_of_all and state == "confirmed-yes":
            return "unmet", sentence
        return "doubted", {**sentence, "question": str(self.question)}

    def _state(self, record, track):
        if self.fact.startswith("format:"):
            schedule = record.facts.get("schedule")
            meets_so = track is not None and track.format == self.fact.partition(":")[2]
            return (schedule.state, schedule) if schedule and schedule.is_yes and meets_so else (None, None)
        evidence = record.facts.get(self.fact)
        if not evidence or not evidence.is_yes or (self.fact == SUBSTANCE_USE and _is_for_the_mind_too(record)):
            return None, None
        return evidence.state, evidence


SUBSTANCE_USE = "focus:substance-use"


def _is_for_the_mind_too(record):
    return record.says_yes("focus:mental-health") or record.says_yes("focus:co-occurring")


DECLINES = {
    decline.code: decline
    for decline in (
        Decline("online", _("Sessions are online"), "format:online", _("Can the patient come in person?"), True),
        Decline(
            "in-person", _("Sessions are in person"), "format:in-person", _("Can the patient attend online?"), True
        ),
        Decline(
            "substance-use-alone", _("For substance use alone"), SUBSTANCE_USE,
            _("Do you treat mental health without substance use?"), True,
        ),
        Decline(
            "twelve-step", _("Offers 12-step support"), "therapy:twelve-step", _("Must everybody take part in 12-step?")
        ),
        Decline(
            "drug-testing", _("Tests for drugs and alcohol"), "service:drug-testing", _("Is everybody tested, and how?")
        ),
        Decline("group", _("Group therapy"), "therapy:group", _("How much of it is in groups, and how large?")),
    )
}  # fmt: skip
