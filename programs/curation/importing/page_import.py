"""Program pages, planned and written as a federal listing is: listed programs, leads, or a program that is there."""

import re
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from ...models import Action, Assertion, ImportRow, ImportRun, Program, Source
from .. import details
from ..acting import act, gathering
from ..checking import screen
from ..recording import Claim, add_program, publish, record, retract
from ..settle import document_counts_until
from .again import taken_back
from .comparing import NEW, UNCHANGED, compare
from .listing import Problem
from .pages import Page, PageTable
from .refusal import refuse_in_demonstration

Status = Program.Status
Outcome = ImportRow.Outcome
TABLE = "Program pages"
SAME_NAME = 90
LEGAL_FORMS = re.compile(r"\b(inc|llc|corp|corporation)\b\.?", re.IGNORECASE)


@dataclass
class PageEntry:
    """One page and what becomes of it. `joins`: the program was there before, by the federal listing's word.

    comes_back: an import that was taken back had added it; it is the same program now.
    """

    page: Page
    said_on: date
    outcome: str
    program: Program | None = None
    joins: bool = False
    comes_back: bool = False
    change: str = NEW
    claims: list[Claim] = field(default_factory=list)
    retractions: list[Assertion] = field(default_factory=list)


@dataclass
class PagePlan:
    table: PageTable
    entries: list[PageEntry]

    @property
    def problems(self):
        return sorted(self.table.problems, key=lambda problem: (problem.line, problem.column))

    @property
    def changes_anything(self):
        return any(entry.change != UNCHANGED for entry in self.entries if entry.claims)

    def summary(self):
        changes = Counter(entry.change for entry in self.entries if entry.claims)
        return {
            "read": len(self.table.pages),
            "joined": sum(entry.joins for entry in self.entries),
            "listed": sum(entry.outcome == Outcome.LISTED and not entry.joins for entry in self.entries),
            "leads": sum(entry.outcome == Outcome.LEAD for entry in self.entries),
            "changes": dict(changes),
            "problems": len(self.problems),
        }


def plan_pages(table, on):
    """The PagePlan for this table against the catalogue as it is, on that day. Reads only."""
    spoken = _spoken()
    federal = list(
        Program.objects.published()
        .filter(assertions__source__kind=Source.Kind.FEDERAL)
        .select_related("organization", "site")
        .distinct()
    )
    entries = [entry for page in table.pages if (entry := _entry(page, table, spoken, federal, on))]
    added = taken_back()
    for entry in entries:
        if entry.program is None:
            entry.program = added.get(_key(entry.page))
            entry.comes_back = entry.program is not None
    return PagePlan(table, entries)


def _spoken():
    """Address of a page and name -> the program and what the page said of it: fact -> live assertions."""
    spoken = {}
    for assertion in Assertion.objects.filter(source__kind=Source.Kind.WEB_PAGE).select_related("program").live():
        key = assertion.source.url, assertion.source.name
        spoken.setdefault(key, (assertion.program, defaultdict(list), assertion.source))[1][assertion.fact].append(
            assertion
        )
    return spoken


def _entry(page, table, spoken, federal, on):
    program, said, source = spoken.get((page.url, page.name), (None, {}, None))
    known = _in_listing(page, federal)
    if not page.url and not known:
        table.problems.append(Problem(page.line, _("address"), _("no page to quote and no program to join; not read")))
        return None
    if page.published_on and page.published_on > on:
        table.problems.append(Problem(page.line, _("date"), _("the page is dated a day still to come; not read")))
        return None
    first_seen = source.first_imported_on if source else on
    entry = PageEntry(page, page.published_on or first_seen, _outcome(page, known, on), program or known)
    entry.joins = known is not None and entry.program == known
    entry.claims, refused = screen(entry.program, claims(page, joins=entry.joins), kind=Source.Kind.WEB_PAGE)
    wrong = [Problem(page.line, fact, " ".join(said)) for fact, said in refused.items()]
    table.problems += [problem for problem in wrong if problem not in table.problems]
    if entry.program:
        entry.change, entry.retractions = compare(entry.claims, said, entry.said_on)
    return entry


def _in_listing(page, federal):
    """The program of the federal listing that this page is about: the same town and much the same organization."""
    if page.town is None:
        return None
    name = LEGAL_FORMS.sub("", page.organization)
    here = [program for program in federal if program.site and program.site.town == page.town.name]
    return next(
        (p for p in here if fuzz.ratio(name, LEGAL_FORMS.sub("", p.organization.name).strip()) >= SAME_NAME), None
    )


def _outcome(page, known, on):
    """Listed when the page says IOP, says where, and is no older than documents may be; a lead otherwise."""
    if known:
        return Outcome.LISTED
    is_old = page.published_on is not None and document_counts_until(page.published_on) < on
    return Outcome.LISTED if page.is_iop and page.town and not is_old else Outcome.LEAD


