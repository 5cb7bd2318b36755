"""Asks a program's own staff to look again at what has grown old."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from ...curation import reminding


class Command(BaseCommand):
    help = _("Write to the staff of programs whose facts grow old. Run it hourly: it keeps quiet hours by itself.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--every", type=int, default=reminding.EVERY_DAYS, metavar="DAYS",
            help=_("write to nobody more often than every so many days (%(days)s)") % {"days": reminding.EVERY_DAYS},
        )  # fmt: skip
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say how many would be written to, and write none")
        )

    def handle(self, *args, every, dry_run, **options):
        moment = timezone.now()
        if reminding.is_quiet(moment) and not dry_run:
            self.stdout.write(_("Quiet hours: letters go out on weekdays from 9 to 17 o’clock in Massachusetts."))
            return
        due = reminding.due(moment, every)
        if dry_run:
            self.stdout.write(_("%(count)s addresses are due.") % {"count": len(due)})
            return
        sent = sum(reminding.send(one, moment) for one in due)
        self.stdout.write(_("%(sent)s of %(count)s reminders were sent.") % {"sent": sent, "count": len(due)})
