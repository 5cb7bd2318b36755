"""Generated catalogues: small, but with every kind of answer, place, track and date in them.

Much of it stands where a verdict turns: a step inside a radius or outside, on the last day of an answer or the day
after, at the bound of an age, of a part of the day, of a number of hours. Only there is a rule seen that is a bit off.
"""

from datetime import date, time, timedelta

from geopy.distance import great_circle

from programs.geography import gazetteer, stations
from programs.models import (
    WEEKDAY_CODES,
    Answer,
    Assertion,
    IntakeDate,
    Organization,
    Program,
    Session,
    Site,
    Term,
    Track,
)
from tests.builders import ON, load_vocabulary, make_source

VOCABULARY = {
    "condition": "trauma ptsd depression substance-use alcohol",
    "therapy": "trauma emdr dbt",
    "service": "medication medication-management",
    "insurance": "masshealth masshealth-wellsense masshealth-wellsense-care-alliance bcbsma commercial",
    "language": "es",
    "population": "veterans",
    "family": "groups",
    "aftercare": "alumni",
    "staff": "prescriber psychiatrist",
    "access": "parking",
    "focus": "mental-health substance-use co-occurring",
    "age-band": "children-adolescents young-adults adults",
}
FACTS = [f"{vocabulary}:{code}" for vocabulary, codes in VOCABULARY.items() for code in codes.split()]
DAY = timedelta(days=1)
YEAR = timedelta(days=365)
LASTING = ((ON - YEAR, None), (ON, ON + DAY), (ON - DAY, ON + YEAR))
OVER_OR_TO_COME = ((ON - YEAR, ON), (ON + DAY, None))
TURNS = (ON - DAY, ON, ON + DAY)  # days on which one answer follows another
YES = (Answer.State.CONFIRMED_YES, Answer.State.LISTED)
TOWNS = ("Lowell", "Worcester", "Boston", "Cambridge", "Springfield", "Provincetown", "Pittsfield")
ASKED_PLACES = ("01609", "Lowell", "Roxbury", "provincetown", "12 Main St, Springfield MA")
RADII = (5, 10, 25, 50, 100)
WALKS = (0.5, 1)
NAMES = ("Harbor", "Elm", "Oak", "Riverside", "North Shore")

CLOCKS = [time(*at) for at in ((9,), (10, 5), (11, 50), (12,), (15,), (16, 25), (16, 30), (17,), (18,))]
LENGTHS = (60, 120, 180, 95)
TRACKS = ("Days", "Evenings", "Weekends")
PARTS_OF_DAY = ("morning", "afternoon", "evening", "weekend")


def invented_program(chance):
    pick = chance.choice
    return {
        "answers": {
            **{fact: invented_answers(chance) for fact in chance.sample(FACTS, chance.randint(3, 18))},
            **({} if chance.random() < 0.12 else {"schedule": invented_answers(chance, YES)}),
            **({} if chance.random() < 0.16 else {"intake": invented_answers(chance, (YES[0], *YES))}),
        },
        "status": pick(("listed", "listed", "listed", "confirmed", "confirmed", "confirmed", "lead", "withdrawn")),
        "name": pick(NAMES),
        "place": pick((None, *5 * (invented_place(chance),))),
        "tracks": [invented_track(chance, pick(("", name))) for name in TRACKS[: pick((0, 1, 1, 2, 2, 3))]],
        "intakes": [
            (pick((-1, 0, 5, 6, 20)), pick(("", *TRACKS))) for _ in range(chance.randint(0, 4))
        ],  # days from ON, name of a track
        "kept": pick((0, 1)),
        "broken": pick((0, 0, 1)),
    }


def invented_answers(chance, states=tuple(Answer.State.values)):
    """[(state, its first day, the day after its last)]: of one answer, or of two of which one follows the other."""
    if chance.random() < 0.12:
        turn = chance.choice(TURNS)
        return [(chance.choice(states), ON - YEAR, turn), (chance.choice(states), turn, None)]
    return [(chance.choice(states), *chance.choice((*LASTING * 5, *OVER_OR_TO_COME)))]


def invented_place(chance):
    """In a town, or just inside or outside a circle that a need draws."""
    if chance.random() < 0.4:
        return {"town": chance.choice(TOWNS), "pin": "exact", "point": beside_a_rim(chance)}
    return {
        "town": chance.choice((*TOWNS, *TOWNS, "", "Atlantis")),
        "pin": chance.choice(("exact", "exact", "exact", "town", "none")),
        "withheld": chance.random() < 0.15,
        "shift": chance.choice((0.0, 0.0, 0.01, 0.05, 0.2)),
        "postal_city": chance.choice(("", "", "Dorchester")),
    }