def claims(page, joins=False):
    """What the page says. Where it joins a listing, the address and telephone stay the listing's."""
    if not page.url:
        return []
    quotes = defaultdict(list)
    for fact, words in page.facts:
        quotes[fact].append(words)
    stated = [Claim(fact, quote="; ".join(dict.fromkeys(words))[:300]) for fact, words in quotes.items()]
    sections = [_schedule(page), _level(page), *(() if joins else (_contact(page), _address(page)))]
    tidied = [Claim(c.fact, c.answer, details.clean(c.fact, c.detail), c.quote) for c in sections if c]
    return tidied + stated


def _schedule(page):
    return Claim("schedule", detail={"tracks": page.tracks}, quote=page.schedule_words[:300]) if page.tracks else None


def _level(page):
    return Claim("level", detail={"level_name": page.level}, quote=page.level) if page.level else None


def _contact(page):
    detail = {"web_page": page.url}
    if page.phone:
        detail["main_phone"] = page.phone
    return Claim("contact", detail=detail, quote=page.phone)


def _address(page):
    """The town alone, pinned at its middle: no page here states a street."""
    town = page.town
    if town is None:
        return None
    where = {"town": town.name, "county": town.county, "latitude": town.latitude, "longitude": town.longitude}
    return Claim("address", detail={**where, "postal_city": page.place, "pin": "town"}, quote=page.place)


def _silent(done, total):
    """Nobody watches the progress."""


@transaction.atomic
def apply_pages(table, *, on, by=None, via="", progress=_silent):
    """Plan again and write the plan; the PagePlan that was written. The same table again changes nothing."""
    refuse_in_demonstration()
    plan = plan_pages(table, on)
    if not plan.changes_anything and is_applied(table):
        return plan
    action = act(Action.Kind.IMPORT, by=by, via=via, note=table.file_name[:200])
    run = _run(table, plan, on, action)
    with gathering(action):
        for done, entry in enumerate(plan.entries, start=1):
            if entry.claims and entry.change != UNCHANGED:
                _write(entry, on, action)
            progress(done, len(plan.entries))
    _keep_rows(run, plan)
    return plan


def is_applied(table):
    """Whether this very table was the last one applied."""
    last = ImportRun.objects.applied().filter(source__name=TABLE).order_by("-started_at", "-pk").first()
    return last is not None and last.digest == table.digest


def _run(table, plan, on, action):
    source, _made = Source.objects.get_or_create(
        kind=Source.Kind.WEB_PAGE, name=TABLE, url="", published_on=None, defaults={"first_imported_on": on}
    )
    run = ImportRun(
        source=source, file_name=table.file_name, digest=table.digest, layout=TABLE,
        applied_by=action.by, summary=plan.summary(), action=action,
    )  # fmt: skip
    run.applied_at = run.started_at
    run.save()
    return run


def _write(entry, on, action):
    page = entry.page
    source, _made = Source.objects.get_or_create(
        kind=Source.Kind.WEB_PAGE, name=page.name, url=page.url, published_on=page.published_on,
        defaults={"first_imported_on": on},
    )  # fmt: skip
    if entry.program is None:
        status = Status.LISTED if entry.outcome == Outcome.LISTED else Status.LEAD
        town = page.town.name if page.town else ""
        entry.program = add_program(page.organization, page.name, town=town, status=status, action=action)
    elif entry.comes_back:
        publish(entry.program, Status.LEAD, action=action)
        # One that goes against the rule book by what stands of it stays a lead.
        with suppress(ValidationError):
            publish(entry.program, Status.LISTED if entry.outcome == Outcome.LISTED else Status.LEAD, action=action)
    for assertion in entry.retractions:
        retract(assertion, on=on, by=action.by, action=action)
    record(
        entry.program, entry.claims, source=source, method="document", said_on=entry.said_on, on=on, by=action.by,
        action=action,
    )  # fmt: skip


def _key(page):
    return f"page|{page.url or page.name}"[:250]


def _keep_rows(run, plan):
    entries = {entry.page.line: entry for entry in plan.entries}
    sites = dict(Program.objects.values_list("pk", "site_id"))
    rows = []
    for page in plan.table.pages:
        entry = entries.get(page.line)
        program = entry.program if entry else None
        rows.append(
            ImportRow(
                run=run, line=page.line, key=_key(page), raw=page.raw,
                outcome=entry.outcome if entry else Outcome.KEPT, program=program,
                problems=[str(problem) for problem in plan.problems if problem.line == page.line],
                site_id=sites.get(program.pk) if program else None,
            )
        )  # fmt: skip
    ImportRow.objects.bulk_create(rows)
