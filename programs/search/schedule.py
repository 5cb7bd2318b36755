"""When a program meets, against the person's own week."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from .fields import BlocksFilter, PartsOfDayFilter
from .memory import remembered
from .tracks import TrackCriterion, TrackFit
from .week import PARTS, block_code, block_in_words, lies_in, merged, overlap
from .wording import translate as _


@dataclass(frozen=True)
class Wish:
    """Chosen parts of the day and busy blocks. `judged` keeps what was found out about the busy blocks."""

    parts: tuple[str, ...]
    busy: tuple[tuple[int, int, int], ...]
    judged: dict = field(default_factory=dict, compare=False, repr=False)

    def of_parts(self, parts):
        """The same busy blocks with other parts of the day."""
        return Wish(parts, self.busy, self.judged)

    def accepts(self, session):
        return (not self.parts or lies_in_any(session, self.parts)) and overlap(session, self.busy) is None

    def free(self, catalogue):
        """The sessions of a catalogue outside all busy blocks."""
        return remembered(
            self.judged,
            id(catalogue),
            lambda: frozenset(session for session in catalogue.sessions if overlap(session, self.busy) is None),
        )

    def clashing(self, layer):
        """The tracks of which every session has to be attended and one runs into a busy block."""
        if not self.busy:
            return 0
        free = self.free(layer.catalogue)
        return remembered(self.judged, id(layer), lambda: layer.meeting_outside(free))


def lies_in_any(session, parts):
    return any(lies_in(session, part) for part in parts)


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
        return wanted.of_parts((code,)) if wanted else Wish((code,), ())

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
        acceptable = self._within(layer.catalogue, wanted.parts)
        outside = remembered(layer.memo, ("outside", wanted.parts), lambda: layer.meeting_outside(acceptable))
        clashing = outside | wanted.clashing(layer)
        if wanted.busy:
            acceptable &= wanted.free(layer.catalogue)
        fitting = other = 0
        for pattern, members in layer.looser.items():
            sessions, _parts_of_day, to_attend = pattern
            fits = sum(map(acceptable.__contains__, sessions)) >= to_attend if sessions else self.fits(pattern, wanted)
            if fits:
                fitting |= members
            elif fits is False:
                other |= members
        return fitting | (layer.whole & ~clashing), other | clashing

    @staticmethod
    def _within(catalogue, parts):
        """The sessions of a catalogue inside any of some parts of the day; all of them for no parts."""
        return remembered(
            catalogue.memo,
            ("sessions within", parts),
            lambda: frozenset(session for session in catalogue.sessions if not parts or lies_in_any(session, parts)),
        )

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
