"""The tables as they stand, to look at. Nothing is changed here: facts are written through curation.record alone."""

from . import catalogue, evidence, inbox  # noqa: F401
