"""How facts stay true. Doors call record() and its kin; the rest is inside."""

from .recording import Claim, add_program, publish, record, retract, withdraw
from .settle import settle_due

__all__ = ["Claim", "add_program", "publish", "record", "retract", "settle_due", "withdraw"]
