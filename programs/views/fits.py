"""How one program fits what was asked, as HTML: the sentence that counts, and a line for each thing."""

from html import escape
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..search.memory import Remembered, remembered
from . import wording
from .week import in_detail

SIGNS = {"met": "met", "listed": "listed", "hinted": "ask", "silent": "ask", "doubted": "ask", "unmet": "unmet"}
ORDER = {"met": 0, "listed": 1, "ask": 2, "unmet": 3}
BY_SIGN = itemgetter(0)
MOST_DRAWN = 50_000  # a program beside a wish: some 25 MB


class Drawn(NamedTuple):
    """One criterion of one program as HTML: the lines with their signs, best known first, and its own sign."""

    sign: str
    lines: tuple[tuple[int, str], ...]


class Drawing:
    """Draws fits in one language. What recurs is drawn once: who said it, how many are met, and how a program meets a
    wish from closed lists."""

    def __init__(self):
        self._notes = {}
        self._tallies = {}
        self._drawn = Remembered(MOST_DRAWN)

    def block(self, match):
        """The part of a card that says why; empty when nothing was asked."""
        drawn = self._all(match)
        if not drawn:
            return ""
        first, *others = self._tally(drawn)
        rest = "".join(f" <span>{sentence}</span>" for sentence in others)
        return (
            f'<div class="why"><p class="tally"><strong>{first}</strong>{rest}</p>'
            f'<ul class="signs">{_in_order(drawn)}</ul></div>'
        )

    def tally(self, match):
        """["Meets 5 of the 6 things you asked for", "1 to ask about"], as HTML; it counts criteria, not values."""
        return self._tally(self._all(match))

    def lines(self, match):
        """The <li>s, best known first; where all of several values must hold, one for each value."""
        return _in_order(self._all(match))

    def _all(self, match):
        return [self._one(match, criterion, wanted) for criterion, wanted in match.need.asked]

    def _one(self, match, criterion, wanted):
        closed = criterion.closed_key(wanted)
        if closed is None:
            return self._draw(match, criterion, wanted)
        key = (criterion.name, closed, match.record.slug, match.track_number)
        return remembered(self._drawn, key, lambda: self._draw(match, criterion, wanted))

    def _draw(self, match, criterion, wanted):
        fit = match.fit(criterion, wanted)
        detail = in_detail(match, wanted, fit) if criterion.name == "schedule" else ""
        return Drawn(
            SIGNS[fit.verdict],
            tuple((ORDER[SIGNS[part.verdict]], self._line(part, detail)) for part in fit.parts or (fit,)),
        )

    def _tally(self, drawn):
        signs = [one.sign for one in drawn]
        key = tuple(map(signs.count, ORDER))
        if key not in self._tallies:
            self._tallies[key] = [escape(sentence) for sentence in tally_in_words(*key)]
        return self._tallies[key]

    def _line(self, fit, detail):
        """The sign is drawn by its class; the words say the same."""
        more = f' <span class="detail">{escape(detail)}</span>' if detail else ""
        return f'<li class="{SIGNS[fit.verdict]}"><span>{escape(fit.reason)}{more}{self._note(fit)}</span></li>'

    def _note(self, fit):
        key = (fit.source, fit.said_on, fit.verdict, fit.disagrees)
        if key not in self._notes:
            self._notes[key] = _note_in_words(*key)
        return self._notes[key]


def _in_order(drawn):
    lines = sorted((line for one in drawn for line in one.lines), key=BY_SIGN)
    return "".join([line for _order, line in lines])


def _note_in_words(source, said_on, verdict, disagrees):
    notes = []
    if said_on and source:
        day = wording.day(said_on) if verdict in ("met", "unmet") else wording.month(said_on)
        notes.append(_("%(source)s, %(day)s") % {"source": source, "day": day})
    if disagrees:
        notes.append(_("sources disagree; ask"))
    return f" <small>{escape('; '.join(notes))}</small>" if notes else ""


def tally_in_words(met, listed, ask, unmet):
    """A sentence for each kind that there is, what is met first; nothing where nothing was asked."""
    asked = met + listed + ask + unmet
    if not asked:
        return []
    if asked == met == 1:
        return [_("Meets the one thing you asked for")]
    meets = ngettext(
        "Meets %(met)s of the %(asked)s thing you asked for",
        "Meets %(met)s of the %(asked)s things you asked for",
        asked,
    )
    sentences = [meets % {"met": met, "asked": asked}]
    if listed:
        sentences.append(ngettext("%(n)s listed, not confirmed", "%(n)s listed, not confirmed", listed) % {"n": listed})
    if ask:
        sentences.append(ngettext("%(n)s to ask about", "%(n)s to ask about", ask) % {"n": ask})
    if unmet:
        sentences.append(ngettext("%(n)s not met", "%(n)s not met", unmet) % {"n": unmet})
    return sentences
