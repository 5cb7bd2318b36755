"""What an edition of a federal listing would change: worked out in full before anything is written."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from ...geography import gazetteer
from ...models import Assertion, ImportRow, ImportRun, Program, Source
from ..checking import screen
from ..recording import Claim
from . import claims
from .again import taken_back
from .comparing import CHANGES, NEW, UNCHANGED, compare
from .layouts import MASSACHUSETTS, Edition
from .listing import Listing, Problem
from .refusal import ImportRefusedError

Outcome = ImportRow.Outcome
OUTCOMES = {claims.OIT: Outcome.LISTED, claims.PARTIAL: Outcome.LEAD}
# Fewer rows than this share of what is known is no newer edition but a file cut off between two lines.
LEAST_SHARE = 0.5


@dataclass
class Entry:
    """One row and what becomes of it. `change` is empty for rows that make no program.

    comes_back: an import that was taken back had added the program; it is the same one now.
    """

    listing: Listing
    key: str
    outcome: str = Outcome.KEPT
    program: Program | None = None
    comes_back: bool = False
    change: str = ""
    claims: list[Claim] = field(default_factory=list)
    retractions: list[Assertion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_program(self):
        return bool(self.change)


@dataclass
class Gone:
    """A program that this source spoke of, and does not in this edition."""

    program: Program
    retractions: list[Assertion]


@dataclass
class Plan:
    edition: Edition
    source: Source | None
    entries: list[Entry]
    gone: list[Gone]

    @cached_property
    def problems(self):
        own = [problem for entry in self.entries for problem in entry.problems]
        return sorted([*self.edition.problems, *own], key=lambda problem: (problem.line, problem.column))

    @property
    def duplicates(self):
        seen = defaultdict(list)
        for entry in self.entries:
            if entry.outcome != Outcome.DROPPED:
                seen[entry.key].append(entry.listing)
        return [listings for listings in seen.values() if len(listings) > 1]

    @property
    def programs(self):
        """The rows that make or keep a program; listed ones first, so that they have the plainer slugs."""
        return sorted(
            (e for e in self.entries if e.is_program), key=lambda e: (e.outcome != Outcome.LISTED, e.listing.line)
        )

    @property
    def changes_anything(self):
        return bool(self.gone) or any(entry.change != UNCHANGED for entry in self.programs)

    def summary(self):
        """The counts, as they are kept with the import and told to the operator."""
        kept = [entry for entry in self.entries if entry.outcome != Outcome.DROPPED]
        changes = Counter((entry.outcome, entry.change) for entry in self.programs)
        return {
            "read": len(self.entries) + self.edition.elsewhere,
            "elsewhere": self.edition.elsewhere,
            "dropped": len(self.entries) - len(kept),
            "listings": len(kept),
            "addresses": len({entry.listing.address for entry in kept}),
            "withheld": sum(entry.listing.is_withheld for entry in kept),
            "listed": _counts(changes, Outcome.LISTED),
            "leads": _counts(changes, Outcome.LEAD),
            "gone": len(self.gone),
            "duplicates": len(self.duplicates),
            "problems": len(self.problems),
        }


def _counts(changes, outcome):
    return {change: changes[outcome, change] for change in CHANGES}


def plan_import(edition):
    """The Plan for this edition against the catalogue as it is. Reads only; raises ImportRefusedError."""
    known = _Known(edition)
    known.refuse_older()
    entries = _entries(_split_elsewhere(edition))
    standing = list(_without_duplicates(entries))
    known.match(standing)
    for entry in standing:
        _compare(entry, known)
    plan = Plan(edition, known.source, entries, known.gone(entries))
    if known.programs and len(plan.gone) > len(known.programs) * LEAST_SHARE:
        raise ImportRefusedError(
            _("%(gone)s of the %(known)s programs that this listing had are missing: the file seems to be cut off.")
            % {"gone": len(plan.gone), "known": len(known.programs)}
        )
    return plan


def _split_elsewhere(edition):
    """The rows to look at: those of Massachusetts, by their state or by their ZIP code. The others are counted."""
    near = [row for row in edition.listings if row.state == MASSACHUSETTS or gazetteer.zip_point(row.zip_code)]
    edition.elsewhere = len(edition.listings) - len(near)
    lines = {1, *(row.line for row in near)}
    edition.problems = [problem for problem in edition.problems if problem.line in lines]
    if not near:
        raise ImportRefusedError(_("No row of this file is in Massachusetts."))
    return near


def _entries(listings):
    at = {listing.address for listing in listings if listing.state == MASSACHUSETTS}
    entries = []
    for listing in listings:
        level = claims.level_of(listing)
        entry = Entry(listing, _key(level or listing.kind.lower(), listing))
        entries.append(entry)
        if listing.state != MASSACHUSETTS:
            entry.outcome = Outcome.DROPPED
            entry.problems.append(_other_state(listing, listing.address in at))
            continue
        entry.problems += _problems_of_place(listing)
        if level:
            entry.outcome = OUTCOMES[level]
    return entries


def _key(what, listing):
    """What the row says, where, and under which name: the same in every edition and layout."""
    return f"{what}|{listing.address}|{listing.full_name.lower()}"[:250]


def _other_state(listing, is_known_here):
    words = _(
        "%(name)s: state %(state)s with a Massachusetts ZIP code; the same address is listed in Massachusetts; dropped"
    )
    if not is_known_here:
        words = _("%(name)s: state %(state)s with a Massachusetts ZIP code; dropped")
    return Problem(listing.line, _("state"), words % {"name": listing.full_name, "state": listing.state})


def _problems_of_place(listing):
    return claims.address_claim(listing)[1]


def _without_duplicates(entries):
    """The rows that stand for programs, each key once; a repeated row stays a row and makes no second program."""
    seen = set()
    for entry in entries:
        if entry.outcome not in OUTCOMES.values():
            continue
        if entry.key in seen:
            entry.outcome = Outcome.KEPT
            entry.problems.append(
                Problem(entry.listing.line, _("row"), _("the same listing stands in an earlier line"))
            )
            continue
        seen.add(entry.key)
        yield entry


def _compare(entry, known):
    """What the row says against what its source said of the same program before."""
    stated, problems = claims.claims(entry.listing)
    entry.claims, refused = screen(entry.program, stated, kind=Source.Kind.FEDERAL)
    problems += [Problem(entry.listing.line, fact, " ".join(said)) for fact, said in refused.items()]
    entry.problems = list(dict.fromkeys([*entry.problems, *problems]))
    if entry.program is None or entry.comes_back:
        entry.change = NEW
        return
    entry.change, entry.retractions = compare(entry.claims, known.said_of(entry.program), known.edition.published_on)


class _Known:
    """What the catalogue holds of this source and of earlier imports, read once, in seven queries."""

    def __init__(self, edition):
        self.edition = edition
        editions = Source.objects.filter(kind=Source.Kind.FEDERAL, name=edition.title, url=edition.url)
        self.editions = list(editions.filter(imports__in=ImportRun.objects.applied()).distinct())
        self.source = next((s for s in editions if s.published_on == edition.published_on), None)
        self._by_key, self._by_address = self._matches()
        self._said = self._spoken()
        self._taken_back = {program.pk for program in taken_back().values()}

    def refuse_older(self):
        newest = max((source.published_on for source in self.editions if source.published_on), default=None)
        if newest and self.edition.published_on < newest:
            raise ImportRefusedError(
                _("This edition is of %(old)s, and that of %(new)s is already here. Nothing was written.")
                % {"old": self.edition.published_on.isoformat(), "new": newest.isoformat()}
            )

    def _matches(self):
        """Programs by the key of the rows they came from, the last import's word first, and by level and address."""
        by_key, by_address = {}, defaultdict(set)
        rows = ImportRow.objects.filter(program__isnull=False, run__source__kind=Source.Kind.FEDERAL)
        for row in rows.select_related("program").order_by("run__started_at", "run", "line"):
            by_key[row.key] = row.program
            by_address[_place_of(row.key)].add(row.program)
        return by_key, by_address

    def _spoken(self):
        said = defaultdict(lambda: defaultdict(list))
        self.programs = {}
        mine = Assertion.objects.filter(source__kind=Source.Kind.FEDERAL, source__name=self.edition.title)
        for assertion in mine.select_related("program").live():
            said[assertion.program_id][assertion.fact].append(assertion)
            self.programs[assertion.program_id] = assertion.program
        return said

    def said_of(self, program):
        """Fact -> this source's live assertions, oldest first."""
        return self._said.get(program.pk, {})

    def match(self, entries):
        """Give each row the program that earlier imports made of it; under another name, the one at its address."""
        for entry in entries:
            entry.program = self._by_key.get(entry.key)
        taken = {entry.program for entry in entries if entry.program}
        for entry in entries:
            left = self._by_address.get(_place_of(entry.key), set()) - taken
            if entry.program is None and len(left) == 1:
                entry.program = left.pop()
                taken.add(entry.program)
        for entry in entries:
            entry.comes_back = entry.program is not None and entry.program.pk in self._taken_back

    def gone(self, entries):
        """What this source said of programs that no row of the edition stands for."""
        present = {entry.program.pk for entry in entries if entry.program}
        return [
            Gone(program, [a for assertions in self._said[pk].values() for a in assertions])
            for pk, program in self.programs.items()
            if pk not in present
        ]


def _place_of(key):
    """Level and address of a key, without the name."""
    return key.rsplit("|", 1)[0]
