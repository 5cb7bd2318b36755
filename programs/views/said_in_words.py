"""What somebody said of a program, as lines of a page: for its own staff, and for curators who decide."""

from datetime import date
from types import SimpleNamespace

from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python

from ..curation.sections import BY_NAME
from ..curation.values import ANSWERS, label_of
from ..models import WEEKDAY_CODES, Answer, Assertion, Track
from . import wording
from .dossier import source_in_words
from .fact_names import fact_name


def spoken(assertion):
    """ "Phone check, Nov 9, 2026"."""
    source = assertion.source
    return source_in_words(SimpleNamespace(source_kind=source.kind, source=source.name, said_on=assertion.said_on))


def lines(fact, detail):
    """[(label, value)] of the whole value of a section."""
    writers = {"schedule": _schedule, "intake": _intake}
    if fact in writers:
        return writers[fact](detail)
    columns = [(label_of(name), column(name, detail.get(name))) for name in _columns(fact)]
    where = [(_("Address"), _where(detail))] if fact == "address" else []
    return [(label, value) for label, value in [*where, *columns] if value]


def column(name, value):
    """A value of Program as people write it; phones without their prefix."""
    if value and name in PHONES:
        return wording.phone(to_python(value))
    return value or ""


def proposed(proposals, vocabularies):
    """[(label, [(line, what it is now, what it is to become)])] of changes that wait, in two queries."""
    numbers = {proposal.program.settled_from.get(proposal.fact) for proposal in proposals}
    behind = Assertion.objects.in_bulk(numbers - {None})
    terms = Answer.objects.filter(
        program__in=[proposal.program_id for proposal in proposals],
        fact__in=[proposal.fact for proposal in proposals if ":" in proposal.fact],
    )
    now = {
        (answer.program_id, answer.fact): answer.assertion.answer
        for answer in terms.select_related("assertion").order_by("starts_on")
    }
    return [_proposed(proposal, behind, now, vocabularies) for proposal in proposals]


def _proposed(proposal, behind, now, vocabularies):
    fact, detail, program = proposal.fact, proposal.detail, proposal.program
    if fact == "name":
        return _("Name"), [("", program.name, detail["name"])]
    if ":" in fact:
        was = now.get((program.pk, fact), "")
        return fact_name(fact, vocabularies), [("", ANSWERS[was], ANSWERS[detail["answer"]])]
    held = behind[program.settled_from[fact]].detail if program.settled_from.get(fact) in behind else {}
    names = [name for name in (*ADDRESS_LINES, *_columns(fact)) if name in detail]
    changes = [(label_of(name), column(name, held.get(name)), column(name, detail[name])) for name in names]
    return BY_NAME[fact].label, changes


ADDRESS_LINES = ("street", "town", "zip_code")


PHONES = frozenset({"intake_phone", "main_phone", "clinician_phone", "fax"})


def _columns(fact):
    return BY_NAME[fact].columns if fact in BY_NAME else ()


def _where(detail):
    if detail.get("withheld"):
        return _("In %(town)s. The street address is not public.") % {"town": detail.get("town", "")}
    town = " ".join(part for part in (detail.get("town"), detail.get("zip_code")) if part)
    return ", ".join(part for part in (detail.get("street"), town) if part)


def _schedule(detail):
    return [(track.get("name") or _("Sessions"), _track(track)) for track in detail.get("tracks", [])]


def _track(track):
    meetings = [f"{days} {hours}" for days, hours in wording.meetings(map(_block, track.get("sessions", [])))]
    rest = [
        Track.Format(track["format"]).label if track.get("format") else "",
        wording.hours_a_week(track["hours_per_week"]) if track.get("hours_per_week") else "",
        wording.weeks(track.get("weeks_min"), track.get("weeks_max")),
    ]
    return " · ".join(str(part) for part in [*meetings, *rest] if part)


def _block(block):
    """A session as the search keeps it: (weekday, start, end), in minutes of the day."""
    starts, ends = (int(text[:2]) * 60 + int(text[3:]) for text in (block["starts"], block["ends"]))
    return WEEKDAY_CODES.index(block["weekday"]), starts, ends


def _intake(detail):
    days = [wording.day(date.fromisoformat(claimed["date"])) for claimed in detail.get("dates", [])]
    full = detail.get("full_until")
    told = [
        (_("First intakes"), "; ".join(days)),
        (_("Full until"), wording.day(date.fromisoformat(full)) if full else ""),
        (_("Waiting list"), detail.get("waiting_list", "")),
    ]
    return [(label, value) for label, value in told if value]
