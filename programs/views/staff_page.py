"""What a program's own staff are shown: each section as it stands, and what waits for a curator."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise

from ..curation.sections import SECTIONS, section_of
from ..models import ProposedChange
from .dossier import SIGNS
from .fact_names import fact_name
from .said_in_words import lines, proposed, spoken


@dataclass(frozen=True)
class Part:
    """A section: lines of {"sign", "labels", "lines", "said", "disagrees"}; without them nothing is stated."""

    name: str
    label: Promise
    said: list

    @property
    def is_confirmed(self):
        return bool(self.said) and all(line["is_confirmed"] for line in self.said)


def parts(answers, vocabularies, apart=("intake", "intake-outcome")):
    """A Part for each section but those that are asked apart."""
    of_section = {}
    for answer in answers:
        of_section.setdefault(section_of(answer.fact).name, []).append(answer)
    return [
        Part(section.name, section.label, _said(of_section.get(section.name, []), vocabularies))
        for section in SECTIONS
        if section.name not in apart
    ]


def _said(answers, vocabularies):
    """Terms of one state and source stand together; a section's own value by itself."""
    whole = [answer for answer in answers if ":" not in answer.fact]
    terms = sorted((a for a in answers if ":" in a.fact), key=_by_state_and_source)
    shown = [_line([answer], [], lines(answer.fact, answer.assertion.detail)) for answer in whole]
    for _key, group in groupby(terms, key=_by_state_and_source):
        alike = list(group)
        shown.append(_line(alike, [fact_name(answer.fact, vocabularies) for answer in alike], []))
    return shown


def _line(alike, labels, values):
    first = alike[0]
    return {
        "sign": SIGNS[first.state], "labels": labels, "lines": values, "said": spoken(first.assertion),
        "disagrees": first.disagrees, "is_confirmed": first.state.startswith("confirmed"),
    }  # fmt: skip


def _by_state_and_source(answer):
    return (*SIGNS,).index(answer.state), spoken(answer.assertion), answer.disagrees


def waiting(link, vocabularies):
    """[(label, [(line, was, becomes)])] of what came by this link and waits."""
    return proposed(list(ProposedChange.objects.open().filter(link=link).select_related("program")), vocabularies)
