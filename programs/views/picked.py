"""The programs that an address names one by one, looked at by name: what is there, and what is gone and why."""

import re
from dataclasses import dataclass

from django.shortcuts import redirect

from ..models import Program
from .gone import survivor

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
    """`records` in the order of the address. moved: slug -> the slug of the program that it was merged into."""

    records: list
    gone: list
    moved: dict

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
        gone=[_gone(slug, withdrawn.get(slug)) for slug in missing],
        moved={slug: other.slug for slug, program in withdrawn.items() if (other := survivor(program))},
    )


def _withdrawn(slugs):
    """slug -> Program. What cannot be a slug is not looked for."""
    possible = [slug for slug in slugs if len(slug) <= LONGEST_SLUG and A_SLUG.fullmatch(slug)]
    if not possible:
        return {}
    programs = Program.objects.gone().select_related("merged_into")
    return {program.slug: program for program in programs.filter(slug__in=possible)}


def _gone(slug, program):
    if program is None:
        return Gone(slug, slug[:LONGEST_SLUG])
    return Gone(slug, program.name, program.withdrawn_because, is_withdrawn=True)


def led_on(request, picked):
    """To the same page with the programs that the merged ones became; None where nobody was merged.

    So every link of the page names programs that are there.
    """
    if not picked.moved:
        return None
    asked = request.GET.copy()
    asked.setlist("p", list(dict.fromkeys(picked.moved.get(slug, slug) for slug in asked.getlist("p"))))
    return redirect(f"{request.path}?{asked.urlencode()}")
