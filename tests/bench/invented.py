"""Programs as chance invents them, in plain values, from which both kinds of generated catalogues are made."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import accumulate
from random import Random

from phonenumber_field.phonenumber import PhoneNumber

from programs.curation.sections import recheck_days
from programs.curation.vocabularies import kept_terms
from programs.geography import gazetteer, tables
from programs.search.catalogue import Evidence, TrackRecord

# How many terms of each vocabulary a program speaks of, about: some are drawn twice.
SPOKEN_OF = {
    "condition": 5, "therapy": 5, "service": 4, "insurance": 5, "staff": 2, "access": 2, "focus": 1, "language": 1,
    "population": 1.5, "family": 0.8, "aftercare": 1, "age-band": 1, "licence": 0.7, "level": 0.6,
}  # fmt: skip
FACTS_DRAWN = 27
PATTERNS = 300
AREA_CODES = (413, 508, 617, 774, 781, 857, 978, 339, 351)
ADJECTIVES = (
    "Amber", "Autumn", "Birch", "Blue", "Bright", "Brook", "Cedar", "Clear", "Copper", "Coral", "Elm", "Fern", "Garnet",
    "Golden", "Granite", "Green", "Hazel", "High", "Iron", "Ivory", "Juniper", "Linden", "Maple", "Meadow", "Mill",
    "North", "Oak", "Orchard", "Pine", "Quiet", "River", "Salt", "Silver", "South", "Spruce", "Stone", "Willow",
)  # fmt: skip
NOUNS = (
    "Bay", "Bridge", "Brook", "Common", "Cove", "Crossing", "Falls", "Field", "Ford", "Gate", "Glen", "Green", "Grove",
    "Harbor", "Haven", "Hill", "Island", "Lake", "Landing", "Light", "Meadow", "Mill", "Neck", "Point", "Pond", "Ridge",
    "River", "Shore", "Spring", "Square", "Valley", "View", "Village", "Wharf", "Wood",
)  # fmt: skip
KINDS = ("Day", "Evening", "Adult", "Teen", "Recovery", "Trauma", "Mood", "Family", "Young Adult", "Co-occurring")
AGES = ((None, None), (18, None), (18, None), (18, None), (13, 17), (12, 18), (18, 25), (60, None))
DOCUMENTS = ("federal-listing", "web-page")
STATES = {True: ("confirmed-yes", "listed"), False: ("confirmed-no", "doubted")}


@dataclass(frozen=True, slots=True)
class Said:
    """One voice saying yes or no on one day. `fresh` holds until the fact's re-check date, `lasting` after it."""

    kind: str
    name: str
    url: str
    said_on: date
    age: int
    is_yes: bool
    fresh: Evidence
    lasting: Evidence

    @classmethod
    def by(cls, kind, name, url, age, *, is_yes, on):
        said_on = on - timedelta(days=age)
        fresh, lasting = (Evidence(state, kind, name, url, said_on) for state in STATES[is_yes])
        return cls(kind, name, url, said_on, age, is_yes, fresh, lasting)

    @property
    def is_document(self):
        return self.kind in DOCUMENTS

    @property
    def method(self):
        return "document" if self.is_document else self.kind

    @property
    def answer(self):
        return "yes" if self.is_yes else "no"

    @property
    def published_on(self):
        return self.said_on if self.is_document else None

    @property
    def edition(self):
        """What is one row among the sources."""
        return self.kind, self.url, self.published_on

    def evidence(self, fact):
        return self.lasting if self.is_document or self.age > recheck(fact) else self.fresh


@dataclass(frozen=True, slots=True)
class Address:
    number: int
    street: str
    town: str
    postal_city: str
    zip_code: str
    county: str
    pin: str
    withheld: bool
    latitude: float | None
    longitude: float | None

    @property
    def about(self):
        return self.pin == "town"

    @property
    def measured_from(self):
        return gazetteer.town(self.town).point if self.about else (self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Invented:
    pk: int
    slug: str
    name: str
    organization: str
    status: str
    phone: PhoneNumber
    web_page: str
    level_name: str
    own_words: str
    place: Address
    facts: dict[str, Said]
    tracks: tuple[TrackRecord, ...]
    kept: int
    broken: int


recheck = cache(recheck_days)


def inventions(n, seed, on):
    """n Invented programs as of a day, one by one."""
    chance = Random(seed)
    facts, weights = weighted_facts()
    zips = sorted(tables.atlas().zips.values(), key=lambda place: place.zip_code)
    patterns = week_patterns(seed)
    shared_voices = cache(partial(Said.by, on=on))
    place = None
    for pk in range(1, n + 1):
        if place is None or chance.random() > 0.15:  # the others share an address
            place = some_address(pk, chance, zips)
        voices, shares = some_voices(pk, chance, shared_voices, on)
        drawn = chance.choices(facts, cum_weights=weights, k=FACTS_DRAWN)
        said = dict(zip(drawn, chance.choices(voices, cum_weights=shares, k=FACTS_DRAWN), strict=True))
        said["contact"] = said["address"] = voices[0]
        tracks = some_tracks(chance, patterns)
        if tracks:
            said["schedule"] = chance.choice(voices[::2])
            if chance.random() < 0.4:
                said["intake"] = shared_voices("staff", "Program staff", "", chance.randrange(7), is_yes=True)
                tracks = tuple(replace(track, starts=some_day(chance, on)) for track in tracks)
        confirmed = not all(one.is_document for one in voices)
        name = f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(KINDS)} IOP"
        yield Invented(
            pk=pk, slug=f"{name.lower().replace(' ', '-')}-{pk}", name=name,
            organization=f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {place.county}",
            status="confirmed" if confirmed else "listed",
            phone=PhoneNumber(
                country_code=1, national_number=chance.choice(AREA_CODES) * 10**7 + 5550100 + chance.randrange(100)
            ),
            web_page=f"https://example.org/programs/{pk}",
            level_name=chance.choice(("IOP", "Intensive outpatient", "PHP and IOP", "")),
            own_words=" ".join(chance.choices(NOUNS, k=8)).lower() if chance.random() < 0.5 else "",
            place=place, facts=said, tracks=tracks, kept=chance.choice((0, 0, 0, 1, 2)),
            broken=chance.choice((0, 0, 0, 0, 1)),
        )  # fmt: skip


