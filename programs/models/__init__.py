"""What is true of each program, and who says so. A file per noun."""

from .catalogue import CatalogueVersion
from .evidence import Answer, Assertion, Source
from .inbox import ImportRow, ImportRun
from .intake import IntakeDate
from .organization import Organization
from .program import Program
from .schedule import WEEKDAY_CODES, Session, Track, Weekday
from .site import Site, address_key
from .vocabulary import Term

__all__ = [
    "WEEKDAY_CODES",
    "Answer",
    "Assertion",
    "CatalogueVersion",
    "ImportRow",
    "ImportRun",
    "IntakeDate",
    "Organization",
    "Program",
    "Session",
    "Site",
    "Source",
    "Term",
    "Track",
    "Weekday",
    "address_key",
]
