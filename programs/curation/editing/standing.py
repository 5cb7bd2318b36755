"""What is said about a program on one day: each fact's answer and everybody who has a word in it."""

from collections import defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from ...models import Answer, Assertion
from ..sections import BY_NAME, KEPT_WHOLE
from ..settle import answer_on, fresh_until, says_the_same


class Standing:
    """`upto`: as it stood when that assertion was the newest. A fact's value is "yes", "no" or "" of a term, and the
    detail, {} for nothing, of a section kept as a whole."""

    def __init__(self, program, on, upto=None):
        self.program, self.on = program, on
        self._rows = Assertion.objects.about(program).select_related("recorded_by", "action")
        if upto is not None:
            self._rows = self._rows.filter(pk__lte=upto)

    @cached_property
    def live(self):
        """fact -> its live assertions, oldest first."""
        said = defaultdict(list)
        for assertion in self._rows.live():
            said[assertion.fact].append(assertion)
        return said

    @cached_property
    def seen(self):
        """The number of the newest assertion, retractions among them; 0 before any."""
        return self._rows.order_by("-pk").values_list("pk", flat=True).first() or 0

    @cached_property
    def _words(self):
        held = {}
        for fact, said in self.live.items():
            if fact != "intake-outcome" and (holding := answer_on(said, self.on)):
                held[fact] = Word(holding, said, self.on)
        return held

    def word(self, fact):
        """The Word that holds on the day; None where nothing counts."""
        return self._words.get(fact)

    def value(self, fact):
        word = self.word(fact)
        if fact in KEPT_WHOLE:
            return word.assertion.detail if word else {}
        return word.assertion.answer if word else ""

    def values(self, facts):
        return {fact: self.value(fact) for fact in facts}


class Word:
    """The answer that holds for one fact, whose it is, and who says something else."""

    SIGNS = {
        Answer.State.CONFIRMED_YES: "met", Answer.State.LISTED: "listed", Answer.State.DOUBTED: "ask",
        Answer.State.CONFIRMED_NO: "unmet",
    }  # fmt: skip

    def __init__(self, holding, said, on):
        self.state = Answer.State(holding.state)
        self.assertion, self.disagrees = holding.assertion, holding.disagrees
        self.is_stale = self.assertion.is_confirming and on > fresh_until(self.assertion)
        self.others = [other for other in said if not says_the_same(other, self.assertion)]

    @property
    def label(self):
        """ "listed"; of sources that disagree only what was said last."""
        if self.disagrees:
            return _("in dispute; last said: %(answer)s") % {"answer": self.assertion.get_answer_display()}
        return self.state.label

    @property
    def sign(self):
        return "ask" if self.disagrees else self.SIGNS[self.state]


def facts_of(section, terms):
    """Every fact of a section: itself where it is kept as a whole, and its terms."""
    whole = [section.name] if section.name in KEPT_WHOLE else []
    return whole + [term.fact for term in terms if term.vocabulary in section.vocabularies]


def belongs(fact, section):
    vocabulary, colon, _code = fact.partition(":")
    return vocabulary in section.vocabularies if colon else fact == section.name and fact in BY_NAME
