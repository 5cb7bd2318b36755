"""One program as the reference sees it."""

from dataclasses import dataclass

from programs.models import Program

YES = {"confirmed-yes", "listed"}


@dataclass
class Seen:
    """One program as it stands on the day."""

    program: Program
    facts: dict
    tracks: list
    dates: list

    @property
    def schedule(self):
        return self.facts.get("schedule")

    @property
    def treats_substance_use_alone(self):
        return self._says("substance-use") and not self._says("mental-health") and not self._says("co-occurring")

    def _says(self, focus):
        return self.facts.get(f"focus:{focus}") in YES
