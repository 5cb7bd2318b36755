"""What people outside send in. It waits for a curator and settles nothing, whoever and how many say it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Action, Assertion, Program, Report, Source
from .acting import act
from .duplicates import alike
from .receipts import code_of, digest_of
from .recording import Claim, add_program, record

MOST_LOOK_ALIKES = 5


@dataclass(frozen=True)
class Missing:
    """A program that somebody knows and we do not."""

    name: str
    organization: str = ""
    town: str = ""
    zip_code: str = ""
    county: str = ""
    phone: str = ""
    web_page: str = ""

    @property
    def claims(self):
        address = {"town": self.town, "zip_code": self.zip_code, "county": self.county}
        contact = {"main_phone": self.phone, "web_page": self.web_page}
        stated = {"address": address, "contact": contact}
        return [Claim(fact, detail=detail) for fact, detail in stated.items() if any(detail.values())]


def code_of_report(program, what, *, once, text="", detail=None, from_provider=False):
    """The code of a report's receipt, also before there is one. `once` comes from the form."""
    return code_of(once, program.pk, what, text, sorted((detail or {}).items()), from_provider)


def code_of_missing(missing, *, once, text="", from_provider=False):
    return code_of(once, missing, text, from_provider)


def is_kept(code):
    """Whether it is the code of something that has arrived."""
    return Report.objects.filter(code_digest=digest_of(code)).exists()


@transaction.atomic
def report(program, what, *, once, on, text="", detail=None, from_provider=False):
    """Keep what a visitor says of a program; returns the code of the receipt.

    Sent again with the same words, it is the same report and the same code.
    """
    detail = detail or {}
    code = code_of_report(program, what, once=once, text=text, detail=detail, from_provider=from_provider)
    Report.objects.get_or_create(
        code_digest=digest_of(code),
        defaults={
            "program": program, "what": what, "text": text, "detail": detail, "from_provider": from_provider,
            "made_on": on,
        },
    )  # fmt: skip
    return code


@transaction.atomic
def suggest(missing, *, once, on, text="", from_provider=False):
    """Make a lead of a program that somebody misses, never a listing; returns the code of the receipt.

    The report comes first: of the same form sent twice at once, the second waits for it, and makes no lead.
    """
    code = code_of_missing(missing, once=once, text=text, from_provider=from_provider)
    about = {"what": Report.What.MISSING, "text": text, "from_provider": from_provider, "made_on": on}
    told, is_new = Report.objects.get_or_create(code_digest=digest_of(code), defaults=about)
    if is_new:
        known = [program.slug for program in look_alikes(missing)]
        told.program, told.detail = _lead(missing, on), {"looks_like": known} if known else {}
        told.save(update_fields=["program", "detail"])
    return code


def _lead(missing, on):
    action = act(Action.Kind.ADD, via=_("visitor’s form"))
    lead = add_program(missing.organization or missing.name, missing.name, town=missing.town, action=action)
    action.program = lead
    action.save(update_fields=["program"])
    source, _made = Source.objects.get_or_create(kind=Source.Kind.VISITOR, name="A visitor", url="", published_on=None)
    method = Assertion.Method.VISITOR
    record(lead, missing.claims, source=source, method=method, said_on=on, on=on, action=action)
    return lead


def look_alikes(missing):
    """Programs that may be the one that is missing, the likeliest first."""
    place = {"town": missing.town, "zip_code": missing.zip_code}
    found = alike(missing.name, phone=missing.phone, web_page=missing.web_page, **place)
    return [program for program, _reasons in found[:MOST_LOOK_ALIKES]]


@dataclass(frozen=True)
class Receipt:
    """What somebody may see of the report whose code they have."""

    received_on: date
    what: str
    program: Program | None
    is_decided: bool
    outcome: str = ""
    reply: str = ""
    facts: tuple[str, ...] = ()


def receipt(code):
    """The Receipt of a code; None for a code that we never gave. In three queries."""
    found = (
        Report.objects.select_related("program", "decided_in").filter(code_digest=digest_of(code)).first()
        if code.strip()
        else None
    )
    if found is None:
        return None
    program = found.program if found.program and found.program.is_public else None
    begun = (found.made_on, found.get_what_display(), program)
    decision = found.decided_in
    if decision is None or decision.undone:
        return Receipt(*begun, is_decided=False)
    facts = decision.assertions.filter(retracts=None, program=found.program).values_list("fact", flat=True)
    return Receipt(
        *begun, is_decided=True, outcome=found.get_outcome_display(), reply=found.reply,
        facts=tuple(dict.fromkeys(facts)),
    )  # fmt: skip
