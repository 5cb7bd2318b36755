"""Claims against the rule book: on record, on publish and in an import. A refusal is lifted only by an override."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Answer, Assertion, Override, Program
from .rule_book import REFUSE, Rule, rules

RECORD, PUBLISH = "record", "publish"
YES = Assertion.Said.YES
YOUNGEST_ADULT = 18


@dataclass(frozen=True)
class Word:
    """One fact as it is said, or stands, whoever's word it is."""

    fact: str
    answer: str
    detail: Mapping = field(default_factory=dict)
    source_kind: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule that a fact goes against. claimed: the fact that somebody tried to write, where that is another."""

    rule: Rule
    fact: str
    claimed: str

    def __str__(self):
        return _("%(message)s (%(citation)s)") % {"message": self.rule.message, "citation": self.rule.citation}


class Standing:
    """What stands of some programs, whoever said it; read of all of them when the first is asked for."""

    def __init__(self, programs):
        self._numbers = [program.pk for program in programs if program]
        self._said: dict[int, list] | None = None

    def of(self, program):
        """fact -> the newest word that is not taken back and not a visitor's. Of a program still to be made: none."""
        if program is None:
            return {}
        if self._said is None:
            self._said = Assertion.objects.live_of_each(self._numbers)
        said = [a for a in self._said[program.pk] if a.method != Assertion.Method.VISITOR]
        said.sort(key=lambda assertion: (assertion.said_on, assertion.recorded_at, assertion.pk))
        return {a.fact: Word(a.fact, a.answer, a.detail, a.source.kind) for a in said}


def check(program, claims, *, kind="", standing=None):
    """Findings for claims about to be recorded from a kind of source, beside what stands of the program already.

    program: None for one that is still to be made. standing: the Standing of several, this one among them.
    """
    said = {claim.fact: Word(claim.fact, claim.answer, claim.detail, kind) for claim in claims}
    found = []
    stands = None
    for rule in rules():
        name, value = rule.test
        context = CONTEXT.get(name)
        touched = [fact for fact in said if rule.speaks_of(fact)]
        if not touched and not (context in said and TESTS[name](None, said, value)):
            continue
        if context and stands is None:
            stands = (standing or Standing([program])).of(program)
        picture = {**(stands or {}), **said} if context else said
        found += _against(rule, picture, only=None if context in said else touched)
    return [Finding(one.rule, one.fact, one.fact if one.fact in said else CONTEXT[one.rule.test[0]]) for one in found]


def check_whole(program, standing=None):
    """Findings for all that stands of a program, whoever said it. standing: as in check()."""
    picture = (standing or Standing([program])).of(program)
    return [finding for rule in rules() for finding in _against(rule, picture)]


def refuse(program, findings, moment):
    """Raises ValidationError {fact: [message with citation]} for what is refused at that moment without an override."""
    refused = [finding for finding in findings if getattr(finding.rule, moment) == REFUSE]
    if refused and program is not None:
        lifted = set(Override.objects.in_force().filter(program=program).values_list("rule", "fact"))
        refused = [finding for finding in refused if (finding.rule.code, finding.fact) not in lifted]
    problems = defaultdict(list)
    for finding in refused:
        problems[finding.claimed].append(str(finding))
    if problems:
        raise ValidationError(dict(problems))


def screen(program, claims, *, kind):
    """(the claims that may be recorded, {fact: [message]} of those that may not): for an import, which goes on."""
    try:
        refuse(program, check(program, claims, kind=kind), RECORD)
    except ValidationError as error:
        refused = error.message_dict
        return [claim for claim in claims if claim.fact not in refused], refused
    return list(claims), {}


def _against(rule, picture, only=None):
    name, value = rule.test
    facts = picture if only is None else only
    return [
        Finding(rule, fact, fact)
        for fact in facts
        if rule.speaks_of(fact) and picture[fact].answer == YES and TESTS[name](picture[fact], picture, value)
    ]


def findings_on(on):
    """[(program number, Finding)] of all that the public sees on that day; in one query."""
    vocabularies = {fact.partition(":")[0] for rule in rules() for fact in rule.facts}
    rows = (
        Answer.objects.holding(on)
        .filter(program__in=Program.objects.published())
        .order_by("program", "fact")
        .values_list("program_id", "fact", "assertion__answer", "assertion__detail", "assertion__source__kind")
    )
    pictures = defaultdict(dict)
    for program, fact, *word in rows.iterator(chunk_size=5000):
        if fact.partition(":")[0] in vocabularies:
            pictures[program][fact] = Word(fact, *word)
    return [
        (program, finding)
        for program, picture in pictures.items()
        for rule in rules()
        for finding in _against(rule, picture)
    ]


def _says(word, _picture, patterns):
    texts = [value for value in word.detail.values() if isinstance(value, str)]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns for text in texts)


def _has_no_note(word, _picture, wanted):
    return wanted and not word.detail.get("note")


def _said_by(word, _picture, kinds):
    return word.source_kind in kinds


def _outside_the_hours(word, _picture, band):
    """Below: when no track of those people reaches it. From: when any does."""
    hours = [
        stated
        for track in word.detail.get("tracks", [])
        if band["of"] in (whose(track), "any") and (stated := hours_a_week(track)) is not None
    ]
    if "from" in band:
        return any(stated >= band["from"] for stated in hours)
    return bool(hours) and max(hours) < band["below"]


def _every_track(_word, picture, wanted):
    tracks = _tracks(picture)
    return bool(tracks) and all(wanted.items() <= track.items() for track in tracks)


def _schedule_below(_word, picture, least):
    hours = [stated for track in _tracks(picture) if (stated := hours_a_week(track)) is not None]
    return bool(hours) and max(hours) < least


def _tracks(picture):
    schedule = picture.get("schedule")
    return schedule.detail.get("tracks", []) if schedule and schedule.answer == YES else []


def whose(track):
    """ "adults" where it takes nobody younger; "others" where it takes adolescents, or does not say."""
    return "adults" if track.get("age_min", 0) >= YOUNGEST_ADULT else "others"


def hours_a_week(track):
    """As the search counts them: stated, or the shortest sessions that one may attend, or days times hours."""
    if "hours_per_week" in track:
        return track["hours_per_week"]
    lengths = sorted(_hours(block) for block in track.get("sessions", []))
    if lengths:
        return sum(lengths[: min(track.get("attend") or len(lengths), len(lengths))])
    if "days_per_week" in track and "hours_per_session" in track:
        return track["days_per_week"] * track["hours_per_session"]
    return None


def _hours(block):
    starts, ends = (time.fromisoformat(block[edge]) for edge in ("starts", "ends"))
    return (ends.hour - starts.hour) + (ends.minute - starts.minute) / 60


TESTS = {
    "words": _says,
    "no_note": _has_no_note,
    "said_by": _said_by,
    "hours": _outside_the_hours,
    "every_track": _every_track,
    "schedule_below": _schedule_below,
}
# Tests that look at another fact than the one their rule speaks of.
CONTEXT = {"every_track": "schedule", "schedule_below": "schedule"}
