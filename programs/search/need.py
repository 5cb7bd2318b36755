"""What one person asks for, as the address said it."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from .criteria import BY_NAME, CRITERIA
from .near import DEFAULT_MILES

KNOWN = ("confirmed", "listed", "all")
SORTS = ("match", "distance", "start")


@dataclass(frozen=True)
class Need:
    """wanted: criterion name -> what its `read` gave, only for what was asked."""

    wanted: dict = field(default_factory=dict)
    known: str = "all"
    sort: str = "match"
    page: int = 1

    @cached_property
    def asked(self):
        """[(Criterion, wanted)] in the order of the form."""
        return [(criterion, self.wanted[criterion.name]) for criterion in CRITERIA if criterion.name in self.wanted]

    def without(self, name):
        """The same wishes but for one criterion, from the first page on."""
        return replace(self, wanted={other: value for other, value in self.wanted.items() if other != name}, page=1)

    @property
    def near(self):
        return self.wanted.get("near")

    def phrases(self, catalogue):
        """The wishes said back, one phrase each."""
        return [str(criterion.describe(wanted, catalogue)) for criterion, wanted in self.asked]

    def pairs(self, catalogue):
        """[(parameter, value)]: the address that asks for this again, in one spelling, from the first page on."""
        pairs = [(parameter, value) for parameter, value, _phrase in self.chips(catalogue)]
        if self.near and self.near.miles != DEFAULT_MILES:
            pairs.append(("within", str(self.near.miles)))
        how = (("known", self.known, "all"), ("sort", self.sort, "match"))
        return pairs + [(name, value) for name, value, usual in how if value != usual]

    def chips(self, catalogue):
        """[(parameter, value, phrase)]: what can be taken off one by one."""
        return [chip for criterion, wanted in self.asked for chip in criterion.chips(wanted, catalogue)]


def read_need(cleaned):
    """A Need from cleaned parameters; what is missing was not asked, or was not valid."""
    wanted = {name: criterion.read(cleaned) for name, criterion in BY_NAME.items()}
    return Need(
        {name: value for name, value in wanted.items() if value is not None},
        cleaned.get("known") or "all",
        cleaned.get("sort") or "match",
        cleaned.get("page") or 1,
    )
