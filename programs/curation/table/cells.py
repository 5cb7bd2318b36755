"""How what is more than one word stands in one cell: a schedule, dates, the yes and no of many terms."""

import re
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..details import TRACK
from ..weekly import read_sessions, write_sessions

NOT = re.compile(r"not\s+", re.IGNORECASE)
# Control characters but tab and line end, halves of characters, and what Unicode says is none.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FIRST = ("name", "sessions", "attend", "format")
TRACK_COLUMNS = (*FIRST, *sorted(TRACK - {*FIRST}))


def tidy(text):
    """As it comes back out of any file: one kind of line end, no control characters, nothing around it."""
    return UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip() if text else ""


def write_terms(said, terms):
    """ "cbt; not emdr" of {code: yes or no}, in the vocabulary's order."""
    return "; ".join(code if said[code] else f"not {code}" for code in terms if code in said)


def read_terms(text, terms):
    """{code: yes or no} of a cell, by codes or labels. Raises ValidationError with a sentence for each unknown word."""
    known = {label.lower(): code for code, label in terms.items()} | {code.lower(): code for code in terms}
    said, problems = {}, []
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        denied = NOT.match(part)
        word = part[denied.end() :] if denied else part
        code = known.get(word.lower())
        if code is None:
            problems.append(_unknown(word, known))
        elif said.setdefault(code, not denied) == bool(denied):
            problems.append(_("“%(word)s” is said to be so and not so") % {"word": word})
    if problems:
        raise ValidationError(problems)
    return said


def _unknown(word, known):
    near = get_close_matches(word.lower(), known, 1)
    if near:
        return _("“%(word)s” is none of our words; is “%(near)s” meant?") % {"word": word[:60], "near": known[near[0]]}
    return _("“%(word)s” is none of our words") % {"word": word[:60]}


def write_tracks(tracks):
    """A line a track: "name: Evenings; sessions: mon wed 17:30-20:30; age_min: 18"."""
    return "\n".join(
        "; ".join(f"{column}: {_write(column, track[column])}" for column in TRACK_COLUMNS if column in track)
        for track in tracks
    )


def _write(column, value):
    if column == "sessions":
        return write_sessions(value).replace("\n", " | ")
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n")


def read_tracks(text):
    """The tracks that the lines of a cell state. Raises ValidationError; what the values may be is said elsewhere."""
    tracks, problems = [], []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        track = {}
        for part in filter(None, (part.strip() for part in _parts(line))):
            try:
                column, value = _read(part)
                track[column] = value
            except ValidationError as error:
                problems += error.messages
        tracks.append(track)
    if problems:
        raise ValidationError(problems)
    return tracks


def _parts(line):
    """What stands between semicolons; one with a backslash before it is a part of a word."""
    parts, is_escaped = [""], False
    for character in line:
        if is_escaped:
            parts[-1] += "\n" if character == "n" else character
        elif character == ";":
            parts.append("")
        elif character != "\\":
            parts[-1] += character
        is_escaped = character == "\\" and not is_escaped
    return parts


def _read(part):
    column, colon, value = part.partition(":")
    column, value = column.strip().lower(), value.strip()
    if not colon or column not in TRACK:
        raise ValidationError(
            _("“%(part)s”: write a name and a value, such as %(example)s")
            % {"part": part[:60], "example": "sessions: mon wed 17:30-20:30"}
        )
    if column == "sessions":
        return column, read_sessions(value.replace("|", "\n"))
    if column == "parts_of_day":
        return column, [word.strip().lower() for word in value.split(",") if word.strip()]
    return column, value


def write_dates(dates):
    """ "2026-12-01; 2026-12-08 Evenings": a day, and the track that it is for."""
    return "; ".join(f"{claimed['date']} {claimed.get('track', '')}".strip().replace(";", ",") for claimed in dates)


def read_dates(text):
    parts = [part.strip().split(None, 1) for part in re.split(r"[;\n]", text) if part.strip()]
    return [{"date": day, "track": "".join(track)} for day, *track in parts]
