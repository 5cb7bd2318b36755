"""In which order to call programs for a first intake: by the earliest date of those who keep their dates.

A date counts while its claim is confirmed, seven days. Whoever broke a date does not rise by naming another, however
early: it stands where it stood without one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

# Days after discharge within which the follow-up-after-hospitalization measure (FUH, of NCQA's HEDIS) counts a visit.
# A visit on the very day of discharge does not count there.
WINDOWS = (7, 30)
MOST_REPORTS_UNSAID = 5


class Standing(IntEnum):
    """How much a named date weighs, best first."""

    KEPT = 0
    NO_RECORD = 1
    CALL = 2


@dataclass(frozen=True)
class Record:
    """What became of a program's dates, by the word of people who can know."""

    kept: int = 0
    broken: int = 0
    days_to_intake: tuple[int, ...] = ()

    @property
    def reports(self):
        return self.kept + self.broken

    @property
    def may_be_said(self):
        """Too few reports say more about chance, and about who reported, than about the program."""
        return self.reports > MOST_REPORTS_UNSAID

    @property
    def share_kept(self):
        """From 0 to 1; None while too few have reported."""
        return self.kept / self.reports if self.may_be_said else None

    @property
    def median_days(self):
        """Days from call to intake; None while too few have reported."""
        if len(self.days_to_intake) <= MOST_REPORTS_UNSAID:
            return None
        days, middle = sorted(self.days_to_intake), len(self.days_to_intake) // 2
        return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


NO_RECORD = Record()


@dataclass(frozen=True)
class Offer:
    """A program at its place by match, the earliest intake that it names for this person, and its record."""

    place: int
    day: date | None = None
    record: Record = NO_RECORD

    @property
    def standing(self):
        if self.day is None or self.record.broken:
            return Standing.CALL
        return Standing.KEPT if self.record.kept else Standing.NO_RECORD

    def window(self, leaving_on):
        """7 or 30: the narrowest of the measure's windows that the day lies in; None outside of them."""
        if self.day is None or self.day <= leaving_on:
            return None
        return next((days for days in WINDOWS if self.day <= leaving_on + timedelta(days=days)), None)


def in_order(offers):
    """Kept promises by date, then dates without a record, then all others as they match."""
    return sorted(offers, key=_rank)


def _rank(offer):
    dated = offer.day if offer.standing < Standing.CALL else date.max
    return offer.standing, dated, offer.place
