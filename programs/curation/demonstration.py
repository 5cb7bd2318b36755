"""The demonstration catalogue: fictional programs from fixtures/demonstration/, recorded the way real ones are.

Their days count from the day of making, so that it shows fresh facts and stale ones whenever it is made. It lives in a
database of its own; one that holds anything real is refused.
"""

import hashlib
import json
from collections import defaultdict
from datetime import timedelta
from math import cos, pi, radians, sin

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..geography import gazetteer
from ..models import Assertion, CatalogueVersion, ImportRun, Program, Source, Term
from .demonstration_accounts import accounts
from .importing import refusal
from .quality import store
from .recording import Claim, add_program, record, retract, withdraw
from .sections import BY_NAME
from .vocabularies import load_terms

FOLDER = settings.BASE_DIR / "fixtures" / "demonstration"
LAYOUT = refusal.DEMONSTRATION
Kind, Method, Status = Source.Kind, Assertion.Method, Program.Status

DOCUMENTS = {Kind.FEDERAL, Kind.WEB_PAGE}
RECORDED_BY = {Kind.PHONE: "curator", Kind.CLINICIAN: "clinician"}
# A version that started again could be one that a running process holds already.
NEVER_EMPTIED = {CatalogueVersion, Term}

STEPS_ASIDE_MILES = 0.2
MILES_PER_DEGREE = 69.09
WEEKS_COUNTED = 12
GOLDEN_ANGLE = pi * (3 - 5**0.5)


class NotForDemonstrationError(Exception):
    """This database is somebody's real one, or may be."""


def _silent(done, total):
    """Nobody watches the progress."""


def prepare(*, on, fresh=False, progress=_silent):
    """Make the catalogue as of a day, unless that week's is there already; `fresh` makes it again in any case.

    Making it again forgets every change that somebody tried out. Returns how many programs were made. Raises
    NotForDemonstrationError, and then nothing was written.
    """
    _refuse_what_is_real()
    with transaction.atomic():
        load_terms()
        digest = _digest(on)
        is_there = not fresh and ImportRun.objects.filter(layout=LAYOUT, digest=digest).exists()
        if not is_there:
            _empty()
        people = {account.role: account.user() for account in accounts()}
        if is_there:
            return 0
        entries = [entry for path in _tables() for entry in json.loads(path.read_text(encoding="utf-8"))]
        voices = Voices(on, people)
        for done, entry in enumerate(entries, start=1):
            _make(entry, voices)
            progress(done, len(entries))
        _count_weeks(on)
        ImportRun.objects.create(
            source=voices.source({"by": "listing"}),
            file_name=FOLDER.name,
            digest=digest,
            layout=LAYOUT,
            applied_at=timezone.now(),
        )
    return len(entries)


def _refuse_what_is_real():
    if not settings.DEMONSTRATION:
        raise NotForDemonstrationError(
            _("This database is not for demonstration. `make demo` uses one of its own; DEMONSTRATION=1 says it is.")
        )
    ours = ImportRun.objects.filter(layout=LAYOUT).exists()
    holds_more = ImportRun.objects.exclude(layout__in=(LAYOUT, ImportRun.OWN_COLUMNS)).exists()
    if holds_more or (not ours and (Program.objects.exists() or get_user_model().objects.exists())):
        raise NotForDemonstrationError(
            _("This database holds programs or accounts that are not of the demonstration. Name another: DATABASE_URL=")
        )


def _tables():
    return [path for path in sorted(FOLDER.glob("*.json")) if path.name != "sources.json"]


def _digest(on):
    """Of the tables and the week: facts said "yesterday" stay fresh that long."""
    content = b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.json")))
    year, week, _weekday = on.isocalendar()
    return hashlib.sha256(content + f"{year}-{week}".encode()).hexdigest()


def _empty():
    """Delete every row of the catalogue, in any order: foreign keys are looked at when the transaction ends."""
    for model in apps.get_app_config("programs").get_models(include_auto_created=True):
        if model not in NEVER_EMPTIED:
            model._base_manager.get_queryset()._raw_delete(connection.alias)


def _count_weeks(on):
    """What the pictures of quality would have kept, had the demonstration stood there all the time."""
    for weeks in range(1, WEEKS_COUNTED + 1):
        store(on - timedelta(weeks=weeks))


def _make(entry, voices):
    withdrawn = entry["status"] == Status.WITHDRAWN
    status = Status.LISTED if withdrawn else entry["status"]
    program = add_program(entry["organization"], entry["name"], town=entry["address"]["town"], status=status)
    oldest_first = sorted(entry["said"], key=lambda said: -voices.days_ago(said))
    for said in oldest_first:
        claims = _claims(said, voices.on)
        if said is oldest_first[-1]:
            claims.append(Claim("address", detail=voices.address(entry["address"])))
        _say(program, said, claims, voices)
    if withdrawn:
        withdraw(program, entry["because"])


