"""Runs a command with DATABASE_URL naming an empty PostgreSQL of its own, which is gone when the command ends.

    python tests/with_postgresql.py pytest -m database

The cluster lives in a temporary folder and listens on a socket in it, never on a port. As root, the server runs as
the user "postgres", because it refuses to run as root.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

OWNER = "finder"
# Nothing in this cluster is to survive, so it need not wait for the disk.
# Without autovacuum nothing but the tests moves rows, and every run is planned alike.
SWITCHES = " ".join(
    f"-c {switch}"
    for switch in (
        "listen_addresses=''", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60",
        "autovacuum=off", "jit=off",
    )
)  # fmt: skip


def server_programs():
    """The folder with the newest initdb and pg_ctl of this machine."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: version(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = folders[-1] if folders else on_path and Path(on_path)
    if not found:
        sys.exit("No PostgreSQL server here. `sudo apt-get install postgresql` brings it; PG=0 leaves it out.")
    return found.parent


def version(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def as_server(*command):
    """Run one of the server's own programs as the user it insists on; show what it says only when it fails."""
    if os.geteuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    outcome = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if outcome.returncode:
        sys.exit(outcome.stdout.decode(errors="replace"))


@contextlib.contextmanager
def cluster():
    """The address of a running, empty database."""
    programs = server_programs()
    folder = Path(tempfile.mkdtemp(prefix="finder-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        as_server(
            *(f"{programs}/initdb", "--pgdata", data, "--username", OWNER, "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        # The server's words go to a file: a pipe would stay open as long as it runs.
        start = ("--options", f"{SWITCHES} -k {folder}", "--log", folder / "log")
        as_server(f"{programs}/pg_ctl", "start", "--wait", "--silent", "--pgdata", data, *start)
        yield f"postgres://{OWNER}@/{folder}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            as_server(f"{programs}/pg_ctl", "stop", "--mode", "immediate", "--silent", "--pgdata", data)
        shutil.rmtree(folder)


def main(command):
    if not command:
        sys.exit(__doc__)
    # A polite end also stops the server.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with cluster() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
