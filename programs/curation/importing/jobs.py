"""Long work on imports: planning, applying and taking back, in a process beside the requests.

It outlives the request and the web server's own process. All that it writes into the catalogue is one transaction: a
job that dies has written nothing, and its page says so.
"""

import os
import subprocess  # nosec B404
import sys
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import ImportFile, ImportJob, ImportRun
from ..acting import UndoRefusedError, undo
from . import own_table, pulse
from .own_applying import apply_run, begin, plan_run
from .refusal import ImportRefusedError

State, What = ImportJob.State, ImportJob.What
KEPT_FOR = timedelta(days=7)
STARTS_WITHIN = timedelta(seconds=60)


@transaction.atomic
def receive(file_name, content, voice, *, by, moment):
    """Keep a file that somebody sent, as an ImportRun that is still to be planned; as long as it is not applied, the
    same file of the same source is the same run. Raises ImportRefusedError.
    """
    table = own_table.parse(file_name, content)
    run = begin(table, voice, on=_day(moment), by=by)
    ImportFile.objects.update_or_create(run=run, defaults={"content": content, "kept_until": moment + KEPT_FOR})
    return run


def forget(moment):
    """Drop the files, and with them the plans, that nobody has applied in time."""
    ImportRun.objects.of_the_desk().filter(applied_at=None, file__kept_until__lt=moment).delete()


def start(run, what, *, by, moment, leave_out=False):
    """Have the work done beside this request. The ImportJob; the one that is still at it, where there is one."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        at_it = next((job for job in run.jobs.all() if state_of(job, moment) in (State.WAITING, State.RUNNING)), None)
        if at_it:
            return at_it
        job = ImportJob.objects.create(run=run, what=what, by=by, asked_at=moment, leave_out=leave_out)
    if settings.LONG_WORK == "now":
        work(job.pk, moment=moment)
    else:
        transaction.on_commit(lambda: _send_off(job))
    return job


def _send_off(job):
    command = [sys.executable, "-m", "django", "work_on_import", str(job.pk)]
    # Nothing in it but our own names and a number.
    subprocess.Popen(  # nosec B603
        command, cwd=settings.BASE_DIR, env=os.environ.copy(), start_new_session=True, stdin=subprocess.DEVNULL
    )


def state_of(job, moment):
    """Its state as it is: one whose process has died has failed, whatever it wrote last."""
    if job.state == State.RUNNING and not pulse.is_alive(job):
        job.refresh_from_db()
        return State.FAILED if job.state == State.RUNNING else job.state
    if job.state == State.WAITING and moment - job.asked_at > STARTS_WITHIN:
        return State.FAILED
    return job.state


def work(number, *, moment):
    """Do a job that is waiting, once. Returns it."""
    taken = ImportJob.objects.filter(pk=number, state=State.WAITING)
    job = ImportJob.objects.select_related("run__source", "run__action", "by").get(pk=number)
    with pulse.beating(job) as tell:
        if not taken.update(state=State.RUNNING):
            return job
        try:
            WORK[job.what](job, moment, tell)
        except (ImportRefusedError, UndoRefusedError) as refusal:
            _end(job, State.FAILED, " ".join(getattr(refusal, "messages", [str(refusal)])))
        except Exception:
            _end(job, State.FAILED, _("Something went wrong here, and nothing was written. The log says what."))
            raise
        else:
            _end(job, State.DONE)
    return job


def _end(job, state, message=""):
    job.state, job.message = state, message
    job.save(update_fields=["state", "message"])


def _plan(job, moment, tell):
    plan_run(job.run, _table(job.run), on=_day(moment), may_publish=_may_publish(job), tell=tell)


def _apply(job, moment, tell):
    run = job.run
    try:
        apply_run(
            run, _table(run), on=_day(moment), may_publish=_may_publish(job), by=job.by, leave_out=job.leave_out,
            tell=tell,
        )  # fmt: skip
    except ImportRefusedError:
        run.refresh_from_db()
        _plan(job, moment, tell)  # what the page shows is what would be written now
        raise


def _take_back(job, moment, tell):
    """Of an import that was taken back, the taking back: that brings it back."""
    undo(job.run.action.last(), on=_day(moment), by=job.by, tell=tell)


WORK: dict[str, Callable] = {What.PLAN: _plan, What.APPLY: _apply, What.TAKE_BACK: _take_back}


def _table(run):
    kept = ImportFile.objects.filter(run=run).first()
    if kept is None:
        raise ImportRefusedError(_("The file is not kept any more. Send it again."))
    return own_table.parse(run.file_name, bytes(kept.content))


def _may_publish(job):
    return job.by is None or job.by.has_perm("programs.publish_programs")


def _day(moment):
    """The day in Massachusetts."""
    return timezone.localdate(moment)
