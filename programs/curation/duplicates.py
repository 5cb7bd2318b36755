"""Pairs of records that may be one program, each with its reasons in words.

Comparing everybody with everybody would take hours at 10,000 programs. Only those are compared that share a telephone
number, an address, or a telling word of their names within one town. A word that many there have tells nothing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from operator import attrgetter, itemgetter

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import to_python
from rapidfuzz import fuzz

from ..models import NotTheSame, Program, address_key

PHONES = ("intake_phone", "main_phone", "clinician_phone")
WORDS = re.compile(r"[a-z0-9]+")
SAID_BY_MANY = frozenset(
    (
        "and", "the", "of", "for", "at", "in", "inc", "llc", "program", "programs", "center", "health", "services",
        "service", "iop", "php", "soap", "intensive", "outpatient", "behavioral", "mental", "treatment", "recovery",
        "clinic", "counseling",
    )
)  # fmt: skip
MOST_IN_A_GROUP = 40  # who shares a word or a switchboard with more than these is told apart by something else
SURELY_ALIKE, ALIKE, SOMEWHAT_ALIKE = 92, 80, 60  # per cent, of names


@dataclass(frozen=True)
class Listed:
    """What two records are compared by."""

    pk: int
    name: str
    words: frozenset[str]
    town: str
    address: str
    street: str
    phones: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two programs, the one with the lower number first. strength: more is likelier; only for the order."""

    one: int
    other: int
    reasons: tuple[Promise, ...]
    strength: float


def pairs():
    """Every Pair that nobody has told apart, the likeliest first; in two queries."""
    told_apart = set(NotTheSame.objects.standing().values_list("one_id", "other_id"))
    found = [
        pair
        for one, other in _to_compare(_everybody())
        if (one.pk, other.pk) not in told_apart and (pair := compare(one, other))
    ]
    return sorted(found, key=lambda pair: (-pair.strength, pair.one, pair.other))


def _everybody():
    columns = ("pk", "name", "site__town", "site__street", "site__zip_code", *PHONES)
    rows = Program.objects.exclude(status=Program.Status.WITHDRAWN).order_by("pk").values(*columns)
    return [listed(row) for row in rows.iterator(chunk_size=5000)]


def row_of(program):
    """The columns that it is compared by, of one that is at hand with its site."""
    site = program.site
    place = {f"site__{name}": getattr(site, name) if site else "" for name in ("town", "street", "zip_code")}
    return {"pk": program.pk, "name": program.name, **place, **{name: getattr(program, name) for name in PHONES}}


def listed(row):
    words = WORDS.findall(row["name"].lower())
    town, street = row["site__town"] or "", row["site__street"] or ""
    return Listed(
        pk=row["pk"], name=" ".join(words), words=frozenset(words) - SAID_BY_MANY or frozenset(words),
        town=town, street=street, address=address_key(street, row["site__zip_code"] or town.lower()) if street else "",
        phones=frozenset(_number(str(row[column])) for column in PHONES if row[column]),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _number(text):
    """One text for one number, however it is written."""
    return str(to_python(text))


def _to_compare(everybody):
    """(one, other), each pair once, in order."""
    groups: dict[tuple[str, ...], list[Listed]] = defaultdict(list)
    for program in everybody:
        keys: list[tuple[str, ...]] = [("phone", phone) for phone in program.phones]
        keys += [("address", program.address)] if program.address else []
        keys += [("word", program.town, word) for word in program.words]
        for key in keys:
            groups[key].append(program)
    seen = {}
    for group in groups.values():
        if len(group) <= MOST_IN_A_GROUP:
            seen |= {(one.pk, other.pk): (one, other) for one, other in combinations(group, 2)}
    return [both for _numbers, both in sorted(seen.items(), key=itemgetter(0))]


def compare(one, other):
    """The Pair with its reasons; None where they have too little in common."""
    alike = fuzz.token_sort_ratio(one.name, other.name)
    shared = sorted(one.phones & other.phones)
    same_address = bool(one.address) and one.address == other.address
    same_town = bool(one.town) and one.town == other.town
    likely = (
        (alike >= SURELY_ALIKE and same_town)
        or (alike >= ALIKE and (shared or same_address))
        or (alike >= SOMEWHAT_ALIKE and shared and same_address)
    )
    if not likely:
        return None
    reasons = []
    if shared:
        reasons.append(format_lazy(_("same phone {number}"), number=shared[0]))
    if same_address:
        reasons.append(format_lazy(_("same address {street}, {town}"), street=one.street, town=one.town))
    elif same_town:
        reasons.append(format_lazy(_("both in {town}"), town=one.town))
    reasons.append(format_lazy(_("names {percent} % alike"), percent=int(alike)))
    return Pair(one.pk, other.pk, tuple(reasons), alike + 40 * len(shared) + 30 * same_address)


def alike(name, *, town="", street="", zip_code="", phone="", web_page=""):
    """[(program, reasons)] that a program which is not there yet may be, the likeliest first; in one query.

    A shared phone, address or web page is enough to ask.
    """
    stranger = listed({
        "pk": 0, "name": name, "site__town": town, "site__street": street, "site__zip_code": zip_code,
        **dict.fromkeys(PHONES), "intake_phone": phone,
    })  # fmt: skip
    same = Q(web_page=web_page) if web_page else Q(pk=None)
    same |= Q(site__town=town) if town else Q(pk=None)
    for column in PHONES if phone else ():
        same |= Q(**{column: phone})
    known = Program.objects.exclude(status=Program.Status.WITHDRAWN).filter(same).select_related("organization", "site")
    found = [(program, _reasons(stranger, program, web_page)) for program in known.order_by("name", "pk")]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))


def _reasons(stranger, program, web_page):
    known = listed(row_of(program))
    pair = compare(stranger, known)
    reasons = list(pair.reasons) if pair else []
    if not pair and stranger.phones & known.phones:
        reasons.append(_("same phone"))
    if not pair and stranger.address and stranger.address == known.address:
        reasons.append(_("same address"))
    if web_page and web_page == program.web_page:
        reasons.append(_("same web page"))
    return tuple(reasons)


def programs_of(found):
    """number -> Program with what the page shows of it, for a few pairs; in one query."""
    numbers = {number for pair in found for number in attrgetter("one", "other")(pair)}
    return Program.objects.select_related("organization", "site").in_bulk(numbers)
