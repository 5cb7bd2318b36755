"""How long an import of many rows takes, and in how much memory: planned, applied, exported, read back and taken back.

Everything runs as the desk has it done: each piece of work is a job in a process of its own. Run by
`python -m tests.bench.importing`, with DATABASE_URL for another database than a new SQLite file.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
SEED = 7
A_MOMENT = 0.25  # seconds between two looks at the memory


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'import.sqlite3'}")
        prepare(options.rows, folder / "new.csv")
        measure(folder)


def prepare(rows, path):
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from programs.curation.vocabularies import load_terms
    from programs.interop import tabular
    from tests.bench.own_rows import own_rows

    call_command("migrate", verbosity=0)
    load_terms()
    header, made = own_rows(rows, SEED, on=timezone.localdate())
    with path.open("w", encoding="utf-8", newline="") as lines:
        lines.writelines(tabular.csv_lines(header, made))
    say(
        f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB; {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )


def measure(folder):
    from programs.models import Answer, Assertion, ImportJob

    what = ImportJob.What
    run = receive(folder / "new.csv")
    work(run, what.PLAN)
    work(run, what.APPLY)
    say(f"{Assertion.objects.count():,} assertions, {Answer.objects.count():,} answers")
    export(folder / "one.csv")
    back = receive(folder / "one.csv")
    work(back, what.PLAN)
    back.refresh_from_db()
    say(f"planned from the export: {back.summary['unchanged']:,} unchanged, {back.summary['changed']} changed, "
        f"{back.summary['new']} new, {back.summary['problem']} with problems")  # fmt: skip
    export(folder / "two.csv")
    say_whether_alike("the export after reading back", folder / "one.csv", folder / "two.csv")
    work(run, what.TAKE_BACK)
    work(run, what.TAKE_BACK, "Bringing back")
    export(folder / "three.csv")
    say_whether_alike("the export after bringing back", folder / "one.csv", folder / "three.csv")


def say_whether_alike(which, one, other):
    say(f"{which}: {'the same to the byte' if one.read_bytes() == other.read_bytes() else 'NOT THE SAME'}")


def receive(path):
    from django.utils import timezone

    from programs.curation.editing.voice import Voice
    from programs.curation.importing import jobs

    moment = timezone.now()
    return jobs.receive(path.name, path.read_bytes(), Voice("phone", timezone.localdate()), by=None, moment=moment)


def work(run, what, label=""):
    """The job that the desk would start, in the process that it would start."""
    from django.utils import timezone

    from programs.models import ImportJob

    job = ImportJob.objects.create(run=run, what=what, asked_at=timezone.now())
    watched(label or what.label, "work_on_import", str(job.pk))
    job.refresh_from_db()
    if job.state != ImportJob.State.DONE:
        sys.exit(f"{label or what.label}: {job.state} {job.message}")


def export(path):
    watched("Exporting", "export_programs", str(path))


def watched(label, *command):
    """Run a management command in a process of its own; say its time, its CPU, and its memory by quarters."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "django", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    held, locked = [], []
    looking = threading.Thread(target=look, args=(process.pid, held, locked), daemon=True)
    looking.start()
    said = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(said.decode())
    quarters = [held[len(held) * part // 4] for part in (1, 2, 3)] + held[-1:]
    say(
        f"{label}: {seconds:.1f} s, CPU {usage.ru_utime + usage.ru_stime:.1f} s, at most {max(held):.0f} MB, at "
        f"each quarter {', '.join(f'{one:.0f}' for one in quarters)} MB; "
        f"nobody else could write for {sum(locked):.0f} s"
    )


def look(number, held, locked):
    """Note the megabytes of a process's memory, and the seconds in which SQLite is locked, until it is gone."""
    page = os.sysconf("SC_PAGE_SIZE")
    while True:
        try:
            pages = int(Path(f"/proc/{number}/statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            return
        if pages:
            held.append(pages * page / 1e6)
        began = time.perf_counter()
        is_locked = nobody_writes()
        time.sleep(A_MOMENT)
        if is_locked:
            locked.append(time.perf_counter() - began)


def nobody_writes():
    """Whether SQLite turns away who wants to write now. PostgreSQL locks rows, and never everybody."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return False
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.execute("ROLLBACK")
    return False


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
