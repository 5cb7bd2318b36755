"""Is an IOP right for me? Six plain questions, answered by following links. The answers are letters in the address, and
nowhere else; nothing is counted up. What they point to is decided by the first rule that holds (`Said.points_to`).

It asks about safety, home, time and what was tried, in everyday words. It is no clinical instrument: those that decide
on levels of care are copyrighted, and for clinicians.
"""

from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ...search import ProgramFilter, search, worth_a_call
from ..caching import by_address
from ..listing import Call
from ..own_list import OwnList

# question -> the letters of its answers
QUESTIONS = {
    "safe": {"yes": "y"},
    "health": {"no": "n", "yes": "y", "unsure": "u"},
    "home": {"yes": "y", "no": "n", "unsure": "u"},
    "care": {"leaving": "l", "not_enough": "m", "helps": "h", "none": "f"},
    "substances": {"no": "n", "both": "b", "only": "s"},
    "time": {"day": "d", "evening": "e", "online": "o", "few": "f"},
}
SKIP, DANGER = "-", "x"
# What an answer asks of a program.
WISHES = {
    ("substances", "no"): [("focus", "mental-health")],
    ("substances", "both"): [("focus", "co-occurring")],
    ("substances", "only"): [("focus", "substance-use")],
    ("time", "day"): [("when", "morning"), ("when", "afternoon")],
    ("time", "evening"): [("when", "evening")],
    ("time", "online"): [("format", "online")],
    ("time", "few"): [("days_max", "2")],
}
MOST_PLACES = 6


class Said:
    """The answers so far: a letter for each question, in their order. What cannot be read is left out from there on."""

    def __init__(self, typed):
        self.letters, self.answers = "", {}
        for letter, (name, answers) in zip(typed, QUESTIONS.items(), strict=False):
            meaning = {code: answer for answer, code in answers.items()} | {SKIP: "", DANGER: "danger"}
            if letter not in meaning or self.in_danger:
                break
            self.letters += letter
            self.answers[name] = meaning[letter]
        self.is_garbled = self.letters != typed

    @property
    def in_danger(self):
        return DANGER in self.letters

    @property
    def question(self):
        """The one to ask next; None after the last."""
        return next((name for name in QUESTIONS if name not in self.answers), None)

    @property
    def points_to(self):
        """The first rule that holds: "danger", "more", "less", "this"; "" while there is more to ask."""
        if self.in_danger:
            return "danger"
        if self.answers.get("health") in {"yes", "unsure"} or self.answers.get("home") in {"no", "unsure"}:
            return "more"
        if self.question:
            return ""
        return "less" if self.answers["care"] in {"helps", "none"} else "this"

    @property
    def wishes(self):
        return [pair for answer in self.answers.items() for pair in WISHES.get(answer, ())]


@require_safe
@by_address
def right_for_me(request):
    typed, own_list = request.GET.get("said", ""), OwnList(request.GET)
    said = Said(typed)
    page = said.points_to or said.question
    told = {"slug": "is-it-right-for-me", "cited": [], "said": said, **steps(said, own_list)}
    if said.points_to in {"this", "less"}:
        told |= prepared(said, own_list)
    if said.points_to == "more":
        told |= places_near(request)
    return render(request, f"guide/questions/{page}.html", told)


def steps(said, own_list):
    """The addresses one step away."""

    def address(letters):
        return f"?{urlencode([('said', letters), *own_list.pairs])}" if letters else own_list.query or "?"

    answers = QUESTIONS.get(said.question, {})
    return {
        "number": len(said.letters) + 1,
        "last": len(QUESTIONS),
        "answer": {name: address(said.letters + letter) for name, letter in answers.items()},
        "skip": address(said.letters + SKIP),
        "danger": address(said.letters + DANGER),
        "back": address(said.letters[:-1]) if said.letters else "",
        "afresh": address(""),
    }


def prepared(said, own_list):
    """The search that the answers come to, said back, with how many programs it finds."""
    finder = ProgramFilter(QueryDict(urlencode(said.wishes)))
    return {
        "wishes": said.wishes,
        "phrases": finder.need.phrases(finder.catalogue),
        "total": search(finder.need, finder.catalogue).total,
        "search": search_address([*said.wishes, *own_list.pairs]),
        "catalogue": finder.catalogue,
    }


def search_address(pairs):
    return f"{reverse('programs')}?{urlencode(pairs)}" if pairs else reverse("programs")


def places_near(request):
    """Places that give more help, nearest first, where a place was named."""
    finder = ProgramFilter(request.GET)
    places = finder.need.near.places if finder.need.near else ()
    found = worth_a_call(finder.catalogue, places, most=MOST_PLACES)
    return {
        "typed": request.GET.get("near", ""),
        "problem": " ".join(map(str, finder.form.errors.get("near", ()))),
        "places": [Call(place, miles) for place, miles in found],
        "asked_near": bool(places),
        "catalogue": finder.catalogue,
    }
