"""How one program fits what was asked, as HTML: the sentence that counts, and a line for each thing."""

from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import wording
from .week import in_detail

SIGNS = {"met": "met", "listed": "listed", "hinted": "ask", "silent": "ask", "doubted": "ask", "unmet": "unmet"}
ORDER = {"met": 0, "listed": 1, "ask": 2, "unmet": 3}


class Drawing:
    """Draws fits in one language. What recurs (who said it, how many are met) is put into words once."""

    def __init__(self):
        self._notes = {}
        self._tallies = {}

    def block(self, match, wish=None):
        """The part of a card that says why; empty when nothing was asked. wish: what was asked of its schedule."""
        if not match.fits:
            return ""
        first, *others = self.tally(match)
        rest = "".join(f" <span>{sentence}</span>" for sentence in others)
        return (
            f'<div class="why"><p class="tally"><strong>{first}</strong>{rest}</p>'
            f'<ul class="signs">{self.lines(match, wish)}</ul></div>'
        )

    def tally(self, match):
        """["Meets 5 of the 6 things you asked for", "1 to ask about"], as HTML; it counts criteria, not values."""
        counts = [0, 0, 0, 0]
        for fit in match.fits.values():
            counts[ORDER[SIGNS[fit.verdict]]] += 1
        key = tuple(counts)
        if key not in self._tallies:
            self._tallies[key] = [escape(sentence) for sentence in tally_in_words(*key)]
        return self._tallies[key]

    def lines(self, match, wish=None):
        """The <li>s, best known first; where all of several values must hold, one for each value."""
        parts = [part for fit in match.fits.values() for part in (fit.parts or (fit,))]
        parts.sort(key=lambda fit: ORDER[SIGNS[fit.verdict]])
        sessions = match.fits.get("schedule") if wish else None
        return "".join([self.line(fit, in_detail(match, wish) if fit is sessions else "") for fit in parts])

    def line(self, fit, detail=""):
        """The sign is drawn by its class; the words say the same."""
        more = f' <span class="detail">{escape(detail)}</span>' if detail else ""
        return f'<li class="{SIGNS[fit.verdict]}"><span>{escape(fit.reason)}{more}{self._note(fit)}</span></li>'

    def _note(self, fit):
        key = (fit.source, fit.said_on, fit.verdict, fit.disagrees)
        if key not in self._notes:
            self._notes[key] = _note_in_words(*key)
        return self._notes[key]


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
