"""Writing a file in our own columns into the catalogue: every row that may be, in one transaction, as one action."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Action, ImportFile, ImportRow, ImportRun, Program, Source, Term
from ..acting import act, change, gathering
from ..recording import (
    Newcomer,
    RefusedError,
    add_programs,
    organizations_named,
    publish_all,
    record_all,
    rename,
    withdraw,
)
from .comparing import UNCHANGED
from .kept_plan import KeptPlan
from .own_plan import PUBLIC, OwnPlan
from .own_row import PROBLEM, as_json
from .refusal import ImportRefusedError

Status = Program.Status
Outcome = ImportRow.Outcome
ROWS_AT_ONCE = 500


def _silent(done, total):
    """Nobody watches the progress."""


@transaction.atomic
def begin(table, voice, *, on, by=None):
    """An ImportRun of an OwnTable as the word of a Voice, still to be planned; the same one, where it waits already."""
    if voice.said_on > on:
        raise ImportRefusedError(_("Nobody can have said it on a day still to come."))
    source = Source.objects.select_for_update().get(pk=voice.source().pk)
    columns = {
        "source": source, "file_name": table.file_name[-200:], "digest": table.digest, "layout": ImportRun.OWN_COLUMNS,
        "method": voice.method, "said_on": voice.said_on, "applied_by": by, "applied_at": None,
    }  # fmt: skip
    return ImportRun.objects.filter(**columns).first() or ImportRun.objects.create(**columns)


def plan_run(run, table, *, on, may_publish, tell=_silent):
    """Keep the plan of the run's rows and its counts, for the page to show; nothing else is written."""
    _refuse_without_terms()
    plan = _plan(run, table, on, may_publish)
    run.rows.all().delete()
    _keep(run, plan.rows(), len(table.rows), tell)
    run.summary = plan.summary()
    run.save(update_fields=["summary"])
    return plan


def apply_run(run, table, *, on, may_publish, by=None, via="", leave_out=False, tell=_silent):
    """Plan again and write the plan, all of it or nothing. Returns the Action, or None where nothing changes.

    Raises ImportRefusedError where rows have problems and are not to be left out, and where the plan is no longer the
    one that was kept with the run: then somebody has changed a program since. The file is not kept any longer.
    Each row is told of half when it is planned, and half when it is written.
    """
    _refuse_without_terms()
    with _planned(run, table, on, may_publish, lambda done, of: tell(done // 2, of)) as kept:
        _refuse(kept.plan, run, leave_out)
        with transaction.atomic():
            if kept.is_of_today():
                return _write_all(kept, run, _action(run, by, via), on, tell)
            with _planned(run, table, on, may_publish, _silent) as kept_now:
                _refuse(kept_now.plan, run, leave_out)
                return _write_all(kept_now, run, _action(run, by, via), on, tell)


def _action(run, by, via):
    return act(Action.Kind.IMPORT, by=by, via=via, note=run.file_name)


def _planned(run, table, on, may_publish, tell):
    return KeptPlan(_plan(run, table, on, may_publish), tell)


def _refuse(plan, run, leave_out):
    if plan.counts[PROBLEM] and not leave_out:
        raise ImportRefusedError(_problems_remain(plan.counts[PROBLEM]))
    seen = run.summary.get("seal")
    if seen and seen != plan.seal:
        raise ImportRefusedError(_("The catalogue has changed since this plan was made. Look at the new plan first."))


def _write_all(kept, run, action, on, tell):
    total = sum(kept.plan.counts.values())
    run.rows.all().delete()
    with gathering(action):
        _keep(run, _written(kept, run, action, on), total, lambda done, of: tell((of + done) // 2, of))
    run.summary = kept.plan.summary()
    run.action, run.applied_at, run.applied_by = action, timezone.now(), action.by
    run.save()
    ImportFile.objects.filter(run=run).delete()
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


def _written(kept, run, action, on):
    for entries in kept.batches():
        writing = [entry for entry in entries if entry.change not in (UNCHANGED, PROBLEM)]
        if writing:
            _write(writing, run, action, on)
            _note_sites(writing)
        yield from entries


def _write(entries, run, action, on):
    """Facts before the status: what may not be published is told by the facts that stand."""
    _add_new(entries, action)
    stated = [(entry.program, entry.claims) for entry in entries if entry.claims]
    try:
        record_all(
            stated, source=run.source, method=run.method, said_on=run.said_on, on=on, by=action.by, action=action
        )  # fmt: skip
        _change_columns(entries, action)
    except RefusedError as error:
        line = next(entry.line for entry in entries if entry.program == error.program)
        raise ImportRefusedError(
            _("Line %(line)s: %(problem)s") % {"line": line, "problem": " ".join(error.messages)}
        ) from error


def _note_sites(entries):
    """Where each program is since it was settled."""
    sites = dict(Program.objects.filter(pk__in=[entry.program.pk for entry in entries]).values_list("pk", "site_id"))
    for entry in entries:
        entry.program.site_id = sites[entry.program.pk]


def _add_new(entries, action):
    new = [entry for entry in entries if entry.program is None]
    newcomers = [
        Newcomer(entry.columns["organization"], entry.columns["name"], entry.cells.get("town", "")) for entry in new
    ]
    for entry, program in zip(new, add_programs(newcomers, action=action), strict=True):
        entry.program = program


def _change_columns(entries, action):
    named = [entry for entry in entries if not entry.is_new]
    organizations = organizations_named(
        [entry.columns["organization"] for entry in named if "organization" in entry.columns]
    )
    for entry in named:
        if "name" in entry.columns:
            rename(entry.program, entry.columns["name"], action=action)
        if "organization" in entry.columns:
            change(entry.program, action, organization_id=organizations[entry.columns["organization"]].pk)
    _change_status(entries, action)


def _change_status(entries, action):
    published = []
    for entry in entries:
        program, columns = entry.program, entry.columns
        # A program that came back from an import taken back is withdrawn.
        status = columns.get("status") or (Status.LEAD if entry.is_new else program.status)
        if status == Status.WITHDRAWN and "status" in columns:
            withdraw(program, columns["withdrawn_because"], action=action)
        elif status != program.status:
            published.append((program, status))
    publish_all(published, action=action)


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
