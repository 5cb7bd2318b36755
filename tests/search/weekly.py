"""Sessions, parts of the day, days and hours a week, by the written rules."""

from datetime import time

from programs.models import WEEKDAY_CODES


def block(text):
    """ "mon-0900-1700" -> (0, 540, 1020): the weekday, and minutes since midnight."""
    day, starts, ends = text.split("-")
    return WEEKDAY_CODES.index(day), *(int(clock[:2]) * 60 + int(clock[2:]) for clock in (starts, ends))


def overlaps(session, blocked):
    weekday, starts, ends = blocked
    return session.weekday == weekday and minutes(session.starts) < ends and starts < minutes(session.ends)


def is_in(session, part):
    return {
        "morning": session.ends <= time(13),
        "afternoon": time(12) <= session.starts and session.ends <= time(18),
        "evening": time(16, 30) <= session.starts,
        "weekend": session.weekday in (5, 6),
    }[part]


def days(track, sessions):
    if track.days_per_week is not None:
        return track.days_per_week
    if track.attend and sessions:
        return min(track.attend, len(sessions))
    return len({session.weekday for session in sessions}) or None


def hours(track, sessions):
    if track.hours_per_week is not None:
        return track.hours_per_week
    if sessions:
        lengths = sorted(minutes(session.ends) - minutes(session.starts) for session in sessions)
        return sum(lengths[: min(track.attend or len(sessions), len(sessions))]) / 60
    if track.days_per_week is not None and track.hours_per_session is not None:
        return track.days_per_week * track.hours_per_session
    return None


def minutes(clock):
    return clock.hour * 60 + clock.minute
