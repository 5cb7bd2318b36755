"""The finder behind gunicorn as README has it run, and sixteen clients that ask it in turn, as light as can be.

Twice: with a connection for each request, as a proxy opens them when nobody tells it otherwise, and with connections
that are kept.
"""

import os
import re
import selectors
import socket
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

from tests.bench.needs import queries

CLIENTS = 16
SECONDS = 5
TURNS = 3
WARM_UP = 4
CHUNK = 1 << 18
WAYS = {"a connection for each request": False, "kept connections": True}
CONFIGURATION = Path(__file__).resolve().parent.parent.parent / "gunicorn.conf.py"
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class Served:
    """gunicorn with its two workers on a free port, for as long as the `with` lasts."""

    def __init__(self, records):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION), "--bind", f"127.0.0.1:{self.port}",
                   "--workers", "2", "--preload", "--timeout", "600", "tests.bench.wsgi:application"]  # fmt: skip
        # The log of requests is written as in public, and thrown away.
        self.process = subprocess.Popen(
            command, env=os.environ | {"BENCH_RECORDS": str(records)}, stdout=subprocess.DEVNULL
        )

    def __enter__(self):
        while self.process.poll() is None:  # a million programs are invented anew before it answers
            try:
                self.rate(["/empty/"], seconds=0.1)
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return self
        raise ChildProcessError("gunicorn ended before it answered.")

    def __exit__(self, *failure):
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:  # gigabytes take their time; the figures are there
            self.process.kill()

    def rates(self):
        """{way: (empty views, pages) answered a second}; they take turns, and the best turn of each counts."""
        pages = [f"/programs/?{query}" for query in queries(400)]
        for _ in range(WARM_UP):  # both workers draw the cards that these pages show
            self.rate(pages, answers=len(pages))
        return {way: self._best(pages, is_kept) for way, is_kept in WAYS.items()}

    def _best(self, pages, is_kept):
        turns = [(self.rate(["/empty/"], is_kept), self.rate(pages, is_kept)) for _ in range(TURNS)]
        return max(empty for empty, _ in turns), max(page for _, page in turns)

    def rate(self, paths, is_kept=False, *, seconds=SECONDS, answers=0):
        """Answers a second to 16 clients, each of whom asks again as soon as it is answered.

        Until the time is over, or until so many answers.
        """
        wanted, answered, starts = cycle(paths), 0, time.perf_counter()
        ends = starts + (3600 if answers else seconds)
        with selectors.DefaultSelector() as waiting:
            for _ in range(CLIENTS):
                Client(self.port, is_kept, waiting).ask(next(wanted))
            while waiting.get_map():
                for key, _events in waiting.select():
                    if not key.data.is_answered():
                        continue
                    answered += 1
                    if time.perf_counter() < ends and not answered >= answers > 0:
                        key.data.ask(next(wanted))
                    else:
                        key.data.leave()
        return answered / (time.perf_counter() - starts)


class Client:
    """Asks one thing after the other, over the same connection while the server keeps it."""

    def __init__(self, port, is_kept, waiting):
        self.port, self.is_kept, self.waiting = port, is_kept, waiting
        self.connection: socket.socket | None = None

    def ask(self, path):
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.waiting.register(self.connection, selectors.EVENT_READ, self)
        connection = "keep-alive" if self.is_kept else "close"
        self.path, self.missing = path, None
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: {connection}\r\n\r\n".encode())

    def is_answered(self):
        """Reads what has come; whether that was the last of the answer."""
        chunk = self.connection.recv(CHUNK)
        if not chunk:
            raise ConnectionError(f"{self.path}: the answer broke off.")
        if self.missing is None:
            self.missing = self._length(chunk)
        self.missing -= len(chunk)
        if self.missing <= 0 and not self.is_kept:
            self.leave()
        return self.missing <= 0

    def _length(self, chunk):
        """Bytes of the whole answer, by what its first chunk says."""
        head, _blank, _body = chunk.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        assert chunk.startswith(b"HTTP/1.1 200"), (self.path, chunk[:100])
        assert length, (self.path, head)
        return len(head) + 4 + int(length[1])

    def leave(self):
        if self.connection is not None:
            self.waiting.unregister(self.connection)
            self.connection.close()
            self.connection = None
