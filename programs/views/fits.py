"""How one program fits what was asked, as HTML: the sentence that counts, and a line for each thing."""

from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import wording

SIGNS = {"met": "met", "listed": "listed", "hinted": "ask", "silent": "ask", "doubted": "ask", "unmet": "unmet"}


def line(fit):
    """One <li>. The sign is drawn by its class; the words say the same."""
    sign = SIGNS[fit.verdict]
    notes = []
    if fit.said_on and fit.source:
        said_on = wording.day(fit.said_on) if fit.verdict in ("met", "unmet") else wording.month(fit.said_on)
        notes.append(f"{fit.source}, {said_on}")
    if fit.disagrees:
        notes.append(_("sources disagree; ask"))
    note = f" <small>{escape('; '.join(notes))}</small>" if notes else ""
    return f'<li class="{sign}"><span>{escape(fit.reason)}{note}</span></li>'


def lines(match):
    """The <li>s, best known first; where all of several values must hold, one for each value."""
    return "".join(line(fit) for fit in told(match))


def told(match):
    parts = [part for fit in match.fits.values() for part in (fit.parts or (fit,))]
    order = ("met", "listed", "ask", "unmet")
    return sorted(parts, key=lambda fit: order.index(SIGNS[fit.verdict]))


def tally(match):
    """["Meets 5 of the 6 things you asked for", "1 to ask about"], each a sentence of its own; criteria, not values."""
    met, listed, ask, unmet = (len(group) for group in (match.met, match.listed, match.to_ask, match.unmet))
    return _tally(met, listed, ask, unmet)


def _tally(met, listed, ask, unmet):
    asked = met + listed + ask + unmet
    if not asked:
        return []
    sentences = [
        ngettext(
            "Meets %(met)s of the %(asked)s thing you asked for",
            "Meets %(met)s of the %(asked)s things you asked for",
            asked,
        )
        % {"met": met, "asked": asked}
    ]
    if listed:
        sentences.append(ngettext("%(n)s listed, not confirmed", "%(n)s listed, not confirmed", listed) % {"n": listed})
    if ask:
        sentences.append(ngettext("%(n)s to ask about", "%(n)s to ask about", ask) % {"n": ask})
    if unmet:
        sentences.append(ngettext("%(n)s not met", "%(n)s not met", unmet) % {"n": unmet})
    return sentences


def block(match):
    """The part of a card that says why; empty when nothing was asked."""
    if not match.fits:
        return ""
    first, *others = tally(match)
    rest = "".join(f" <span>{escape(sentence)}</span>" for sentence in others)
    return (
        f'<div class="why"><p class="tally"><strong>{escape(first)}</strong>{rest}</p>'
        f'<ul class="signs">{lines(match)}</ul></div>'
    )
