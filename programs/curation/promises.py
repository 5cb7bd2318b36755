"""First intakes that a program said it had open: which of them are past, and nobody has said yet whether they held."""

from collections import defaultdict
from datetime import date, timedelta

from ..models import Assertion

ASKED_FOR_DAYS = 60  # after that nobody remembers


def past_dates(programs, on):
    """{program number: [dates]} of those to ask about, oldest first. In one query, whatever the number of programs.

    A date counts as promised when the program's last word before that day, by somebody who can know, still named it.
    """
    rows = Assertion.objects.filter(program__in=programs, fact__in=("intake", "intake-outcome"))
    told = defaultdict(list)
    for row in _standing(rows.order_by("recorded_at", "pk")):
        told[row.program_id].append(row)
    dates = {number: _unanswered(said, on) for number, said in told.items()}
    return {number: found for number, found in dates.items() if found}


def _standing(rows):
    """Without retractions and what they take back."""
    rows = list(rows)
    gone: set[int] = set()
    for row in reversed(rows):
        if row.retracts_id and row.pk not in gone:
            gone.add(row.retracts_id)
    return [row for row in rows if not row.retracts_id and row.pk not in gone]


def _unanswered(said, on):
    promised = [row for row in said if row.fact == "intake" and row.is_confirming]
    answered = {row.detail["date"] for row in said if row.fact == "intake-outcome" and row.is_confirming}
    named = {claimed["date"] for row in promised for claimed in row.detail.get("dates", [])}
    return [
        day
        for day in sorted(date.fromisoformat(text) for text in named - answered)
        if on - timedelta(days=ASKED_FOR_DAYS) <= day < on and _stood_by(promised, day)
    ]


def _stood_by(promised, day):
    before = [row for row in promised if row.said_on <= day]
    if not before:
        return False
    last = max(before, key=lambda row: (row.said_on, row.recorded_at, row.pk))
    return day.isoformat() in {claimed["date"] for claimed in last.detail.get("dates", [])}
