"""A schedule in a page's words, as tracks: "Mon-Fri 9:00-12:30" is five sessions, "3 nights/week, 3.5 h" is none."""

import re

from ...models import WEEKDAY_CODES

SEGMENTS = re.compile(r"[;()]")
LEVEL = re.compile(r"\b(IOP|PHP)\b")
CLOCK = r"(\d{1,2})(?::(\d\d))?"
BLOCK = re.compile(rf"\b(\w{{3}})(?:\s*-\s*(\w{{3}}))?\s+{CLOCK}\s*-\s*{CLOCK}\b", re.IGNORECASE)
DAYS = re.compile(r"(?<![\d.-])(\d)\s*(?:days?|nights?|evenings?)\b", re.IGNORECASE)
HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*h\b", re.IGNORECASE)
WEEKS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?\s+weeks")
ADULT_AGE = 18

PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening", "weekend": "weekend"}


def about_iop(words):
    """The parts of the text that are about the intensive outpatient program, where it speaks of PHP as well."""
    kept = []
    for segment in SEGMENTS.split(words):
        levels = LEVEL.findall(segment)
        if segment.strip() and ("IOP" in levels or "PHP" not in levels):
            kept.append(segment.strip())
    return "; ".join(kept)


def tracks(schedule, length="", ages=""):
    """The tracks that the words state, and nothing that they leave open: a range of days is no number of days."""
    schedule, length = about_iop(schedule), about_iop(length)
    stated = _sessions(schedule) | _amounts(schedule) | _weeks(length)
    named = [part.strip() for part in ages.split(";") if "track" in part]
    if named:
        return [{"name": _name(part), **_ages(part), **stated} for part in named]
    track = {**_ages(ages), **stated}
    return [track] if track else []


def _sessions(words):
    sessions = []
    for first, last, *clock in BLOCK.findall(words):
        days = _weekdays(first.lower(), (last or first).lower())
        hours = [int(clock[0]), int(clock[2])]
        if hours[1] <= hours[0]:
            hours[1] += 12
        starts, ends = (f"{hour:02}:{minutes or '00'}" for hour, minutes in zip(hours, clock[1::2], strict=True))
        sessions += [{"weekday": day, "starts": starts, "ends": ends} for day in days]
    return {"sessions": sessions} if sessions else {}


def _weekdays(first, last):
    if first not in WEEKDAY_CODES or last not in WEEKDAY_CODES:
        return ()
    return WEEKDAY_CODES[WEEKDAY_CODES.index(first) : WEEKDAY_CODES.index(last) + 1]


def _amounts(words):
    days, hours = DAYS.search(words), HOURS.search(words)
    parts = sorted({part for word, part in PARTS.items() if word in words.lower()})
    stated = {
        "days_per_week": int(days[1]) if days else None,
        "hours_per_session": float(hours[1]) if hours else None,
        "parts_of_day": parts,
    }
    return {name: value for name, value in stated.items() if value}


def _weeks(words):
    found = WEEKS.search(words)
    if not found:
        return {}
    return {"weeks_min": int(found[1]), "weeks_max": int(found[2] or found[1])}


def _ages(words):
    """Adults are 18 and older, as the law has it; "teens" and "children" name no age."""
    years = re.search(r"(\d+)\s*\+", words)
    if years:
        return {"age_min": int(years[1])}
    span = re.fullmatch(r"\s*(\d+)\s*-\s*(\d+)\s*", words)
    if span:
        return {"age_min": int(span[1]), "age_max": int(span[2])}
    return {"age_min": ADULT_AGE} if re.fullmatch(r"adults?( track)?", words.strip()) else {}


def _name(part):
    return part.replace("track", "").strip().capitalize()
