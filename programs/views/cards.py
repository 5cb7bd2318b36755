"""A program in the list: drawn once for each catalogue, filled with what depends on the search."""

from html import escape

from django.utils.translation import gettext as _

from ..models import Source, Track
from ..search.age import ages_in_words
from ..search.memory import Remembered
from ..search.schedule import Schedule
from ..search.wording import rounded
from . import wording
from .fits import Drawing
from .own_list import PuttingAside
from .stencil import Stencil, kept

MOST_PAYERS = 4
MOST_CARDS = 10_000  # kept drawn: some 70 MB
PARTS_OF_DAY = Schedule.words


def draw(matches, query, catalogue, own_list):
    """The <li>s of the list. `query`: the search as a query string; `own_list`: what the visitor put aside."""
    escaped_query, aside = escape(query), PuttingAside(own_list, query)
    stencils = kept(catalogue, "cards", lambda: Remembered(MOST_CARDS))
    drawing, miles = kept(catalogue, "fits", Drawing), kept(catalogue, "miles", dict)
    return "".join(
        [
            _stencil(match.record, catalogue, stencils).fill(
                {
                    "number": str(match.number),
                    "miles": distance(match, miles),
                    "query": escaped_query,
                    "put_aside": aside.link(match.record, f"#program-{match.number}"),
                    "why": drawing.block(match),
                }
            )
            for match in matches
        ]
    )


def _stencil(record, catalogue, stencils):
    stencil = stencils.get(record.slug)
    if stencil is None:
        stencil = stencils[record.slug] = Stencil("includes/card.html", {"card": Card(record, catalogue)})
    return stencil


def distance(match, known):
    """The miles of a card, as HTML; `known` keeps what was put into words once."""
    if match.miles is None:
        return ""
    key = (rounded(match.miles), match.about)
    if key not in known:
        known[key] = _distance(match)
    return known[key]


def _distance(match):
    words = wording.apart(match)
    return f'<span class="miles">{escape(words)}</span>' if words else ""


class Card:
    """What a card says of a program whoever asks."""

    def __init__(self, record, catalogue):
        self.record = record
        self.catalogue = catalogue

    @property
    def tracks(self):
        return [TrackInWords(track) for track in self.record.tracks]

    @property
    def says_when(self):
        return any(track.says_when for track in self.tracks)

    @property
    def call(self):
        return wording.phone(self.record.phone)

    @property
    def dial(self):
        return wording.dialled(self.record.phone)

    @property
    def place(self):
        """Town, with the postal name that people know it by where that differs."""
        town, postal = self.record.town, self.record.postal_city
        return f"{postal} ({town})" if postal and town and postal != town else town or postal

    @property
    def address(self):
        """Street, suite and postal town on one line; "" where the street is not public."""
        record = self.record
        if record.withheld:
            return ""
        city = " ".join(part for part in (record.postal_city or record.town, _("MA"), record.zip_code) if part)
        return ", ".join(part for part in (record.street, record.suite, city) if part)

    @property
    def stop(self):
        """ "Train: 0.4 miles from Porter; step-free"; "" where no pin may stand, or nobody has to go there."""
        _some_online, only_online = self.record.online_reaches
        stop = None if only_online else self.record.stop
        return wording.stop(*stop) if stop else ""

    @property
    def focus(self):
        return ", ".join(self._labels("focus"))

    @property
    def payers(self):
        """The first few top payers that somebody names, and how many more."""
        labels = self._labels("insurance", top=True)
        return {"named": ", ".join(labels[:MOST_PAYERS]), "more": max(0, len(labels) - MOST_PAYERS)}

    @property
    def freshness(self):
        return freshness(self.record)

    def _labels(self, vocabulary, top=False):
        terms = self.catalogue.vocabularies.get(vocabulary, {})
        facts = self.record.facts
        said = [term for code, term in terms.items() if (fact := facts.get(f"{vocabulary}:{code}")) and fact.is_yes]
        return [term.label for term in said if not (top and term.parent)]


class TrackInWords:
    def __init__(self, track):
        self.track = track
        self.name = track.name
        self.meetings = wording.meetings(track.sessions)

    @property
    def parts_of_day(self):
        return "" if self.track.sessions else ", ".join(str(PARTS_OF_DAY[part]) for part in self.track.parts_of_day)

    @property
    def amount(self):
        """ "3 days a week · 9 hours a week · about 8 weeks": what of it is known."""
        track = self.track
        known = [
            self._days,
            self._hours,
            wording.weeks(track.weeks_min, track.weeks_max),
        ]
        return " · ".join(text for text in known if text)

    @property
    def _days(self):
        offered, needed = len(self.track.sessions), self.track.sessions_to_attend
        if needed < offered:
            return _("Come to %(needed)s of %(offered)s sessions a week") % {"needed": needed, "offered": offered}
        return wording.days_a_week(self.track.days_per_week) if self.track.days_per_week else ""

    @property
    def _hours(self):
        """A week; a session's where nobody has said how many there are."""
        if self.track.hours_per_week:
            return wording.hours_a_week(self.track.hours_per_week)
        return wording.hours_a_session(self.track.hours_per_session) if self.track.hours_per_session else ""

    @property
    def says_when(self):
        """Whether a day, a part of it or a number of days is known."""
        return bool(self.meetings or self.track.parts_of_day or self.track.days_per_week)

    @property
    def format(self):
        return Track.Format(self.track.format).label if self.track.format else ""

    @property
    def ages(self):
        return ages_in_words(self.track)

    @property
    def starts(self):
        return wording.day(self.track.starts) if self.track.starts else ""

    @property
    def entry(self):
        return Track.Entry(self.track.entry).label if self.track.entry else ""


def freshness(record):
    """{"text", "is_old"}: the newest word of somebody who can know, else the newest document."""
    said = [evidence for evidence in record.facts.values() if evidence.said_on]
    confirming = [evidence for evidence in said if evidence.state.startswith("confirmed")]
    if not said:
        return {"text": _("No source with a date yet"), "is_old": True}
    newest = max(confirming or said, key=lambda evidence: evidence.said_on)
    return {"text": _freshness(newest, bool(confirming)), "is_old": not confirming}


def _freshness(evidence, is_confirmed):
    kind = evidence.source_kind
    words = {
        Source.Kind.PHONE: _("Checked by phone %(day)s")
        if is_confirmed
        else _("Last checked by phone %(day)s; ask again"),
        Source.Kind.STAFF: _("Confirmed by the program %(day)s")
        if is_confirmed
        else _("Last confirmed by the program %(day)s; ask again"),
        Source.Kind.CLINICIAN: _("Confirmed by a clinician %(day)s")
        if is_confirmed
        else _("Last confirmed by a clinician %(day)s; ask again"),
        Source.Kind.FEDERAL: _("From the federal listing of %(day)s, not yet confirmed"),
        Source.Kind.WEB_PAGE: _("From its own web page, noted %(day)s, not yet confirmed"),
        Source.Kind.DOCUMENT: _("From a document of %(day)s, not yet confirmed"),
        Source.Kind.VISITOR: _("From a visitor %(day)s, not yet confirmed"),
    }
    return words[kind] % {"day": wording.day(evidence.said_on)}
