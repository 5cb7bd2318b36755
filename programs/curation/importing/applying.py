"""Writing an edition of a federal listing into the catalogue: all of it, in one transaction, or nothing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ...models import Action, ImportRow, ImportRun, Program, Source, Term
from ..acting import act, gathering
from ..recording import add_program, publish, record, retract
from .code_book import digest
from .listing import Problem
from .plan import UNCHANGED, plan_import
from .refusal import ImportRefusedError, refuse_in_demonstration

Status = Program.Status
Outcome = ImportRow.Outcome


def _silent(done, total):
    """Nobody watches the progress."""


@transaction.atomic
def apply_import(edition, *, on, by=None, via="", progress=_silent):
    """Plan again and write the plan; the Plan that was written. An edition applied before changes nothing.

    All that it writes is one action, by which it can be taken back. `progress(done, total)` is called after each
    program. Raises ImportRefusedError and writes nothing.
    """
    refuse_in_demonstration()
    _refuse_too_soon(edition, on)
    plan = plan_import(edition)
    if not plan.changes_anything and is_applied(edition):
        return plan
    source = source_of(edition, on)
    action = act(Action.Kind.IMPORT, by=by, via=via, note=edition.file_name[:200])
    run = ImportRun.objects.create(
        source=source, action=action, file_name=edition.file_name, digest=edition.digest, layout=edition.layout,
        applied_by=by, summary={**plan.summary(), "code_book": digest()},
    )  # fmt: skip
    total = len(plan.programs) + len(plan.gone)
    with gathering(action):
        for done, entry in enumerate(plan.programs, start=1):
            _write(entry, source, edition, on, action)
            progress(done, total)
        for done, gone in enumerate(plan.gone, start=len(plan.programs) + 1):
            _take_back(gone, on, action)
            progress(done, total)
    _keep_rows(run, plan)
    run.applied_at = run.started_at
    run.save(update_fields=["applied_at"])
    return plan


def _refuse_too_soon(edition, on):
    if edition.published_on > on:
        raise ImportRefusedError(
            _("This edition is dated %(day)s, a day still to come.") % {"day": edition.published_on}
        )
    if not Term.objects.exists():
        raise ImportRefusedError(_("The vocabularies are not loaded yet. Run prepare_catalogue first."))


def is_applied(edition):
    """Whether this very file, read by this very code book, was the last one of its listing to be applied."""
    last = (
        ImportRun.objects.applied()
        .filter(source__kind=Source.Kind.FEDERAL, source__name=edition.title)
        .order_by("-started_at", "-pk")
        .first()
    )
    return last is not None and (last.digest, last.summary.get("code_book")) == (edition.digest, digest())


def source_of(edition, on):
    source, _made = Source.objects.get_or_create(
        kind=Source.Kind.FEDERAL, name=edition.title, url=edition.url, published_on=edition.published_on,
        defaults={"first_imported_on": on},
    )  # fmt: skip
    return source


def _write(entry, source, edition, on, action):
    if entry.change == UNCHANGED:
        return
    is_listed = entry.outcome == Outcome.LISTED
    if entry.program is None:
        town = next((claim.detail.get("town", "") for claim in entry.claims if claim.fact == "address"), "")
        status = Status.LISTED if is_listed else Status.LEAD
        entry.program = add_program(
            entry.listing.organization, entry.listing.full_name, town=town, status=status, action=action
        )
    elif entry.comes_back:
        publish(entry.program, Status.LEAD, action=action)
    if is_listed and entry.program.status == Status.LEAD:
        _publish(entry, action)
    for assertion in entry.retractions:
        retract(assertion, on=on, by=action.by, action=action)
    record(
        entry.program, entry.claims, source=source, method="document", said_on=edition.published_on, on=on,
        by=action.by, action=action,
    )  # fmt: skip


def _publish(entry, action):
    """A lead whose facts go against the rule book stays a lead; its row says why."""
    try:
        publish(entry.program, Status.LISTED, action=action)
    except ValidationError as error:
        said = error.message_dict.items()
        entry.problems += [Problem(entry.listing.line, fact, " ".join(messages)) for fact, messages in said]


def _take_back(gone, on, action):
    """Nothing that this source said counts any longer; what only it had published goes back to the leads."""
    for assertion in gone.retractions:
        retract(assertion, on=on, by=action.by, action=action)
    if gone.program.status == Status.LISTED and not gone.program.answers.holding(on).exists():
        publish(gone.program, Status.LEAD, action=action)


def _keep_rows(run, plan):
    sites = dict(Program.objects.values_list("pk", "site_id"))
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                run=run, line=entry.listing.line, key=entry.key, raw=entry.listing.raw, outcome=entry.outcome,
                problems=[str(problem) for problem in entry.problems], program=entry.program,
                site_id=sites.get(entry.program.pk) if entry.program else None,
            )
            for entry in plan.entries
        ],
        batch_size=500,
    )  # fmt: skip
