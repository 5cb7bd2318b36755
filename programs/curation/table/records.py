"""Programs with what is known of each, read for a table: a few queries for every two hundred."""

from dataclasses import dataclass

from ...models import Answer, Program

AT_ONCE = 200


@dataclass(frozen=True)
class Record:
    """One program and its answers of a day, by fact; each answer comes with its assertion and its source."""

    program: Program
    answers: dict[str, Answer]

    def detail(self, section):
        """What is said of a section kept as a whole; empty where nothing is."""
        answer = self.answers.get(section)
        return answer.assertion.detail if answer else {}

    def terms(self, vocabulary):
        """{code: yes or no} of one vocabulary."""
        start = f"{vocabulary}:"
        return {
            fact.removeprefix(start): answer.assertion.answer == "yes"
            for fact, answer in self.answers.items()
            if fact.startswith(start)
        }


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
    answers: dict[int, dict[str, Answer]] = {number: {} for number in found}
    rows = Answer.objects.holding(on).filter(program__in=found).select_related("assertion__source").order_by()
    for answer in rows:
        answers[answer.program_id][answer.fact] = answer
    return {number: Record(program, answers[number]) for number, program in found.items()}
