"""What a shortlist may be called. Never a patient: a label is kept, shared with a team, and read over a shoulder.

The rules are strict: they refuse what looks like a name, a day or a number of a record, and say which words. They
cannot prove that a label says nothing of a patient; they stop what one writes in a hurry.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..curation.vocabularies import kept_terms
from ..geography import gazetteer

FOLDER = settings.BASE_DIR / "fixtures" / "labels"
LONGEST = 60  # characters
MOST_DIGITS = 4  # in one number, however it is spaced: "week 48", "Unit 4210"; longer ones are of records and phones

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DASH = r"[-/.\u2010-\u2015]"
DATE = re.compile(
    rf"(?<!\d)\d{{1,4}}\s?{DASH}\s?\d{{1,2}}(?:\s?{DASH}\s?\d{{1,4}})?(?!\d)"  # 1/5, 1-5-84, 1984.01.05
    rf"|(?<!\d)\d{{1,2}}\s?{DASH}\s?(?:19|20)\d\d(?!\d)"  # 5/1984
    rf"|\b{MONTHS}\s+\d{{1,4}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{2,4}})?"  # Jan 5, January 5th, 1984; May 1984
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTHS}(?:,?[\s-]*\d{{2,4}})?"  # 5 Jan, 5th of January 1984
    r"|\b(?:19\d\d|200\d|201\d)\b|['\u2019]\d\d\b",  # a year of birth
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d(?:[\s().#-]*\d){4,}|\b(?=\w*\d)(?=\w*[^\W\d_])\w{6,}\b")  # 5 digits and more; MR12345
ABOUT_A_PATIENT = re.compile(
    r"\b(?:d\.?o\.?b|date of birth|birth\s?date|birth\s?day|b-?day|born|m\.?r\.?n|medical record|record (?:number|no)"
    r"|chart(?: number| no)?|s\.?s\.?n|social security|(?:member|patient|medicaid|masshealth) id|csn|har)\b",
    re.IGNORECASE,
)
SURNAME_FIRST = re.compile(r"\b[^\W\d_][\w'\u2019-]+,\s*[A-Z]\b")  # Smith, J
INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}|\b[A-Z]\.(?=\s|$)")  # J.S.
TITLED = re.compile(r"\b(?:mr|mrs|ms|miss|mx|sra?)\b\.?\s+[\w'\u2019-]+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
# After these a single letter is a place's: "Unit B".
PLACES = frozenset(
    {"unit", "ward", "floor", "wing", "pod", "team", "building", "room", "tower", "zone", "group", "bed"}
)
SHORT = 3  # capitals that are no known abbreviation and no longer than this are somebody's initials


@dataclass(frozen=True)
class Problem:
    """What a label seems to hold, and the words that look like it."""

    what: Any
    words: tuple[str, ...]

    def __str__(self):
        return str(self.what) % {"words": ", ".join(f"“{word}”" for word in self.words)}


NAME = _("This looks like a name: %(words)s.")
DAY = _("This looks like a date, or a year of birth: %(words)s.")
RECORD = _("This looks like the number of a record or a phone: %(words)s.")
PATIENT = _("This speaks of a patient’s record or birthday: %(words)s.")
INSTEAD = _(
    "A label is kept and may be shared, so it says nothing of a patient. Name the place and the week instead, such as "
    "“Unit 4, week 48”. The name of a building that we do not know passes in small letters."
)


def clean_label(label):
    """The label on one line; raises ValidationError with a message for each kind of thing that it must not hold."""
    label = " ".join(label.split())
    if not label:
        raise ValidationError(_("Give it a label, such as “Unit 4, week 48”."))
    if len(label) > LONGEST:
        raise ValidationError(_("At most %(longest)s characters, please.") % {"longest": LONGEST})
    found = problems(label)
    if found:
        raise ValidationError([*map(str, found), INSTEAD])
    return label


def problems(label):
    """The Problems of a label, each kind once; [] for one that may be kept."""
    found, rest = [], label
    for what, pattern in ((PATIENT, ABOUT_A_PATIENT), (DAY, DATE), (RECORD, NUMBER)):
        found.append((what, pattern.findall(rest)))
        rest = pattern.sub(" ; ", rest)
    found.append((NAME, _names(rest)))
    return [Problem(what, tuple(dict.fromkeys(word.strip() for word in words))) for what, words in found if words]


def _names(label):
    patterns = [match[0] for pattern in (SURNAME_FIRST, INITIALS, TITLED) for match in pattern.finditer(label)]
    words = WORD.findall(label)
    pairs = [(one, other) for one, other in pairwise(words) if _are_odd(one, other)]
    alone = [word for word in words if _is_odd(word) and not any(word in pair for pair in pairs)]
    return patterns or [*map(" ".join, pairs), *alone]


def _is_odd(word):
    """By itself: a name that is no place, or a word that we do not know and that is written as names are."""
    if len(word) == 1 or _is_known(word):
        return False
    return _is_name(word) or word != word.lower() or word == word.upper()


def _are_odd(one, other):
    """Side by side: two that may be names, or one with an initial."""
    if len(one) == 1 or len(other) == 1:
        letter, word = (one, other) if len(one) == 1 else (other, one)
        return letter.lower() not in {"a", "s"} and word.lower() not in PLACES and (
            not _is_known(word) or _is_name(word)
        )  # fmt: skip
    return all(_is_name(word) or not _is_known(word) for word in (one, other))


def _is_name(word):
    return _bare(word) in names()


def _is_known(word):
    return _bare(word) in known_words()


def _bare(word):
    """In small letters, without a genitive's ending."""
    return re.sub(r"['\u2019]s$", "", word.lower())


@cache
def names():
    """Given names and surnames that are common in Massachusetts and are no everyday words."""
    return frozenset(_read("names.txt"))


@cache
def known_words():
    """Everyday words of a ward, the words of every vocabulary, and of the towns of Massachusetts."""
    labels = [text for row in kept_terms() for text in (row["label"], *row["synonyms"])]
    towns = [town.name for town in gazetteer.towns()]
    ours = {word.lower() for text in (*labels, *towns) for word in WORD.findall(text)}
    return frozenset({*_read("known.txt"), *ours})


def _read(name):
    return (FOLDER / name).read_text(encoding="utf-8").split()
