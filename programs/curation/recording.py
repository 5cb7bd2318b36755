"""The one way to write: append what somebody said, settle, and raise the catalogue's version, in one transaction."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..models import Assertion, CatalogueVersion, Organization, Program, Term
from . import checking, details
from .acting import change, change_all, keep
from .sections import BY_NAME, KEPT_WHOLE
from .settle import settle, settle_all

RECORD, PUBLISH = checking.RECORD, checking.PUBLISH
Said = Assertion.Said
LONGEST_QUOTE = 300
Method = Assertion.Method


@dataclass(frozen=True)
class Claim:
    """One fact as somebody stated it. A fact is "therapy:dbt", or a section such as "schedule" with its whole value."""

    fact: str
    answer: str = Said.YES
    detail: dict = field(default_factory=dict)
    quote: str = ""


class RefusedError(ValidationError):
    """What is refused of one of several programs; `program` says of which."""

    def __init__(self, program, problems):
        super().__init__(problems)
        self.program = program


def record(program, claims, *, source, method, said_on, on, by=None, action=None):
    """Append the claims, settle the program as of `on`, bump the version. Returns the assertions appended.

    A claim that only repeats the same source's newest live word of the same day is passed over, so that doing it
    twice changes nothing. A document's older edition never speaks over its newer one. Raises ValidationError with
    {fact: [problems]}, those of the rule book among them, and writes nothing at all.
    """
    return record_all(
        [(program, claims)], source=source, method=method, said_on=said_on, on=on, by=by, action=action
    )  # fmt: skip


@transaction.atomic
def record_all(stated, *, source, method, said_on, on, by=None, action=None):
    """As record(), of a few hundred at most: [(program, claims)], each program once; in a few statements for all.

    Raises RefusedError for the first of which anything is refused.
    """
    known = _terms_of(_vocabularies(stated))
    programs = Program.objects.select_for_update().order_by("pk").in_bulk([program.pk for program, _claims in stated])
    standing = checking.Standing(programs.values())
    said = _said_that_day(programs, source, said_on)
    appended = []
    for told, claims in stated:
        program = programs[told.pk]
        try:
            cleaned = _clean(claims, said_on, on, known)
            checking.refuse(program, checking.check(program, cleaned, kind=source.kind, standing=standing), RECORD)
        except ValidationError as error:
            raise RefusedError(told, error) from error
        last = said[program.pk]
        appended += [
            Assertion(
                program=program, fact=claim.fact, answer=claim.answer, detail=claim.detail, quote=claim.quote,
                source=source, method=method, said_on=said_on, recorded_by=by, action=action,
            )
            for claim in cleaned
            if not _repeats(claim, last.get((claim.fact, claim.detail.get("date"))), method)
        ]  # fmt: skip
    if appended:
        Assertion.objects.bulk_create(appended)
        spoken_of = dict.fromkeys(assertion.program_id for assertion in appended)
        settle_all([programs[number] for number in spoken_of], on)
        CatalogueVersion.bump()
    return appended


def _vocabularies(stated):
    return {claim.fact.partition(":")[0] for _program, claims in stated for claim in claims if ":" in claim.fact}


def _terms_of(vocabularies):
    """(vocabulary, code) of the terms that there are in them."""
    terms = Term.objects.filter(vocabulary__in=vocabularies).order_by().values_list("vocabulary", "code")
    return set(terms) if vocabularies else set()


def _said_that_day(numbers, source, said_on):
    """number -> {(fact, date of an intake): assertion} of what this source has said on this day."""
    said = defaultdict(dict)
    for assertion in Assertion.objects.filter(program__in=numbers, source=source).live():
        if assertion.said_on == said_on:
            said[assertion.program_id][assertion.fact, assertion.detail.get("date")] = assertion
    return said


def _repeats(claim, before, method):
    return before is not None and (claim.answer, claim.detail, claim.quote, method) == (
        before.answer, before.detail, before.quote, before.method,
    )  # fmt: skip


def _clean(claims, said_on, on, known):
    """known: (vocabulary, code) of the terms that there are."""
    if said_on > on:
        raise ValidationError(_("Nobody can have said it on a day still to come."))
    cleaned, problems = [], {}
    for claim in claims:
        try:
            cleaned.append(_clean_claim(claim, known))
        except ValidationError as error:
            problems.setdefault(claim.fact, []).extend(error.messages)
    if problems:
        raise ValidationError(problems)
    return cleaned


def _clean_claim(claim, known):
    vocabulary, colon, code = claim.fact.partition(":")
    if (vocabulary, code) not in known if colon else vocabulary not in KEPT_WHOLE:
        raise ValidationError(_("There is no such fact."))
    if claim.answer not in (Said.YES, Said.NO):
        raise ValidationError(_("An answer is yes or no."))
    if claim.fact in BY_NAME and claim.answer == Said.NO and claim.fact != "intake-outcome":
        raise ValidationError(_("A section has a value, not a no."))
    if len(claim.quote) > LONGEST_QUOTE:
        raise ValidationError(_("The quote is longer than 300 characters."))
    return Claim(claim.fact, claim.answer, details.clean(claim.fact, claim.detail), claim.quote)


@transaction.atomic
def retract(assertion, *, on, by=None, quote="", action=None):
    """Take back one assertion, or a retraction of one. What was said stays in the history. Returns the retraction."""
    program = Program.objects.select_for_update().get(pk=assertion.program_id)
    retraction = Assertion.objects.create(
        program=program, fact=assertion.fact, answer=Said.RETRACTED, retracts=assertion, source=assertion.source,
        method=assertion.method, said_on=on, recorded_by=by, quote=quote, action=action,
    )  # fmt: skip
    settle(program, on)
    CatalogueVersion.bump()
    return retraction


@dataclass(frozen=True)
class Newcomer:
    """A program still to be made."""

    organization: str
    name: str
    town: str = ""
    status: str = Program.Status.LEAD


def add_program(organization_name, name, *, town="", status=Program.Status.LEAD, action=None):
    """A new program without a single fact. Its slug is its name and town, numbered where that is taken."""
    (program,) = add_programs([Newcomer(organization_name, name, town, status)], action=action)
    return program


@transaction.atomic
def add_programs(newcomers, *, action=None):
    """As add_program(), of many; the programs in the order of the newcomers."""
    organizations = organizations_named([one.organization for one in newcomers])
    slugs = _free_slugs(Program, [f"{one.name} {one.town}" for one in newcomers], 130)
    programs = [
        Program(organization=organizations[one.organization], name=one.name, slug=slug, status=one.status)
        for one, slug in zip(newcomers, slugs, strict=True)
    ]
    for program in programs:
        program.was_public = program.is_public
    Program.objects.bulk_create(programs)
    if action:
        action.changes |= {str(program.pk): {"status": ["", program.status]} for program in programs}
        keep(action)
    if any(program.is_public for program in programs):
        CatalogueVersion.bump()
    return programs


def organization_named(name):
    """The organization of that name, made when there is none."""
    return organizations_named([name])[name]


def organizations_named(names):
    """{name: Organization}, those made that are not there."""
    there = {one.name: one for one in Organization.objects.filter(name__in=set(names)).order_by("-pk")}
    absent = [name for name in dict.fromkeys(names) if name not in there]
    slugs = _free_slugs(Organization, absent, 110)
    made = [Organization(name=name, slug=slug) for name, slug in zip(absent, slugs, strict=True)]
    return there | {one.name: one for one in Organization.objects.bulk_create(made)}


def _free_slugs(model, texts, length):
    """A slug for each text that no row has, nor another of the texts."""
    wanted = [slugify(text)[:length].strip("-") or "program" for text in texts]
    taken = set(model.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    slugs = []
    for slug in wanted:
        free = _numbered(model, slug, taken) if slug in taken else slug
        taken.add(free)
        slugs.append(free)
    return slugs


def _numbered(model, slug, taken):
    numbered = model.objects.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True)
    taken = taken.union(numbered)
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)


def publish(program, status, *, action=None):
    """Show a program to the public as listed or confirmed, or take it back to the leads.

    Raises ValidationError {fact: [problems]} where what stands of it goes against the rule book.
    """
    publish_all([(program, status)], action=action)


@transaction.atomic
def publish_all(decided, *, action=None):
    """As publish(), of many: [(program, status)]. Raises RefusedError for the first that is refused."""
    standing = checking.Standing([program for program, _status in decided])
    for program, status in decided:
        try:
            _refuse_status(program, status, standing)
        except ValidationError as error:
            raise RefusedError(program, error) from error
    change_all([(program, {"status": status, "withdrawn_because": ""}) for program, status in decided], action)


def _refuse_status(program, status, standing):
    if status == Program.Status.WITHDRAWN:
        raise ValidationError(_("Withdrawing needs a reason."))
    if status != Program.Status.LEAD:
        checking.refuse(program, checking.check_whole(program, standing), PUBLISH)


@transaction.atomic
def withdraw(program, because, *, action=None):
    """Take a program out of the search; its address says why."""
    if not because.strip():
        raise ValidationError(_("Withdrawing needs a reason."))
    change(program, action, status=Program.Status.WITHDRAWN, withdrawn_because=because.strip())


@transaction.atomic
def rename(program, name, *, action=None):
    """Call a program by another name. Its address stays."""
    if not name.strip():
        raise ValidationError(_("A program has a name."))
    change(program, action, name=Program._meta.get_field("name").clean(name.strip(), None))
