"""One row of a federal listing, whatever file it came in."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import to_python

from ...models import address_key

WITHHELD = re.compile(r"[-\s]+")
NO_PHONE = re.compile(r"9{3}\D*9{3}\D*9{4}")
# The survey cuts names at about forty characters and goes on in the second one.
CONTINUES = frozenset({"center", "clinic", "services", "program", "programs", "inc", "llc", "hospital"})
DANGLING = frozenset({"and", "at", "for", "of", "the"})


@dataclass(frozen=True)
class Problem:
    """Something in one line that a curator should see. It never stops the import."""

    line: int
    column: str
    message: str

    def __str__(self):
        return _("Line %(line)s, %(column)s: %(message)s") % {
            "line": self.line,
            "column": self.column,
            "message": self.message,
        }


@dataclass(frozen=True)
class Listing:
    line: int
    kind: str  # MH or SU
    name: str
    second_name: str
    street: str
    unit: str
    postal_city: str
    state: str
    zip_code: str
    county: str
    phone: str
    intake_phone: str
    website: str
    latitude: float | None
    longitude: float | None
    codes: frozenset[str]
    contact_words: str = ""
    raw: dict = field(default_factory=dict, compare=False)

    @property
    def is_withheld(self):
        return bool(self.street) and bool(WITHHELD.fullmatch(self.street))

    @property
    def has_point(self):
        return self.latitude is not None and self.longitude is not None

    @property
    def organization(self):
        """Who runs it: the first name, with the second where that only goes on with a cut name."""
        return f"{self.name} {self.second_name}" if self.goes_on else self.name

    @property
    def goes_on(self):
        """Whether the second name is the rest of the first."""
        is_cut_off = bool(self.second_name) and self.name.lower().split(" ")[-1] in DANGLING
        return is_cut_off or self.second_name.lower() in CONTINUES

    @property
    def full_name(self):
        if self.goes_on or self.second_name.startswith("("):
            return f"{self.name} {self.second_name}"
        return ", ".join(part for part in (self.name, self.second_name) if part)

    @property
    def address(self):
        """The key of its address; of a withheld one, its name and ZIP."""
        return address_key("" if self.is_withheld else self.street, self.zip_code, self.name)


def phone(text):
    """(the number with its extension, or nothing; whether the text was no telephone number)."""
    text = text.strip()
    if not text or NO_PHONE.match(text):
        return "", False
    number = to_python(text, region="US")
    if number and number.is_valid():
        return text, False
    return "", True
