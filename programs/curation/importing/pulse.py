"""How far long work has come, told beside the database: inside one transaction nobody else could read it there.

A file a job, in a folder of this machine's own: it is locked as long as the job's process lives, and holds two numbers.
"""

import fcntl
import os
import tempfile
from contextlib import contextmanager
from hashlib import blake2s
from pathlib import Path

from django.db import connection

WIDTH = 9  # digits of a number, so that a reader never meets half of one


def _path(job):
    """A folder that only this account reads; another database's jobs have other names."""
    folder = Path(tempfile.gettempdir()) / f"iopfinder-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder.name} belongs to somebody else.")
    database = blake2s(str(connection.settings_dict["NAME"]).encode(), digest_size=6).hexdigest()
    return folder / f"{database}-{job.pk}"


@contextmanager
def beating(job):
    """Inside, the job is alive; the value tells how far it is: tell(done, total)."""
    path = _path(job)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield lambda done, total: os.pwrite(number, f"{done:{WIDTH}}{total:{WIDTH}}".encode(), 0)
    finally:
        path.unlink(missing_ok=True)
        os.close(number)


def is_alive(job):
    try:
        number = os.open(_path(job), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(number)
    return False


def progress(job):
    """(done, total) as last told; (0, 0) before."""
    try:
        told = _path(job).read_text()
    except FileNotFoundError:
        return 0, 0
    return (int(told[:WIDTH]), int(told[WIDTH:])) if told else (0, 0)
