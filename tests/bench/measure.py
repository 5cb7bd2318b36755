"""How fast the search is, as ratios measured in one run: machines differ, ratios less so.

For each size: the CPU time of the search and of a whole page beside an empty Django view and beside SQL for the same
answer, the same over HTTP, and the time and memory of reading the catalogue. Run by `make bench`.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from itertools import cycle, pairwise
from math import log
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
THROUGH_MODELS = 100_000
NEEDS = 400
AIMS = {500: 2.0, 10_000: 2.5, 100_000: 4.0, 1_000_000: 10.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, nargs="+", default=[500, 10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=150, help="calls of each kind, taken in turn")
    parser.add_argument("--without-http", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure_one(options.programs[0], options.one, options)
        return
    say_head()
    growth = {}
    for size in options.programs:
        with tempfile.TemporaryDirectory() as folder:
            result = run_alone(size, Path(folder), options)
            growth[size] = result
    say_growth(growth)


def run_alone(size, folder, options):
    """Each size in a process of its own, so that none pays for another's memory."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}"}
    command = [sys.executable, "-m", "tests.bench.measure", "--one", str(folder), "--programs", str(size),
               "--rounds", str(options.rounds), *(["--without-http"] if options.without_http else [])]  # fmt: skip
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        last = ""
        for line in process.stdout or ():  # said as it comes: what a long run has found stays found
            if last:
                say(last)
            last = line.rstrip()
    if process.returncode:
        say(last)
        raise SystemExit(process.returncode)
    return float(last)


def say(text):
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_head():
    say("Times are medians of CPU time of one process, in milliseconds; ratios are to an empty view in the same run.\n")


def measure_one(size, folder, options):
    import django

    django.setup()
    catalogue = prepare(size)
    wsgi = Caller()
    for statewide in (False, True):
        compare(size, catalogue, wsgi, folder, statewide=statewide, rounds=options.rounds)
    if not options.without_http:
        over_http(size, options)
    say(str(search_seconds(catalogue, options.rounds)))


def prepare(size):
    """The catalogue of so many programs, held by this process; says how long reading it took, and its memory."""
    from django.utils import timezone

    from programs.search import holder
    from programs.search.snapshot import load
    from tests.bench.catalogues import invent_records, straight_into_the_snapshot

    command = [sys.executable, "-m", "tests.bench.catalogues", str(size if size <= THROUGH_MODELS else 0)]
    subprocess.run(command, check=True)  # in a process of its own, whose memory goes with it
    gc.collect()
    before = resident()
    records = invent_records(size) if size > THROUGH_MODELS else None
    started = time.perf_counter()
    catalogue = straight_into_the_snapshot(records) if records else load(timezone.localdate())
    catalogue.words  # noqa: B018  (built on first use otherwise)
    seconds = time.perf_counter() - started
    say(f"{size:,} programs: read in {seconds:.1f} s, {resident() - before:,.0f} MB")
    holder.hold(catalogue)
    return catalogue


def resident():
    """Megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Caller:
    """Calls the finder's WSGI application as a server would, without one."""

    def __init__(self):
        from django.core.wsgi import get_wsgi_application

        self.application = get_wsgi_application()

    def __call__(self, path, query=""):
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "SERVER_PROTOCOL": "HTTP/1.1",
        }  # fmt: skip
        status = []
        response = self.application(environ, lambda line, headers: status.append(line))
        body = b"".join(response)
        response.close()
        assert status[0].startswith("200"), (path, query, status)
        return body


def medians(rounds, **calls):
    """Median CPU milliseconds of each call; the calls take turns, so that all meet the same weather."""
    spent = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            started = time.process_time()
            call()
            spent[name].append(time.process_time() - started)
    return {name: statistics.median(times) * 1000 for name, times in spent.items()}


def compare(size, catalogue, wsgi, folder, *, statewide, rounds):
    kind = "statewide" if statewide else "near a place"
    from tests.bench.needs import queries, sql_queries
    from tests.bench.sql import Sql

    asked = cycle(queries(NEEDS, statewide=statewide))
    needs = cycle([need_of(query) for query in queries(NEEDS, statewide=statewide)])
    calls = {
        "empty": lambda: wsgi("/empty/"),
        "search": lambda: searched(next(needs), catalogue),
        "page": lambda: wsgi("/programs/", next(asked)),
    }
    for _ in range(NEEDS):  # cards are drawn once for each program and catalogue
        calls["page"]()
    spent = medians(rounds, **calls)
    say(f"  {kind}: empty view {spent['empty']:.2f}, search {spent['search']:.2f}, page {spent['page']:.2f} ms; "
          f"page is {spent['page'] / spent['empty']:.1f} x the empty view")  # fmt: skip
    if size > THROUGH_MODELS:
        return
    by_sql = Sql(folder / "bench.sqlite3", catalogue)
    shared = cycle([need_of(query) for query in sql_queries(60, statewide=statewide)])
    same = medians(
        min(rounds, 40 if size < THROUGH_MODELS else 5),
        search=lambda: searched(next(shared), catalogue),
        sql=lambda: by_sql.answer(next(shared)),
    )
    say(f"  {kind}: SQL for the same answer {same['sql']:.2f} ms, search {same['search']:.2f} ms: "
          f"1/{same['sql'] / same['search']:.1f} of it")  # fmt: skip


def need_of(query):
    from django.http import QueryDict

    from programs.search import ProgramFilter

    return ProgramFilter(QueryDict(query)).need


def searched(need, catalogue):
    from programs.search import search

    return search(need, catalogue)


def search_seconds(catalogue, rounds):
    from tests.bench.needs import queries

    needs = cycle([need_of(query) for query in queries(200)])
    return medians(rounds, search=lambda: searched(next(needs), catalogue))["search"]


def over_http(size, options):
    from tests.bench.http import Served

    with Served(size if size > THROUGH_MODELS else 0) as served:
        rates = served.rates()
    for way, (empty, page) in rates.items():
        say(f"  over HTTP (gunicorn, 2 workers, 16 clients, {way}): {empty:.0f} empty views a second, {page:.0f} "
            f"pages: {empty / page:.1f} x the empty view (aim: at most {AIMS.get(size, 'none')})")  # fmt: skip


def say_growth(growth):
    sizes = sorted(growth)
    for small, large in pairwise(sizes):
        exponent = log(growth[large] / growth[small]) / log(large / small)
        say(f"Search time grows from {small:,} to {large:,} programs with exponent {exponent:.2f}.")


if __name__ == "__main__":
    main()
