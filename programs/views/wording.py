"""Days, hours and times as pages write them. Nothing here knows HTML."""

from functools import lru_cache
from itertools import groupby
from math import ceil

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..search.week import ALL_DAY
from ..search.wording import is_next_to_nothing, rounded

FAR_FROM_A_TRAIN = 5  # miles


def day(value):
    """ "Nov 9, 2026"."""
    return _day(value, get_language())


@lru_cache(maxsize=2048)
def _day(value, language):
    # Translators: Django's date format for a day with a short month, "Nov 9, 2026".
    return date_format(value, _("M j, Y"))


def month(value):
    """ "Aug 2025"."""
    return _month(value, get_language())


@lru_cache(maxsize=512)
def _month(value, language):
    # Translators: Django's date format for a month, "Aug 2025".
    return date_format(value, _("M Y"))


def clock(minutes, with_half=True):
    """ "5:30 pm", "9 am"; without the half of the day where the other end of a span says it."""
    hour, minute = divmod(minutes % 1440, 60)
    time = f"{hour % 12 or 12}:{minute:02}" if minute else f"{hour % 12 or 12}"
    if not with_half:
        return time
    return (_("%(time)s am") if hour < 12 else _("%(time)s pm")) % {"time": time}


def span(starts, ends):
    """ "5:30–8:30 pm", "9 am–12:30 pm"."""
    if (starts, ends) == ALL_DAY:
        return _("all day")
    same_half = (starts % 1440 < 720) == (ends % 1440 < 720)
    return f"{clock(starts, with_half=not same_half)}–{clock(ends)}"


def days(weekdays):
    """ "Mon–Fri" for a run of three and more, else "Mon, Wed, Thu"."""
    weekdays = sorted(set(weekdays))
    if len(weekdays) >= 3 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"{WEEKDAYS_ABBR[weekdays[0]]}–{WEEKDAYS_ABBR[weekdays[-1]]}"
    if len(weekdays) == 1:
        return str(WEEKDAYS[weekdays[0]])
    return ", ".join(str(WEEKDAYS_ABBR[weekday]) for weekday in weekdays)


def meetings(sessions):
    """[("Mon, Wed, Thu", "5:30–8:30 pm")] of a track's sessions: days of equal hours together."""
    by_hours = sorted(sessions, key=lambda session: (session[1:], session[0]))
    groups = [
        ([session[0] for session in group], hours)
        for hours, group in groupby(by_hours, key=lambda session: session[1:])
    ]
    groups.sort(key=lambda group: (group[0][0], group[1]))
    return [(days(weekdays), span(*hours)) for weekdays, hours in groups]


def number(value):
    """10.5 -> "10.5", 9.0 -> "9"."""
    return f"{value:g}"


def hours_a_week(hours):
    # How many for the grammar has to be whole: 1.5 hours are several.
    return ngettext("%(hours)s hour a week", "%(hours)s hours a week", ceil(hours)) % {"hours": number(hours)}


def hours_a_session(hours):
    return ngettext("%(hours)s hour a session", "%(hours)s hours a session", ceil(hours)) % {"hours": number(hours)}


def days_a_week(count):
    return ngettext("%(count)s day a week", "%(count)s days a week", count) % {"count": count}


def weeks(least, most):
    """ "about 8 weeks", "4 to 6 weeks"; "" when neither is stated."""
    if least and most and least != most:
        return _("%(least)s to %(most)s weeks") % {"least": least, "most": most}
    count = most or least
    if not count:
        return ""
    return ngettext("about %(count)s week", "about %(count)s weeks", count) % {"count": count}


def miles(distance):
    # Translators: a distance in miles, as short as it can be.
    return _("%(miles)s mi") % {"miles": rounded(distance)}


def apart(match):
    """How far off: "1.8 mi", "about 3 mi" from the middle of its town where the address is not public. "" where nobody
    knows: also in that very town."""
    if match.miles is None or (match.about and is_next_to_nothing(match.miles)):
        return ""
    words = miles(match.miles)
    # Translators: a distance measured from the middle of the town, because the address is not public.
    return _("about %(miles)s") % {"miles": words} if match.about else words


def stop(station, distance):
    """ "0.4 miles from Porter; step-free": a rail stop, as the crow flies."""
    if distance > FAR_FROM_A_TRAIN:
        return _("No train within %(miles)s miles") % {"miles": FAR_FROM_A_TRAIN}
    words = {"miles": rounded(distance), "station": station.name}
    if station.step_free:
        return _("Train: %(miles)s miles from %(station)s; step-free") % words
    if station.step_free is False:
        return _("Train: %(miles)s miles from %(station)s; not step-free") % words
    return _("Train: %(miles)s miles from %(station)s") % words


def phone(value):
    """ "508-555-0142", with its extension where it has one."""
    if not value:
        return ""
    return value.as_national.replace("(", "").replace(") ", "-") if hasattr(value, "as_national") else str(value)


def dialled(value):
    """The same as an address: "tel:+1-508-555-0142"."""
    if not value:
        return ""
    return value.as_rfc3966 if hasattr(value, "as_rfc3966") else f"tel:{value}"
