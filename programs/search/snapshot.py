"""Read the published catalogue from the database, and hold it, one in each process.

The one held is looked at once a second at most. When the catalogue's version differs, or it is of another day (answers
turn by the day), a new one is built in a thread and swapped in by one assignment; readers never wait. A failing rebuild
keeps the old one and says so.
"""

import logging
import threading
import time
from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from ..models import Answer, CatalogueVersion, IntakeDate, Program, Session, Site, Term, Track, measured_from
from .catalogue import Catalogue, Evidence, Record, TermRecord, TrackRecord
from .worth_a_call import load_places

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0


def load(on):
    """The Catalogue of one day, in eight queries whatever its size."""
    version = CatalogueVersion.current()
    facts = load_facts(on)
    tracks = load_tracks(on, facts)
    records = [
        _record(row, facts.get(row["pk"], {}), tracks.get(row["pk"], ()))
        for row in Program.objects.published().values(*PROGRAM_COLUMNS).iterator(chunk_size=5000)
    ]
    return Catalogue(records, load_vocabularies(), as_of=on, version=version, worth_a_call=load_places(on))


PROGRAM_COLUMNS = (
    "pk", "slug", "name", "status", "suite", "intake_phone", "main_phone", "web_page", "level_name", "own_words",
    "intakes_kept", "intakes_broken", "organization__name", "site__street", "site__town", "site__postal_city",
    "site__zip_code", "site__withheld", "site__latitude", "site__longitude", "site__pin",
)  # fmt: skip


MEASURED_FROM = tuple(f"site__{name}" for name in Site.MEASURED_FROM)


def _record(row, facts, tracks):
    point, about = measured_from(*(row[name] for name in MEASURED_FROM))
    phone = (row["intake_phone"] or row["main_phone"] or "") if "contact" in facts else ""
    return Record(
        pk=row["pk"], slug=row["slug"], name=row["name"], organization=row["organization__name"], status=row["status"],
        street=row["site__street"] or "", suite=row["suite"], town=row["site__town"] or "",
        postal_city=row["site__postal_city"] or "", zip_code=row["site__zip_code"] or "",
        withheld=bool(row["site__withheld"]), point=point, about=about, phone=phone,
        phone_purpose="" if not phone else "intake" if row["intake_phone"] else "main",
        web_page=row["web_page"], level_name=row["level_name"], own_words=row["own_words"], facts=facts, tracks=tracks,
        kept_promises=row["intakes_kept"] > 0 and row["intakes_broken"] == 0,
    )  # fmt: skip


def load_facts(on):
    """program -> fact -> Evidence, of public programs."""
    rows = (
        Answer.objects.holding(on)
        .filter(program__status__in=(Program.Status.LISTED, Program.Status.CONFIRMED))
        .order_by()
        .values_list(
            "program_id", "fact", "state", "assertion__source__kind", "assertion__source__name",
            "assertion__source__url", "assertion__said_on", "assertion__quote", "assertion__detail__note", "disagrees",
        )
    )  # fmt: skip
    facts, same, names = defaultdict(dict), {}, {}
    for program, fact, *said in rows.iterator(chunk_size=20000):
        key = tuple(said)
        evidence = same.get(key)
        if evidence is None:
            state, kind, source, url, said_on, quote, note, disagrees = said
            evidence = same[key] = Evidence(state, kind, source, url, said_on, quote, note or "", disagrees)
        facts[program][names.setdefault(fact, fact)] = evidence
    return dict(facts)


def load_tracks(on, facts):
    """program -> its TrackRecords in order, each with its earliest first intake that has not expired."""
    starts = _unexpired_starts(on, facts)
    sessions = defaultdict(list)
    for track, weekday, begins, ends in Session.objects.order_by("track", "weekday", "starts").values_list(
        "track_id", "weekday", "starts", "ends"
    ):
        sessions[track].append((weekday, begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute))
    columns = (
        "program_id", "pk", "name", "format", "age_min", "age_max", "language", "parts_of_day", "days_per_week",
        "hours_per_session", "hours_per_week", "attend", "weeks_min", "weeks_max", "entry",
    )  # fmt: skip
    rows = Track.objects.order_by("program_id", "position").values_list(*columns)
    tracks = {
        program: tuple(_track(row, sessions, starts) for row in group)
        for program, group in groupby(rows, itemgetter(0))
        if "schedule" in facts.get(program, {})
    }
    for (program, name), day in starts.items():
        if program not in tracks and not name:
            tracks[program] = (TrackRecord(starts=day),)
    return tracks


