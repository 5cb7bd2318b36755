"""The words that a person types."""

from django.utils.translation import gettext_lazy

from .criterion import Criterion, Fit, Sieve, all_of
from .fields import WordsFilter
from .wording import said_by
from .wording import translate as _
from .words import asked_words, starts_with, words_of


class Words(Criterion):
    """Every word must be found; one that is found nowhere is read as the known word that looks most like it."""

    name = "q"
    label = gettext_lazy("Words")
    parameters = ("q",)

    def filters(self):
        return {
            "q": WordsFilter(label=gettext_lazy("Name, town, therapy or condition"), required=False, max_length=200)
        }

    def read(self, cleaned):
        return tuple(asked_words(cleaned.get("q") or "")) or None

    def sift(self, group, wanted):
        found = [self._found(group, group.words.forgiven(word)) for word in wanted]
        return all_of([Sieve.of(group.everybody, met=members, unmet=group.everybody) for members in found])

    @staticmethod
    def _found(catalogue, word):
        members = catalogue.words.programs_named(word)
        for fact in catalogue.words.facts_named(word):
            members |= catalogue.said_yes(fact)
        return members

    def corrections(self, wanted, catalogue):
        """{typed: used} for words whose spelling was forgiven."""
        used = {word: catalogue.words.forgiven(word) for word in wanted}
        return {word: other for word, other in used.items() if other != word}

    def explain(self, record, wanted, catalogue, track=None):
        found = [self._where(record, catalogue.words.forgiven(word), catalogue) for word in wanted]
        if None in found:
            word = wanted[found.index(None)]
            return Fit("unmet", _("“%(word)s” is not among its words") % {"word": word})
        places = dict.fromkeys(str(label) for label, _evidence in found)
        evidence = next((evidence for _label, evidence in found if evidence), None)
        return Fit("met", _("Found in: %(places)s") % {"places": ", ".join(places)}, *said_by(evidence))

    @staticmethod
    def _where(record, word, catalogue):
        """(what it was found in, the Evidence for that) or None."""
        for label, text in (
            (_("name"), f"{record.name} {record.organization}"),
            (_("place"), f"{record.town} {record.postal_city}"),
            (_("its own words"), f"{record.level_name} {record.own_words}"),
        ):
            if any(starts_with(own, word) for own in words_of(text)):
                return label, None
        for fact in catalogue.words.facts_named(word):
            if record.says_yes(fact):
                vocabulary, _colon, code = fact.partition(":")
                return catalogue.vocabularies[vocabulary][code].label, record.facts[fact]
        return None

    def describe(self, wanted, catalogue):
        return _("“%(words)s”") % {"words": " ".join(wanted)}

    def chips(self, wanted, catalogue):
        return [("q", " ".join(wanted), self.describe(wanted, catalogue))]
