from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...curation import settle_due
from ...curation.quality import store


class Command(BaseCommand):
    help = (
        "Bring every program up to the day: what was confirmed too long ago, or listed too long ago; "
        "and keep the day's counts of how much is known. Run it daily."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, default=None, help="the day, such as 2026-12-01; else today"
        )

    def handle(self, on, **options):
        on = on or timezone.localdate()
        changed = settle_due(on)
        store(on)
        self.stdout.write(f"{len(changed)} programs changed.")
