"""Every criterion of the finder, in the order of the form. To add one, write it here."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..geography import distance
from .criterion import Criterion, Fit, Sieve, all_of, remembered
from .fields import (
    BlocksFilter,
    ChoiceFilter,
    DayFilter,
    NumberFilter,
    OneOfFilter,
    PartsOfDayFilter,
    PlacesFilter,
    WordsFilter,
)  # fmt: skip
from .terms import TermCriterion, term_sieve
from .tracks import TrackCriterion, TrackFit
from .week import DAY_CODES, PARTS, block_in_words, lies_in, overlap
from .wording import miles_in_words, said_by
from .words import asked_words, starts_with, words_of

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
        return replace(wanted, online_asked=code == "online")

    def sift(self, group, wanted):
        within = wanted.within(group)
        met = (within & ~group.about) | self._reaching(group, wanted)
        return Sieve.of(group.everybody, met=met, listed=within, unmet=group.placed & ~within)

    @staticmethod
    def _reaching(catalogue, wanted):
        return catalogue.online if wanted.online_asked else catalogue.online_only

    def nearest(self, record, wanted):
        """(miles, place) of the nearer of the places; None for a program without a point."""
        if record.point is None:
            return None
        return min(
            ((distance.miles(place.point, record.point), place) for place in wanted.places), key=lambda by: by[0]
        )

    def explain(self, record, wanted, catalogue, track=None):
        by_place = self.nearest(record, wanted)
        said = said_by(record.facts.get("address"))
        some_online, only_online = record.online_reaches
        if by_place and by_place[0] <= wanted.miles:
            miles, place = by_place
            words = {"miles": miles_in_words(miles), "place": place, "town": record.town}
            if not record.about:
                return Fit("met", _("%(miles)s from %(place)s") % words, *said)
        if some_online if wanted.online_asked else only_online:
            return Fit("met", _("Online, from anywhere in Massachusetts"), *said_by(record.facts.get("schedule")))
        if by_place is None:
            return Fit("silent", _("Where it meets is not stated"), question=_("Where do you meet?"))
        miles, place = by_place
        words = {"miles": miles_in_words(miles), "place": place, "town": record.town}
        if miles <= wanted.miles:
            reason = _("About %(miles)s from %(place)s, measured from the middle of %(town)s") % words
            return Fit("listed", reason, *said, question=_("What is your street address?"))
        return Fit("unmet", _("%(miles)s from %(place)s, beyond what you asked") % words, *said)

    def describe(self, wanted, catalogue):
        words = {"miles": wanted.miles, "place": wanted.places[0], "other": wanted.places[-1]}
        if len(wanted.places) > 1:
            return _("within %(miles)d miles of %(place)s or %(other)s") % words
        return _("within %(miles)d miles of %(place)s") % words

    def chips(self, wanted, catalogue):
        return [("near", str(place), str(place)) for place in wanted.places]


class Focus(TermCriterion):
    name = "focus"
    label = gettext_lazy("What it is for")
    yes = gettext_lazy("For %(term)s")
    no = gettext_lazy("Not for %(term)s")


class Condition(TermCriterion):
    """Where only substance use is treated and nothing is said of a mental-health condition, it probably is not."""

    name = "condition"
    label = gettext_lazy("Condition")
    yes = gettext_lazy("Treats %(term)s")
    no = gettext_lazy("Does not treat %(term)s")
    all_of = True
    addictions = frozenset({"substance-use", "other-addiction"})

    def option(self, group, code, wanted):
        sieve = term_sieve(group, self.vocabulary, code)
        if self._is_addiction(self._terms(group)[code]):
            return sieve
        return remembered(group.memo, (self.name, code), lambda: self._doubting(group, sieve))

    def _doubting(self, catalogue, sieve):
        doubted = sieve.doubted | (sieve.silent & self._substance_use_alone(catalogue))
        return sieve._replace(silent=sieve.silent & ~doubted, doubted=doubted)

    @staticmethod
    def _substance_use_alone(catalogue):
        both = catalogue.said_yes("focus:mental-health") | catalogue.said_yes("focus:co-occurring")
        return catalogue.said_yes("focus:substance-use") & ~both

    def _is_addiction(self, term):
        return bool(self.addictions & {term.code, *term.above})

    def answer(self, record, term):
        verdict, evidence, about = super().answer(record, term)
        if verdict != "silent" or self._is_addiction(term):
            return verdict, evidence, about
        says_yes = {
            code for code in ("mental-health", "substance-use", "co-occurring") if _yes(record, f"focus:{code}")
        }
        if says_yes == {"substance-use"}:
            return "doubted", record.facts["focus:substance-use"], "substance-use"
        return verdict, evidence, about

    def reasons(self, verdict):
        if verdict == "doubted":
            return _("%(term)s: treats substance use; ask")
        return super().reasons(verdict)


def _yes(record, fact):
    evidence = record.facts.get(fact)
    return bool(evidence and evidence.is_yes)


class Wish(NamedTuple):
    parts: tuple[str, ...]
    busy: tuple[tuple[int, int, int], ...]


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
        wish = Wish(cleaned.get("when") or (), cleaned.get("busy") or ())
        return wish if any(wish) else None

    def choices(self, catalogue):
        return [(part, self.words[part], "") for part in PARTS]

    def option_wish(self, code, wanted):
        return Wish((code,), wanted.busy if wanted else ())

    def fits(self, pattern, wanted):
        sessions, parts_of_day, to_attend = pattern
        if sessions:
            return sum(self._is_acceptable(session, wanted) for session in sessions) >= to_attend
        if not parts_of_day or not wanted.parts:
            return None
        inside = set(parts_of_day) <= set(wanted.parts)
        if not inside:
            return None if set(parts_of_day) & set(wanted.parts) else False
        return None if wanted.busy else True

    @staticmethod
    def _is_acceptable(session, wanted):
        in_part = not wanted.parts or any(lies_in(session, part) for part in wanted.parts)
        return in_part and not overlap(session, wanted.busy)

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
            if not self._is_acceptable(session, wanted):
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
            ("busy", f"{DAY_CODES[day]}-{start // 60:02d}{start % 60:02d}-{end // 60:02d}{end % 60:02d}",
             _("busy %(block)s") % {"block": block_in_words((day, start, end))})
            for day, start, end in wanted.busy
        ]  # fmt: skip
        return [("when", part, self.words[part]) for part in wanted.parts] + busy


class Insurance(TermCriterion):
    name = "insurance"
    label = gettext_lazy("Insurance")
    yes = gettext_lazy("Takes %(term)s")
    no = gettext_lazy("Does not take %(term)s")

    def reasons(self, verdict):
        if verdict == "hinted":
            return _("Takes %(broader)s; ask about %(term)s")
        return super().reasons(verdict)


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

    def sift(self, group, wanted):
        stated = super().sift(group, wanted)
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
        for verdict, state in (
            ("met", "confirmed-yes"), ("listed", "listed"), ("doubted", "doubted"), ("unmet", "confirmed-no"),
        ):  # fmt: skip
            for code, evidence in said.items():
                if evidence and evidence.state == state:
                    words = {"band": catalogue.vocabularies["age-band"][code].label}
                    reason = _("Takes %(band)s") if evidence.is_yes else _("Probably does not take %(band)s")
                    question = "" if verdict in ("met", "unmet") else self._question(wanted)
                    return Fit(verdict, reason % words, *said_by(evidence), question, evidence.disagrees)
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


class Therapy(TermCriterion):
    name = "therapy"
    label = gettext_lazy("Therapy")
    all_of = True


class Service(TermCriterion):
    name = "service"
    label = gettext_lazy("Service")
    all_of = True


class Format(TrackCriterion):
    name = "format"
    label = gettext_lazy("In person or online")
    parameters = ("format",)
    option_parameter = "format"
    attribute = "format"
    words = {
        "in-person": gettext_lazy("In person"), "online": gettext_lazy("Online"),
        "hybrid": gettext_lazy("Partly online"),
    }  # fmt: skip

    def filters(self):
        return {"format": OneOfFilter(label=self.label, required=False, codes=self.words)}

    def choices(self, catalogue):
        return [(code, label, "") for code, label in self.words.items()]

    def option_wish(self, code, wanted):
        return (code,)

    def fits(self, form, wanted):
        return form in wanted if form else None

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("In person or online: not stated"), _("Do you meet in person, or online?"))
        return TrackFit(str(self.words[track.format]), "" if fits else _("Do you also meet another way?"))

    def describe(self, wanted, catalogue):
        return ", ".join(str(self.words[code]).lower() for code in wanted)

    def chips(self, wanted, catalogue):
        return [("format", code, self.words[code]) for code in wanted]


class Language(TermCriterion):
    name = "language"
    label = gettext_lazy("Language")
    yes = gettext_lazy("Care in %(term)s")
    no = gettext_lazy("No care in %(term)s")


class Population(TermCriterion):
    name = "population"
    label = gettext_lazy("Made for")
    yes = gettext_lazy("Program or group for %(term)s")
    no = gettext_lazy("No group for %(term)s")


class Family(TermCriterion):
    name = "family"
    label = gettext_lazy("Family involvement")
    all_of = True


class Aftercare(TermCriterion):
    name = "aftercare"
    label = gettext_lazy("After the program")
    all_of = True


class Staff(TermCriterion):
    name = "staff"
    label = gettext_lazy("Staff")
    all_of = True
    yes = gettext_lazy("On the team: %(term)s")
    no = gettext_lazy("Not on the team: %(term)s")


class Access(TermCriterion):
    name = "access"
    label = gettext_lazy("Getting there and getting in")
    all_of = True


class StartBy(TrackCriterion):
    """Only dates that have not expired count, and those are confirmed by themselves."""

    name = "start_by"
    label = gettext_lazy("Start by")
    parameters = ("start_by",)
    attribute = "starts"
    evidence_fact = "intake"

    def filters(self):
        return {"start_by": DayFilter(label=gettext_lazy("First intake on or before"), required=False)}

    def read(self, cleaned):
        return cleaned.get("start_by")

    def confirmed(self, layer):
        return layer.everybody

    def listed(self, layer):
        return 0

    def fits(self, day: date | None, wanted):
        return None if day is None else day <= wanted

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("First intake: not stated"), _("When is your next opening for a first intake?"))
        return TrackFit(_("First intake %(day)s") % {"day": date_format(track.starts, "DATE_FORMAT")})

    def describe(self, wanted, catalogue):
        return _("first intake by %(day)s") % {"day": date_format(wanted, "DATE_FORMAT")}

    def chips(self, wanted, catalogue):
        return [("start_by", wanted.isoformat(), self.describe(wanted, catalogue))]


class AtMost(TrackCriterion):
    """At most so many of something a week."""

    def __init__(self):
        self.parameters = (self.name,)

    def filters(self):
        return {self.name: NumberFilter(label=self.label, required=False, min_value=1, max_value=self.most)}

    def fits(self, number, wanted):
        return None if number is None else number <= wanted

    def describe(self, wanted, catalogue):
        return self.phrase(wanted)

    def chips(self, wanted, catalogue):
        return [(self.name, str(wanted), self.phrase(wanted))]


class DaysMax(AtMost):
    name = "days_max"
    label = gettext_lazy("Days a week, at most")
    attribute = "days_per_week"
    most = 7

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("Days a week: not stated"), _("How many days a week would I come?"))
        days = track.days_per_week
        return TrackFit(
            ngettext("%(days)d day a week", "%(days)d days a week", days) % {"days": days},
            "" if fits else _("Could I come on fewer days?"),
        )

    def phrase(self, days):
        return ngettext("at most %(days)d day a week", "at most %(days)d days a week", days) % {"days": days}


class HoursMax(AtMost):
    name = "hours_max"
    label = gettext_lazy("Hours a week, at most")
    attribute = "hours_per_week"
    most = 60

    def wording(self, track, wanted, fits):
        if fits is None:
            return TrackFit(_("Hours a week: not stated"), _("How many hours a week would I come?"))
        return TrackFit(
            _("%(hours)g hours a week") % {"hours": track.hours_per_week},
            "" if fits else _("Could I come for fewer hours?"),
        )

    def phrase(self, hours):
        return _("at most %(hours)d hours a week") % {"hours": hours}


class Words(Criterion):
    """Every word must be found; one that is found nowhere is read as the known word that looks most like it."""

    name = "q"
    label = gettext_lazy("Words")
    parameters = ("q",)

    def filters(self):
        return {
            "q": WordsFilter(label=gettext_lazy("Name, town, therapy or condition"), required=False, max_length=200)
        }

    def read(self, cleaned):
        return tuple(asked_words(cleaned.get("q") or "")) or None

    def sift(self, group, wanted):
        found = [self._found(group, group.words.forgiven(word)) for word in wanted]
        return all_of([Sieve.of(group.everybody, met=members, unmet=group.everybody) for members in found])

    @staticmethod
    def _found(catalogue, word):
        members = catalogue.words.programs_named(word)
        for fact in catalogue.words.facts_named(word):
            members |= catalogue.said_yes(fact)
        return members

    def corrections(self, wanted, catalogue):
        """{typed: used} for words whose spelling was forgiven."""
        used = {word: catalogue.words.forgiven(word) for word in wanted}
        return {word: other for word, other in used.items() if other != word}

    def explain(self, record, wanted, catalogue, track=None):
        found = [self._where(record, catalogue.words.forgiven(word), catalogue) for word in wanted]
        if None in found:
            word = wanted[found.index(None)]
            return Fit("unmet", _("“%(word)s” is not among its words") % {"word": word})
        places = dict.fromkeys(str(label) for label, _evidence in found)
        evidence = next((evidence for _label, evidence in found if evidence), None)
        return Fit("met", _("Found in: %(places)s") % {"places": ", ".join(places)}, *said_by(evidence))

    @staticmethod
    def _where(record, word, catalogue):
        """(what it was found in, the Evidence for that) or None."""
        for label, text in (
            (_("name"), f"{record.name} {record.organization}"),
            (_("place"), f"{record.town} {record.postal_city}"),
            (_("its own words"), f"{record.level_name} {record.own_words}"),
        ):
            if any(starts_with(own, word) for own in words_of(text)):
                return label, None
        for fact in catalogue.words.facts_named(word):
            if _yes(record, fact):
                vocabulary, _colon, code = fact.partition(":")
                return catalogue.vocabularies[vocabulary][code].label, record.facts[fact]
        return None

    def describe(self, wanted, catalogue):
        return _("“%(words)s”") % {"words": " ".join(wanted)}

    def chips(self, wanted, catalogue):
        return [("q", " ".join(wanted), self.describe(wanted, catalogue))]


CRITERIA = (
    Near(), Focus(), Condition(), Schedule(), Insurance(), Age(), Therapy(), Service(), Format(), Language(),
    Population(), Family(), Aftercare(), Staff(), Access(), StartBy(), DaysMax(), HoursMax(), Words(),
)  # fmt: skip
BY_NAME = {criterion.name: criterion for criterion in CRITERIA}
