"""What to ask one program on the phone, in order of need, with what we hold of each fact and why it is asked."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..models import Answer, Assertion, Program, Report, Term
from .level import IS_IOP
from .sections import BY_VOCABULARY, KEPT_WHOLE, SECTIONS, Section
from .today import unasked_intakes


class Need(StrEnum):
    """Why a fact is asked, the most pressing first."""

    HELD = "held"  # did a first intake that was promised take place?
    IS_IOP = "is-iop"  # of leads
    DISPUTED = "disputed"
    STALE = "stale"
    REPORTED = "reported"
    MISSING = "missing"
    REST = "rest"


NEEDS = tuple(Need)

# What people choose a program by. Nobody's searches are kept, so no count of them can say it.
ASKED_MOST = (
    *IS_IOP, "focus:mental-health", "focus:co-occurring", "contact", "schedule", "intake",
    "insurance:masshealth", "insurance:commercial", "insurance:medicare", "condition:depression", "condition:anxiety",
    "condition:ptsd", "condition:bipolar", "condition:personality", "condition:substance-use", "therapy:dbt",
    "therapy:cbt", "service:medication-management", "access:self-referral", "population:adolescents", "language:es",
)  # fmt: skip

# Sections that nobody asks on the phone: quotations are chosen by a curator, outcomes are asked by their dates.
NOT_ASKED = frozenset({"words", "intake-outcome"})

What = Report.What
# Which fact or vocabulary each report speaks of, unless it names a plan. Others speak of none.
SPEAKS_OF = {
    What.WRONG_PHONE: "contact", What.WRONG_NUMBER: "contact", What.WRONG_ADDRESS: "address",
    What.WRONG_PLAN: "insurance", What.NOT_MY_PLAN: "insurance", What.WRONG_SCHEDULE: "schedule",
    What.FULL: "intake", What.INTAKE_GIVEN: "intake", What.CLOSED: "level:iop", What.NOT_AN_IOP: "level:iop",
}  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One fact to ask. `answer`: what holds now, or None; `voices`: who says what, where sources differ."""

    fact: str
    need: Need
    section: Section
    term: Term | None = None
    answer: Any = None
    voices: tuple[Assertion, ...] = ()
    reports: tuple[Report, ...] = ()

    @property
    def is_section(self):
        return self.term is None


def checks(program, on):
    """Every fact that may be asked of a program, in order of need; in five queries."""
    answers = {
        answer.fact: answer
        for answer in Answer.objects.holding(on).filter(program=program).select_related("assertion__source")
    }
    reports = _reports(program)
    voices = _voices(program) if any(answer.disagrees for answer in answers.values()) else {}
    is_lead = program.status == Program.Status.LEAD
    found = []
    for fact, section, term in _askable():
        answer = answers.get(fact)
        told = reports.get(fact, [])
        if answer and term:
            told = told + reports.get(term.vocabulary, [])
        need = Need.IS_IOP if is_lead and fact in IS_IOP else _need(fact, answer, told)
        disputed = voices.get(fact, ()) if answer and answer.disagrees else ()
        found.append(Check(fact, need, section, term, answer, tuple(disputed), tuple(told)))
    return sorted(found, key=lambda check: NEEDS.index(check.need))


def _need(fact, answer, told):
    if answer and answer.disagrees:
        return Need.DISPUTED
    if answer and answer.assertion.is_confirming and not answer.state.startswith("confirmed"):
        return Need.STALE
    if told:
        return Need.REPORTED
    if fact in ASKED_MOST and not (answer and answer.state.startswith("confirmed")):
        return Need.MISSING
    return Need.REST


def _askable():
    """(fact, section, term) in the order of the sections and of their vocabularies."""
    terms = defaultdict(list)
    for term in Term.objects.in_order():
        if term.vocabulary in BY_VOCABULARY:
            terms[term.vocabulary].append(term)
    for section in SECTIONS:
        if section.name in NOT_ASKED:
            continue
        if section.name in KEPT_WHOLE:
            yield section.name, section, None
        for vocabulary in section.vocabularies:
            for term in terms[vocabulary]:
                yield term.fact, section, term


def _reports(program):
    """Fact or vocabulary -> the open reports that speak of it."""
    found = defaultdict(list)
    for report in Report.objects.open().filter(program=program):
        plan = report.detail.get("plan")
        about = f"insurance:{plan}" if plan else SPEAKS_OF.get(What(report.what))
        if about:
            found[about].append(report)
    return found


def _voices(program):
    """Fact -> the newest word of each source, the newest first."""
    newest: dict[Any, Assertion] = {}
    for assertion in Assertion.objects.about(program).live():
        if assertion.method != Assertion.Method.VISITOR:
            newest[assertion.fact, assertion.source.voice] = assertion
    found = defaultdict(list)
    for (fact, _voice), assertion in newest.items():
        found[fact].append(assertion)
    return {fact: sorted(said, key=lambda a: a.said_on, reverse=True) for fact, said in found.items()}


def intakes_to_ask(program, on):
    """First intakes that were promised and have passed: did they take place?"""
    return unasked_intakes(on, program=program).get(program.pk, [])
