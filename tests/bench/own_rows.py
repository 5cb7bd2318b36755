"""Rows in our own columns for an import of any size: new, fictional programs, with nearly every cell filled in."""

from collections import defaultdict
from random import Random

from programs.curation.table.cells import write_dates, write_terms, write_tracks
from programs.curation.table.columns import Terms, Value, columns
from programs.models import WEEKDAY_CODES
from tests.bench.invented import NOUNS, inventions

FILLED = 0.9  # of the cells that hold words
PHONES = ("main_phone", "clinician_phone", "fax")
PLACE = ("street", "town", "postal_city", "zip_code", "county", "latitude", "longitude", "pin")
TRACK = ("name", "format", "age_min", "age_max", "language", "attend", "weeks_min", "weeks_max", "entry")
LEAST_HOURS = 9  # a week; fewer are no IOP, and the rule book does not let them be published
REFUSED = "medicare-original"  # beside tracks that are all online
STATUSES = ("listed", "listed", "confirmed", "")


def own_rows(n, seed, *, on):
    """(header, n rows {column: text}, one by one)."""
    table = columns()
    chance = Random(seed)
    return [column.name for column in table], (
        tidied({**plain_cells(invented, chance), **facts(invented, table), **words(invented, table, chance)})
        for invented in inventions(n, seed, on)
    )


def plain_cells(invented, chance):
    """Every address is "new": chance gives like names to neighbours."""
    place = invented.place
    tracks = [track for track in invented.tracks if track.sessions and track.hours_per_week >= LEAST_HOURS]
    return {
        "slug": "new", "organization": invented.organization, "name": f"{invented.name} {invented.pk}",
        "status": chance.choice(STATUSES), "schedule": write_tracks([stated(track) for track in tracks]),
        "intake_dates": write_dates([{"date": t.starts, "track": t.name} for t in tracks if t.starts]),
        **{name: getattr(place, name) for name in PLACE}, "withheld": "yes" if place.withheld else "",
        **{name: f"{chance.choice((413, 508, 617, 978))}-555-01{chance.randrange(100):02}" for name in PHONES},
        "intake_phone": invented.phone.as_national, "intake_email": f"intake-{invented.pk}@example.org",
        "portal_url": f"https://example.org/refer/{invented.pk}", "web_page": invented.web_page,
    }  # fmt: skip


def stated(track):
    sessions = [
        {"weekday": WEEKDAY_CODES[day], "starts": clock(starts), "ends": clock(ends)}
        for day, starts, ends in track.sessions
    ]
    return {**{name: value for name in TRACK if (value := getattr(track, name))}, "sessions": sessions}


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def facts(invented, table):
    said = defaultdict(dict)
    for fact, voice in invented.facts.items():
        vocabulary, _, code = fact.partition(":")
        if code != REFUSED:
            said[vocabulary][code] = voice.is_yes
    return {column.name: write_terms(said[column.name], column.terms) for column in table if isinstance(column, Terms)}


def words(invented, table, chance):
    """Columns in words alone; of intake, dates stand there already."""
    return {
        column.name: " ".join(chance.choices(NOUNS, k=6)).capitalize()[: column.model_field.max_length or 400]
        for column in table
        if isinstance(column, Value) and column.section not in ("contact", "intake") and column.name not in PLACE
        and column.name != "withheld" and chance.random() < FILLED
    }  # fmt: skip


def tidied(cells):
    return {name: "" if value is None else str(value) for name, value in cells.items()}
