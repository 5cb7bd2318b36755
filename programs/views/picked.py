"""The programs that an address names one by one, looked at by name: what is there, and what is gone and why."""

import re
from dataclasses import dataclass

from ..models import Program

LONGEST_SLUG = 140  # characters, as in Program.slug
A_SLUG = re.compile(r"[-a-zA-Z0-9_]+")


@dataclass(frozen=True)
class Gone:
    """What an address still names: withdrawn, with the reason, or never known, with its slug for a name."""

    slug: str
    name: str
    because: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Picked:
    """`records` in the order of the address."""

    records: list
    gone: list

    @property
    def slugs(self):
        """Those that are there, then those that are gone: a visitor takes these off by themselves."""
        return [*(record.slug for record in self.records), *(gone.slug for gone in self.gone)]


def pick(slugs, catalogue):
    """In one query, and only when something is gone."""
    found = {slug: catalogue.record(slug) for slug in slugs}
    missing = [slug for slug, record in found.items() if record is None]
    withdrawn = _withdrawn(missing)
    return Picked(
        records=[record for record in found.values() if record],
        gone=[withdrawn.get(slug) or Gone(slug, slug[:LONGEST_SLUG]) for slug in missing],
    )


def _withdrawn(slugs):
    """slug -> Gone. What cannot be a slug is not looked for."""
    possible = [slug for slug in slugs if len(slug) <= LONGEST_SLUG and A_SLUG.fullmatch(slug)]
    if not possible:
        return {}
    programs = Program.objects.filter(slug__in=possible, status=Program.Status.WITHDRAWN)
    return {
        program.slug: Gone(program.slug, program.name, program.withdrawn_because, is_withdrawn=True)
        for program in programs
    }
