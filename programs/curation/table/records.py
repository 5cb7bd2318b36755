"""Programs with what is known of each, read for a table: a few queries for every two hundred."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ...models import Answer, Program

AT_ONCE = 200


class Said(NamedTuple):
    """What holds of one fact, and by whose word."""

    state: str
    disagrees: bool
    answer: str
    detail: dict[str, Any]
    said_on: date
    kind: str  # of the source


@dataclass(frozen=True)
class Record:
    """One program and its answers of a day: those to terms by vocabulary and code, the others by section."""

    program: Program
    answers: dict[str, dict[str, Said]]

    def detail(self, section):
        """What is said of a section kept as a whole; empty where nothing is."""
        said = self.answers[""].get(section)
        return said.detail if said else {}

    def terms(self, vocabulary):
        """{code: yes or no} of one vocabulary."""
        return {code: said.answer == "yes" for code, said in self.answers[vocabulary].items()}


def chosen(status="", county=""):
    """The programs to export: all that were not merged into another, or those of one status or county."""
    programs = Program.objects.filter(merged_into=None)
    if status:
        programs = programs.filter(status=status)
    if county:
        programs = programs.filter(site__county=county)
    return programs


def records(programs, on):
    """The Records of a queryset of programs, by address, a few hundred in memory at once."""
    numbers = [number for _slug, number in sorted(programs.order_by().values_list("slug", "pk"))]
    for start in range(0, len(numbers), AT_ONCE):
        yield from sorted(
            by_number(numbers[start : start + AT_ONCE], on).values(), key=lambda record: record.program.slug
        )


def by_number(numbers, on):
    """Number -> Record, in two queries."""
    found = Program.objects.select_related("organization", "site").in_bulk(numbers)
    answers: dict[int, dict[str, dict[str, Said]]] = {number: defaultdict(dict) for number in found}
    rows = (
        Answer.objects.holding(on)
        .filter(program__in=found)
        .order_by()
        .values_list(
            "program_id", "fact", "state", "disagrees", "assertion__answer", "assertion__detail",
            "assertion__said_on", "assertion__source__kind",
        )
    )  # fmt: skip
    for number, fact, *said in rows.iterator(chunk_size=5000):
        vocabulary, _colon, code = fact.rpartition(":")
        answers[number][vocabulary][code] = Said(*said)
    return {number: Record(program, answers[number]) for number, program in found.items()}
