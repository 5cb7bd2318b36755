"""The catalogues that are measured: generated through the models, or straight into the snapshot."""

from django.utils import timezone

from programs.search.catalogue import Catalogue
from programs.search.snapshot import load_vocabularies

SEED = 7


def invent_records(size):
    from tests.bench.generate import generate_records

    return list(generate_records(size, SEED))


def straight_into_the_snapshot(records):
    return Catalogue(records, load_vocabularies(), as_of=timezone.localdate(), version=1)
