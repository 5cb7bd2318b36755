"""`manage.py work_on_import NUMBER`: one piece of long work on an import, begun from the desk."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...curation.importing import jobs


class Command(BaseCommand):
    help = "Plan, apply or take back an import, as somebody at the desk has asked. The desk starts this by itself."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)

    def handle(self, number, **options):
        job = jobs.work(number, moment=timezone.now())
        self.stdout.write(f"{job}: {job.get_state_display()}")
