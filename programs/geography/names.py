"""Place names as people write them. One key for "N. Adams", "NORTH ADAMS" and "north  adams"."""

import re
import unicodedata

LONGEST_READ = 200  # characters; an address is shorter, and what is longer is not an address

SHORT_FORMS = {
    "n": "north",
    "no": "north",
    "s": "south",
    "so": "south",
    "e": "east",
    "ea": "east",
    "w": "west",
    "mt": "mount",
    "mtn": "mountain",
    "ft": "fort",
    "gt": "great",
    "bch": "beach",
    "ctr": "center",
    "cntr": "center",
    "centre": "center",
    "fls": "falls",
    "hbr": "harbor",
    "harbour": "harbor",
    "hts": "heights",
    "hgts": "heights",
    "hls": "hills",
    "is": "island",
    "mls": "mills",
    "pk": "park",
    "pt": "point",
    "spgs": "springs",
    "sq": "square",
    "vlg": "village",
    "xing": "crossing",
    "cty": "county",
}
LEFT_OUT = {"the"}

_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_NOT_IN_A_NAME = re.compile(r"[\W_]+")


def plain(text):
    """The text without accents, apostrophes, capitals and foreign digits; never more than LONGEST_READ characters."""
    # Cut twice: before, so that a book is not normalised; after, because one sign can unfold into eighteen letters.
    text = unicodedata.normalize("NFKD", str(text).strip()[:LONGEST_READ])[:LONGEST_READ].casefold()
    letters = (_letter(sign) for sign in text if not unicodedata.combining(sign))
    return _APOSTROPHES.sub("", "".join(letters))


def key(text):
    """Under which a name is kept and looked up: "Mt. Washington" -> "mount washington"."""
    words = _NOT_IN_A_NAME.sub(" ", plain(text)).split()
    return " ".join(_long_form(word) for word in words if word not in LEFT_OUT)


def joined(text):
    """The key without spaces, so that "Hyannisport" finds "Hyannis Port" and "East Hampton" finds Easthampton."""
    return key(text).replace(" ", "")


def _letter(sign):
    return str(unicodedata.decimal(sign, sign))


def _long_form(word):
    if word.endswith("boro") and len(word) > len("boro"):
        return word + "ugh"
    return SHORT_FORMS.get(word, word)
