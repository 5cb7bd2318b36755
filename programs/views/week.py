"""A track's week as a table: mornings, afternoons, evenings by day; and how it stands to a person's own, in words."""

from functools import lru_cache

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from ..search.week import overlap
from . import wording

# By when a session starts, in minutes.
ROWS = (
    (gettext_lazy("Morning"), 0, 12 * 60),
    (gettext_lazy("Afternoon"), 12 * 60, 16 * 60 + 30),
    (gettext_lazy("Evening"), 16 * 60 + 30, 24 * 60),
)


def table(sessions, busy=()):
    """{"days": [(name, short)], "rows": [(part of the day, [{"sessions": [{"hours", "clashes"}], "busy": [hours]}])],
    "has_busy": whether anything of the person's own stands in it}.

    Saturday and Sunday are left out where nothing meets.
    """
    days = range(7 if any(weekday > 4 for weekday, _starts, _ends in sessions) else 5)
    rows = [
        (label, [_cell(sessions, weekday, earliest, latest, busy) for weekday in days])
        for label, earliest, latest in ROWS
    ]
    has_busy = any(cell["busy"] for _label, cells in rows for cell in cells)
    return {"days": [(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in days], "rows": rows, "has_busy": has_busy}


def _cell(sessions, weekday, earliest, latest, busy):
    return {
        "sessions": [
            {"hours": wording.span(session[1], session[2]), "clashes": overlap(session, busy) is not None}
            for session in sessions
            if session[0] == weekday and earliest <= session[1] < latest
        ],
        "busy": [
            wording.span(max(starts, earliest), min(ends, latest))
            for day, starts, ends in busy
            if day == weekday and starts < latest and earliest < ends
        ],
    }


def in_detail(match, wish, fit):
    """What to say beside how the sessions fit a wish: which track that is, how many of its sessions, what to ask."""
    track = match.track
    if fit.verdict == "silent":
        return _("Ask: “%(question)s”") % {"question": fit.question}
    if track is None or not track.sessions:
        return ""
    which = _track(track) if len(match.record.tracks) > 1 else ""
    return " ".join(filter(None, (which, _how_many(track, wish))))


def _track(track):
    times = _times(track.sessions, get_language())
    return _("%(track)s: %(times)s.") % {"track": track.name, "times": times} if track.name else f"{times}."


@lru_cache(maxsize=4096)
def _times(sessions, language):
    return ", ".join(f"{days} {hours}" for days, hours in wording.meetings(sessions))


def _how_many(track, wish):
    offered, needed = len(track.sessions), track.sessions_to_attend
    fitting = sum(map(wish.accepts, track.sessions))
    numbers = {"fitting": fitting, "offered": offered, "needed": needed}
    if needed < offered:
        words = ngettext(
            "%(fitting)s of its %(offered)s sessions fits; come to %(needed)s.",
            "%(fitting)s of its %(offered)s sessions fit; come to %(needed)s.",
            fitting,
        )
    elif fitting < offered:
        words = ngettext(
            "%(fitting)s of its %(offered)s sessions fits.", "%(fitting)s of its %(offered)s sessions fit.", fitting
        )
    else:
        return ""
    return words % numbers
