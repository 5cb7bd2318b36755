"""What we hold of a fact, in words for the desk: the answer, who gave it, how long ago."""

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from phonenumber_field.phonenumber import to_python

from ...models import WEEKDAY_CODES, Answer, Assertion, Program, Site, Source
from .. import wording
from ..dossier import ANSWERS

SIGNS = {"confirmed-yes": "met", "listed": "listed", "doubted": "ask", "confirmed-no": "unmet"}
PHONES = frozenset({"intake_phone", "main_phone", "clinician_phone", "fax"})
MONTH_DAYS = 30
IN_MONTHS = 60  # days from which an age is said in months


def age(day, on):
    """ "12 days ago", "7 months ago"."""
    days = (on - day).days
    if days <= 0:
        return _("today")
    if days < IN_MONTHS:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    months = days // MONTH_DAYS
    return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}


def said_by(assertion, on):
    """ "Phone check, Nov 9, 2026, 12 days ago"."""
    kind = Source.Kind(assertion.source.kind)
    return _("%(source)s, %(day)s, %(age)s") % {
        "source": assertion.source.name if kind == Source.Kind.FEDERAL else capfirst(kind.label),
        "day": wording.day(assertion.said_on),
        "age": age(assertion.said_on, on),
    }


class Held:
    """What holds now, as the sheet shows it beside a question."""

    def __init__(self, answer, on):
        self.sign = SIGNS[answer.state]
        self.state = ANSWERS[answer.state] if ":" in answer.fact else Answer.State(answer.state).label
        self.source = said_by(answer.assertion, on)
        self.lines = lines(answer.fact, answer.assertion.detail)
        self.quote = answer.assertion.quote


class Voice:
    """One of those who differ."""

    def __init__(self, assertion, on):
        said = Assertion.Said(assertion.answer).label
        self.words = "; ".join(": ".join(line) for line in lines(assertion.fact, assertion.detail)) or said
        self.source = said_by(assertion, on)


def lines(fact, detail):
    """[(label, value)] of a section's value; [] of a term, whose answer says it all."""
    if fact == "schedule":
        return [(track.get("name") or str(_("Track")), track_in_words(track)) for track in detail.get("tracks", ())]
    if fact == "intake":
        return _intake(detail)
    found = []
    for column, value in detail.items():
        model = Program if hasattr(Program, column) else Site if hasattr(Site, column) else None
        if model and value and column not in ("latitude", "longitude", "pin", "county"):
            field: Any = model._meta.get_field(column)
            found.append((capfirst(str(field.verbose_name)), shown(column, value)))
    return found


def shown(column, value):
    """A column's value as people write it; telephone numbers are kept in another form."""
    if value is True:
        return str(_("yes"))
    return wording.phone(to_python(value, region="US")) if column in PHONES else str(value)


def _intake(detail):
    found = [
        (claimed.get("track") or str(_("First intake")), wording.day(date.fromisoformat(claimed["date"])))
        for claimed in detail.get("dates", ())
    ]
    if detail.get("waiting_list"):
        found.append((str(_("Waiting list")), detail["waiting_list"]))
    return found


def track_in_words(track):
    """ "Mon, Wed 5:30–8:30 pm; hybrid": what of a track is stated."""
    sessions = [
        (WEEKDAY_CODES.index(block["weekday"]), _minutes(block["starts"]), _minutes(block["ends"]))
        for block in track.get("sessions", ())
    ]
    parts = [" ".join(meeting) for meeting in wording.meetings(sessions)]
    if track.get("days_per_week"):
        parts.append(wording.days_a_week(track["days_per_week"]))
    if track.get("hours_per_week"):
        parts.append(wording.hours_a_week(track["hours_per_week"]))
    return "; ".join(parts) or str(_("days and hours not stated"))


def _minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
