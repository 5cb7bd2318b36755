"""A section of one program as a page shows it: what stands, by whose word, and what is not stated."""

from dataclasses import dataclass
from itertools import groupby

from ...models import Term
from ..sections import KEPT_WHOLE, SECTIONS, Section
from ..values import lines
from .form import VOCABULARIES, SectionForm
from .standing import Standing, facts_of

# Outcomes of dates are said one by one, on the call sheet and by the program's staff.
EDITED = tuple(section for section in SECTIONS if section.name != "intake-outcome")


@dataclass
class Part:
    section: Section
    standing: Standing
    terms: list[Term]

    @property
    def word(self):
        """Of the section kept as a whole."""
        return self.standing.word(self.section.name)

    @property
    def is_whole(self):
        return self.section.name in KEPT_WHOLE

    @property
    def lines(self):
        if not self.word:
            return {}
        return lines(self.section.name, self.word.assertion.answer, self.word.assertion.detail)

    @property
    def own_terms(self):
        return [term for term in self.terms if term.vocabulary in self.section.vocabularies]

    @property
    def answers(self):
        """[(vocabulary, [(term, Word)])] of what is stated."""
        stated = [(term, word) for term in self.own_terms if (word := self.standing.word(term.fact))]
        return [
            (VOCABULARIES.get(name, name), list(rows))
            for name, rows in groupby(stated, key=lambda row: row[0].vocabulary)
        ]

    @property
    def words(self):
        return [word for fact in facts_of(self.section, self.own_terms) if (word := self.standing.word(fact))]

    @property
    def stale(self):
        return sum(word.is_stale for word in self.words)

    @property
    def disputed(self):
        return sum(word.disagrees for word in self.words)

    @property
    def not_stated(self):
        return sum(self.standing.word(term.fact) is None for term in self.own_terms)

    def form(self, data=None, values=None):
        return SectionForm(self.section, self.standing, self.terms, data=data, values=values)


def parts(program, on):
    """Every section that is edited, in order, in three queries."""
    standing = Standing(program, on)
    terms = list(Term.objects.in_order())
    return [Part(section, standing, terms) for section in EDITED]