def beside_a_rim(chance):
    """A point a step inside or outside a radius around a place that is asked for, or a walk from a station.

    The step is a hundredth of a percent of the radius to three percent, and no two points are equally far.
    """
    if chance.random() < 0.4:
        centre, radius = chance.choice(stations.all()).point, chance.choice(WALKS)
    else:
        centre, radius = gazetteer.find(chance.choice(ASKED_PLACES)).point, chance.choice((25, *RADII))
    miles = radius * (1 + chance.choice((-1, 1)) * 10 ** -chance.uniform(1.5, 4))
    return tuple(great_circle(miles=miles).destination(centre, chance.randrange(360)))[:2]


def invented_track(chance, name):
    pick = chance.choice
    sessions = invented_sessions(chance, pick((0, 0, 1, 2, 3, 4)))
    most = max(2, len(sessions))
    stated = {
        "format": pick(Track.Format.values),
        "age_min": pick((0, 13, 18, 26)),
        "age_max": pick((17, 25, 64, 120)),
        "parts_of_day": chance.sample(PARTS_OF_DAY, chance.randint(0, 3)),
        "days_per_week": chance.randint(1, 5),
        "hours_per_session": pick((1.5, 2.0, 3.0)),
        "hours_per_week": pick((6.0, 9.0, 9.25, 12.5, 20.0)),
        "attend": pick((1, most - 1, most, most + 1)),
    }
    kept = {column: value for column, value in stated.items() if chance.random() < 0.5}
    return {**kept, "name": name, "sessions": sessions}


def invented_sessions(chance, most):
    """[(weekday, start, minutes)]: at the same hours on several days, as most programs have it, or two on a day."""
    days = chance.sample(range(len(WEEKDAY_CODES)), most)
    if chance.random() < 0.5:
        hours = chance.choice(CLOCKS), chance.choice(LENGTHS)
        return sorted((day, *hours) for day in days)
    fewer = days[: most - 1] or days
    starts = {(chance.choice(fewer), chance.choice(CLOCKS)) for _ in days}
    return [(*start, chance.choice(LENGTHS)) for start in sorted(starts)]


def small_vocabulary():
    """The real terms that generated programs use, and no others."""
    load_vocabulary()
    others = [term.pk for term in Term.objects.all() if term.fact not in FACTS]
    Term.objects.filter(pk__in=others).update(parent=None)
    Term.objects.filter(pk__in=others).delete()


def write(catalogue):
    """The generated programs as rows, in as many statements as there are models."""
    organization, _made = Organization.objects.get_or_create(name="Anybody", slug="anybody")
    rows = [
        Program(
            organization=organization, name=f"{wanted['name']} {number}", slug=f"p{number}", status=wanted["status"],
            intakes_kept=wanted["kept"], intakes_broken=wanted["broken"],
        )
        for number, wanted in enumerate(catalogue)
    ]  # fmt: skip
    sites = [wanted["place"] and site(number, **wanted["place"]) for number, wanted in enumerate(catalogue)]
    Site.objects.bulk_create([made for made in sites if made])
    for program, made in zip(rows, sites, strict=True):
        program.site = made
    Program.objects.bulk_create(rows)
    if rows:
        write_answers(rows, catalogue)
        write_tracks(rows, catalogue)


def site(number, *, town, pin, withheld=False, shift=0.0, point=None, postal_city=""):
    place = gazetteer.town(town)
    if point is None:
        point = (place.latitude + shift, place.longitude - shift) if place and not withheld else (None, None)
    return Site(
        key=f"site {number}", town=town, street="" if withheld else "1 Main St", withheld=withheld, pin=pin,
        latitude=point[0], longitude=point[1], postal_city=postal_city,
    )  # fmt: skip


def write_answers(rows, catalogue):
    said = Assertion.objects.create(
        program=rows[0], fact="words", answer="yes", source=make_source(), method="phone", said_on=date(2026, 1, 1)
    )
    Answer.objects.bulk_create(
        Answer(program=program, fact=fact, state=state, starts_on=starts_on, ends_on=ends_on, assertion=said)
        for program, wanted in zip(rows, catalogue, strict=True)
        for fact, answers in wanted["answers"].items()
        for state, starts_on, ends_on in answers
    )


def write_tracks(rows, catalogue):
    made = []
    for program, wanted in zip(rows, catalogue, strict=True):
        for position, track in enumerate(wanted["tracks"]):
            columns = {name: value for name, value in track.items() if name != "sessions"}
            made.append((Track(program=program, position=position, **columns), track["sessions"]))
    Track.objects.bulk_create([track for track, _sessions in made])
    Session.objects.bulk_create(
        Session(track=track, weekday=weekday, starts=starts, ends=later(starts, length))
        for track, sessions in made
        for weekday, starts, length in sessions
    )
    IntakeDate.objects.bulk_create(
        IntakeDate(program=program, date=ON + days * DAY, track_name=name)
        for program, wanted in zip(rows, catalogue, strict=True)
        for days, name in wanted["intakes"]
    )


def later(clock, minutes):
    total = clock.hour * 60 + clock.minute + minutes
    return time(*divmod(total, 60))
