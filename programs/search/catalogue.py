"""The published catalogue, immutable, as the search reads it: plain values and bitsets, no database.

Programs are numbered 0..N-1 in band order (discs); a set of programs is one int. What must hold on one track is kept in
layers: layer k holds the k-th track of every program that has one, under the program's own number, so that folding
tracks to programs is an `|` over layers.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from itertools import chain
from operator import or_
from typing import Any

from ..geography import stations
from .discs import Discs, band_order
from .words import WordIndex, words_of

YES_STATES = ("confirmed-yes", "listed")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer that holds for one fact, and who gave it. Equal evidence is one object throughout a catalogue."""

    state: str
    source_kind: str = ""
    source: str = ""
    url: str = ""
    said_on: date | None = None
    quote: str = ""
    note: str = ""
    disagrees: bool = False

    @property
    def is_yes(self):
        return self.state in YES_STATES


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """One track. Sessions are (weekday, start, end), Monday 0, minutes since midnight. What is not stated is empty."""

    name: str = ""
    format: str = ""
    age_min: int | None = None
    age_max: int | None = None
    language: str = ""
    parts_of_day: tuple[str, ...] = ()
    days_stated: int | None = None
    hours_per_session: float | None = None
    hours_stated: float | None = None
    attend: int | None = None
    weeks_min: int | None = None
    weeks_max: int | None = None
    entry: str = ""
    sessions: tuple[tuple[int, int, int], ...] = ()
    starts: date | None = None

    @property
    def sessions_to_attend(self):
        """k of "attend k of n"; all of them where that is not stated."""
        return min(self.attend or len(self.sessions), len(self.sessions))

    @property
    def days_per_week(self):
        if self.days_stated is not None:
            return self.days_stated
        if self.attend and self.sessions:
            return self.sessions_to_attend
        return len({weekday for weekday, _, _ in self.sessions}) or None

    @property
    def hours_per_week(self):
        """Stated, or computed from the shortest sessions that one may attend, or days times hours a session."""
        if self.hours_stated is not None:
            return self.hours_stated
        if self.sessions:
            lengths = sorted(ends - starts for _, starts, ends in self.sessions)
            return sum(lengths[: self.sessions_to_attend]) / 60
        if self.days_stated is not None and self.hours_per_session is not None:
            return self.days_stated * self.hours_per_session
        return None

    @property
    def ages(self):
        return self.age_min, self.age_max

    @property
    def needs_every_session(self):
        return bool(self.sessions) and self.sessions_to_attend == len(self.sessions)

    @property
    def pattern(self):
        """All that a schedule is judged by."""
        return self.sessions, self.parts_of_day, self.sessions_to_attend


NOTHING_STATED = TrackRecord()


@dataclass(frozen=True, slots=True)
class Record:
    """One published program, as plain values. `point` is where distance is measured from, which may be the town's
    middle (`about`); latitude and longitude are set only where a pin may stand."""

    pk: int
    slug: str
    name: str
    organization: str
    status: str = "listed"
    street: str = ""
    suite: str = ""
    town: str = ""
    postal_city: str = ""
    zip_code: str = ""
    withheld: bool = False
    point: tuple[float, float] | None = None
    about: bool = False
    phone: Any = ""
    phone_purpose: str = ""
    web_page: str = ""
    level_name: str = ""
    own_words: str = ""
    facts: dict[str, Evidence] = field(default_factory=dict)
    tracks: tuple[TrackRecord, ...] = ()
    kept_promises: bool = False

    @property
    def latitude(self):
        return None if self.about or self.point is None else self.point[0]

    @property
    def longitude(self):
        return None if self.about or self.point is None else self.point[1]

    @property
    def stop(self):
        """(the nearest Station, miles as the crow flies); None where the pin is not exact."""
        return None if self.latitude is None else stations.nearest(self.latitude, self.longitude)

    @property
    def starts(self):
        """Unexpired first intakes, earliest first."""
        return tuple(sorted({track.starts for track in self.tracks if track.starts}))

    def says_yes(self, fact):
        evidence = self.facts.get(fact)
        return bool(evidence and evidence.is_yes)

    @property
    def tracks_or_nothing(self):
        return self.tracks or (NOTHING_STATED,)

    @property
    def online_reaches(self):
        """(has an online track, and none of its tracks meets in person)."""
        formats = {track.format for track in self.tracks}
        return "online" in formats, "online" in formats and not formats & {"in-person", "hybrid"}


@dataclass(frozen=True, slots=True)
class TermRecord:
    """One word of a vocabulary, with the codes above it (nearest first) and all those below."""

    code: str
    label: str
    question: str
    parent: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    description: str = ""


class Grouped(dict):
    """A value -> the bitset of those that have it."""

    @classmethod
    def by(cls, pairs):
        """From (number, value) pairs."""
        numbers = defaultdict(list)
        for number, value in pairs:
            numbers[value].append(number)
        return cls((value, bits_of(members)) for value, members in numbers.items())


