"""Where a program meets, against where a person starts from."""

from dataclasses import dataclass, field, replace
from functools import reduce
from operator import itemgetter, or_

from django.utils.translation import gettext_lazy

from ..geography import distance
from .criterion import Criterion, Fit, Sieve
from .fields import ChoiceFilter, PlacesFilter
from .memory import remembered
from .wording import is_next_to_nothing, miles_in_words, said_by
from .wording import translate as _

MILES = (5, 10, 25, 50, 100)
DEFAULT_MILES = 25


@dataclass(frozen=True)
class Nearby:
    """One or two places, and the programs within so many miles of either, worked out once for each search."""

    places: tuple
    miles: int
    online_asked: bool
    found: dict = field(default_factory=dict, compare=False, repr=False)

    def within(self, catalogue):
        return remembered(self.found, id(catalogue), lambda: self._within(catalogue))

    def _within(self, catalogue):
        discs = (catalogue.discs.within(*place.point, self.miles) for place in self.places)
        return reduce(or_, discs)

    def nearest(self, record):
        """(miles, place) of the nearer place; None for a program without a point."""
        if record.point is None:
            return None
        return min([(distance.miles(place.point, record.point), place) for place in self.places], key=itemgetter(0))


class Near(Criterion):
    """Met within the radius; listed where only the town is known; an online program reaches the whole state."""

    name = "near"
    label = gettext_lazy("Near")
    parameters = ("near", "within")
    minds = ("format",)

    def filters(self):
        return {
            "near": PlacesFilter(label=gettext_lazy("ZIP code, town or address"), required=False),
            "within": ChoiceFilter(
                label=gettext_lazy("Within"), required=False, coerce=int, empty_value=DEFAULT_MILES,
                choices=[(miles, miles) for miles in MILES],
            ),
        }  # fmt: skip

    def read(self, cleaned):
        places = cleaned.get("near")
        online = "online" in (cleaned.get("format") or ())
        return Nearby(places, cleaned.get("within") or DEFAULT_MILES, online) if places else None

    def given(self, wanted, other, code):
        online = code == "online"
        return wanted if online == wanted.online_asked else replace(wanted, online_asked=online)

    def sift(self, group, wanted):
        within = wanted.within(group)
        met = (within & ~group.about) | self._reaching(group, wanted)
        return Sieve.of(group.everybody, met=met, listed=within, unmet=group.placed & ~within)

    @staticmethod
    def _reaching(catalogue, wanted):
        return catalogue.online if wanted.online_asked else catalogue.online_only

    def explain(self, record, wanted, catalogue, track=None):
        by_place = wanted.nearest(record)
        is_within = by_place is not None and by_place[0] <= wanted.miles
        if is_within and not record.about:
            words = {"miles": miles_in_words(by_place[0]), "place": by_place[1]}
            return Fit("met", _("%(miles)s from %(place)s") % words, *said_by(record.facts.get("address")))
        some_online, only_online = record.online_reaches
        if some_online if wanted.online_asked else only_online:
            return Fit("met", _("Online, from anywhere in Massachusetts"), *said_by(record.facts.get("schedule")))
        if by_place is None:
            return Fit("silent", _("Where it meets is not stated"), question=_("Where do you meet?"))
        words = {"miles": miles_in_words(by_place[0]), "place": by_place[1], "town": record.town}
        said = said_by(record.facts.get("address"))
        if is_within:
            return Fit("listed", self._about(by_place[0]) % words, *said, question=_("What is your street address?"))
        return Fit("unmet", _("%(miles)s from %(place)s, beyond what you asked") % words, *said)

    @staticmethod
    def _about(miles):
        """In the town itself nobody knows how far: its middle is where one starts from."""
        if is_next_to_nothing(miles):
            return _("In %(town)s")
        return _("About %(miles)s from %(place)s, measured from the middle of %(town)s")

    def describe(self, wanted, catalogue):
        words = {"miles": wanted.miles, "place": wanted.places[0], "other": wanted.places[-1]}
        if len(wanted.places) > 1:
            return _("within %(miles)d miles of %(place)s or %(other)s") % words
        return _("within %(miles)d miles of %(place)s") % words

    def chips(self, wanted, catalogue):
        return [("near", str(place), str(place)) for place in wanted.places]
