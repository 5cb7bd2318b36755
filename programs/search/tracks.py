"""Criteria that must hold on one and the same track. Each asks one attribute; equal values share a verdict."""

from typing import NamedTuple

from .catalogue import NOTHING_STATED
from .criterion import Criterion, Fit, Sieve, any_of
from .memory import remembered
from .wording import said_by


class TrackFit(NamedTuple):
    reason: str
    question: str = ""


class TrackCriterion(Criterion):
    """A confirmed schedule fits or does not (met, unmet); a listed one may (listed, doubted). Not stated is silent."""

    of_tracks = True
    attribute = ""
    evidence_fact = "schedule"

    def fits(self, value, wanted):
        """True, False, or None where the value says nothing of the wish."""
        raise NotImplementedError

    def wording(self, track, wanted, fits):
        """The TrackFit of one track: how it fits, in words."""
        raise NotImplementedError

    def confirmed(self, layer):
        return layer.confirmed

    def listed(self, layer):
        return layer.listed

    def sorted_out(self, values, wanted):
        """(those whose value fits, those whose value does not) of {value: members}."""
        fitting = other = 0
        for value, members in values.items():
            fits = self.fits(value, wanted)
            if fits:
                fitting |= members
            elif fits is False:
                other |= members
        return fitting, other

    def judged(self, layer, wanted):
        """(the tracks that fit, those that do not) of a layer; what says nothing of the wish is in neither."""
        return self.sorted_out(layer.groups[self.attribute], wanted)

    def sift(self, group, wanted):
        key = self.closed_key(wanted)
        if key is None:
            return self._sift(group, wanted)
        return remembered(group.memo, (self.name, key), lambda: self._sift(group, wanted))

    def sift_all(self, catalogue, wanted):
        """The Sieve of programs where nothing else is asked of a track: each by its best one."""
        key = self.closed_key(wanted)
        if key is None:
            return any_of([self._sift(layer, wanted) for layer in catalogue.layers])
        return remembered(
            catalogue.memo,
            (self.name, key),
            lambda: any_of([self.sift(layer, wanted) for layer in catalogue.layers]),
        )

    def _sift(self, group, wanted):
        fitting, other = self.judged(group, wanted)
        confirmed, listed = self.confirmed(group), self.listed(group)
        return Sieve.of(
            group.everybody,
            met=fitting & confirmed, listed=fitting & listed, doubted=other & listed, unmet=other & confirmed,
        )  # fmt: skip

    def explain(self, record, wanted, catalogue, track=None):
        track = track or NOTHING_STATED
        fits = self.fits(getattr(track, self.attribute), wanted)
        verdict = self._verdict(record, fits)
        reason, question = self.wording(track, wanted, None if verdict == "silent" else fits)
        if verdict == "silent":
            return Fit(verdict, reason, question=question)
        evidence = record.facts.get(self.evidence_fact)
        asks = "" if verdict in ("met", "unmet") else question
        if evidence is None:
            return Fit(verdict, reason, question=asks)
        return Fit(verdict, reason, *said_by(evidence), asks, evidence.disagrees, quote=evidence.quote)

    def _verdict(self, record, fits):
        evidence = record.facts.get(self.evidence_fact)
        if fits is None or evidence is None or not evidence.is_yes:
            return "silent"
        if evidence.state == "confirmed-yes":
            return "met" if fits else "unmet"
        return "listed" if fits else "doubted"
