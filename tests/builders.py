"""Programs, sources and terms for tests, true to life, every argument with a default: a test names what matters to it.

Everything is written through curation.record, so what a test stands on is what a curator or an import would leave.
"""

from datetime import date
from functools import cache

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models.sql import InsertQuery

from programs.curation import Claim, add_program, record
from programs.curation.vocabularies import kept_terms
from programs.geography import gazetteer
from programs.models import Program, Source, Term

ON = date(2026, 11, 21)  # a Saturday; the day on which tests look, unless they say another
EDITION = date(2025, 8, 19)  # of the federal listing

NAMES = {
    Source.Kind.FEDERAL: ("FindTreatment.gov", "https://findtreatment.gov/"),
    Source.Kind.WEB_PAGE: ("The program’s web page", "https://program.example/iop"),
    Source.Kind.STAFF: ("Program staff", ""),
    Source.Kind.PHONE: ("Phone check", ""),
    Source.Kind.CLINICIAN: ("A clinician", ""),
    Source.Kind.VISITOR: ("A visitor", ""),
}
DOCUMENTS = {Source.Kind.FEDERAL, Source.Kind.WEB_PAGE}


def load_vocabulary():
    """The real terms, unless they are there already."""
    if Term.objects.exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in statements_of_terms(connection.vendor):
            cursor.execute(statement, values)


def forget_vocabulary():
    """As a database is before the first run."""
    Term.objects.update(parent=None)
    Term.objects.all().delete()


@cache
def statements_of_terms(_vendor):
    """What bulk_create would say to this database, worked out once: that takes far longer than to say it."""
    number = {(row["vocabulary"], row["code"]): position for position, row in enumerate(kept_terms(), start=1)}
    terms = []
    for position, row in enumerate(kept_terms()):
        parent = number[row["vocabulary"], row["parent"]] if row["parent"] else None
        columns = {name: value for name, value in row.items() if name != "parent"}
        terms.append(Term(pk=position + 1, parent_id=parent, position=position, **columns))
    fields = Term._meta.concrete_fields
    at_once = connection.ops.bulk_batch_size(fields, terms)
    statements = []
    for first in range(0, len(terms), at_once):
        query = InsertQuery(Term)
        query.insert_values(fields, terms[first : first + at_once])
        statements += query.get_compiler(connection=connection).as_sql()
    return [*statements, *((text, None) for text in connection.ops.sequence_reset_sql(no_style(), [Term]))]


def make_term(fact="therapy:sailing", label=None, parent=None, **columns):
    """One more term than the real ones; parent is a fact ("therapy:activity")."""
    load_vocabulary()
    vocabulary, code = fact.split(":")
    return Term.objects.create(
        vocabulary=vocabulary, code=code, label=label or code.replace("-", " ").capitalize(),
        parent=term(parent) if parent else None, question=columns.pop("question", f"Do you offer {code}?"),
        position=columns.pop("position", Term.objects.count()), **columns,
    )  # fmt: skip


def term(fact):
    vocabulary, code = fact.split(":")
    return Term.objects.get(vocabulary=vocabulary, code=code)


def make_source(kind=Source.Kind.PHONE, name=None, url=None, published_on=None, first_imported_on=None):
    """A document has the date of its edition unless told; the same arguments give the same source."""
    usual_name, usual_url = NAMES[kind]
    if kind in DOCUMENTS and published_on is None and first_imported_on is None:
        published_on = EDITION
    source, _made = Source.objects.get_or_create(
        kind=kind, name=name or usual_name, url=usual_url if url is None else url, published_on=published_on,
        defaults={"first_imported_on": first_imported_on or published_on},
    )  # fmt: skip
    return source


def method_of(source):
    return "document" if source.kind in DOCUMENTS else source.kind


def say(program, *claims, source=None, said_on=None, on=ON, answer="yes"):
    """Somebody says something of a program; a claim may be just a fact. The phone check, today, unless told."""
    source = source or make_source()
    claims = [claim if isinstance(claim, Claim) else Claim(claim, answer) for claim in claims]
    said_on = said_on or (source.published_on if source.kind in DOCUMENTS else None) or on
    return record(program, claims, source=source, method=method_of(source), said_on=said_on, on=on)


def make_program(
    name=None,
    *,
    organization=None,
    town="Lowell",
    status=Program.Status.LISTED,
    yes=(),
    no=(),
    listed=(),
    doubted=(),
    sessions=(),
    tracks=(),
    schedule="confirmed",
    intake=(),
    phone="978-555-0100",
    words="",
    on=ON,
    said_on=None,
    **address,
):
    """A program of that town, public by default, with the four kinds of answers by fact ("therapy:dbt").

    sessions: "mon wed 17:00-20:00", the blocks of one track; tracks: dicts of columns, their sessions written alike.
    schedule: "confirmed" by phone, or "listed" by a document. intake: dates, confirmed by phone.
    address: street, zip_code, latitude, longitude, pin, withheld; without them, at the town's own point. town="": none.
    """
    load_vocabulary()
    name = name or f"Program {Program.objects.count() + 1}"
    program = add_program(organization or name, name, town=town, status=status)
    phoned, printed = make_source(), make_source(Source.Kind.FEDERAL)
    tracks = [*tracks, *([{"sessions": sessions}] if sessions else [])]
    stated = [schedule_claim(tracks)] if tracks else []

    confirmed = [*(Claim(fact) for fact in yes), *(Claim(fact, "no") for fact in no)]
    if schedule == "confirmed":
        confirmed += stated
    if intake:
        confirmed.append(Claim("intake", detail={"dates": [intake_date(day) for day in intake]}))
    document = [*(Claim(fact) for fact in listed), *(Claim(fact, "no") for fact in doubted)]
    if schedule == "listed":
        document += stated
    if town:
        document.append(Claim("address", detail=address_of(town, **address)))
    if phone:
        document.append(Claim("contact", detail={"intake_phone": phone}))
    if words:
        document.append(Claim("words", detail={"own_words": words}))

    if confirmed:
        say(program, *confirmed, source=phoned, said_on=said_on, on=on)
    if document:
        say(program, *document, source=printed, on=on)
    program.refresh_from_db()
    return program


def address_of(town, *, street="1 Main St", zip_code="", withheld=False, latitude=None, longitude=None, pin="exact"):
    """The value of the section "address"."""
    place = gazetteer.town(town)
    stated = {"town": town, "zip_code": zip_code, "county": place.county if place else ""}
    if withheld:
        return {**stated, "withheld": True, "pin": "town"}
    if latitude is None and place:
        latitude, longitude = place.point
    return {**stated, "street": street, "latitude": latitude, "longitude": longitude, "pin": pin}


def schedule_claim(tracks):
    blocks = [{**track, "sessions": weekly(*track.get("sessions", ()))} for track in tracks]
    return Claim("schedule", detail={"tracks": blocks})


def weekly(*texts):
    """ "mon wed 17:00-20:00" -> one block a day."""
    return [
        {"weekday": day, "starts": hours.split("-")[0], "ends": hours.split("-")[1]}
        for *days, hours in (text.split() for text in texts)
        for day in days
    ]


def intake_date(day):
    """A date for any track, or (date, track name)."""
    day, track = day if isinstance(day, tuple) else (day, "")
    return {"date": day.isoformat(), "track": track}


def state(program, fact, on=ON):
    """What holds for a fact on a day: "confirmed-yes", ...; None when it is not stated."""
    return program.answers.holding(on).filter(fact=fact).values_list("state", flat=True).first()
