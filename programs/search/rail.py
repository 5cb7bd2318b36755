"""Whether one can walk there from a train."""

from django.utils.translation import gettext_lazy

from ..geography import stations
from .criterion import Criterion, Fit, Sieve
from .fields import ChoiceFilter
from .memory import remembered
from .wording import rounded, said_by
from .wording import translate as _

WALKS = {"0.5": gettext_lazy("within half a mile of a station"), "1": gettext_lazy("within a mile of a station")}


class Rail(Criterion):
    """Within a walk of a subway or commuter-rail station or a Silver Line stop, as the crow flies.

    A place of which only the town is known is silent.
    """

    name = "rail"
    label = gettext_lazy("Near a train")
    parameters = ("rail",)
    option_parameter = "rail"

    def filters(self):
        return {"rail": ChoiceFilter(label=self.label, required=False, choices=list(WALKS.items()))}

    def choices(self, catalogue):
        return [(code, label, "") for code, label in WALKS.items()]

    def closed_key(self, wanted):
        return wanted

    def option(self, catalogue, code):
        return remembered(catalogue.memo, (self.name, code), lambda: self._sieve(catalogue, float(code)))

    def _sieve(self, catalogue, miles):
        close = 0
        for station in stations.all():
            close |= catalogue.discs.within(*station.point, miles)
        pinned = catalogue.placed & ~catalogue.about
        return Sieve.of(catalogue.everybody, met=close & pinned, unmet=pinned & ~close)

    def sift(self, group, wanted):
        return self.option(group, wanted)

    def explain(self, record, wanted, catalogue, track=None):
        question = _("Can I get there by train or bus?")
        if record.latitude is None:
            return Fit("silent", _("Whether a train stops near: not known"), question=question)
        stop, miles = record.stop
        words = {"miles": rounded(miles), "station": stop.name}
        said = said_by(record.facts.get("address"))
        if miles <= float(wanted):
            return Fit("met", _("%(miles)s miles from %(station)s station") % words, *said)
        return Fit("unmet", _("The nearest station is %(station)s, %(miles)s miles away") % words, *said)

    def describe(self, wanted, catalogue):
        return str(WALKS[wanted])

    def chips(self, wanted, catalogue):
        return [("rail", wanted, self.describe(wanted, catalogue))]
