"""Shortlists: made, filled, put in order, given to a team. Programs only; the label says nothing of a patient."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Clinician, Program, Shortlist, ShortlistEntry
from .label import clean_label

MOST_PROGRAMS = 20  # on one shortlist
MOST_SHORTLISTS = 200  # of one clinician
UP, DOWN = -1, 1


@transaction.atomic
def make(clinician, label, slugs, *, moment, team=None):
    """A new Shortlist with the published programs of those slugs; raises ValidationError {"label": ...}.

    Where they have one with this label, team and programs already, that one: a form sent twice makes one.
    """
    label, team = labelled(label), their_team(clinician, team)
    clinician = Clinician.objects.select_for_update().get(pk=clinician.pk)
    if same := _the_same(clinician, label, team, slugs):
        return same
    if clinician.shortlists.count() >= MOST_SHORTLISTS:
        raise ValidationError({"label": _("You keep very many shortlists. Delete one first.")})
    shortlist = Shortlist.objects.create(label=label, owner=clinician, team=team, made_at=moment, changed_at=moment)
    add(shortlist, slugs, moment=moment)
    return shortlist


def _the_same(clinician, label, team, slugs):
    wanted = [program.pk for program in _published(slugs)][:MOST_PROGRAMS]
    alike = clinician.shortlists.filter(label=label, team=team).prefetch_related("entries")
    return next((one for one in alike if [entry.program_id for entry in one.entries.all()] == wanted), None)


def labelled(label):
    try:
        return clean_label(label)
    except ValidationError as error:
        raise ValidationError({"label": error.messages}) from error


def their_team(clinician, number):
    """The clinician's team of that number; None for any other."""
    return clinician.teams.filter(pk=number).first() if number else None


@transaction.atomic
def add(shortlist, slugs, *, moment):
    """Put programs at the end, each once; returns how many came in and how many there was no room for."""
    there = list(shortlist.entries.values_list("program_id", "position"))
    known = {program for program, _position in there}
    new = [program for program in _published(slugs) if program.pk not in known]
    room, last = MOST_PROGRAMS - len(there), max((position for _program, position in there), default=-1)
    coming = new[:room] if room > 0 else []
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(shortlist=shortlist, program=program, position=last + place)
        for place, program in enumerate(coming, 1)
    )
    _touch(shortlist, moment)
    return len(coming), len(new) - len(coming)


def _published(slugs):
    """In the order named, each once."""
    found = Program.objects.published().filter(slug__in=slugs).in_bulk(field_name="slug")
    return [found[slug] for slug in dict.fromkeys(slugs) if slug in found]


@transaction.atomic
def take_off(shortlist, slug, *, moment):
    shortlist.entries.filter(program__slug=slug).delete()
    _touch(shortlist, moment)


@transaction.atomic
def move(shortlist, slug, step, *, moment):
    """One place UP or DOWN; the first stays first and the last last."""
    entries = list(shortlist.entries.select_for_update().select_related("program"))
    here = next((n for n, entry in enumerate(entries) if entry.program.slug == slug), None)
    if here is None or not 0 <= here + step < len(entries):
        return
    entries[here], entries[here + step] = entries[here + step], entries[here]
    for position, entry in enumerate(entries):
        entry.position = position
    ShortlistEntry.objects.bulk_update(entries, ["position"])
    _touch(shortlist, moment)


@transaction.atomic
def mend(shortlist, label, team, *, moment):
    """Another label, and another team or none; raises ValidationError {"label": ...}."""
    shortlist.label = labelled(label)
    shortlist.team = their_team(shortlist.owner, team)
    shortlist.changed_at = moment
    shortlist.save(update_fields=["label", "team", "changed_at"])


def _touch(shortlist, moment):
    shortlist.changed_at = moment
    shortlist.save(update_fields=["changed_at"])
