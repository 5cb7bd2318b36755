"""The catalogues that are measured: generated through the models, or straight into the snapshot."""

from django.utils import timezone

from programs.search.catalogue import Catalogue
from programs.search.snapshot import load_vocabularies

SEED = 7


def straight_into_the_snapshot(size):
    from tests.bench.generate import generate_records

    return Catalogue(list(generate_records(size, SEED)), load_vocabularies(), as_of=timezone.localdate(), version=1)
