"""`manage.py prepare_demonstration`: fictional programs and accounts, for `make demo`."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...curation import demonstration
from ...curation.demonstration_accounts import accounts
from ..progress import ProgressBar


class Command(BaseCommand):
    help = _(
        "Fill a database of its own with fictional programs that show every feature. Made again each week, or when its "
        "tables change; what was tried out in between is then forgotten."
    )

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help=_("make it again now, and forget what was tried out"))
        parser.add_argument("--on", type=date.fromisoformat, help=_("the day that it stands for (default: today)"))

    def handle(self, on, fresh, **options):
        try:
            made = demonstration.prepare(
                on=on or timezone.localdate(), fresh=fresh, progress=ProgressBar(self.stderr)
            )  # fmt: skip
        except demonstration.NotForDemonstrationError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            ngettext("%(made)d fictional program made.", "%(made)d fictional programs made.", made) % {"made": made}
            if made
            else _("The demonstration is of this week, and stays as it is.")
        )
        self.stdout.write(_("Accounts of the demonstration; curators and the auditor sign in at /curation/:"))
        for account in accounts():
            self.stdout.write(f"  {account.role:<13} {account.email:<27} {account.password}")
