"""The finder behind gunicorn, and sixteen clients that ask it in turn, as light as they can be made."""

import os
import selectors
import socket
import subprocess
import sys
import time
from itertools import cycle

from tests.bench.needs import queries

CLIENTS = 16
SECONDS = 8
WARM_UP = 4
CHUNK = 1 << 18


class Served:
    """gunicorn with two workers on a free port, for as long as the `with` lasts."""

    def __init__(self, records):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "tests.bench.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
                   "--workers", "2", "--preload", "--timeout", "600", "--log-level", "error"]  # fmt: skip
        self.process = subprocess.Popen(command, env=os.environ | {"BENCH_RECORDS": str(records)})

    def __enter__(self):
        for _ in range(3000):
            try:
                self.rate(["/empty/"], seconds=0.1)
            except ConnectionRefusedError:
                time.sleep(0.1)
            else:
                return self
        raise TimeoutError("gunicorn did not answer.")

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(timeout=60)

    def rates(self):
        """(empty views, pages) answered a second; they take turns, and the best turn of each counts."""
        pages = [f"/programs/?{query}" for query in queries(400)]
        for _ in range(WARM_UP):  # both workers draw the cards that these pages show
            self.rate(pages, answers=len(pages))
        turns = [(self.rate(["/empty/"]), self.rate(pages)) for _ in range(3)]
        return max(empty for empty, _ in turns), max(page for _, page in turns)

    def rate(self, paths, seconds=SECONDS, answers=0):
        """Answers a second to 16 clients, each of whom asks again as soon as it is answered.

        Until the time is over, or until so many answers.
        """
        wanted = cycle(paths)
        answered, starts = 0, time.perf_counter()
        ends = starts + (3600 if answers else seconds)
        with selectors.DefaultSelector() as waiting:
            for _ in range(CLIENTS):
                self._ask(waiting, next(wanted))
            while waiting.get_map():
                for key, _events in waiting.select():
                    chunk = key.fileobj.recv(CHUNK)
                    if chunk:
                        check_status(key.data, chunk)
                        continue
                    waiting.unregister(key.fileobj)
                    key.fileobj.close()
                    answered += 1
                    if time.perf_counter() < ends and not answered >= answers > 0:
                        self._ask(waiting, next(wanted))
        return answered / (time.perf_counter() - starts)

    def _ask(self, waiting, path):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        waiting.register(client, selectors.EVENT_READ, {"path": path})


def check_status(request, chunk):
    """The first chunk of an answer says whether it is one."""
    if not request.get("answered"):
        assert chunk.startswith(b"HTTP/1.1 200"), (request["path"], chunk[:100])
        request["answered"] = True
