"""Programs beside each other: a row for each thing that a person weighs, with who said it and when in every cell.

Rows in which the programs differ stand first. Of a vocabulary only the terms that differ stand there; those that all
say alike follow below. What none of them says is named once, at the end, with the question to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import level_of_care, wording
from .dossier import ALWAYS_ASKED, CARE, ENTRANCE, TRUST, WHO, Dossier, source_in_words
from .dossier import SIGNS as SIGN_OF_STATE
from .fits import SIGNS as SIGN_OF_VERDICT

# Ages stand in one row with those of the tracks.
VOCABULARIES = tuple(
    named
    for named in (*CARE, ("insurance", gettext_lazy("Insurance")), *WHO, *ENTRANCE, *TRUST)
    if named[0] != "age-band"
)
QUESTIONS = dict(ALWAYS_ASKED)
WORD_OF_STATE = {
    "confirmed-yes": gettext_lazy("Confirmed"),
    "listed": gettext_lazy("Listed"),
    "doubted": gettext_lazy("Probably not"),
    "confirmed-no": gettext_lazy("No"),
}
WORD_OF_SIGN = {
    "met": gettext_lazy("Met"),
    "listed": gettext_lazy("Listed"),
    "ask": gettext_lazy("Ask"),
    "unmet": gettext_lazy("Not met"),
}


class Line(NamedTuple):
    """What one source says in a cell: the sign and its word, the facts, who said it, and what to ask."""

    sign: str
    word: Any
    texts: tuple[str, ...] = ()
    source: str = ""
    question: str = ""
    link: str = ""


NOTHING = Line("ask", gettext_lazy("Not stated"))
NOTHING_ELSE = Line("ask", gettext_lazy("Nothing else stated"))


@dataclass
class Row:
    """`cells`: the lines of each program, in order; empty where it says nothing. Of a vocabulary
    there may be two rows: of what all say alike (`is_shared`), and of the rest (`is_rest`)."""

    label: Any
    cells: list[tuple[Line, ...]]
    hint: str = ""
    question: str = ""
    is_shared: bool = False
    is_rest: bool = False

    @property
    def is_blank(self):
        return not any(self.cells)

    @property
    def differs(self):
        """What is said differs; who said it does not count."""
        return not self.is_shared and len({tuple((line.sign, line.texts) for line in cell) for cell in self.cells}) > 1

    @property
    def said_by_all(self):
        """The lines, where each cell is the same to the letter; None where they are not."""
        return self.cells[0] if len(set(self.cells)) == 1 else None

    @property
    def shown(self):
        """The cells, with the question to ask in those that say nothing."""
        nothing = NOTHING_ELSE if self.is_rest else NOTHING._replace(question=self.question)
        return [cell or (nothing,) for cell in self.cells]


class SideBySide:
    """dossiers: those to compare, in order; they share one need and one catalogue."""

    def __init__(self, dossiers):
        self.dossiers: list[Dossier] = dossiers
        rows = list(self._rows())
        self.differing = [row for row in rows if not row.is_blank and row.differs]
        self.alike = [row for row in rows if not row.is_blank and not row.differs]
        self.blank = [row for row in rows if row.is_blank]

    @property
    def parts(self):
        """[(id, heading, [(row, [(program's name, lines)])])]: first where they differ, then where they are alike."""
        names = [dossier.record.name for dossier in self.dossiers]
        parts = (("differ", _("Where they differ"), self.differing), ("alike", _("Where they are alike"), self.alike))
        return [
            (code, heading, [(row, list(zip(names, row.shown, strict=True))) for row in rows])
            for code, heading, rows in parts
            if rows
        ]

    def _rows(self) -> Iterable[Row]:
        yield from self._fits()
        yield self._row(_("Days and times"), meetings, str(QUESTIONS["schedule"]))
        yield self._row(_("Days and hours a week"), amounts, _("How many days and hours a week would I come?"))
        yield self._row(_("How long"), weeks, _("How many weeks does it usually last?"))
        yield self._row(_("In person or online"), formats, _("Do you meet in person, or online?"))
        yield self._row(_("Ages"), ages, _("For which ages is this program?"))
        yield self._row(_("Next start"), starts, str(QUESTIONS["intake"]))
        yield self._row(_("Where"), places, _("Where do you meet?"))
        yield self._row(_("Nearest rail stop"), stations)
        for vocabulary, label in VOCABULARIES:
            yield from self._terms(vocabulary, label)
        for section, label in SECTIONS:
            yield self._row(label, stated_columns(section))
        yield self._row(_("Phone"), phones)

    def _row(self, label, cell, question=""):
        return Row(label, [tuple(cell(dossier)) for dossier in self.dossiers], question=question)

    def _fits(self):
        need, catalogue = self.dossiers[0].need, self.dossiers[0].catalogue
        for criterion, wanted in need.asked:
            fits = [dossier.match.fits[criterion.name] for dossier in self.dossiers]
            yield Row(
                criterion.label,
                [tuple(line_of_fit(part) for part in (fit.parts or (fit,))) for fit in fits],
                hint=capfirst(str(criterion.describe(wanted, catalogue))),
            )

    def _terms(self, vocabulary, label):
        """The row of the terms that differ, and the row of those that all say alike."""
        said = [terms_said(dossier, vocabulary) for dossier in self.dossiers]
        states = [{_state(pair) for pair in terms} for terms in said]
        alike = set.intersection(*states)
        shared, rest = (
            [lines_of_terms([pair for pair in terms if (_state(pair) in alike) is wanted]) for terms in said]
            for wanted in (True, False)
        )
        if alike:
            yield Row(label, shared, is_shared=True)
        if alike and any(rest):
            yield Row(label, rest, hint=_("What all say alike follows below."), is_rest=True)
        elif not alike:
            yield Row(label, rest, question=str(QUESTIONS.get(vocabulary, "")))


def _state(pair):
    term, evidence = pair
    return term, evidence.state


SECTIONS = (
    ("money", gettext_lazy("Cost")),
    ("people", gettext_lazy("Groups and team")),
    ("getting_in", gettext_lazy("Getting in")),
    ("after", gettext_lazy("When it ends")),
)
FACT_OF = {"getting_in": "getting-in"}


def line_of_fit(fit):
    sign = SIGN_OF_VERDICT[fit.verdict]
    question = str(fit.question) if sign == "ask" else ""
    return Line(sign, WORD_OF_SIGN[sign], (str(fit.reason),), _source(fit), question)


def _source(fit):
    words = ""
    if fit.source and fit.said_on:
        words = _("%(source)s, %(day)s") % {"source": fit.source, "day": wording.day(fit.said_on)}
    return _with_doubt(words, fit.disagrees)


def _with_doubt(source, disagrees):
    if not disagrees:
        return source
    return _("%(source)s; sources disagree") % {"source": source} if source else _("sources disagree")


def stated(dossier, fact, texts, link=""):
    """What a section of facts says, in the state of that section; no line where nothing is said."""
    evidence, texts = dossier.record.facts.get(fact), tuple(texts)
    if evidence and texts:
        source = _with_doubt(source_in_words(evidence), evidence.disagrees)
        yield Line(SIGN_OF_STATE[evidence.state], WORD_OF_STATE[evidence.state], texts, source, link=link)


def by_track(dossier, words):
    """What `words` says of each track, behind the track's name; once, where it is the same of all."""
    said = [(track["words"].name, words(track["words"])) for track in dossier.tracks]
    if len({text for _name, text in said}) == 1:
        said = [("", said[0][1])]
    for name, text in said:
        if text and name:
            yield _("%(track)s: %(text)s") % {"track": name, "text": text}
        elif text:
            yield text


def meetings(dossier):
    def words(track):
        met = [_("%(days)s %(hours)s") % {"days": days, "hours": hours} for days, hours in track.meetings]
        return ", ".join(met) or capfirst(track.parts_of_day)

    return stated(dossier, "schedule", by_track(dossier, words))


def amounts(dossier):
    """Days and hours a week, and a remark where they are not those of an IOP."""
    yield from stated(dossier, "schedule", by_track(dossier, lambda words: amount(words.track)))
    for remark in dict.fromkeys(level_of_care.remark(track) for track in dossier.record.tracks):
        if remark:
            yield Line("ask", WORD_OF_SIGN["ask"], (remark,))


def amount(track):
    days, hours = track.days_per_week, track.hours_per_week
    parts = [wording.days_a_week(days) if days else "", wording.hours_a_week(hours) if hours else ""]
    return ", ".join(part for part in parts if part)


def weeks(dossier):
    words = by_track(dossier, lambda words: wording.weeks(words.track.weeks_min, words.track.weeks_max))
    return stated(dossier, "schedule", (capfirst(text) for text in words))


def formats(dossier):
    return stated(dossier, "schedule", by_track(dossier, lambda words: str(words.format)))


def ages(dossier):
    yield from stated(dossier, "schedule", by_track(dossier, lambda words: words.ages))
    yield from lines_of_terms(terms_said(dossier, "age-band"))


def starts(dossier):
    return stated(dossier, "intake", [wording.day(day) for day in dossier.record.starts])


def places(dossier):
    card, match = dossier.card, dossier.match
    where = card.address or (
        _("In %(town)s; the street address is not public") % {"town": card.place} if card.place else ""
    )
    apart = wording.apart(match)
    if where and apart:
        where = _("%(where)s, %(miles)s away") % {"where": where, "miles": apart}
    return stated(dossier, "address", [where] if where else [])


def stations(dossier):
    """As the crow flies from where the address is; where it is not public we do not know."""
    evidence, stop = dossier.record.facts.get("address"), dossier.card.stop
    if evidence and stop:
        source = _("from the MBTA’s stations; address: %(source)s") % {
            "source": _with_doubt(source_in_words(evidence), evidence.disagrees)
        }
        yield Line(SIGN_OF_STATE[evidence.state], _("Measured"), (stop,), source)


def phones(dossier):
    card = dossier.card
    return stated(dossier, "contact", [card.call] if card.call else [], link=card.dial)


def stated_columns(section):
    fact = FACT_OF.get(section, section)

    def cell(dossier):
        values = dossier.columns[section]["values"]
        texts = [_("%(label)s: %(value)s") % {"label": capfirst(label), "value": value} for label, value in values]
        return stated(dossier, fact, texts)

    return cell


def terms_said(dossier, vocabulary):
    """[(label, Evidence)] of the terms of a vocabulary about which somebody said something, in its order."""
    terms, facts = dossier.catalogue.vocabularies.get(vocabulary, {}), dossier.record.facts
    return [
        (term.label, facts[f"{vocabulary}:{code}"]) for code, term in terms.items() if f"{vocabulary}:{code}" in facts
    ]


def lines_of_terms(said):
    """Terms of one state and source on one line, the best known first."""
    order = list(SIGN_OF_STATE)

    def key(pair):
        evidence = pair[1]
        return order.index(evidence.state), _with_doubt(source_in_words(evidence), evidence.disagrees)

    return tuple(
        Line(
            SIGN_OF_STATE[order[place]], WORD_OF_STATE[order[place]], (", ".join(label for label, _e in group),), source
        )
        for (place, source), group in groupby(sorted(said, key=key), key=key)
    )
