"""`manage.py import_program_pages FILE`: plan what a table of program pages would change; --apply writes it."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...curation.importing import pages, telling
from ...curation.importing.page_import import apply_pages, plan_pages
from ...curation.importing.refusal import ImportRefusedError
from ..progress import ProgressBar

VIA = "manage.py import_program_pages"


class Command(BaseCommand):
    help = "Read a table of programs as their own web pages state them, in our columns or in the pages' words."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--apply", action="store_true", help="write the plan; without it nothing is written")
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the import (default: today)")

    def handle(self, file, apply, on, **options):
        on = on or timezone.localdate()
        try:
            table = pages.read(file)
            if apply:
                plan = apply_pages(table, on=on, via=VIA, progress=ProgressBar(self.stderr))
            else:
                plan = plan_pages(table, on)
        except ImportRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        for line in telling.page_lines(plan):
            self.stdout.write(line)
        self.stdout.write("Written." if apply else "Nothing was written. Add --apply to write this plan.")
