"""The one way to write: append what somebody said, settle, and raise the catalogue's version, in one transaction."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..models import Assertion, CatalogueVersion, Organization, Program, Term
from . import checking, details
from .acting import change, keep
from .sections import BY_NAME, KEPT_WHOLE
from .settle import settle

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


@transaction.atomic
def record(program, claims, *, source, method, said_on, on, by=None, action=None):
    """Append the claims, settle the program as of `on`, bump the version. Returns the assertions appended.

    A claim that only repeats the same source's newest live word of the same day is passed over, so that doing it
    twice changes nothing. A document's older edition never speaks over its newer one. Raises ValidationError with
    {fact: [problems]}, those of the rule book among them, and writes nothing at all.
    """
    cleaned = _clean(claims, said_on, on)
    program = Program.objects.select_for_update().get(pk=program.pk)
    checking.refuse(program, checking.check(program, cleaned, kind=source.kind), checking.RECORD)
    last = {}
    for assertion in program.assertions.live():
        if (assertion.source_id, assertion.said_on) == (source.pk, said_on):
            last[assertion.fact, assertion.detail.get("date")] = assertion
    appended = []
    for claim in cleaned:
        before = last.get((claim.fact, claim.detail.get("date")))
        if before and _repeats(claim, before, method):
            continue
        appended.append(
            Assertion(
                program=program, fact=claim.fact, answer=claim.answer, detail=claim.detail, quote=claim.quote,
                source=source, method=method, said_on=said_on, recorded_by=by, action=action,
            )
        )  # fmt: skip
    if appended:
        Assertion.objects.bulk_create(appended)
        settle(program, on)
        CatalogueVersion.bump()
    return appended


def _repeats(claim, before, method):
    return (claim.answer, claim.detail, claim.quote, method) == (
        before.answer, before.detail, before.quote, before.method,
    )  # fmt: skip


def _clean(claims, said_on, on):
    if said_on > on:
        raise ValidationError(_("Nobody can have said it on a day still to come."))
    known = None
    cleaned, problems = [], {}
    for claim in claims:
        if ":" in claim.fact and known is None:
            known = {f"{vocabulary}:{code}" for vocabulary, code in Term.objects.values_list("vocabulary", "code")}
        try:
            cleaned.append(_clean_claim(claim, known))
        except ValidationError as error:
            problems.setdefault(claim.fact, []).extend(error.messages)
    if problems:
        raise ValidationError(problems)
    return cleaned


def _clean_claim(claim, known):
    if claim.fact not in (known if ":" in claim.fact else KEPT_WHOLE):
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


@transaction.atomic
def add_program(organization_name, name, *, town="", status=Program.Status.LEAD, action=None):
    """A new program without a single fact. Its slug is its name and town, numbered where that is taken."""
    organization = organization_named(organization_name)
    slug = _free_slug(Program, f"{name} {town}", 130)
    program = Program(organization=organization, name=name, slug=slug, status=status)
    program.was_public = program.is_public
    program.save()
    if action:
        action.changes[str(program.pk)] = {"status": ["", status]}
        keep(action)
    if program.is_public:
        CatalogueVersion.bump()
    return program


def organization_named(name):
    """The organization of that name, made when there is none."""
    slug = _free_slug(Organization, name, 110)
    return Organization.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def _free_slug(model, text, length):
    wanted = slugify(text)[:length].strip("-") or "program"
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)


@transaction.atomic
def publish(program, status, *, action=None):
    """Show a program to the public as listed or confirmed, or take it back to the leads.

    Raises ValidationError {fact: [problems]} where what stands of it goes against the rule book.
    """
    if status == Program.Status.WITHDRAWN:
        raise ValidationError(_("Withdrawing needs a reason."))
    if status != Program.Status.LEAD:
        checking.refuse(program, checking.check_whole(program), checking.PUBLISH)
    change(program, action, status=status, withdrawn_because="")


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
