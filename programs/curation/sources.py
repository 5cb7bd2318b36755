"""Mending what is written of a source: its name, its address, its date."""

from django.db import transaction

from ..models import CatalogueVersion, Program
from .settle import settle_all


@transaction.atomic
def mend(source, *, on):
    """Save a source as it is now written, and settle every program of which it says something: its date is what its
    words age by, and its name and address are what makes two words one voice's."""
    source.save()
    settle_all(Program.objects.filter(assertions__source=source).distinct(), on)
    CatalogueVersion.bump()
