"""Notes that mail came back, for a mail server's own script or for a person at the keyboard."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from ...curation import staff_links


class Command(BaseCommand):
    help = _("Note that mail to an address came back: it gets no more reminders until a curator makes a new link.")

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--why", default="", help=_("what the mail server said"))

    def handle(self, *args, address, why, **options):
        if not staff_links.note_bounce(address, why, timezone.now(), via="note_bounce"):
            raise CommandError(_("No staff link was ever sent to %(address)s.") % {"address": address})
        self.stdout.write(_("Noted. %(address)s gets no more reminders.") % {"address": address})
