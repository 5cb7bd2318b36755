"""`manage.py count_quality`: how much is confirmed, listed, stale and not stated today, kept for the pictures."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...curation.quality import store


class Command(BaseCommand):
    help = "Count how much of the catalogue is confirmed, listed, stale and not stated, and keep the counts of the day."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, help="the day (default: today)")

    def handle(self, on, **options):
        on = on or timezone.localdate()
        self.stdout.write(f"{on}: {store(on)} counts kept.")
