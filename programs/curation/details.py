"""What a claim about a section may say, checked and brought to one form, so that equal facts compare equal."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import WEEKDAY_CODES, Program, Site, Track
from .sections import BY_NAME

PARTS_OF_DAY = ("morning", "afternoon", "evening", "weekend")
ADDRESS = frozenset({"street", "town", "postal_city", "zip_code", "county", "latitude", "longitude", "pin", "withheld"})
NUMBERS = {
    "age_min": 120, "age_max": 120, "days_per_week": 7, "hours_per_session": 24, "hours_per_week": 168,
    "attend": 21, "weeks_min": 104, "weeks_max": 104,
}  # fmt: skip


def clean(fact, detail):
    """The detail in its one form. Raises ValidationError, in words that name the column."""
    section = BY_NAME.get(fact)
    if section is None:
        return _clean_note(detail)
    allowed = {*section.columns, *(ADDRESS if fact == "address" else ())}
    cleaners = {"schedule": _clean_schedule, "intake": _clean_intake, "intake-outcome": _clean_outcome}
    if fact in cleaners:
        return cleaners[fact](detail)
    unknown = set(detail) - allowed
    if unknown:
        raise ValidationError(_("%(columns)s: no such column") % {"columns": ", ".join(sorted(unknown))})
    cleaned = {column: _clean_column(column, detail[column]) for column in section.columns if detail.get(column)}
    if fact == "address":
        cleaned |= _clean_address({key: value for key, value in detail.items() if key in ADDRESS})
    return cleaned


def _clean_note(detail):
    """Of a term: a free note at the most, such as whose fact it is."""
    if set(detail) - {"note"}:
        raise ValidationError(_("Only a note can stand beside a yes or no."))
    return {key: str(value)[:300] for key, value in detail.items() if value}


def _clean_column(column, value):
    field = Program._meta.get_field(column)
    try:
        return str(field.get_prep_value(field.clean(value, None)))
    except ValidationError as error:
        raise ValidationError(
            _("%(column)s: %(problem)s") % {"column": field.verbose_name, "problem": " ".join(error.messages)}
        ) from error


def _clean_address(detail):
    if detail.get("withheld") and (detail.get("street") or detail.get("latitude") is not None):
        raise ValidationError(_("address: a withheld address carries no street and no point"))
    if detail.get("pin", Site.Pin.NONE) not in Site.Pin.values:
        raise ValidationError(_("address: the pin is exact, town or none"))
    return {key: value for key, value in detail.items() if value not in ("", None)}


def _clean_schedule(detail):
    tracks = [_clean_track(stated) for stated in detail.get("tracks", [])]
    if not tracks:
        raise ValidationError(_("schedule: name at least one track"))
    return {"tracks": tracks}


def _clean_track(stated):
    columns = {"name", "format", "language", "parts_of_day", "entry", "sessions", *NUMBERS}
    unknown = set(stated) - columns
    if unknown:
        raise ValidationError(_("schedule: %(columns)s: no such column") % {"columns": ", ".join(sorted(unknown))})
    if stated.get("format", "") not in ("", *Track.Format.values):
        raise ValidationError(_("schedule: format is in-person, online or hybrid"))
    if stated.get("entry", "") not in ("", *Track.Entry.values):
        raise ValidationError(_("schedule: entry is rolling or cohort"))
    if set(stated.get("parts_of_day", [])) - set(PARTS_OF_DAY):
        raise ValidationError(_("schedule: a part of the day is morning, afternoon, evening or weekend"))
    for name, most in NUMBERS.items():
        if stated.get(name) is not None and not 0 <= stated[name] <= most:
            raise ValidationError(_("schedule: %(column)s is out of range") % {"column": name})
    cleaned = {key: stated[key] for key in sorted(columns) if stated.get(key) not in (None, "", [])}
    if stated.get("sessions"):
        cleaned["sessions"] = sorted(
            (_clean_session(block) for block in stated["sessions"]),
            key=lambda block: (WEEKDAY_CODES.index(block["weekday"]), block["starts"]),
        )
    return cleaned


def _clean_session(block):
    try:
        starts, ends = (time.fromisoformat(block[edge]) for edge in ("starts", "ends"))
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationError(_("schedule: a session has a start and an end, such as 17:00")) from error
    if block.get("weekday") not in WEEKDAY_CODES:
        raise ValidationError(_("schedule: a weekday is one of %(days)s") % {"days": ", ".join(WEEKDAY_CODES)})
    if starts >= ends:
        raise ValidationError(_("schedule: a session ends after it starts"))
    return {"weekday": block["weekday"], "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


def _clean_intake(detail):
    dates = [
        {"date": _clean_date(claimed.get("date")), "track": str(claimed.get("track", ""))[:100]}
        for claimed in detail.get("dates", [])
    ]
    cleaned = {"dates": sorted(dates, key=lambda claimed: (claimed["date"], claimed["track"]))}
    if detail.get("waiting_list"):
        cleaned["waiting_list"] = str(detail["waiting_list"])[:200]
    return cleaned


def _clean_outcome(detail):
    return {"date": _clean_date(detail.get("date"))}


def _clean_date(text):
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise ValidationError(_("intake: a date reads 2026-12-01")) from error
