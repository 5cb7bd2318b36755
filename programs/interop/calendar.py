"""A program's weekly sessions as a calendar file (RFC 5545), which calendar programs on phones and desktops read.

Times are wall-clock times in Massachusetts, so the file carries the rules of its daylight saving. Nothing in it names
the program unless that is asked for: people share their calendars.
"""

import unicodedata
import uuid
from datetime import datetime, time, timedelta

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Source

ZONE = "America/New_York"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_LINE = 75  # octets, RFC 5545 section 3.1
# One meaning for each identifier below, so that the same session keeps its UID from one download to the next.
NAMESPACE = uuid.UUID("6d0b3a52-93b1-5d0f-9a0c-2c0f3f2f7a11")

# Daylight saving in the United States since 2007: Energy Policy Act of 2005, 15 U.S.C. 260a.
RULES_OF_THE_ZONE = (
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT", "TZNAME:EDT", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400",
    "DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZNAME:EST", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
    "DTSTART:20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


def calendar(record, on, *, track=None, named=False):
    """iCalendar text: each stated session, weekly from its first day on or after `on`; "" where none is stated.

    track: the number of one track, from 1; all of them without. named: the program's name stands in the file.
    """
    events = [
        line
        for place, one in enumerate(record.tracks, 1)
        if track in (None, place)
        for session in one.sessions
        for line in _event(record, place, session, on, named)
    ]
    if not events:
        return ""
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//IOP Finder Massachusetts//Sessions//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", *RULES_OF_THE_ZONE, *events, "END:VCALENDAR")  # fmt: skip
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(record, place, session, on, named):
    track = record.tracks[place - 1]
    weekday, starts, ends = session
    day = on + timedelta(days=(weekday - on.weekday()) % 7)
    weeks = track.weeks_max or track.weeks_min
    evidence = record.facts.get("schedule")
    yield from (
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid5(NAMESPACE, f'{record.slug}/{place}/{weekday}/{starts}')}",
        f"DTSTAMP:{on:%Y%m%d}T000000Z",
        f"DTSTART;TZID={ZONE}:{_moment(day, starts)}",
        f"DTEND;TZID={ZONE}:{_moment(day, ends)}",
        f"RRULE:FREQ=WEEKLY;BYDAY={DAYS[weekday]}" + (f";COUNT={weeks}" if weeks else ""),
        f"SUMMARY:{escaped(_summary(record, track, named))}",
        f"DESCRIPTION:{escaped(' '.join(_description(record, track, evidence)))}",
    )
    if record.latitude is not None:
        yield f"LOCATION:{escaped(_location(record))}"
        yield f"GEO:{record.latitude:.5f};{record.longitude:.5f}"
    yield from (
        f"STATUS:{'CONFIRMED' if _is_confirmed(evidence) else 'TENTATIVE'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    )


def _moment(day, minutes):
    return (datetime.combine(day, time()) + timedelta(minutes=minutes)).strftime("%Y%m%dT%H%M%S")


def _is_confirmed(evidence):
    return bool(evidence) and evidence.state == "confirmed-yes"


def _summary(record, track, named):
    if not named:
        return _("Appointment")
    return f"{record.name}: {track.name}" if track.name else record.name


def _description(record, track, evidence):
    """Sentences that hold without the program's name."""
    if _is_confirmed(evidence):
        yield _("These times are confirmed (%(source)s).") % {"source": _source(evidence)}
    elif evidence:
        yield _("These times are listed, not confirmed (%(source)s). Ask before you come.") % {
            "source": _source(evidence)
        }
    if track.sessions_to_attend < len(track.sessions):
        count = track.sessions_to_attend
        yield ngettext(
            "You attend %(count)s of these %(all)s sessions a week.",
            "You attend %(count)s of these %(all)s sessions a week.",
            count,
        ) % {"count": count, "all": len(track.sessions)}
    if record.phone:
        number = getattr(record.phone, "as_national", record.phone)
        yield _("Phone: %(number)s") % {"number": number}


def _source(evidence):
    kind = str(Source.Kind(evidence.source_kind).label)
    if not evidence.said_on:
        return kind
    # Translators: Django's date format for a day with a short month, "Nov 9, 2026".
    return _("%(source)s, %(day)s") % {"source": kind, "day": formatted(evidence.said_on, _("M j, Y"))}


def _location(record):
    city = " ".join(part for part in (record.postal_city or record.town, _("MA"), record.zip_code) if part)
    return ", ".join(part for part in (record.street, record.suite, city) if part)


def escaped(text):
    """A TEXT value (RFC 5545 section 3.3.11): no character of it can end the line or begin another property."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    lines = "\\n".join(text.splitlines())
    return "".join(character for character in lines if unicodedata.category(character) != "Cc")


def folded(line):
    """The line in pieces of at most 75 octets, each after the first begun by a space, no character cut in two."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece])
