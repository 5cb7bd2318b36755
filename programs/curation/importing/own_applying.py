"""Writing a file in our own columns into the catalogue: every row that may be, in one transaction, as one action."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Action, ImportRow, ImportRun, Program, Term
from ..acting import act, change, gathering
from ..recording import add_program, organization_named, publish, record, rename, withdraw
from .comparing import UNCHANGED
from .own_plan import PUBLIC, OwnPlan
from .own_row import PROBLEM, as_json
from .refusal import ImportRefusedError

Status = Program.Status
Outcome = ImportRow.Outcome
ROWS_AT_ONCE = 500


def _silent(done, total):
    """Nobody watches the progress."""


def begin(table, voice, *, on, by=None):
    """An ImportRun of an OwnTable as the word of a Voice, still to be planned."""
    if voice.said_on > on:
        raise ImportRefusedError(_("Nobody can have said it on a day still to come."))
    return ImportRun.objects.create(
        source=voice.source(), file_name=table.file_name[-200:], digest=table.digest, layout=ImportRun.OWN_COLUMNS,
        method=voice.method, said_on=voice.said_on, applied_by=by,
    )  # fmt: skip


def plan_run(run, table, *, on, may_publish, tell=_silent):
    """Keep the plan of the run's rows and its counts, for the page to show; nothing else is written."""
    _refuse_without_terms()
    plan = _plan(run, table, on, may_publish)
    run.rows.all().delete()
    _keep(run, plan.rows(), len(table.rows), tell)
    run.summary = plan.summary()
    run.save(update_fields=["summary"])
    return plan


@transaction.atomic
def apply_run(run, table, *, on, may_publish, by=None, via="", leave_out=False, tell=_silent):
    """Plan again and write the plan, all of it or nothing. Returns the Action, or None where nothing changes.

    Raises ImportRefusedError where rows have problems and are not to be left out, and where the plan is no longer the
    one that was kept with the run: then somebody has changed a program since.
    """
    _refuse_without_terms()
    plan = _plan(run, table, on, may_publish)
    seen = run.summary.get("seal")
    run.rows.all().delete()
    action = act(Action.Kind.IMPORT, by=by, via=via, note=run.file_name)
    with gathering(action):
        _keep(run, _written(plan, run, action, on, by), len(table.rows), tell)
    if plan.counts[PROBLEM] and not leave_out:
        raise ImportRefusedError(_problems_remain(plan.counts[PROBLEM]))
    if seen and seen != plan.seal:
        raise ImportRefusedError(_("The catalogue has changed since this plan was made. Look at the new plan first."))
    run.summary = plan.summary()
    run.action, run.applied_at, run.applied_by = action, timezone.now(), by
    run.save()
    return action


def _refuse_without_terms():
    if not Term.objects.exists():
        raise ImportRefusedError(_("The vocabularies are not loaded yet. Run prepare_catalogue first."))


def _problems_remain(count):
    words = ngettext(
        "%(count)s row has problems. Mend the file, or have that row left out.",
        "%(count)s rows have problems. Mend the file, or have those rows left out.",
        count,
    )
    return words % {"count": count}


def _plan(run, table, on, may_publish):
    return OwnPlan(table, source=run.source, said_on=run.said_on, on=on, may_publish=may_publish)


def _written(plan, run, action, on, by):
    for entry in plan.rows():
        if entry.change not in (UNCHANGED, PROBLEM):
            _write(entry, run, action, on, by)
        yield entry


def _write(entry, run, action, on, by):
    """Facts before the status: what may not be published is told by the facts that stand."""
    if entry.program is None:
        columns, town = entry.columns, entry.cells.get("town", "")
        entry.program = add_program(columns["organization"], columns["name"], town=town, action=action)
    try:
        record(
            entry.program, entry.claims, source=run.source, method=run.method, said_on=run.said_on, on=on, by=by,
            action=action,
        )  # fmt: skip
        _change_columns(entry, action)
    except ValidationError as error:
        raise ImportRefusedError(
            _("Line %(line)s: %(problem)s") % {"line": entry.line, "problem": " ".join(error.messages)}
        ) from error


def _change_columns(entry, action):
    program, columns = entry.program, entry.columns
    if not entry.is_new and "name" in columns:
        rename(program, columns["name"], action=action)
    if not entry.is_new and "organization" in columns:
        change(program, action, organization_id=organization_named(columns["organization"]).pk)
    # A program that came back from an import taken back is withdrawn.
    status = columns.get("status") or (Status.LEAD if entry.is_new else program.status)
    if status == Status.WITHDRAWN and "status" in columns:
        withdraw(program, columns["withdrawn_because"], action=action)
    elif status != program.status:
        publish(program, status, action=action)


def _keep(run, entries, total, tell):
    """Keep each row as it came, with what becomes of it; a few hundred in memory at once."""
    waiting = []
    for done, entry in enumerate(entries, 1):
        waiting.append(_row(run, entry))
        if len(waiting) == ROWS_AT_ONCE:
            ImportRow.objects.bulk_create(waiting)
            waiting = []
        tell(done, total)
    ImportRow.objects.bulk_create(waiting)


def _row(run, entry):
    program = entry.program
    if entry.change == PROBLEM:
        outcome = Outcome.DROPPED
    elif program is None:
        outcome = Outcome.LISTED if entry.columns.get("status") in PUBLIC else Outcome.LEAD
    else:
        outcome = Outcome.LISTED if program.is_public else Outcome.LEAD
    return ImportRow(
        run=run, program=program, site_id=program.site_id if program else None, outcome=outcome, **as_json(entry)
    )
