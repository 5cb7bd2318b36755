"""`manage.py import_federal_listing FILE`: plan what an edition of a federal listing changes; --apply writes it."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...curation.importing import layouts, telling
from ...curation.importing.applying import apply_import
from ...curation.importing.plan import plan_import
from ...curation.importing.refusal import ImportRefusedError
from ..progress import ProgressBar

VIA = "manage.py import_federal_listing"


class Command(BaseCommand):
    help = "Read a FindTreatment export (CSV), the national directory (XLSX) or our own table of either."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--apply", action="store_true", help="write the plan; without it nothing is written")
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the import (default: today)")
        parser.add_argument("--published", type=date.fromisoformat, help="the edition's day, if the name has none")

    def handle(self, file, apply, on, published, **options):
        try:
            edition = layouts.read(file, published)
            if apply:
                plan = apply_import(edition, on=on or timezone.localdate(), via=VIA, progress=ProgressBar(self.stderr))
            else:
                plan = plan_import(edition)
        except ImportRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in telling.federal_lines(plan):
            self.stdout.write(line)
        if options["verbosity"] > 1:
            self.stdout.write("\n".join(telling.change_lines(plan)))
        self.stdout.write("Written." if apply else "Nothing was written. Add --apply to write this plan.")
