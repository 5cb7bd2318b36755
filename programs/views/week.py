"""A track's week as a table: mornings, afternoons, evenings by day."""

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from ..search.week import overlap
from . import wording

# By when a session starts, in minutes.
ROWS = (
    (_("Morning"), 0, 12 * 60),
    (_("Afternoon"), 12 * 60, 16 * 60 + 30),
    (_("Evening"), 16 * 60 + 30, 24 * 60),
)


def table(sessions, busy=()):
    """{"days": [(name, short)], "rows": [(part of the day, [[{"hours", "clashes"}] for each day])]}.

    Saturday and Sunday are left out where nothing meets.
    """
    days = range(7 if any(weekday > 4 for weekday, _starts, _ends in sessions) else 5)
    rows = [
        (label, [_cell(sessions, weekday, earliest, latest, busy) for weekday in days])
        for label, earliest, latest in ROWS
    ]
    return {"days": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in days], "rows": rows}


def _cell(sessions, weekday, earliest, latest, busy):
    return [
        {"hours": wording.span(session[1], session[2]), "clashes": overlap(session, busy) is not None}
        for session in sessions
        if session[0] == weekday and earliest <= session[1] < latest
    ]
