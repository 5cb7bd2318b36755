"""The tables as they stand, to look at; and doors to what is changed: a program's facts through curation.record, the
words of the vocabularies, sources, and accounts."""

from . import accounts, catalogue, evidence, inbox, program_form  # noqa: F401
