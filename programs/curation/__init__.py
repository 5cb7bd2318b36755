"""How facts stay true. Doors call record() and its kin; the rest is inside."""

from .acting import RestsOnItError, UndoRefusedError, act, undo
from .recording import Claim, add_program, publish, record, rename, retract, withdraw
from .settle import settle_due

__all__ = [
    "Claim",
    "RestsOnItError",
    "UndoRefusedError",
    "act",
    "add_program",
    "publish",
    "record",
    "rename",
    "retract",
    "settle_due",
    "undo",
    "withdraw",
]
