"""What no program may be said to be: the rules of fixtures/rules/claims.json, each with its citation and its day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from django.conf import settings

PATH = settings.BASE_DIR / "fixtures" / "rules" / "claims.json"
FLAG, REFUSE = "flag", "refuse"


@dataclass(frozen=True)
class Rule:
    """`facts` is whom it speaks of, `forbids` one test and its values; `record` and `publish`: flag or refuse then."""

    code: str
    title: str
    message: str
    citation: str
    checked_on: date
    record: str
    publish: str
    facts: tuple[str, ...]
    forbids: Mapping

    def speaks_of(self, fact):
        return _matches(self.facts, fact)

    @property
    def test(self):
        """The name of its test, and the test's value."""
        ((name, value),) = self.forbids.items()
        return name, value


@lru_cache(maxsize=8192)
def _matches(patterns, fact):
    return any(fnmatchcase(fact, pattern) for pattern in patterns)


@cache
def rules():
    """In the order of the book; read once."""
    return tuple(_read(stated) for stated in json.loads(PATH.read_text(encoding="utf-8")))


def _read(stated):
    checked_on = date.fromisoformat(stated["checked_on"])
    return Rule(**{**stated, "checked_on": checked_on, "facts": tuple(stated["facts"])})


def rule(code):
    """KeyError for a code that is not in the book."""
    return {rule.code: rule for rule in rules()}[code]
