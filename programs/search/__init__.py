"""Which programs fit a person, and why. Doors read a need with ProgramFilter and call search(); the rest is inside."""

from .criteria import BY_NAME, CRITERIA
from .engine import Match, Results, judge, search
from .filters import CARRIED, ProgramFilter
from .need import Need
from .snapshot import current, holder
from .ways_on import nearly, ways_on
from .worth_a_call import near as worth_a_call

__all__ = [
    "BY_NAME",
    "CARRIED",
    "CRITERIA",
    "Match",
    "Need",
    "ProgramFilter",
    "Results",
    "current",
    "holder",
    "judge",
    "nearly",
    "search",
    "ways_on",
    "worth_a_call",
]
