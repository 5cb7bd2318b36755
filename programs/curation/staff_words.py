"""What a program's own staff say by their link. Most of it holds at once; what could re-route callers waits."""

from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Action, Answer, Assertion, ProposedChange, Source
from . import details
from .acting import act
from .deciding import held_detail
from .recording import Claim, record
from .sections import SECTIONS, section_of

Said = Assertion.Said
# Impostors have re-routed callers by changing such entries in directories, so a curator checks them first.
WAITS = frozenset({"contact", "address", "level"})


@dataclass
class Words:
    """One filled form: dates that held or did not, and sections with whole values or single terms."""

    outcomes: dict = field(default_factory=dict)  # {date: whether somebody could start}
    details: dict = field(default_factory=dict)  # {section: whole value}
    answers: dict = field(default_factory=dict)  # {term's fact: "yes" or "no"}
    name: str = ""

    def drop(self, fact):
        """Leave one fact out; whether it was there."""
        return (self.details.pop(fact, None) or self.answers.pop(fact, None)) is not None

    @property
    def claims(self):
        outcomes = [
            Claim("intake-outcome", Said.YES if held else Said.NO, {"date": day.isoformat()})
            for day, held in self.outcomes.items()
        ]
        sections = [Claim(section, detail=detail) for section, detail in self.details.items()]
        return [*outcomes, *sections, *(Claim(fact, answer) for fact, answer in self.answers.items())]


@dataclass(frozen=True)
class Heard:
    """What became of it: assertions that hold now, and changes that wait for a curator."""

    action: Action | None = None
    proposals: tuple[ProposedChange, ...] = ()
    left_out: tuple[str, ...] = ()


def staff_source():
    return Source.objects.get_or_create(kind=Source.Kind.STAFF, name="Program staff", url="", published_on=None)[0]


def stated(program, on):
    """Every answer that holds on the day and that the staff are asked about, with who said it; in one query."""
    answers = program.answers.holding(on).select_related("assertion__source").order_by("fact")
    places = {section.name: place for place, section in enumerate(SECTIONS)}
    return sorted(answers, key=lambda answer: places[section_of(answer.fact).name])


def everything(program, on):
    """The Words of "all of this still holds": what we state, as it stands. Days gone by are not promised again."""
    words = Words()
    for answer in stated(program, on):
        said = answer.assertion
        if ":" in answer.fact:
            words.answers[answer.fact] = said.answer
        elif answer.fact != "intake":
            words.details[answer.fact] = said.detail
        elif coming := _still_to_come(said.detail, on):
            words.details["intake"] = coming
    return words


def _still_to_come(detail, on):
    dates = [claimed for claimed in detail.get("dates", []) if claimed["date"] >= on.isoformat()]
    full = detail.get("full_until", "") if detail.get("full_until", "") >= on.isoformat() else ""
    return {**detail, "dates": dates, "full_until": full} if dates or full else None


def confirm(link, words, *, moment, on):
    """Hear "all of this still holds". What the rule book refuses to be said again is left out, and named."""
    left_out: list[str] = []
    while True:
        try:
            return replace(hear(link, words, moment=moment, on=on), left_out=tuple(left_out))
        except ValidationError as error:
            refused = [fact for fact in getattr(error, "error_dict", {}) if words.drop(fact)]
            if not refused:
                raise
            left_out += refused


@transaction.atomic
def hear(link, words, *, moment, on):
    """Keep what the staff said: one action for what holds at once, a proposal for each change that waits.

    The same sent again is neither. Raises ValidationError as record does, and keeps nothing then.
    """
    program = link.program
    now = [claim for claim in words.claims if not _waits(program, claim, on)]
    later = [claim for claim in words.claims if _waits(program, claim, on)]
    action = act(Action.Kind.STAFF, program=program, via=_("staff link"), note=link.email)
    said = record(
        program, now, source=staff_source(), method=Assertion.Method.STAFF, said_on=on, on=on, action=action
    )  # fmt: skip
    if not said:
        action.delete()
    proposals = [_propose(link, claim.fact, _change(program, claim), moment) for claim in later]
    if words.name and words.name != program.name:
        proposals.append(_propose(link, "name", {"name": words.name}, moment))
    link.last_used_at = moment
    link.save(update_fields=["last_used_at"])
    return Heard(action if said else None, tuple(proposals))


def is_heard(link, on):
    """Whether something that came by this link on that day stands."""
    heard = link.program.actions.standing().filter(kind=Action.Kind.STAFF, note=link.email)
    return any(timezone.localdate(action.at) == on for action in heard.order_by("-pk")[:1])


def _waits(program, claim, on):
    """Whether the claim would change something that only a curator changes."""
    if section_of(claim.fact).name not in WAITS:
        return False
    if ":" in claim.fact:
        held = Answer.objects.holding(on).filter(program=program, fact=claim.fact).select_related("assertion").first()
        return held is None or held.assertion.answer != claim.answer
    return bool(_change(program, claim))


def _change(program, claim):
    """Of a term, its new answer; of a section, the columns that differ, as they are to become."""
    if ":" in claim.fact:
        return {"answer": claim.answer}
    wanted, held = details.clean(claim.fact, claim.detail), held_detail(program, claim.fact)
    return {column: wanted.get(column, "") for column in {*wanted, *held} if wanted.get(column) != held.get(column)}


def _propose(link, fact, detail, moment):
    """The same proposal waits only once."""
    waiting = ProposedChange.objects.open().filter(program=link.program, link=link, fact=fact)
    same = next((proposal for proposal in waiting if proposal.detail == detail), None)
    return same or ProposedChange.objects.create(
        program=link.program, link=link, fact=fact, detail=detail, made_at=moment
    )
