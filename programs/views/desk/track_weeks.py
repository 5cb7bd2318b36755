"""The tracks of a schedule as week pictures, with what their hours say of the level of care."""

from django.utils.translation import gettext as _

from ...models import WEEKDAY_CODES
from ...search.catalogue import TrackRecord
from .. import level_of_care, week, wording
from ..cards import TrackInWords

STATED = ("name", "format", "age_min", "age_max", "language", "hours_per_session", "attend", "weeks_min", "weeks_max",
          "entry")  # fmt: skip
ONLY_PARTIAL = "level:php"


def track_weeks(tracks, levels=()):
    """[{"words", "week", "remark", "flags"}] for tracks as a claim states them; levels: facts with a yes."""
    return [_track_week(stated, frozenset(levels)) for stated in tracks]


def _track_week(stated, levels):
    track = _record(stated)
    return {
        "words": TrackInWords(track),
        "week": week.table(track.sessions) if track.sessions else None,
        "remark": level_of_care.remark(track),
        "flags": _flags(track, levels),
    }


def _record(stated):
    sessions = tuple(
        (WEEKDAY_CODES.index(block["weekday"]), _minutes(block["starts"]), _minutes(block["ends"]))
        for block in stated.get("sessions", ())
    )
    return TrackRecord(
        **{name: stated[name] for name in STATED if name in stated},
        parts_of_day=tuple(stated.get("parts_of_day", ())), days_stated=stated.get("days_per_week"),
        hours_stated=stated.get("hours_per_week"), sessions=sessions,
    )  # fmt: skip


def _minutes(clock):
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _flags(track, levels):
    """Sentences for the curator: where what is stated does not agree with the sessions, or with the level."""
    computed = TrackRecord(sessions=track.sessions, attend=track.attend)
    flags = []
    if track.sessions and track.hours_stated not in (None, computed.hours_per_week):
        flags.append(
            _("It states %(stated)s, but its sessions make %(computed)s.")
            % {
                "stated": wording.hours_a_week(track.hours_stated),
                "computed": wording.hours_a_week(computed.hours_per_week),
            }
        )
    if track.sessions and track.days_stated not in (None, computed.days_per_week):
        flags.append(
            _("It states %(stated)s, but its sessions make %(computed)s.")
            % {
                "stated": wording.days_a_week(track.days_stated),
                "computed": wording.days_a_week(computed.days_per_week),
            }
        )
    hours = track.hours_per_week
    if ONLY_PARTIAL in levels and hours is not None and hours < level_of_care.PARTIAL_HOSPITALIZATION:
        flags.append(_("Partial hospitalization is stated, which usually has 20 hours a week or more."))
    if track.attend and track.sessions and track.attend > len(track.sessions):
        flags.append(_("More sessions are to be attended than there are."))
    return flags
