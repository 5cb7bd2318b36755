"""What to say on the phone, for somebody who dreads to call: short, plain, made from what this person looks for."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..search.schedule import Schedule
from . import wording
from .my_week import busy_of

FEW = 3  # questions that a first call can bear


def lines(need, catalogue, questions):
    """The sentences in the order in which they are said."""
    return [
        _("Hello. I am looking for an intensive outpatient program, an IOP."),
        *_about_me(need, catalogue),
        *_asking(questions[:FEW]),
        _("When is the next day that I could come for a first talk, and what should I bring?"),
        _("May I write down your name, and the best number for calling back?"),
    ]


def _about_me(need, catalogue):
    """What was asked for, as far as one says it to a stranger on the phone."""
    wanted = need.wanted
    if need.near:
        yield _("I am near %(place)s.") % {"place": get_text_list([str(p) for p in need.near.places], _("and"))}
    if "age" in wanted:
        yield ngettext(
            "It is for somebody who is %(age)s year old.", "It is for somebody who is %(age)s years old.", wanted["age"]
        ) % {"age": wanted["age"]}
    if "condition" in wanted:
        yield _("It is for help with %(conditions)s.") % {"conditions": _labels("condition", need, catalogue, _("and"))}
    if "insurance" in wanted:
        yield _("The insurance is %(insurance)s.") % {"insurance": _labels("insurance", need, catalogue, _("or"))}
    if "language" in wanted:
        yield _("Care in %(languages)s would be best.") % {"languages": _labels("language", need, catalogue, _("or"))}
    yield from _times(need)


def _labels(vocabulary, need, catalogue, last_word):
    terms = catalogue.vocabularies[vocabulary]
    return get_text_list([terms[code].label for code in need.wanted[vocabulary]], last_word)


def _times(need):
    wish = need.wanted.get("schedule")
    if wish and wish.parts:
        words = Schedule.words
        yield _("The times that work are %(parts)s.") % {
            "parts": get_text_list([str(words[part]) for part in wish.parts], _("and"))
        }
    if busy_of(need):
        times = [" ".join(meeting) for meeting in wording.meetings(busy_of(need))]
        yield _("These times do not work: %(times)s.") % {"times": get_text_list(times, _("and"))}


def _asking(questions):
    if questions:
        yield ngettext("May I ask you a question?", "May I ask you a few questions?", len(questions))
    yield from questions
