"""How often each program is shown, by day: what is shown most is checked first. Nothing is known of who looked.

Counted in memory, in each process; written in a thread, at most once a minute. A process that ends takes its last
minute with it: these are weights, not accounts.
"""

import logging
import threading
import time
from collections import Counter, defaultdict
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from ..models import Program, ShownDay

logger = logging.getLogger(__name__)

MOST_KEPT = 200_000  # showings in memory; what comes on top, while nothing can be written, is not counted
CHUNK = 500


class Showings:
    """The showings of this process that are not written yet."""

    def __init__(self):
        self.seen: list[int] = []
        self.written_at = time.monotonic()
        self.writing = threading.Lock()

    def add(self, programs):
        """Programs, by number, were on a page. Appends to a list; a minute after the last time, writes it aside."""
        if len(self.seen) < MOST_KEPT:
            self.seen.extend(programs)
        every = settings.SHOWN_WRITTEN_EVERY
        if every is not None and time.monotonic() - self.written_at >= every and self.writing.acquire(blocking=False):
            self.written_at = time.monotonic()
            threading.Thread(target=self._write_aside, name="shown", daemon=True).start()

    def _write_aside(self):
        try:
            self.write(timezone.localdate())
        except Exception:
            logger.exception("How often programs were shown could not be written; that minute is not counted.")
        finally:
            close_old_connections()
            self.writing.release()

    def write(self, on):
        """Add what was seen to that day's counts, in a few statements."""
        seen, self.seen = self.seen, []
        if seen:
            write(Counter(seen), on)


@transaction.atomic
def write(times, on):
    """Add to the counts of a day. times: program -> how often; a program that is gone is passed over."""
    there: list[int] = []
    wanted = sorted(times)
    for start in range(0, len(wanted), CHUNK):
        there += Program.objects.filter(pk__in=wanted[start : start + CHUNK]).values_list("pk", flat=True)
    ShownDay.objects.bulk_create(
        [ShownDay(program_id=pk, on=on) for pk in there], ignore_conflicts=True, batch_size=CHUNK
    )
    alike: dict[int, list[Any]] = defaultdict(list)
    for pk in there:
        alike[times[pk]].append(pk)
    for count, programs in sorted(alike.items()):
        for start in range(0, len(programs), CHUNK):
            rows = ShownDay.objects.filter(on=on, program_id__in=programs[start : start + CHUNK])
            rows.update(times=F("times") + count)


showings = Showings()
