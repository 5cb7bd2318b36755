"""The catalogues that are measured: generated through the models, or straight into the snapshot."""

import sys

SEED = 7


def write_into_the_database(size):
    """Migrations, the real vocabularies, and so many generated programs through the models."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench.generate import generate
    from tests.builders import load_vocabulary

    call_command("migrate", verbosity=0)
    load_vocabulary()
    if size:
        generate(size, SEED)


def invent_records(size):
    from tests.bench.generate import generate_records

    return list(generate_records(size, SEED))


def straight_into_the_snapshot(records):
    from django.utils import timezone

    from programs.search.catalogue import Catalogue
    from programs.search.snapshot import load_vocabularies

    return Catalogue(records, load_vocabularies(), as_of=timezone.localdate(), version=1)


if __name__ == "__main__":
    write_into_the_database(int(sys.argv[1]))
