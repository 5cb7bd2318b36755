"""What holds of each section, written where it is read: columns of programs, their sites, tracks and intake dates."""

from ..models import WEEKDAY_CODES, Assertion, IntakeDate, Session, Site, Track, address_key
from .sections import BY_NAME

PLACE = {
    "street": "", "town": "", "postal_city": "", "zip_code": "", "county": "", "latitude": None, "longitude": None,
    "pin": Site.Pin.NONE, "withheld": False,
}  # fmt: skip


def write_sections(programs, holdings):
    """Write the sections behind which another assertion stands than last time; those of all programs together.

    programs: {number: Program}; holdings: {number: {section: Holding or None}}. Returns the numbers of those changed.
    """
    turned = {}
    for number, program in programs.items():
        behind = {fact: holding.assertion for fact, holding in holdings[number].items() if holding}
        details = _turned(program, behind)
        if details:
            turned[number] = details
            program.settled_from = {fact: assertion.pk for fact, assertion in behind.items()}
    for fact, write in WRITERS.items():
        write([(programs[number], details[fact]) for number, details in turned.items() if fact in details])
    for number in turned:
        programs[number].save()
    return turned.keys()


def _turned(program, behind):
    """{section: its value now} of those that turned, the program's own columns being set to it."""
    details = {}
    for fact in {*behind, *program.settled_from}:
        assertion = behind.get(fact)
        if program.settled_from.get(fact) == (assertion and assertion.pk):
            continue
        details[fact] = assertion.detail if assertion and assertion.answer == Assertion.Said.YES else {}
        for column in BY_NAME[fact].columns:
            setattr(program, column, details[fact].get(column, ""))
    return details


def _write_addresses(stated):
    """stated: [(program, value of its section)]. The programs are not saved here."""
    places = {}
    for program, detail in stated:
        if not detail:
            program.site = None
            continue
        columns = {name: detail.get(name, default) for name, default in PLACE.items()}
        place = columns["zip_code"] or columns["town"].lower()
        places[program.pk] = address_key(columns["street"], place, program.name), columns
    sites = _sites(dict(places.values()))
    for program, detail in stated:
        if detail:
            program.site = sites[places[program.pk][0]]


def _sites(places):
    """{key: Site} of {key: columns}, made or brought to them."""
    sites = {site.key: site for site in Site.objects.filter(key__in=places)}
    new = [
        Site(key=key, **columns)
        for key, columns in places.items()
        if key not in sites or any(getattr(sites[key], name) != value for name, value in columns.items())
    ]
    Site.objects.bulk_create(new, update_conflicts=True, unique_fields=["key"], update_fields=[*PLACE])
    return sites | {site.key: site for site in new}


def _write_schedules(stated):
    Track.objects.filter(program__in=[program for program, _detail in stated]).delete()
    of_tracks, tracks = [], []
    for program, detail in stated:
        for position, track in enumerate(detail.get("tracks", [])):
            columns = {name: value for name, value in track.items() if name != "sessions"}
            tracks.append(Track(program=program, position=position, **columns))
            of_tracks.append(track.get("sessions", []))
    Track.objects.bulk_create(tracks)
    Session.objects.bulk_create(
        Session(track=track, weekday=WEEKDAY_CODES.index(block["weekday"]), starts=block["starts"], ends=block["ends"])
        for track, blocks in zip(tracks, of_tracks, strict=True)
        for block in blocks
    )


def _write_intakes(stated):
    IntakeDate.objects.filter(program__in=[program for program, _detail in stated]).delete()
    IntakeDate.objects.bulk_create(
        IntakeDate(program=program, track_name=claimed.get("track", ""), date=claimed["date"])
        for program, detail in stated
        for claimed in detail.get("dates", [])
    )


WRITERS = {"address": _write_addresses, "schedule": _write_schedules, "intake": _write_intakes}
