"""`manage.py prepare_catalogue`: vocabularies, federal listings and program pages from fixtures/, once."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...curation.importing.preparing import prepare
from ...curation.importing.refusal import ImportRefusedError
from ..progress import ProgressBar


class Command(BaseCommand):
    help = "Fill the catalogue from the tables in fixtures/. Run again, it does nothing until they change."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the import (default: today)")

    def handle(self, on, **options):
        try:
            lines = list(prepare(on=on or timezone.localdate(), progress=ProgressBar(self.stderr)))
        except ImportRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in lines or ["The catalogue is up to date."]:
            self.stdout.write(line)
