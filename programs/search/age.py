"""Whom a program takes, by age."""

from django.utils.translation import gettext_lazy

from .criterion import Fit, Sieve
from .fields import NumberFilter
from .tracks import TrackCriterion, TrackFit
from .wording import said_by
from .wording import translate as _


class Age(TrackCriterion):
    """Within a track's stated ages; where no ages are stated, the age band that a federal listing has."""

    name = "age"
    label = gettext_lazy("Age")
    parameters = ("age",)
    attribute = "ages"
    most = 120

    def filters(self):
        return {
            "age": NumberFilter(label=gettext_lazy("Age in years"), required=False, min_value=0, max_value=self.most)
        }

    def read(self, cleaned):
        return cleaned.get("age")

    def fits(self, ages, wanted):
        low, high = ages
        if low is None and high is None:
            return None
        return (low is None or wanted >= low) and (high is None or wanted <= high)

    def closed_key(self, wanted):
        return wanted

    def sift(self, group, wanted):
        stated = self._sift(group, wanted)
        unstated = stated.silent
        band = self._band_sieve(group.catalogue, wanted)
        return Sieve(
            stated.met | (band.met & unstated), stated.listed | (band.listed & unstated), 0, band.silent & unstated,
            stated.doubted | (band.doubted & unstated), stated.unmet | (band.unmet & unstated),
        )  # fmt: skip

    def _band_sieve(self, catalogue, age):
        facts = [catalogue.facts.get(f"age-band:{code}", {}) for code in self._bands(catalogue, age)]
        return Sieve.of(catalogue.everybody, **{
            verdict: self._union(facts, state)
            for verdict, state in (
                ("met", "confirmed-yes"), ("listed", "listed"), ("doubted", "doubted"), ("unmet", "confirmed-no"),
            )
        })  # fmt: skip

    @staticmethod
    def _union(facts, state):
        found = 0
        for states in facts:
            found |= states.get(state, 0)
        return found

    @staticmethod
    def _bands(catalogue, age):
        return [
            code
            for code, term in catalogue.vocabularies.get("age-band", {}).items()
            if (term.low or 0) <= age <= (term.high if term.high is not None else 200)
        ]

    def explain(self, record, wanted, catalogue, track=None):
        fit = super().explain(record, wanted, catalogue, track)
        if fit.verdict != "silent":
            return fit
        said = {code: record.facts.get(f"age-band:{code}") for code in self._bands(catalogue, wanted)}
        for verdict, state, reason in (
            ("met", "confirmed-yes", _("Takes %(band)s")),
            ("listed", "listed", _("Takes %(band)s")),
            ("doubted", "doubted", _("Probably does not take %(band)s")),
            ("unmet", "confirmed-no", _("Does not take %(band)s")),
        ):
            for code, evidence in said.items():
                if evidence and evidence.state == state:
                    words = {"band": catalogue.vocabularies["age-band"][code].label}
                    question = "" if verdict in ("met", "unmet") else self._question(wanted)
                    return Fit(
                        verdict, reason % words, *said_by(evidence), question, evidence.disagrees, quote=evidence.quote
                    )
        return fit

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("Age %(age)d: not stated") % {"age": wanted}, self._question(wanted))
        return TrackFit(ages_in_words(track), "" if fits else self._question(wanted))

    @staticmethod
    def _question(age):
        return _("Do you take people who are %(age)d years old?") % {"age": age}

    def describe(self, wanted, catalogue):
        return _("age %(age)d") % {"age": wanted}

    def chips(self, wanted, catalogue):
        return [("age", str(wanted), self.describe(wanted, catalogue))]


def ages_in_words(track):
    low, high = track.ages
    if low is not None and high is not None:
        return _("Ages %(low)d to %(high)d") % {"low": low, "high": high}
    if low is not None:
        return _("Ages %(low)d and older") % {"low": low}
    if high is not None:
        return _("Ages up to %(high)d") % {"high": high}
    return ""
