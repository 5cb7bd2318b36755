"""What each federal survey code says, in our terms."""

import csv
import hashlib
from dataclasses import dataclass
from functools import cache

from django.conf import settings

PATH = settings.BASE_DIR / "fixtures" / "vocabularies" / "federal_codes.csv"


@dataclass(frozen=True)
class Code:
    """`facts` are the terms that it affirms, `denies` those that it says no to; both may be empty."""

    code: str
    label: str
    facts: tuple[str, ...]
    denies: tuple[str, ...]

    def __str__(self):
        return f"{self.code}: {self.label}"


@cache
def code_book():
    """Code -> Code, read once."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Code(
                row["code"], row["label"] or row["code"], tuple(row["facts"].split()), tuple(row["denies"].split())
            )
            for row in csv.DictReader(lines)
        }


@cache
def digest():
    """SHA-256 of the code book: under another one the same file says other things."""
    return hashlib.sha256(PATH.read_bytes()).hexdigest()
