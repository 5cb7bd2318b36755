"""What a claim about a section may say, checked and brought to one form, so that equal facts compare equal."""

from datetime import date, time
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import WEEKDAY_CODES, Program, Site, Track
from .sections import BY_NAME

PARTS_OF_DAY = ("morning", "afternoon", "evening", "weekend")
ADDRESS = frozenset({"street", "town", "postal_city", "zip_code", "county", "latitude", "longitude", "pin", "withheld"})
LEAST_AND_MOST = {
    "age_min": (0, 120), "age_max": (0, 120), "days_per_week": (1, 7), "hours_per_session": (0, 24),
    "hours_per_week": (0, 168), "attend": (1, 21), "weeks_min": (0, 104), "weeks_max": (0, 104),
    "latitude": (-90, 90), "longitude": (-180, 180),
}  # fmt: skip
TRACK = frozenset(field.name for field in Track._meta.concrete_fields) - {"id", "program", "position"} | {"sessions"}


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
    cleaned = {
        column: _clean_column(Program, column, detail[column]) for column in section.columns if detail.get(column)
    }
    if fact == "address":
        cleaned |= _clean_address({key: value for key, value in detail.items() if key in ADDRESS})
    return cleaned


def _clean_note(detail):
    """Of a term: a free note at the most, such as whose fact it is."""
    if set(detail) - {"note"}:
        raise ValidationError(_("Only a note can stand beside a yes or no."))
    return {key: str(value)[:300] for key, value in detail.items() if value}


def _clean_column(model, column, value):
    """The value as the column would keep it, in JSON's types."""
    return _clean_text(model, column, value) if isinstance(value, str) else _clean_value(model, column, value)


@lru_cache(maxsize=4096)
def _clean_text(model, column, text):
    """An import looks at each telephone number half a dozen times, and telling whether it is one takes long."""
    return _clean_value(model, column, text)


def _clean_value(model, column, value):
    field = model._meta.get_field(column)
    try:
        value = field.clean(value, None)
    except (ValidationError, TypeError, ValueError) as error:
        problem = " ".join(getattr(error, "messages", [str(error)]))
        raise ValidationError(_("%(column)s: %(problem)s") % _named(field, problem=problem)) from error
    least, most = LEAST_AND_MOST.get(column, (None, None))
    # Written so that it also turns away what is not a number.
    if least is not None and not least <= value <= most:
        raise ValidationError(
            _("%(column)s: from %(least)s to %(most)s") % _named(field, least=least, most=most),
        )
    return value if isinstance(value, (int, float, list)) else str(field.get_prep_value(value))


def _named(field, **rest):
    return {"column": field.verbose_name, **rest}


def _listed(detail, key):
    """The dicts of a list; raises ValidationError for anything else."""
    stated = detail.get(key) or []
    if not isinstance(stated, list) or not all(isinstance(item, dict) for item in stated):
        raise ValidationError(_("%(key)s: a list of objects") % {"key": key})
    return stated


def _clean_address(detail):
    if detail.get("withheld") and (detail.get("street") or detail.get("latitude") is not None):
        raise ValidationError(_("address: a withheld address carries no street and no point"))
    return {column: _clean_column(Site, column, value) for column, value in detail.items() if value not in ("", None)}


def _clean_schedule(detail):
    tracks = [_clean_track(stated) for stated in _listed(detail, "tracks")]
    if not tracks:
        raise ValidationError(_("schedule: name at least one track"))
    return {"tracks": tracks}


def _clean_track(stated):
    unknown = set(stated) - TRACK
    if unknown:
        raise ValidationError(_("schedule: %(columns)s: no such column") % {"columns": ", ".join(sorted(unknown))})
    cleaned = {
        column: _clean_column(Track, column, stated[column])
        for column in sorted(TRACK - {"sessions"})
        if stated.get(column) not in (None, "", [])
    }
    if not all(part in PARTS_OF_DAY for part in cleaned.get("parts_of_day", [])):
        raise ValidationError(_("schedule: a part of the day is morning, afternoon, evening or weekend"))
    if cleaned.get("age_min", 0) > cleaned.get("age_max", 120):
        raise ValidationError(_("schedule: the youngest age is above the oldest"))
    sessions = [_clean_session(block) for block in _listed(stated, "sessions")]
    if sessions:
        cleaned["sessions"] = sorted(
            sessions, key=lambda block: (WEEKDAY_CODES.index(block["weekday"]), block["starts"], block["ends"])
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
        for claimed in _listed(detail, "dates")
    ]
    cleaned: dict[str, Any] = {"dates": sorted(dates, key=lambda claimed: (claimed["date"], claimed["track"]))}
    if detail.get("waiting_list"):
        cleaned["waiting_list"] = str(detail["waiting_list"])[:200]
    if detail.get("full_until"):
        if dates:
            raise ValidationError(_("intake: either dates, or full until a day"))
        cleaned["full_until"] = _clean_date(detail["full_until"])
    return cleaned


def _clean_outcome(detail):
    """The day that was named and, where it is known, the day of the call that asked for it."""
    cleaned = {"date": _clean_date(detail.get("date"))}
    if detail.get("called_on"):
        cleaned["called_on"] = _clean_date(detail["called_on"])
    return cleaned


def _clean_date(text):
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise ValidationError(_("intake: a date reads 2026-12-01")) from error
