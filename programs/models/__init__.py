"""What is true of each program, and who says so. A file per noun."""

from .action import Action
from .bounce import Bounce
from .call import CallDraft, CallNote
from .catalogue import CatalogueVersion
from .clinician import Clinician, Invitation, Membership, OutcomeReport, Team
from .desk import Hold, LookAgain, NotTheSame, Override
from .evidence import Answer, Assertion, Source
from .inbox import ImportFile, ImportJob, ImportRow, ImportRun
from .intake import IntakeDate
from .organization import Organization
from .program import Program
from .quality import QualityDay, ShownDay
from .report import ProposedChange, Report
from .schedule import WEEKDAY_CODES, Session, Track, Weekday
from .shortlist import ShareLink, Shortlist, ShortlistEntry
from .site import Site, address_key, measured_from
from .staff_link import StaffLink
from .vocabulary import Term

__all__ = [
    "WEEKDAY_CODES",
    "Action",
    "Answer",
    "Assertion",
    "Bounce",
    "CallDraft",
    "CallNote",
    "CatalogueVersion",
    "Clinician",
    "Hold",
    "ImportFile",
    "ImportJob",
    "ImportRow",
    "ImportRun",
    "IntakeDate",
    "Invitation",
    "LookAgain",
    "Membership",
    "NotTheSame",
    "Organization",
    "OutcomeReport",
    "Override",
    "Program",
    "ProposedChange",
    "QualityDay",
    "Report",
    "Session",
    "ShareLink",
    "Shortlist",
    "ShortlistEntry",
    "ShownDay",
    "Site",
    "Source",
    "StaffLink",
    "Team",
    "Term",
    "Track",
    "Weekday",
    "address_key",
    "measured_from",
]
