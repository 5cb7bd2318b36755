"""`manage.py simulate`: what the order by kept promises does to the number of calls, and where it does nothing."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from ...referral.simulation import ORDERS, grid

USUAL_SEED = 20261122


class Command(BaseCommand):
    help = _("Compare three orders of a list in simulated worlds of honest, lazy and lying programs.")

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=USUAL_SEED, help=_("the same seed gives the same numbers"))
        parser.add_argument("--worlds", type=int, default=10, help=_("worlds for each row, of which the mean is told"))

    def handle(self, seed, worlds, **options):
        self.stdout.write(_("Calls until an intake within a week; in brackets the share who gave up. Seed %d.") % seed)
        self.stdout.write(
            f"{_('honest'):>7} {_('lazy'):>6} {_('lying'):>6}  " + "".join(f"{order:>18}" for order in ORDERS)
        )
        for world, compared in grid(seed, worlds=worlds):
            cells = (f"{compared[order].calls:>10.2f} ({compared[order].gave_up:>4.0%})" for order in ORDERS)
            shares = f"{world.honest:>7.0%} {world.lazy:>6.0%} {world.lying:>6.0%}  "
            self.stdout.write(shares + "".join(f"{cell:>18}" for cell in cells))
