"""A guide is a template of its own; here are the few things that it reads from the catalogue."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ...search import BY_NAME, current
from ..caching import by_address
from ..questions import Question

# Each is an address, and a template of that name.
PAGES = (
    "what-is-an-iop",
    "who-it-helps",
    "what-to-expect",
    "benefits-and-limits",
    "choosing",
    "paying",
    "talk-it-over",
    "getting-ready",
    "after-the-program",
    "for-families",
    "work-and-school",
    "teens",
    "glossary",
)
# The conditions that intensive outpatient programs are most asked for.
CONDITIONS = ("depression", "anxiety", "ptsd", "bipolar", "personality")
WORDS = settings.BASE_DIR / "templates" / "guide" / "words"


@require_safe
@by_address
def guides(request):
    """The way in to all of them."""
    return render(request, "guide/index.html", context(current(), "index"))


@require_safe
@by_address
def guide(request, slug):
    if slug not in PAGES:
        raise Http404(slug)
    return render(request, f"guide/{slug.replace('-', '_')}.html", context(current(), slug))


def context(catalogue, slug):
    """`cited` is filled by the notes of the page while it is drawn."""
    return {
        "catalogue": catalogue,
        "slug": slug,
        "cited": [],
        "asked": Asked(catalogue),
        "conditions": terms(catalogue, "condition", CONDITIONS),
        "masshealth": plans(catalogue, "masshealth"),
        "commercial": plans(catalogue, "commercial"),
        "words": words() if slug == "glossary" else [],
    }


class Asked:
    """In a template: {{ asked.therapy }} is the search form's own question of that name, with its options."""

    def __init__(self, catalogue):
        self.catalogue = catalogue

    def __getitem__(self, name):
        return Question(BY_NAME[name], self.catalogue)


def terms(catalogue, vocabulary, codes):
    """The terms of these codes, as far as the catalogue has them."""
    known = catalogue.vocabularies.get(vocabulary, {})
    return [known[code] for code in codes if code in known]


def plans(catalogue, code):
    """What stands below a class of insurance: its companies or kinds of plans, and the single plans below those."""
    below = [
        plan for head in terms(catalogue, "insurance", [code]) for plan in terms(catalogue, "insurance", head.below)
    ]
    return {
        "direct": [plan for plan in below if plan.parent == code],
        "deeper": [plan for plan in below if plan.parent != code],
    }


def words():
    """[(code, template)] of the words that the glossary explains, a template each."""
    return [(path.stem, f"guide/words/{path.name}") for path in sorted(WORDS.glob("*.html"))]
