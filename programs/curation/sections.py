"""The facts that curators keep, in groups, each with the days after which it is asked again.

A fact is a term ("therapy:dbt") or a section kept as a whole ("schedule"). To keep a new one, add a column to Program
or a term to a vocabulary, and name it here: forms, imports, exports, check-lists and history follow.
Re-check periods: contact, schedule, insurance and money as often as the federal No Surprises Act has provider
directories verified (90 days, 42 U.S.C. 300gg-115); a next intake holds a week; what moves rarely, a year.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import Program


@dataclass(frozen=True)
class Section:
    """Columns are settled together, as one fact named like the section; vocabularies hold a fact for each term."""

    name: str
    label: Promise
    recheck_days: int = 180
    columns: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()


SECTIONS = (
    Section("contact", _("Contact"), 90, columns=(
        "intake_phone", "main_phone", "clinician_phone", "fax", "intake_email", "portal_url", "web_page",
    )),
    Section("address", _("Address"), 365, columns=("suite",)),
    Section("level", _("Level of care and focus"), columns=("level_name",), vocabularies=("level", "focus")),
    Section("schedule", _("Schedule"), 90),
    Section("intake", _("Next intake"), 7),
    Section("intake-outcome", _("Kept and broken intake dates")),
    Section("insurance", _("Insurance"), 90, vocabularies=("insurance",)),
    Section("money", _("Price"), 90, columns=("self_pay_price", "prior_authorization")),
    Section("conditions", _("What it treats"), vocabularies=("condition",)),
    Section("care", _("What happens"), vocabularies=("therapy", "service")),
    Section("people", _("Staff and groups"), columns=("group_size", "staff_notes"), vocabularies=("staff",)),
    Section("who", _("Who it is for"), vocabularies=("population", "age-band", "language")),
    Section("getting-in", _("Getting in"), columns=("documents", "steps", "exclusions", "prior_level")),
    Section("access", _("Access"), vocabularies=("access",)),
    Section("after", _("Family and aftercare"), columns=("after_program", "missed_session"),
            vocabularies=("family", "aftercare")),
    Section("licence", _("Licence and accreditation"), 365, vocabularies=("licence",)),
    Section("words", _("In its own words"), columns=("own_words",)),
)  # fmt: skip

BY_NAME = {section.name: section for section in SECTIONS}
BY_VOCABULARY = {vocabulary: section for section in SECTIONS for vocabulary in section.vocabularies}

KEPT_WHOLE = frozenset(
    {section.name for section in SECTIONS if section.columns} | {"schedule", "intake", "intake-outcome"}
)

NOT_CURATED = frozenset(
    {
        "id",
        "organization",
        "site",
        "name",
        "slug",
        "status",
        "withdrawn_because",
        "was_public",
        "merged_into",
        "intakes_kept",
        "intakes_broken",
        "settled_from",
    }
)


def section_of(fact):
    """The section that a fact belongs to; KeyError for a fact that no section knows."""
    vocabulary, colon, _code = fact.partition(":")
    return BY_VOCABULARY[vocabulary] if colon else BY_NAME[fact]


def recheck_days(fact):
    return section_of(fact).recheck_days


def unplaced_columns():
    """Columns of Program that no section names: a curator could never change them."""
    placed = {column for section in SECTIONS for column in section.columns}
    return {field.name for field in Program._meta.concrete_fields} - placed - NOT_CURATED
