"""`manage.py import_programs FILE`: plan what a file in our own columns would change; --apply writes it."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ...curation.editing.voice import METHODS, Voice
from ...curation.importing import own_table, telling
from ...curation.importing.own_applying import apply_run, begin, plan_run
from ...curation.importing.refusal import ImportRefusedError
from ..progress import ProgressBar

VIA = "manage.py import_programs"


class Command(BaseCommand):
    help = "Read a table in our own columns, such as an export. What it changes is the word of one source."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--apply", action="store_true", help="write the plan; without it nothing is written")
        parser.add_argument("--source", choices=[str(kind) for kind in METHODS], default="document")
        parser.add_argument("--title", default="", help="of a document: what it is called")
        parser.add_argument("--url", default="", help="of a document: where it is")
        parser.add_argument("--said-on", type=date.fromisoformat, help="the day it was said (default: today)")
        parser.add_argument("--leave-out", action="store_true", help="apply without the rows that have problems")
        parser.add_argument("--on", type=date.fromisoformat, help="the day of the import (default: today)")

    def handle(self, file, apply, leave_out, **options):
        on = options["on"] or timezone.localdate()
        tell = ProgressBar(self.stderr)
        try:
            with transaction.atomic():
                run, table = self._begin(file, on, options)
                plan = plan_run(run, table, on=on, may_publish=True, tell=tell)
                self._tell(run, plan)
                if apply:
                    apply_run(run, table, on=on, may_publish=True, via=VIA, leave_out=leave_out, tell=tell)
                transaction.set_rollback(not apply)
        except ImportRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Written." if apply else "Nothing was written. Add --apply to write this plan.")

    def _begin(self, file, on, options):
        table = own_table.read(file)
        voice = Voice(options["source"], options["said_on"] or on, options["title"] or table.file_name, options["url"])
        return begin(table, voice, on=on), table

    def _tell(self, run, plan):
        for line in telling.own_lines(plan):
            self.stdout.write(line)
        for row in run.rows.exclude(problems=[]).iterator():
            for problem in row.problems:
                self.stdout.write(problem)
