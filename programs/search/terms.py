"""Criteria whose options are the terms of a vocabulary: most of them. Also how a term is answered by its kin.

A child's yes answers its parent; a parent's no is its children's no; a parent's yes only hints at its children.
"""

from functools import reduce
from operator import or_

from django.utils.translation import gettext_lazy

from .criterion import VERDICTS, Criterion, Fit, Sieve, all_of, any_of
from .fields import CodesFilter
from .memory import remembered
from .wording import language, said_by
from .wording import translate as _


def term_sieve(catalogue, vocabulary, code):
    """The Sieve of one term; computed once for each catalogue."""
    term = catalogue.vocabularies[vocabulary][code]
    return remembered(catalogue.memo, ("term", vocabulary, code), lambda: _term_sieve(catalogue, vocabulary, term))


def _term_sieve(catalogue, vocabulary, term):
    def said(codes, state):
        return reduce(or_, (catalogue.facts.get(f"{vocabulary}:{code}", {}).get(state, 0) for code in codes), 0)

    itself_and_below, itself_and_above = (term.code, *term.below), (term.code, *term.above)
    met = said(itself_and_below, "confirmed-yes")
    unmet = said(itself_and_above, "confirmed-no") & ~met
    listed = said(itself_and_below, "listed") & ~unmet
    doubted = said(itself_and_above, "doubted") & ~(met | unmet | listed)
    hinted = (said(term.above, "confirmed-yes") | said(term.above, "listed")) & ~(unmet | doubted)
    return Sieve.of(catalogue.everybody, met=met, listed=listed, hinted=hinted, doubted=doubted, unmet=unmet)


def term_answer(facts, vocabulary, term):
    """(verdict, the Evidence behind it, the code of the term that it is about) for one program; by the same rule."""
    itself_and_below, itself_and_above = (term.code, *term.below), (term.code, *term.above)
    for verdict, codes, states in (
        ("met", itself_and_below, ("confirmed-yes",)),
        ("unmet", itself_and_above, ("confirmed-no",)),
        ("listed", itself_and_below, ("listed",)),
        ("doubted", itself_and_above, ("doubted",)),
        ("hinted", term.above, ("confirmed-yes", "listed")),
    ):
        for code in codes:
            evidence = facts.get(f"{vocabulary}:{code}")
            if evidence and evidence.state in states:
                return verdict, evidence, code
    return "silent", None, term.code


class TermCriterion(Criterion):
    """Asks for terms of the vocabulary of its name. `yes` and `no` are sentences with a %(term)s."""

    vocabulary = ""
    yes = gettext_lazy("%(term)s")
    no = gettext_lazy("No %(term)s")

    def __init__(self):
        self.vocabulary = self.vocabulary or self.name
        self.parameters = (self.name,)
        self.option_parameter = self.name

    def filters(self):
        return {self.name: CodesFilter(self.vocabulary, label=self.label)}

    def choices(self, catalogue):
        return [(term.code, term.label, term.parent) for term in self._terms(catalogue).values()]

    def closed_key(self, wanted):
        return wanted

    def option(self, catalogue, code):
        return term_sieve(catalogue, self.vocabulary, code)

    def sift(self, group, wanted):
        combine = all_of if self.all_of else any_of
        return combine([self.option(group, code) for code in wanted])

    def explain(self, record, wanted, catalogue, track=None):
        fits = [self._fit(record, code, catalogue) for code in wanted]
        if self.all_of:
            worst = max(fits, key=lambda fit: VERDICTS.index(fit.verdict))
            return worst._replace(parts=tuple(fits)) if len(fits) > 1 else worst
        return min(fits, key=lambda fit: VERDICTS.index(fit.verdict))

    def _fit(self, record, code, catalogue):
        term = self._terms(catalogue)[code]
        verdict, evidence, about = self.answer(record, term)
        key = (language(), self.name, code, verdict, about)
        reason = remembered(catalogue.memo, key, lambda: self._reason(catalogue, term, verdict, about))
        question = "" if verdict in ("met", "unmet") else term.question
        if evidence is None:
            return Fit(verdict, reason, question=question)
        return Fit(verdict, reason, *said_by(evidence), question, evidence.disagrees, quote=evidence.quote)

    def _reason(self, catalogue, term, verdict, about):
        broader = self._terms(catalogue).get(about)
        return self.reasons(verdict) % {"term": term.label, "broader": broader.label if broader else ""}

    def answer(self, record, term):
        return term_answer(record.facts, self.vocabulary, term)

    def reasons(self, verdict):
        return {
            "met": self.yes,
            "listed": self.yes,
            "hinted": _("%(broader)s is listed; ask about %(term)s"),
            "silent": _("%(term)s: not stated"),
            "doubted": _("%(term)s: probably not; ask"),
            "unmet": self.no,
        }[verdict]

    def describe(self, wanted, catalogue):
        labels = [self._terms(catalogue)[code].label for code in wanted]
        if self.all_of or len(labels) == 1:
            return ", ".join(labels)
        return _("%(some)s or %(last)s") % {"some": ", ".join(labels[:-1]), "last": labels[-1]}

    def chips(self, wanted, catalogue):
        return [(self.name, code, self._terms(catalogue)[code].label) for code in wanted]

    def _terms(self, catalogue):
        return catalogue.vocabularies.get(self.vocabulary, {})
