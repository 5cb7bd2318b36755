"""What callers met at each program, counted: by verified accounts only, and said past five reports."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from ..models import OutcomeReport
from .offers import MOST_REPORTS_UNSAID

What = OutcomeReport.What


@dataclass(frozen=True)
class Tally:
    """what -> how many reports."""

    counts: dict = field(default_factory=dict)

    @property
    def reports(self):
        return sum(self.counts.values())

    @property
    def may_be_said(self):
        return self.reports > MOST_REPORTS_UNSAID

    @property
    def lines(self):
        """[(label, number)] of what was reported, in the order of the form; [] while too few have reported."""
        return [(what.label, self.counts[what]) for what in What if what in self.counts] if self.may_be_said else []


NO_TALLY = Tally()


def tallies(pks):
    """program number -> Tally, in one query. Those of whom nobody has told are left out."""
    counted = (
        OutcomeReport.objects.filter(program__in=pks, recorded_in__undone=False)
        .order_by().values_list("program", "what").annotate(number=Count("pk"))
    )  # fmt: skip
    found = defaultdict(dict)
    for program, what, number in counted:
        found[program][what] = number
    return {program: Tally(counts) for program, counts in found.items()}
