"""`manage.py export_programs FILE`: the catalogue in our own columns, as CSV or, by the file's name, XLSX."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...curation.table.columns import columns, row
from ...curation.table.records import chosen, records
from ...interop import tabular
from ...models import Program
from ..progress import ProgressBar


class Command(BaseCommand):
    help = "Write every program, or those of a status or county, into a file that import_programs reads."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="ends in .csv or .xlsx")
        parser.add_argument("--status", choices=Program.Status.values, default="")
        parser.add_argument("--county", default="")

    def handle(self, file, status, county, **options):
        programs = chosen(status, county)
        table = columns()
        rows = self._watched((row(record, table) for record in records(programs, timezone.localdate())), programs)
        header = [column.name for column in table]
        if file.suffix.lower() == ".xlsx":
            file.write_bytes(tabular.workbook([("Programs", header, rows)]))
        else:
            with file.open("w", encoding="utf-8", newline="") as lines:
                lines.writelines(tabular.csv_lines(header, rows))
        self.stdout.write(f"{programs.count()} programs written.")

    def _watched(self, rows, programs):
        tell, total = ProgressBar(self.stderr), programs.count()
        for done, one in enumerate(rows, 1):
            tell(done, total)
            yield one