def _track(row, sessions, starts):
    program, pk, name, form, age_min, age_max, language, parts, days, per_session, hours, attend, least, most, entry = (
        row
    )
    dates = [starts[key] for key in ((program, name), (program, "")) if key in starts]
    return TrackRecord(
        name=name, format=form, age_min=age_min, age_max=age_max, language=language, parts_of_day=tuple(parts),
        days_stated=days, hours_per_session=per_session, hours_stated=hours, attend=attend, weeks_min=least,
        weeks_max=most, entry=entry, sessions=tuple(sessions.get(pk, ())), starts=min(dates, default=None),
    )  # fmt: skip


def _unexpired_starts(on, facts):
    """(program, track name or "") -> the earliest date still open. Claims past their re-check date say nothing."""
    starts: dict[tuple[int, str], date] = {}
    for program, name, day in IntakeDate.objects.filter(date__gte=on).values_list("program_id", "track_name", "date"):
        claim = facts.get(program, {}).get("intake")
        if claim and claim.state == Answer.State.CONFIRMED_YES:
            starts[program, name] = min(day, starts.get((program, name), day))
    return starts


def load_vocabularies():
    """vocabulary -> [TermRecord], in order."""
    terms = list(Term.objects.in_order())
    parents = {term.pk: term for term in terms}
    above = {term.pk: tuple(ancestor.code for ancestor in _ancestors(term, parents)) for term in terms}
    below = defaultdict(list)
    for term in terms:
        for code in above[term.pk]:
            below[term.vocabulary, code].append(term.code)
    vocabularies = defaultdict(list)
    for term in terms:
        vocabularies[term.vocabulary].append(
            TermRecord(
                code=term.code, label=term.label, question=term.question, parent=next(iter(above[term.pk]), ""),
                above=above[term.pk], below=tuple(below[term.vocabulary, term.code]), synonyms=tuple(term.synonyms),
                low=term.low, high=term.high, description=term.description,
            )
        )  # fmt: skip
    return dict(vocabularies)


def _ancestors(term, parents):
    while term.parent_id:
        term = parents[term.parent_id]
        yield term


class Holder:
    """The snapshot of this process."""

    def __init__(self):
        self.catalogue: Any = None
        self.looked_at = 0.0
        self.is_fixed = False
        self.failure = ""
        self.rebuilding = threading.Lock()

    def current(self):
        if self.is_fixed:
            return self.catalogue
        now = time.monotonic()
        if self.catalogue is None:
            self.rebuild()
        elif settings.CATALOGUE_REBUILD == "now" or now - self.looked_at >= LOOK_EVERY_SECONDS:
            self.looked_at = now
            if self.is_outdated():
                self.renew()
        return self.catalogue

    def is_outdated(self):
        held = self.catalogue
        if held.as_of != timezone.localdate():
            return True
        try:
            return CatalogueVersion.current() != held.version
        except Exception:
            logger.exception(
                "The catalogue's version could not be read; the snapshot of version %s stays.", held.version
            )
            return False

    def renew(self):
        if settings.CATALOGUE_REBUILD == "now":
            self.rebuild()
        elif self.rebuilding.acquire(blocking=False):
            threading.Thread(target=self._rebuild_aside, name="catalogue", daemon=True).start()

    def rebuild(self):
        self.catalogue = load(timezone.localdate())
        self.looked_at = time.monotonic()
        self.failure = ""

    def _rebuild_aside(self):
        try:
            self.rebuild()
        except Exception as error:
            self.failure = type(error).__name__  # the log has its words, which may name a host
            logger.exception(
                "The catalogue could not be rebuilt; the snapshot of version %s stays.", self.catalogue.version
            )
        finally:
            close_old_connections()
            self.rebuilding.release()

    def hold(self, catalogue):
        """Use this one and look no further: for catalogues that stand in no database, as in measurements."""
        self.catalogue, self.is_fixed = catalogue, True

    def forget(self):
        self.catalogue, self.is_fixed = None, False


holder = Holder()


def held():
    """The Catalogue in use, without looking whether it is outdated: for those who are called between current() and a
    page's last line."""
    return holder.catalogue or holder.current()


def current():
    """The Catalogue in use in this process. Built on first use, which may raise what the database raises."""
    return holder.current()