def bits_of(numbers):
    """The bitset of ascending numbers."""
    if not numbers:
        return 0
    members = bytearray((numbers[-1] >> 3) + 1)
    for number in numbers:
        members[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(members, "little")


class Layer:
    """The k-th tracks of the catalogue, grouped by each thing that a criterion may ask of a track.

    Week patterns are many and share few sessions: `whole` are the tracks of which every session has to be attended,
    `sessions` who of them meets when; `looser` groups the others by pattern.
    """

    ATTRIBUTES = ("format", "ages", "days_per_week", "hours_per_week", "starts")

    def __init__(self, catalogue, place):
        self.catalogue = catalogue
        self.place = place
        self.memo: dict[Any, Any] = {}
        tracks = [
            (number, record.tracks_or_nothing[place])
            for number, record in enumerate(catalogue.programs)
            if len(record.tracks_or_nothing) > place
        ]
        self.everybody = bits_of([number for number, _ in tracks])
        self.groups = {
            name: Grouped.by((number, getattr(track, name)) for number, track in tracks) for name in self.ATTRIBUTES
        }
        whole = [(number, track) for number, track in tracks if track.needs_every_session]
        self.whole = bits_of([number for number, _ in whole])
        self.sessions = Grouped.by((number, session) for number, track in whole for session in track.sessions)
        self.looser = Grouped.by((number, track.pattern) for number, track in tracks if not track.needs_every_session)
        schedule = catalogue.facts["schedule"]
        self.confirmed = self.everybody & schedule.get("confirmed-yes", 0)
        self.listed = self.everybody & schedule.get("listed", 0)

    def meeting_outside(self, sessions):
        """Of the tracks of which every session has to be attended, those that have one which is none of these."""
        return reduce(or_, (members for session, members in self.sessions.items() if session not in sessions), 0)


class Catalogue:
    """An immutable snapshot of what is public, on one day. `memo` keeps what was computed from it, for as long as it
    is in use."""

    def __init__(self, records, vocabularies, *, as_of, version=0, worth_a_call=()):
        """vocabularies: name -> [TermRecord], in order."""
        self.as_of, self.version, self.worth_a_call = as_of, version, worth_a_call
        self.programs = sorted(records, key=lambda record: (band_order(record.point), record.slug))
        self.vocabularies = {name: {term.code: term for term in terms} for name, terms in vocabularies.items()}
        self.memo: dict[Any, Any] = {}
        self.everybody = (1 << len(self.programs)) - 1
        self.discs = Discs([record.point for record in self.programs if record.point])
        self.placed = (1 << len(self.discs.longitudes)) - 1
        self.about = bits_of([n for n, record in enumerate(self.programs) if record.about])
        self.facts = self._group_facts()
        self.layers = [Layer(self, place) for place in range(self._most_tracks())]
        self.by_name = sorted(range(len(self.programs)), key=lambda n: (self.programs[n].name.casefold(), n))
        self.name_rank = [0] * len(self.programs)
        for rank, number in enumerate(self.by_name):
            self.name_rank[number] = rank
        reaches = [record.online_reaches for record in self.programs]
        self.online = bits_of([n for n, (some, _) in enumerate(reaches) if some])
        self.online_only = bits_of([n for n, (_, only) in enumerate(reaches) if only])
        self.promises_kept = bits_of([n for n, record in enumerate(self.programs) if record.kept_promises])

    def _most_tracks(self):
        return max((len(record.tracks) for record in self.programs), default=0) or 1

    def _group_facts(self):
        """fact -> state -> bitset."""
        numbers = defaultdict(lambda: defaultdict(list))
        for number, record in enumerate(self.programs):
            for fact, evidence in record.facts.items():
                numbers[fact][evidence.state].append(number)
        facts = defaultdict(dict)
        for fact, states in numbers.items():
            facts[fact] = {state: bits_of(members) for state, members in states.items()}
        return facts

    def __len__(self):
        return len(self.programs)

    @cached_property
    def sessions(self):
        """Every session of any track, once."""
        whole = (layer.sessions for layer in self.layers)
        looser = (pattern[0] for layer in self.layers for pattern in layer.looser)
        return frozenset(chain.from_iterable(chain(whole, looser)))

    @cached_property
    def numbers(self):
        """slug -> number."""
        return {record.slug: number for number, record in enumerate(self.programs)}

    def record(self, slug):
        """The published program of that slug, or None."""
        number = self.numbers.get(slug)
        return None if number is None else self.programs[number]

    @cached_property
    def words(self):
        texts = [
            " ".join((r.name, r.organization, r.town, r.postal_city, r.level_name, r.own_words)) for r in self.programs
        ]
        term_words = {
            f"{vocabulary}:{term.code}": words_of(" ".join((term.label, *term.synonyms)))
            for vocabulary, terms in self.vocabularies.items()
            for term in terms.values()
        }
        return WordIndex(texts, term_words)

    def said_yes(self, fact):
        states = self.facts.get(fact, {})
        return states.get("confirmed-yes", 0) | states.get("listed", 0)
