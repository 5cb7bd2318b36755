"""What a fact is called on a page."""

from ..curation.sections import BY_NAME


def fact_name(fact, vocabularies):
    """ "DBT" of "therapy:dbt", "Schedule" of "schedule"; vocabularies: those of the catalogue."""
    vocabulary, _colon, code = fact.partition(":")
    term = vocabularies.get(vocabulary, {}).get(code)
    return term.label if term else BY_NAME[fact].label if fact in BY_NAME else fact