def _say(program, said, claims, voices):
    source = voices.source(said)
    method = Method.DOCUMENT if source.kind in DOCUMENTS else source.kind
    by = voices.people.get(RECORDED_BY.get(source.kind))
    said_on = voices.on - timedelta(days=voices.days_ago(said))
    for assertion in record(program, claims, source=source, method=method, said_on=said_on, on=voices.on, by=by):
        if assertion.fact in said.get("taken_back", ()):
            retract(assertion, on=voices.on, by=by, quote="Said of another program by mistake.")


def _claims(said, on):
    """What one voice says, in the tables' short form, as claims."""
    quotes, notes = said.get("quotes", {}), said.get("notes", {})
    claims = [
        Claim(fact, answer, {"note": notes[fact]} if fact in notes else {}, quotes.get(fact, ""))
        for answer in ("yes", "no")
        for vocabulary, codes in said.get(answer, {}).items()
        for fact in (f"{vocabulary}:{code}" for code in codes.split())
    ]
    claims += [Claim(name, detail=said[name]) for name in said if name in BY_NAME and name != "intake"]
    if "tracks" in said:
        claims.append(Claim("schedule", detail={"tracks": [_track(stated) for stated in said["tracks"]]}))
    if "intake" in said:
        claims.append(Claim("intake", detail=_intake(said["intake"], on)))
    for answer, outcome in (("yes", "kept"), ("no", "broken")):
        for days in said.get("outcomes", {}).get(outcome, ()):
            claims.append(Claim("intake-outcome", answer, {"date": _workday(on, -days).isoformat()}))
    return claims


def _track(stated):
    """ "mon wed 17:30-20:30" is one session a day."""
    sessions = [
        dict(zip(("weekday", "starts", "ends"), (day, *hours.split("-")), strict=True))
        for *days, hours in (text.split() for text in stated.get("sessions", ()))
        for day in days
    ]
    return {**stated, "sessions": sessions}


def _intake(stated, on):
    days = [_workday(on, days).isoformat() for days in stated["in_days"]]
    tracks = stated.get("tracks") or [""] * len(days)
    dates = [{"date": day, "track": track} for day, track in zip(days, tracks, strict=True)]
    return {"dates": dates, "waiting_list": stated.get("waiting_list", "")}


def _workday(on, days):
    """So many days from then; away from a weekend, further on or further back."""
    day = on + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1 if days > 0 else -1)
    return day


class Voices:
    """Who speaks in the demonstration, when, and where their programs stand."""

    def __init__(self, on, people):
        self.on, self.people = on, people
        self.named = json.loads((FOLDER / "sources.json").read_text(encoding="utf-8"))
        self.streets = defaultdict(list)

    def days_ago(self, said):
        return said.get("days_ago", self.named[said["by"]].get("published_days_ago"))

    def source(self, said):
        named = self.named[said["by"]]
        day = self.on - timedelta(days=self.days_ago(said)) if named["kind"] in DOCUMENTS else None
        source, _made = Source.objects.get_or_create(
            kind=named["kind"], name=named["name"], url=said.get("url", named.get("url", "")),
            published_on=None if said.get("undated") else day, defaults={"first_imported_on": day},
        )  # fmt: skip
        return source

    def address(self, stated):
        """The stated address with its county and its point, none where it is withheld."""
        town = gazetteer.town(stated["town"])
        address = {name: value for name, value in stated.items() if name != "withheld"} | {"county": town.county}
        if stated.get("withheld"):
            return {**address, "withheld": True, "pin": "town"}
        pin = stated.get("pin", "exact")
        latitude, longitude = self._point(stated) if pin == "exact" else town.point
        return {**address, "latitude": latitude, "longitude": longitude, "pin": pin}

    def _point(self, stated):
        """Some steps from the middle of the ZIP code, for each street there in another direction."""
        middle = gazetteer.zip_point(stated["zip_code"]).point
        streets = self.streets[stated["zip_code"]]
        if stated["street"] not in streets:
            streets.append(stated["street"])
        angle = pi + streets.index(stated["street"]) * GOLDEN_ANGLE  # first west, as the sea lies east
        degrees = STEPS_ASIDE_MILES / MILES_PER_DEGREE
        return middle[0] + degrees * sin(angle), middle[1] + degrees * cos(angle) / cos(radians(middle[0]))
