from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from programs.curation import settle_due


class Command(BaseCommand):
    help = "Bring every program up to the day: what was confirmed too long ago, or listed too long ago. Run it daily."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="the day, such as 2026-12-01; else today"
        )

    def handle(self, on, **options):
        changed = settle_due(on or timezone.localdate())
        self.stdout.write(f"{len(changed)} programs changed.")