@cache
def weighted_facts():
    """Every fact, and cumulative weights: what stands early in a vocabulary is what most programs speak of."""
    ranks = dict.fromkeys(SPOKEN_OF, 0)
    facts, weights = [], []
    for row in kept_terms():
        vocabulary = row["vocabulary"]
        ranks[vocabulary] += 1
        facts.append(f"{vocabulary}:{row['code']}")
        weights.append(SPOKEN_OF[vocabulary] / ranks[vocabulary])
    totals = {vocabulary: sum(1 / rank for rank in range(1, most + 1)) for vocabulary, most in ranks.items()}
    weights = [weight / totals[fact.split(":")[0]] for fact, weight in zip(facts, weights, strict=True)]
    return facts, list(accumulate(weights))


def some_voices(pk, chance, shared, on):
    """([Said...], cumulative shares of facts): each voice with its yes and, next to it, its rarer no."""
    voices = []
    if chance.random() < 0.7:
        voices.append(("federal-listing", "Invented listing", "https://example.org/listing", 200, shared))
    if not voices or chance.random() < 0.4:
        page = f"https://example.org/programs/{pk}"
        voices.append(("web-page", "The program’s web page", page, chance.randrange(700), partial(Said.by, on=on)))
    if chance.random() < 0.65:
        kind, name = chance.choice((("phone", "Phone check"), ("staff", "Program staff"), ("clinician", "A clinician")))
        voices.append((kind, name, "", chance.choice((1, 1, 1, 2, 5)) * chance.randrange(90), shared))
    said, shares = [], []
    for *voice, make in voices:
        for is_yes, share in ((True, 9), (False, 1)):
            said.append(make(*voice, is_yes=is_yes))
            # Somebody who can know says more than a document.
            shares.append(share if voice[0] in DOCUMENTS else 3 * share)
    return said, list(accumulate(shares))


def some_address(pk, chance, zips):
    """Near the middle of a ZIP code; of some only the town is known, and of some the street is withheld."""
    around = chance.choice(zips)
    latitude, longitude = around.latitude + chance.gauss(0, 0.008), around.longitude + chance.gauss(0, 0.01)
    kind = chance.choices(("exact", "town", "withheld"), (94, 3, 3))[0]
    withheld = kind == "withheld"
    return Address(
        number=pk, street="" if withheld else f"{chance.randrange(1, 900)} {chance.choice(NOUNS)} St", town=around.town,
        postal_city=around.name, zip_code=around.zip_code, county=around.county,
        pin="exact" if kind == "exact" else "town", withheld=withheld,
        latitude=None if withheld else round(latitude, 6), longitude=None if withheld else round(longitude, 6),
    )  # fmt: skip


def some_tracks(chance, patterns):
    many = chance.choices((0, 1, 2, 3), (25, 45, 20, 10))[0]
    tracks = []
    for name in ("A", "B", "C")[:many]:
        age_min, age_max = chance.choice(AGES)
        weeks = chance.choice((None, None, 4, 6, 8))
        tracks.append(
            replace(
                chance.choice(patterns), name=f"Track {name}", age_min=age_min, age_max=age_max,
                format=chance.choice(("", "in-person", "in-person", "in-person", "hybrid", "online")), weeks_min=weeks,
                weeks_max=weeks and weeks + 4, entry=chance.choice(("", "rolling", "rolling", "cohort")),
                language=chance.choice(("", "", "", "", "", "es", "pt")),
            )
        )  # fmt: skip
    return tuple(tracks)


@cache
def week_patterns(seed):
    """Weeks as tracks that state nothing else: sessions on one to five days, or parts of the day alone."""
    chance = Random(seed)
    patterns = set()
    while len(patterns) < PATTERNS:
        days = sorted(chance.sample(range(7 if chance.random() < 0.2 else 5), chance.choice((1, 2, 3, 3, 3, 4, 5))))
        starts = chance.choice((480, 510, 540, 570, 600, 720, 780, 840, 930, 960, 1020, 1050, 1080))
        hours = chance.choice((2, 2.5, 3, 3, 3, 3.5, 4))
        if chance.random() < 0.15:
            part = "morning" if starts < 720 else "afternoon" if starts < 990 else "evening"
            patterns.add(TrackRecord(parts_of_day=(part,), days_stated=len(days), hours_per_session=hours))
            continue
        attend = len(days) - 1 if len(days) > 2 and chance.random() < 0.25 else None
        sessions = tuple((day, starts, starts + int(hours * 60)) for day in days)
        patterns.add(TrackRecord(sessions=sessions, attend=attend))
    return sorted(patterns, key=repr)


def some_day(chance, on):
    """A first intake within two months, on a workday, for two of three tracks."""
    if chance.random() < 1 / 3:
        return None
    day = on + timedelta(days=chance.randrange(60))
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
