"""The programs of a shortlist as its pages draw them."""

from dataclasses import dataclass, field

from ....referral.tallies import NO_TALLY, Tally, tallies
from ....search import current
from ...cards import Card


@dataclass(frozen=True)
class Line:
    """A program in its place; without a card where it is not published any more."""

    slug: str
    name: str
    number: int
    card: Card | None
    is_first: bool
    is_last: bool
    tally: Tally = field(default=NO_TALLY)


def lines(shortlist):
    """In three queries."""
    catalogue, entries = current(), list(shortlist.entries.select_related("program"))
    told, last = tallies([entry.program_id for entry in entries]), len(entries)
    return [
        Line(
            slug=entry.program.slug, name=entry.program.name, number=number,
            card=Card(record, catalogue) if (record := catalogue.record(entry.program.slug)) else None,
            is_first=number == 1, is_last=number == last, tally=told.get(entry.program_id, NO_TALLY),
        )
        for number, entry in enumerate(entries, 1)
    ]  # fmt: skip
