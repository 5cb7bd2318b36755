"""`manage.py work_on_import NUMBER`: one piece of long work on an import, begun from the desk."""

import gc
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...curation.importing import jobs


class Command(BaseCommand):
    help = "Plan, apply or take back an import, as somebody at the desk has asked. The desk starts this by itself."

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)

    def handle(self, number, **options):
        with _garbage_looked_for_less_often():
            job = jobs.work(number, moment=timezone.now())
        self.stdout.write(f"{job}: {job.get_state_display()}")


@contextmanager
def _garbage_looked_for_less_often():
    """Rows go by the hundred and as a whole. Looking for what is left over at every turn takes a fifth of the time."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
