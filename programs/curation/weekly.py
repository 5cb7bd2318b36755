"""Sessions as people type them, "mon wed 17:00-20:00", and as they are kept: one block a day."""

import re
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import WEEKDAY_CODES

MOST_BLOCKS = 60
DASH = r"\s*(?:-|–|—|\bto\b)\s*"
TIME = r"(\d{1,2})(?::(\d\d))?\s*([ap])?\.?(?:m\b\.?)?"
SPAN = re.compile(rf"{TIME}{DASH}{TIME}(?![\d:])")
RUNS = {
    "weekdays": WEEKDAY_CODES[:5], "weekend": WEEKDAY_CODES[5:], "weekends": WEEKDAY_CODES[5:],
    "daily": WEEKDAY_CODES, "every day": WEEKDAY_CODES,
}  # fmt: skip
DAY = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|day|days|sday|sdays|nesday|nesdays|rsday|rsdays|urday|urdays)?\.?"
)
FOR_EXAMPLE = "mon wed 17:00-20:00"


def read_sessions(text):
    """Blocks {"weekday", "starts", "ends"} of a text: a line, or what stands between semicolons, for equal hours.

    Raises ValidationError with a sentence for each line that cannot be read.
    """
    blocks, problems = [], []
    for line in filter(None, (part.strip() for part in re.split(r"[\n;]", text))):
        try:
            blocks += _read_line(line)
        except ValidationError as error:
            problems += [_("“%(line)s”: %(problem)s") % {"line": line[:60], "problem": m} for m in error.messages]
    if len(blocks) > MOST_BLOCKS:
        problems.append(_("More than %(most)s sessions a week.") % {"most": MOST_BLOCKS})
    if problems:
        raise ValidationError(problems)
    return sorted(
        {tuple(block.values()): block for block in blocks}.values(),
        key=lambda block: (WEEKDAY_CODES.index(block["weekday"]), block["starts"], block["ends"]),
    )


def _read_line(line):
    plain = line.lower()
    first = SPAN.search(plain)
    if not first:
        raise ValidationError(_("write the days and then the hours, such as %(example)s") % {"example": FOR_EXAMPLE})
    days = _days(plain[: first.start()])
    hours = plain[first.start() :]
    rest = SPAN.sub("", hours).replace(",", " ").replace(" and ", " ").strip(" .")
    if rest:
        raise ValidationError(_("“%(rest)s” is neither a day nor a time") % {"rest": rest[:40]})
    spans = [_hours(match.groups()[:3], match.groups()[3:]) for match in SPAN.finditer(hours)]
    return [{"weekday": day, "starts": starts, "ends": ends} for day in days for starts, ends in spans]


def _days(text):
    text = text.strip(" ,:.")
    if text in RUNS:
        return list(RUNS[text])
    days = []
    for part in re.split(r"[\s,&+/]+|\band\b", re.sub(DASH, "-", text)):
        if part:
            days += _run(part)
    if not days:
        raise ValidationError(_("name the days first, such as %(example)s") % {"example": FOR_EXAMPLE})
    return list(dict.fromkeys(days))


def _run(part):
    """ "mon", or "mon-thu" with the days between."""
    if part in RUNS:
        return list(RUNS[part])
    edges = [DAY.fullmatch(edge) for edge in part.split("-")]
    if not all(edges) or len(edges) > 2:
        raise ValidationError(_("“%(part)s” is no day") % {"part": part[:40]})
    first, last = (WEEKDAY_CODES.index(edge[1]) for edge in (edges[0], edges[-1]))  # type: ignore[index]
    if first > last:
        raise ValidationError(_("“%(part)s” runs backwards") % {"part": part[:40]})
    return list(WEEKDAY_CODES[first : last + 1])


def _hours(start, end):
    """("17:00", "20:00") of two (hour, minute, half). A bare "5-8" may be morning or evening, so it is asked back."""
    if not (start[2] or end[2] or (start[1] and end[1])):
        raise ValidationError(
            _("is %(start)s-%(end)s in the morning or in the evening? Write 5pm-8pm, or 17:00-20:00.")
            % {"start": start[0], "end": end[0]}
        )
    ends, starts = _minutes(*end), _minutes(*start)
    if end[2] and not start[2]:
        same_half = _minutes(start[0], start[1], end[2])
        starts = same_half if same_half < ends else starts
    if starts >= ends:
        raise ValidationError(_("a session ends after it starts, on the same day"))
    return tuple(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (starts, ends))


def _minutes(hour, minute, half):
    hour, minute = int(hour), int(minute or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValidationError(_("%(hour)s:%(minute)02d is no time of the day") % {"hour": hour, "minute": minute})
    return hour * 60 + minute


def write_sessions(blocks):
    """The text of which read_sessions makes these blocks: a line for equal hours."""
    by_hours = sorted(blocks, key=lambda block: (block["starts"], block["ends"], WEEKDAY_CODES.index(block["weekday"])))
    lines = [
        (" ".join(block["weekday"] for block in group), hours)
        for hours, group in (
            (hours, list(group))
            for hours, group in groupby(by_hours, key=lambda block: (block["starts"], block["ends"]))
        )
    ]
    lines.sort(key=lambda line: (WEEKDAY_CODES.index(line[0][:3]), line[1]))
    return "\n".join(f"{days} {starts}-{ends}" for days, (starts, ends) in lines)
