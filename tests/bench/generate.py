"""Catalogues of any size for measuring: through the models, or as the snapshot's records. Both are the same catalogue.

Programs lie where ZIP codes do, say some 25 facts each by the voices a real catalogue has, and meet in one of 300 kinds
of weeks. The same seed and day give the same programs, and a smaller catalogue is the beginning of a larger one.
"""

from datetime import time, timedelta
from functools import cache, partial
from itertools import islice, repeat
from operator import attrgetter

from django.db import connection, transaction
from django.utils import timezone

from programs.curation import settle
from programs.curation.sections import recheck_days
from programs.models import (
    Answer,
    Assertion,
    CatalogueVersion,
    IntakeDate,
    Organization,
    Program,
    Session,
    Site,
    Source,
    Track,
)
from programs.search.catalogue import Record
from tests.bench.invented import inventions

CHUNK = 5000
AS_THEY_ARE = {"BigAutoField", "ForeignKey", "PositiveSmallIntegerField", "FloatField", "SlugField", "URLField"}


def generate_records(n, seed, *, on=None):
    """The snapshot's records of n programs, one by one, as of a day (else today)."""
    return (record_of(invented) for invented in inventions(n, seed, on or timezone.localdate()))


def record_of(invented):
    place = invented.place
    return Record(
        pk=invented.pk, slug=invented.slug, name=invented.name, organization=invented.organization,
        status=invented.status, street=place.street, suite="", town=place.town, postal_city=place.postal_city,
        zip_code=place.zip_code, withheld=place.withheld, point=place.measured_from, about=place.about,
        phone=invented.phone, phone_purpose="intake", web_page=invented.web_page, level_name=invented.level_name,
        own_words=invented.own_words, facts={fact: said.evidence(fact) for fact, said in invented.facts.items()},
        tracks=invented.tracks, kept_promises=invented.kept > 0 and not invented.broken,
    )  # fmt: skip


@transaction.atomic
def generate(n, seed, *, on=None):
    """The same n programs written through the models, into a database that holds the vocabulary and no program.

    The answers are those that settling would give. Sections have no detail behind their columns: to be read, not
    settled again.
    """
    rest = iter(inventions(n, seed, on or timezone.localdate()))
    written = Written()
    while chunk := list(islice(rest, CHUNK)):
        written.write(chunk)
    CatalogueVersion.bump()


class Written:
    """What chunks share: the rows that are written once, and the number that comes next."""

    def __init__(self):
        self.organizations = {}
        self.sites = set()
        self.sources = {}
        self.tracks = 0
        self.assertions = 0

    def write(self, chunk):
        self._organizations(chunk)
        self._sites(chunk)
        self._programs(chunk)
        self._sources(chunk)
        self._schedules(chunk)
        self._evidence(chunk)

    def _organizations(self, chunk):
        new = {i.organization for i in chunk}.difference(self.organizations)
        for name in sorted(new):
            self.organizations[name] = len(self.organizations) + 1
        rows = [(self.organizations[name], name, f"organization-{self.organizations[name]}") for name in sorted(new)]
        pour(Organization, ("id", "name", "slug"), rows)

    def _sites(self, chunk):
        new = {i.place.number: i.place for i in chunk if i.place.number not in self.sites}
        self.sites.update(new)
        names = (
            "street", "town", "postal_city", "zip_code", "county", "latitude", "longitude", "pin", "withheld",
        )  # fmt: skip
        rows = [(number, f"site {number}", *attrgetter(*names)(place)) for number, place in new.items()]
        pour(Site, ("id", "key", *names), rows)

    def _programs(self, chunk):
        names = {
            "id": "pk", "site": "place.number", "name": "name", "slug": "slug", "status": "status",
            "intake_phone": "phone", "web_page": "web_page", "level_name": "level_name", "own_words": "own_words",
            "intakes_kept": "kept", "intakes_broken": "broken",
        }  # fmt: skip
        values = attrgetter(*names.values())
        rows = [(self.organizations[i.organization], *values(i)) for i in chunk]
        pour(Program, ("organization", *names), rows)

    def _sources(self, chunk):
        new = {said.edition: said for i in chunk for said in i.facts.values() if said.edition not in self.sources}
        for edition in new:
            self.sources[edition] = len(self.sources) + 1
        names = ("kind", "name", "url", "published_on")
        rows = [(self.sources[edition], *attrgetter(*names)(said)) for edition, said in new.items()]
        pour(Source, ("id", *names), rows)

    def _schedules(self, chunk):
        names = (
            "name", "format", "age_min", "age_max", "language", "hours_per_session", "attend", "weeks_min",
            "weeks_max", "entry",
        )  # fmt: skip
        stated = attrgetter(*names)
        tracks, sessions, intakes = [], [], []
        for i in chunk:
            for position, track in enumerate(i.tracks):
                self.tracks += 1
                tracks.append(
                    (self.tracks, i.pk, position, list(track.parts_of_day), track.days_stated, *stated(track))
                )
                sessions += [(self.tracks, day, clock(starts), clock(ends)) for day, starts, ends in track.sessions]
                if track.starts:
                    intakes.append((i.pk, track.name, track.starts))
        pour(Track, ("id", "program", "position", "parts_of_day", "days_per_week", *names), tracks)
        pour(Session, ("track", "weekday", "starts", "ends"), sessions)
        pour(IntakeDate, ("program", "track_name", "date"), intakes)

    def _evidence(self, chunk):
        assertions, answers = [], []
        for i in chunk:
            for fact, said in i.facts.items():
                self.assertions += 1
                source = self.sources[said.edition]
                assertions.append((self.assertions, i.pk, fact, said.answer, source, said.method, said.said_on))
                answers += [(i.pk, fact, *period, self.assertions) for period in periods(fact, said)]
        pour(Assertion, ("id", "program", "fact", "answer", "source", "method", "said_on"), assertions)
        pour(Answer, ("program", "fact", "state", "starts_on", "ends_on", "assertion"), answers)


def pour(model, names, rows):
    """Rows of values into a model's table; the fields that are not named get their defaults.

    bulk_create prepares each value of each row anew, and takes five times as long for the millions of small ones.
    """
    if not rows:
        return
    named = [model._meta.get_field(name) for name in names]
    others = [field for field in model._meta.concrete_fields if not field.primary_key and field not in named]
    columns = [prepared(field, values) for field, values in zip(named, zip(*rows, strict=True), strict=True)]
    columns += [repeat(*prepared(field, [field.get_default()]), len(rows)) for field in others]
    quote = connection.ops.quote_name
    into = ", ".join(quote(field.column) for field in (*named, *others))
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({places})", list(zip(*columns, strict=True))
        )


def prepared(field, values):
    """The values as the field writes them; of numbers and plain text, as they are."""
    if field.get_internal_type() in AS_THEY_ARE:
        return values
    prepare = partial(field.get_db_prep_save, connection=connection)
    return list(map(prepare if isinstance(values[0], dict | list) else cache(prepare), values))


def periods(fact, said):
    """(state, first day, day after the last or None), as settling would have it."""
    if said.is_document:
        return [(said.lasting.state, said.said_on, counts_until(said.said_on) + timedelta(days=1))]
    stale_on = said.said_on + timedelta(days=recheck_days(fact) + 1)
    return [(said.fresh.state, said.said_on, stale_on), (said.lasting.state, stale_on, None)]


@cache
def counts_until(day):
    return settle.counts_until(Assertion(source=Source(published_on=day), said_on=day))


@cache
def clock(minutes):
    return time(*divmod(minutes, 60))
