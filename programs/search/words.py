"""Text search: which programs have a word in their own words, or in the words of a term that they say yes to."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict

from rapidfuzz import fuzz, process

SHORTEST_PREFIX = 3
SPELLING_CUTOFF = 75
# Words that every program has, or none: asked or not, they tell nothing apart.
PASSED_OVER = frozenset(
    {"a", "an", "and", "at", "for", "in", "near", "of", "or", "program", "programs", "iop", "the", "to", "with"}
)


def words_of(text):
    """Lower-case words without accents; "St. Vincent's" -> ["st", "vincents"]."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).replace("'", "").lower()
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def asked_words(text):
    """The words to look for, each once; those passed over count only where nothing else was typed."""
    words = list(dict.fromkeys(words_of(text)))
    return [word for word in words if word not in PASSED_OVER] or words


def starts_with(word, asked):
    return word == asked or (len(asked) >= SHORTEST_PREFIX and word.startswith(asked))


class WordIndex:
    """Own words -> numbers of programs; words of terms -> facts. Prefixes are runs in a sorted list."""

    def __init__(self, texts, term_words):
        """texts: one string a program, in number order. term_words: fact -> iterable of words."""
        numbers = defaultdict(lambda: array("I"))
        for number, text in enumerate(texts):
            for word in dict.fromkeys(words_of(text)):
                numbers[word].append(number)
        facts = defaultdict(list)
        for fact, words in term_words.items():
            for word in words:
                facts[word].append(fact)
        self.numbers, self.facts = dict(numbers), dict(facts)
        self.sorted = sorted({*numbers, *facts})
        self.size = len(texts)

    def matching(self, asked):
        """Every indexed word that answers an asked one."""
        if len(asked) < SHORTEST_PREFIX:
            return [asked] if asked in self.numbers or asked in self.facts else []
        start = bisect_left(self.sorted, asked)
        end = bisect_left(self.sorted, asked + "\uffff", start)
        return self.sorted[start:end]

    def facts_named(self, asked):
        return {fact for word in self.matching(asked) for fact in self.facts.get(word, ())}

    def programs_named(self, asked):
        """The bitset of programs with the word in their own words."""
        members = bytearray((self.size + 7) // 8)
        for word in self.matching(asked):
            for number in self.numbers.get(word, ()):
                members[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(members, "little")

    def forgiven(self, asked):
        """The word itself where it is known, else the known word that looks most like it, else the word itself.

        People mistype a word's middle: one that begins with another letter is another word ("evening", "screening").
        """
        if self.matching(asked) or len(asked) < SHORTEST_PREFIX:
            return asked
        alike = self.sorted[bisect_left(self.sorted, asked[0]) : bisect_left(self.sorted, f"{asked[0]}\uffff")]
        close = process.extractOne(asked, alike, scorer=fuzz.ratio, score_cutoff=SPELLING_CUTOFF)
        return close[0] if close else asked
