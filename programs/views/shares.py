"""How much is known, drawn: a bar for one count, a chart for many days. Numbers and words stand beside each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..curation.quality import Counted

PARTS = {
    "confirmed": gettext_lazy("Confirmed"),
    "listed": gettext_lazy("Listed"),
    "stale": gettext_lazy("Stale"),
    "not_stated": gettext_lazy("Not stated"),
}
BAR = 200  # units wide
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 220, 44, 110, 10, 28
LEAST_APART = 14  # units between two words at the lines' ends


@dataclass(frozen=True)
class Piece:
    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """One line of a table: what was counted, and its bar."""

    label: str | Promise
    counted: Counted

    @property
    def pieces(self):
        """Side by side, in one unit of length, as SVG wants them written."""
        pieces, x = [], 0.0
        for kind in PARTS:
            width = BAR * getattr(self.counted, kind) / self.counted.facts if self.counted.facts else 0
            if width:
                pieces.append(Piece(kind, f"{x:.2f}", f"{width:.2f}"))
            x += width
        return pieces

    @property
    def cells(self):
        """[(label, number, per cent)] in the order of the bar."""
        return [(label, getattr(self.counted, kind), self.counted.share(kind)) for kind, label in PARTS.items()]

    @property
    def in_words(self):
        said = [_("%(label)s %(share)s %%") % {"label": label, "share": share} for label, _n, share in self.cells]
        return ", ".join(said)


@dataclass(frozen=True)
class Line:
    kind: str
    label: Promise
    points: str
    end: str
    last: int


@dataclass(frozen=True)
class Chart:
    """Lines of the facts known, day by day. days: [(day, Counted)], oldest first, two at least."""

    days: list

    @property
    def most(self):
        return max(getattr(counted, kind) for _day, counted in self.days for kind in KNOWN) or 1

    @property
    def lines(self):
        """One for each kind; the words at their ends are moved apart where they would touch."""
        ends, taken = {}, []
        for kind in sorted(KNOWN, key=lambda kind: -getattr(self.days[-1][1], kind)):
            y = self._y(getattr(self.days[-1][1], kind))
            y = max(y, taken[-1] + LEAST_APART) if taken else y
            taken.append(y)
            ends[kind] = y
        return [self._line(kind, ends[kind]) for kind in KNOWN]

    def _line(self, kind, end):
        values = [getattr(counted, kind) for _day, counted in self.days]
        points = " ".join(
            f"{self._x(day):.1f},{self._y(value):.1f}" for (day, _c), value in zip(self.days, values, strict=True)
        )
        return Line(kind, PARTS[kind], points, f"{end + 4:.1f}", values[-1])

    def _x(self, day):
        first, last = self.days[0][0], self.days[-1][0]
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1)

    def _y(self, value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.most


KNOWN = ("confirmed", "listed", "stale")
