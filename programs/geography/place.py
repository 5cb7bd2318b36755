"""A place in Massachusetts, and what is said when there is none."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext

QUOTED = 60  # characters of what was typed that a message repeats


@dataclass(frozen=True)
class Town:
    """One of the 351 cities and towns; its point is where a map writes the name; bounds: south, west, north, east."""

    name: str
    county: str
    geoid: str
    latitude: float
    longitude: float
    bounds: tuple[float, float, float, float]

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


@dataclass(frozen=True)
class Place:
    """Somewhere a person starts from. As text it is said back to them, and finds itself again when typed."""

    name: str
    latitude: float
    longitude: float
    kind: str  # "zip", "town", "village", "address" (a longer text that holds one of these), "point" (coordinates)
    town: str
    county: str
    zip_code: str = ""

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude

    def __str__(self):
        if self.kind == "point":
            return f"{self.latitude:.2f}, {self.longitude:.2f} ({self.town})"
        name = self.name if self.name == self.town else f"{self.name} ({self.town})"
        return f"{self.zip_code} {name}" if self.zip_code else name


class PlaceError(ValueError):
    """No place in Massachusetts was meant, or none that we know; `message` says so in the reader's language."""

    def __init__(self, text):
        super().__init__(text)
        # Half a surrogate pair is no text that a page could be sent with.
        text = " ".join(text.encode(errors="replace").decode().split())
        self.text = text if len(text) <= QUOTED else text[: QUOTED - 1] + "\u2026"

    @property
    def message(self):
        raise NotImplementedError

    def __str__(self):
        return self.message


class PlaceUnknown(PlaceError):  # noqa: N818 (the state of the place, not of the program)
    """Nothing we know is called that; suggestions are texts that `find` knows, the likeliest first."""

    def __init__(self, text, suggestions=()):
        super().__init__(text)
        self.suggestions = tuple(suggestions)

    @property
    def message(self):
        if not self.text:
            return gettext("Type a ZIP code or a town in Massachusetts.")
        if not self.suggestions:
            return gettext("We do not know “%(text)s”. Try a ZIP code or a town in Massachusetts.") % {
                "text": self.text
            }
        meant = get_text_list(list(self.suggestions), gettext("or"))
        return gettext("We do not know “%(text)s”. Did you mean %(places)s?") % {"text": self.text, "places": meant}


class PlaceOutsideMassachusetts(PlaceError):  # noqa: N818
    """The place is in another state; `where` is that state's name."""

    def __init__(self, text, where):
        super().__init__(text)
        self.where = where

    @property
    def message(self):
        return gettext("%(text)s is in %(state)s; this finder covers Massachusetts.") % {
            "text": self.text,
            "state": self.where,
        }
