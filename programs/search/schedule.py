"""When a program meets, against the person's own week."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from .fields import BlocksFilter, PartsOfDayFilter
from .tracks import TrackCriterion, TrackFit
from .week import PARTS, block_code, block_in_words, lies_in, merged, overlap
from .wording import translate as _


@dataclass(frozen=True)
class Wish:
    """Chosen parts of the day and busy blocks. Many tracks share a session, so each is judged once."""

    parts: tuple[str, ...]
    busy: tuple[tuple[int, int, int], ...]
    judged: dict = field(default_factory=dict, compare=False, repr=False)

    def accepts(self, session):
        accepted = self.judged.get(session)
        if accepted is None:
            accepted = self.judged[session] = self._accepts(session)
        return accepted

    def _accepts(self, session):
        in_part = not self.parts or any(lies_in(session, part) for part in self.parts)
        return in_part and not overlap(session, self.busy)


class Schedule(TrackCriterion):
    """A session is acceptable inside any chosen part of the day and outside all busy blocks; a track fits with as many
    acceptable sessions as one has to attend."""

    name = "schedule"
    label = gettext_lazy("When it meets")
    parameters = ("when", "busy")
    option_parameter = "when"
    attribute = "pattern"
    words = {
        "morning": gettext_lazy("mornings"), "afternoon": gettext_lazy("afternoons"),
        "evening": gettext_lazy("evenings"), "weekend": gettext_lazy("weekends"),
    }  # fmt: skip

    def filters(self):
        return {
            "when": PartsOfDayFilter(label=gettext_lazy("When you can come"), required=False),
            "busy": BlocksFilter(label=gettext_lazy("When you are busy"), required=False),
        }

    def read(self, cleaned):
        wish = Wish(cleaned.get("when") or (), merged(cleaned.get("busy") or ()))
        return wish if wish.parts or wish.busy else None

    def choices(self, catalogue):
        return [(part, self.words[part], "") for part in PARTS]

    def option_wish(self, code, wanted):
        return Wish((code,), wanted.busy if wanted else ())

    def fits(self, pattern, wanted):
        sessions, parts_of_day, to_attend = pattern
        if sessions:
            return sum(map(wanted.accepts, sessions)) >= to_attend
        if not parts_of_day or not wanted.parts:
            return None
        inside = set(parts_of_day) <= set(wanted.parts)
        if not inside:
            return None if set(parts_of_day) & set(wanted.parts) else False
        return None if wanted.busy else True

    def judged(self, layer, wanted):
        clashing = 0
        for session, members in layer.sessions.items():
            if not wanted.accepts(session):
                clashing |= members
        fitting, other = self.sorted_out(layer.looser, wanted)
        return fitting | (layer.whole & ~clashing), other | clashing

    def closed_key(self, wanted):
        return None if wanted.busy else tuple(sorted(wanted.parts))

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("Meeting times: not stated"), _("On which days and at what hours do you meet?"))
        if fits and not track.sessions:
            return TrackFit(_("Meets %(parts)s") % {"parts": self._parts(track.parts_of_day)})
        if fits:
            return TrackFit(_("Its sessions fit your week"))
        return TrackFit(self._clash(track, wanted), _("Is there another track that meets at other times?"))

    def _clash(self, track, wanted):
        for session in track.sessions:
            block = overlap(session, wanted.busy)
            if block:
                common = (session[0], max(session[1], block[1]), min(session[2], block[2]))
                return _("Overlaps %(block)s") % {"block": block_in_words(common)}
        for session in track.sessions:
            if not wanted.accepts(session):
                return _("Meets %(block)s") % {"block": block_in_words(session)}
        return _("Meets %(parts)s") % {"parts": self._parts(track.parts_of_day)}

    def _parts(self, parts):
        return ", ".join(str(self.words[part]) for part in parts)

    def describe(self, wanted, catalogue):
        if wanted.parts and wanted.busy:
            return _("%(parts)s, outside your busy hours") % {"parts": self._parts(wanted.parts)}
        return self._parts(wanted.parts) or _("outside your busy hours")

    def chips(self, wanted, catalogue):
        busy = [
            ("busy", block_code(block), _("busy %(block)s") % {"block": block_in_words(block)}) for block in wanted.busy
        ]
        return [("when", part, self.words[part]) for part in wanted.parts] + busy
