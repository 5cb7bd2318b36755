"""Help me choose: the search form, one question a page. What was chosen so far is the search's own address; each page
sends it on to the next question, and the last to the list of programs.

A page's answer is looked at by the page after it, which leads back where it could not be understood.
"""

from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ...search import BY_NAME, ProgramFilter, search
from .. import my_week, steps
from ..address import Address
from ..answers import answers
from ..caching import by_address
from ..own_list import OwnList
from ..questions import Question, questions
from ..stencil import Stencil, kept

# question -> the criteria that it asks about
QUESTIONS = {
    "place": ("near",),
    "age": ("age",),
    "condition": ("condition",),
    "insurance": ("insurance",),
    "time": ("schedule",),
    "format": ("format",),
    "language": ("language",),
}
NAMES = tuple(QUESTIONS)


def parameters(name):
    return {parameter for criterion in QUESTIONS[name] for parameter in BY_NAME[criterion].parameters}


@require_safe
@by_address
def help_me_choose(request, name):
    if name not in QUESTIONS:
        raise Http404(name)
    with_week = my_week.with_usual_week(request.GET)
    if with_week:
        return HttpResponseRedirect(f"{page_of('time')}?{with_week}")
    finder = ProgramFilter(request.GET)
    mistaken = misunderstood(finder, before=name)
    if mistaken:
        return HttpResponseRedirect(f"{page_of(mistaken)}?{request.GET.urlencode()}")
    return render(request, "guide/choose/question.html", context(finder, name))


def misunderstood(finder, before):
    """The first question before this one whose answer could not be read; "" when all could."""
    earlier = NAMES[: NAMES.index(before)]
    return next((name for name in earlier if parameters(name) & finder.form.errors.keys()), "")


def context(finder, name):
    catalogue, need, here = finder.catalogue, finder.need, NAMES.index(name)
    found = search(need, catalogue)
    address = Address.of_need(need, catalogue, finder.data)
    others = [(key, value) for key, value, _encoded in address.pairs if key not in parameters(name)]
    following = page_of(NAMES[here + 1]) if here + 1 < len(NAMES) else reverse("programs")
    return {
        "slug": "help-me-choose",
        "catalogue": catalogue,
        "question": f"guide/choose/{name}.html",
        "fields": fields(name, catalogue).fill(answers(finder, found, "")),
        "number": here + 1,
        "last": len(NAMES),
        "chips": steps.chips(need, catalogue, address),
        "total": found.total,
        "is_asked": bool(need.asked),
        "others": others,
        "action": following,
        "skip": f"{following}?{urlencode(others)}" if others else following,
        "back": (page_of(NAMES[here - 1]) + address.query()) if here else "",
        "show": reverse("programs") + address.query(),
        "own_list": OwnList(finder.data),
    }


def page_of(name):
    return reverse("help-me-choose", args=[name]) if name != NAMES[0] else reverse("help-me-choose")


def fields(name, catalogue):
    """The part of the form that asks it, drawn once for each catalogue."""
    return kept(
        catalogue, ("help me choose", name), lambda: Stencil(f"guide/choose/{name}.html", drawn(name, catalogue))
    )


def drawn(name, catalogue):
    form = questions(catalogue)
    return {"questions": form, "question": Question(BY_NAME[QUESTIONS[name][0]], catalogue)}
