"""`manage.py build_reference_data SOURCE_DIR`: make fixtures/ and the base map from the source files again.

Run on the same files it writes the same bytes. What fixtures/README.md calls kept by hand is left alone.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...curation import reference
from ...geography import building

ROOMS = (building, reference)


class Command(BaseCommand):
    help = "Make the tables of fixtures/ and the base map from a folder of source files (see fixtures/README.md)."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, metavar="SOURCE_DIR")
        parser.add_argument(
            "--target",
            type=Path,
            default=settings.BASE_DIR,
            help="the project's folder, with the tables that are kept by hand (default: this one)",
        )

    def handle(self, source, target, **options):
        if not source.is_dir():
            raise CommandError(f"{source} is not a folder.")
        for room in ROOMS:
            try:
                lines = room.build(source, target)
            except FileNotFoundError as missing:
                raise CommandError(str(missing)) from missing
            for line in lines:
                self.stdout.write(line)
