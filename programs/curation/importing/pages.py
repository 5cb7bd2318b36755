"""Programs as their own web pages state them: a row a page, in our columns or still in the page's words."""

import json
import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from ...geography import gazetteer
from ..vocabularies import spoken
from . import spreadsheet, wording
from .listing import Problem, phone
from .refusal import ImportRefusedError

IN_WORDS = frozenset({"program", "place", "levels", "schedule", "length", "ages", "approaches", "phone", "source_url"})
OWN_COLUMNS = (
    "organization", "name", "place", "level", "facts", "tracks", "schedule_words", "phone", "url", "published_on",
)  # fmt: skip

LEVEL_WORDS = {
    r"\bIOP\b": "level:iop", r"\bPHP\b": "level:php", r"\bMH\b": "focus:mental-health",
    r"\bdual-diagnosis\b": "focus:co-occurring", r"\bEating-disorder\b": "condition:eating",
}  # fmt: skip
AGE_WORDS = {
    r"\bchildren\b": "population:children", r"\b(?:teens|adolescents?)\b": "population:adolescents",
    r"\bcollege\b": "population:college-students", r"\bathletes\b": "population:athletes",
}  # fmt: skip


@dataclass
class Page:
    """One program's page. `facts` are (fact, the page's words); a page without address only points to a listing."""

    line: int
    organization: str
    name: str
    place: str
    level: str
    facts: list[tuple[str, str]]
    tracks: list[dict]
    schedule_words: str
    phone: str
    url: str
    published_on: date | None
    raw: dict = field(default_factory=dict)

    @property
    def town(self):
        """The Town that the page names, or None."""
        return gazetteer.town_of(self.place, "") if self.place else None

    @property
    def is_iop(self):
        return "IOP" in self.level


@dataclass
class PageTable:
    file_name: str
    digest: str
    pages: list[Page] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(path):
    """The PageTable in this file. Raises ImportRefusedError."""
    sheet = spreadsheet.read(path)
    columns = set(sheet.header)
    reader = next((reader for needs, reader in READERS if needs <= columns), None)
    if reader is None:
        missing = ", ".join(sorted(set(OWN_COLUMNS) - columns))
        raise ImportRefusedError(
            _("This is no table of program pages: the columns %(names)s are missing.") % {"names": missing}
        )
    table = PageTable(sheet.file_name, sheet.digest)
    for line, cells in sheet.rows:
        row = dict(zip(sheet.header, cells, strict=True))
        table.pages.append(reader(line, row, table.problems))
    return table


def _own_page(line, row, problems):
    try:
        tracks = json.loads(row["tracks"] or "[]")
        published_on = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    except ValueError as error:
        raise ImportRefusedError(
            _("Line %(line)s cannot be read: %(problem)s.") % {"line": line, "problem": error}
        ) from error
    facts = [tuple(pair.split("=", 1)) for pair in row["facts"].split("|") if "=" in pair]
    return Page(
        line=line, organization=row["organization"], name=row["name"], place=row["place"], level=row["level"],
        facts=facts, tracks=tracks, schedule_words=row["schedule_words"], phone=_phone(row["phone"], line, problems),
        url=row["url"], published_on=published_on, raw={name: value for name, value in row.items() if value},
    )  # fmt: skip


def _page_in_words(line, row, problems):
    url, published_on = _address(row["source_url"])
    level = _level(row["levels"])
    facts = [
        *_facts(LEVEL_WORDS, row["levels"]),
        *_facts(AGE_WORDS, row["ages"]),
        *_approaches(line, row["approaches"], problems),
    ]
    about = (wording.about_iop(row["schedule"]), wording.about_iop(row["length"]), row["ages"])
    return Page(
        line=line,
        organization=row["program"].split(" (")[0],
        name=row["program"],
        place=_place(line, row["place"], problems),
        level=level,
        facts=facts,
        tracks=wording.tracks(row["schedule"], row["length"], row["ages"]) if "IOP" in level else [],
        schedule_words="; ".join(filter(None, about)),
        phone=_phone(row["phone"], line, problems),
        url=url,
        published_on=published_on,
        raw={name: value for name, value in row.items() if value},
    )


READERS = ((frozenset(OWN_COLUMNS), _own_page), (IN_WORDS, _page_in_words))


def _address(words):
    """(the address, the first day of the year beside it): "https://... (2018)"."""
    found = re.match(r"(https?://\S+)(?:\s+\((20\d\d)\))?", words)
    if not found:
        return "", None
    return found[1], date(int(found[2]), 1, 1) if found[2] else None


def _level(words):
    return " and ".join(level for level in ("IOP", "PHP") if _says(rf"\b{level}\b", words))


def _says(pattern, words):
    """Whether the words say so, and not the opposite: "PHP (not IOP)" says nothing of an IOP."""
    return re.search(rf"(?<!not ){pattern}", words, re.IGNORECASE) is not None


def _facts(patterns, words):
    facts = {fact: words for pattern, fact in patterns.items() if _says(pattern, words)}
    if {"level:iop", "focus:mental-health"} <= facts.keys():
        facts["level:iop-mental-health"] = facts.pop("level:iop")
    return list(facts.items())


def _approaches(line, words, problems):
    facts = []
    for word in filter(None, (part.strip() for part in words.split(";"))):
        fact = spoken().get(word.lower())
        if fact:
            facts.append((fact, word))
        else:
            problems.append(
                Problem(line, _("approaches"), _("“%(word)s” is none of our terms; not read") % {"word": word})
            )
    return facts


def _place(line, words, problems):
    """The one place named; what stands in brackets is said of something else. "Massachusetts" is no place in it."""
    places = [part.split("(")[0].strip() for part in words.split(";")]
    if len(places) > 1:
        problems.append(
            Problem(line, _("place"), _("several places (%(words)s); the first one is kept") % {"words": words})
        )
    known = gazetteer.town_of(places[0], "")
    if not known:
        problems.append(Problem(line, _("place"), _("“%(words)s” names no town") % {"words": words}))
    return places[0] if known else ""


def _phone(text, line, problems):
    """The number, where there is exactly one."""
    number, is_wrong = phone(text)
    if is_wrong:
        problems.append(Problem(line, _("phone"), _("“%(text)s” is no telephone number") % {"text": text}))
    return number
