"""A place as it is typed, taken apart: "12 Main St, Worcester MA 01608, USA" -> parts, state, ZIP code."""

import re
from dataclasses import dataclass

from . import names, states

STREET_WORDS = frozenset({
    "street", "st", "avenue", "ave", "av", "road", "rd", "drive", "dr", "lane", "ln", "boulevard", "blvd", "court",
    "ct", "place", "pl", "square", "terrace", "ter", "highway", "hwy", "parkway", "pkwy", "pike", "turnpike", "tpke",
    "way", "circle", "cir", "broadway", "green", "common", "plaza", "extension", "ext", "row", "route", "rte", "box",
    "wharf", "alley", "path", "trail", "center", "mall", "park",
})  # fmt: skip
LEAD_INS = frozenset({
    "near", "in", "at", "by", "around", "from", "downtown", "close", "to", "greater", "city", "town", "of", "i", "live",
    "we", "am", "im", "are",
})  # fmt: skip

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:[-\s]?\d{4})?(?!\d)")
_PART_ENDS = re.compile(r"[,;|/()\[\]\n\t]+")
_COUNTRY = re.compile(r"[\s,]+(?:usa|u\.s\.a\.?|u\.s\.|us|united states(?: of america)?)[\s.,]*$")
_WORDS_OF_A_STATE = 3


@dataclass(frozen=True)
class Address:
    """What was typed, without country, state and ZIP code; the parts are what stood between commas, as keys."""

    parts: tuple[str, ...]
    state: str  # two letters; "" when none was written
    zip_code: str  # "" when none was written

    @property
    def has_street(self):
        """Whether a name at the end of it is that of a town, and not what a street happens to be called."""
        words = " ".join(self.parts).split()
        return len(self.parts) > 1 or (words[:1] != [] and words[0][0].isdigit() and bool(STREET_WORDS & set(words)))


def read(text):
    """The Address in any text, of which it may hold nothing at all."""
    text = _COUNTRY.sub("", names.plain(text))
    text, zip_code = _without_zip(text)
    text, state = _without_state(_COUNTRY.sub("", text.rstrip(" ,.")))
    parts = (names.key(part) for part in _PART_ENDS.split(text))
    return Address(tuple(part for part in parts if part), state, zip_code)


def _without_zip(text):
    """The last five digits are the ZIP code, unless they open an address and so are the house number."""
    found = list(_ZIP.finditer(text))
    if not found:
        return text, ""
    last = found[-1]
    # Every ZIP code of New England begins with a zero, and no house number does.
    opens = last.start() == 0 and not last[1].startswith("0")
    if opens and STREET_WORDS & set(names.key(text[last.end() :]).split()):
        return text, ""
    return text[: last.start()] + "," + text[last.end() :], last[1]


def _without_state(text):
    """A state's name or letters at the end, after something else."""
    words = text.replace(".", "").replace(",", " , ").split()
    for length in range(_WORDS_OF_A_STATE, 0, -1):
        before, last = words[:-length], words[-length:]
        state = states.of_word(" ".join(last))
        if state and any(word != "," for word in before) and not _is_a_court(before, last):
            return " ".join(before), state
    return text, ""


def _is_a_court(before, last):
    """ "12 Elm Ct" is no place in Connecticut."""
    return last == ["ct"] and before[0].isdigit() and "," not in before and not STREET_WORDS & set(before)
