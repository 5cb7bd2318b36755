"""A person's week against a track's sessions. A session and a busy block are both (weekday, start, end) in minutes."""

import re

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS_ABBR

from .wording import translate as _

DAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKEND = (5, 6)

# Wall-clock bounds in minutes: a session lies inside a part of the day when it starts and ends within them.
ALL_DAY = (0, 24 * 60)
PARTS_OF_DAY = {"morning": (0, 13 * 60), "afternoon": (12 * 60, 18 * 60), "evening": (16 * 60 + 30, 24 * 60)}
PARTS = (*PARTS_OF_DAY, "weekend")

BLOCK = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)-(\d\d)(\d\d)-(\d\d)(\d\d)")


def lies_in(session, part):
    weekday, starts, ends = session
    if part == "weekend":
        return weekday in WEEKEND
    earliest, latest = PARTS_OF_DAY[part]
    return earliest <= starts and ends <= latest


def read_block(text):
    """ "mon-0900-1700" -> (0, 540, 1020). Raises ValidationError."""
    match = BLOCK.fullmatch(text.strip().lower())
    if match:
        day, *digits = match.groups()
        start_hour, start_minute, end_hour, end_minute = map(int, digits)
        starts, ends = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        if start_minute < 60 and end_minute < 60 and starts < ends <= 24 * 60:
            return DAY_CODES.index(day), starts, ends
    raise ValidationError(_("Write a busy block as day-start-end, such as mon-0900-1700."), code="block")


def merged(blocks):
    """The same hours in as few blocks as can be: what a table of hours gives one by one."""
    together = []
    for weekday, starts, ends in sorted(blocks):
        if together and together[-1][0] == weekday and starts <= together[-1][2]:
            together[-1] = (weekday, together[-1][1], max(ends, together[-1][2]))
        else:
            together.append((weekday, starts, ends))
    return tuple(together)


def block_code(block):
    """ "mon-0900-1700", as the address has it."""
    weekday, starts, ends = block
    return f"{DAY_CODES[weekday]}-{starts // 60:02d}{starts % 60:02d}-{ends // 60:02d}{ends % 60:02d}"


def overlap(session, busy):
    """The first busy block that a session runs into, or None. Blocks and sessions that only touch do not clash."""
    for block in busy:
        if block[0] == session[0] and block[1] < session[2] and session[1] < block[2]:
            return block
    return None


def clock(minutes):
    """ "3:00 pm", in the way that Massachusetts reads a clock."""
    hour, minute = divmod(minutes, 60)
    half = _("am") if hour % 24 < 12 else _("pm")
    return _("%(hour)d:%(minute)02d %(half)s") % {"hour": hour % 12 or 12, "minute": minute, "half": half}


def block_in_words(block):
    weekday, starts, ends = block
    if (starts, ends) == ALL_DAY:
        return _("%(day)s, all day") % {"day": WEEKDAYS_ABBR[weekday]}
    return _("%(day)s %(starts)s–%(ends)s") % {
        "day": WEEKDAYS_ABBR[weekday], "starts": clock(starts), "ends": clock(ends),
    }  # fmt: skip
