"""The vocabularies as they are kept in fixtures/vocabularies/terms.csv, and how they come into the database."""

import csv
from functools import cache

from django.conf import settings
from django.db import transaction

from ..models import CatalogueVersion, Term

PATH = settings.BASE_DIR / "fixtures" / "vocabularies" / "terms.csv"
SPOKEN_OF = ("therapy", "service", "condition")


@cache
def kept_terms():
    """The rows of terms.csv in order, `synonyms` as a list, ages as numbers or None; read once."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return tuple(_read(row) for row in csv.DictReader(lines))


def _read(row):
    return {
        **row,
        "synonyms": [word for word in row["synonyms"].split("|") if word],
        "low": int(row["low"]) if row["low"] else None,
        "high": int(row["high"]) if row["high"] else None,
    }


@cache
def spoken():
    """Word, in lower case -> fact, for what happens and what is treated: labels, codes and everyday words."""
    words = {}
    for row in kept_terms():
        if row["vocabulary"] in SPOKEN_OF:
            for word in (row["label"], row["code"], *row["synonyms"]):
                words.setdefault(word.lower(), f"{row['vocabulary']}:{row['code']}")
    return words


@transaction.atomic
def load_terms():
    """Bring the kept terms into the database; terms made by others, and curators' own words, stay.

    Returns how many were new or changed.
    """
    stored = {(term.vocabulary, term.code): term for term in Term.objects.select_related("parent")}
    changed = set()
    for position, row in enumerate(kept_terms()):
        key = row["vocabulary"], row["code"]
        term = stored.setdefault(key, Term(vocabulary=key[0], code=key[1]))
        wanted = {name: row[name] for name in ("label", "question", "synonyms", "description", "low", "high")}
        changed |= _keep(term, {**wanted, "position": position})
    for row in kept_terms():
        term = stored[row["vocabulary"], row["code"]]
        parent = stored[row["vocabulary"], row["parent"]] if row["parent"] else None
        changed |= _keep(term, {"parent": parent})
    if changed:
        CatalogueVersion.bump()
    return len(changed)


@transaction.atomic
def reword(term, **columns):
    """Word a term as a curator does; from then on the file leaves these columns alone."""
    for name, value in columns.items():
        setattr(term, name, value)
    term.reworded = sorted({*term.reworded, *columns})
    term.save()
    CatalogueVersion.bump()


def _keep(term, wanted):
    """Save what differs; the fact of the term in a set, or an empty set when nothing did."""
    wanted = {name: value for name, value in wanted.items() if name not in term.reworded}
    if term.pk and all(getattr(term, name) == value for name, value in wanted.items()):
        return set()
    for name, value in wanted.items():
        setattr(term, name, value)
    term.save()
    return {term.fact}
