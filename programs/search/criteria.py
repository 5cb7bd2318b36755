"""Every criterion of the finder, in the order of the form. To add one, write its class here and name it in CRITERIA.

The few with much to say of their own stand in a module by their noun: near, rail, schedule, age, text.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from .age import Age
from .criterion import Criterion
from .fields import DayFilter, NumberFilter, OneOfFilter
from .memory import remembered
from .near import Near
from .rail import Rail
from .schedule import Schedule
from .terms import TermCriterion, term_sieve
from .text import Words
from .tracks import TrackCriterion, TrackFit
from .wording import translate as _


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

    def option(self, catalogue, code):
        sieve = term_sieve(catalogue, self.vocabulary, code)
        if self._is_addiction(self._terms(catalogue)[code]):
            return sieve
        return remembered(catalogue.memo, (self.name, code), lambda: self._doubting(catalogue, sieve))

    def _doubting(self, catalogue, sieve):
        doubted = sieve.doubted | (sieve.silent & self._substance_use_alone(catalogue))
        return sieve._replace(silent=sieve.silent & ~doubted, doubted=doubted)

    @staticmethod
    def _substance_use_alone(catalogue):
        both = catalogue.said_yes("focus:mental-health") | catalogue.said_yes("focus:co-occurring")
        return catalogue.said_yes("focus:substance-use") & ~both

    def aside(self, wanted, catalogue):
        """For a mental-health condition, programs for substance use alone."""
        terms = self._terms(catalogue)
        asked_of_the_mind = any(not self._is_addiction(terms[code]) for code in wanted)
        return self._substance_use_alone(catalogue) if asked_of_the_mind else 0

    def _is_addiction(self, term):
        return bool(self.addictions & {term.code, *term.above})

    def answer(self, record, term):
        verdict, evidence, about = super().answer(record, term)
        if verdict != "silent" or self._is_addiction(term):
            return verdict, evidence, about
        says_yes = {
            code for code in ("mental-health", "substance-use", "co-occurring") if record.says_yes(f"focus:{code}")
        }
        if says_yes == {"substance-use"}:
            return "doubted", record.facts["focus:substance-use"], "substance-use"
        return verdict, evidence, about

    def _reason(self, catalogue, term, verdict, about):
        """A doubt that somebody has uttered is told as one; only what follows from the focus speaks of it."""
        if (verdict, about) == ("doubted", "substance-use") and not self._is_addiction(term):
            return _("%(term)s: treats substance use; ask") % {"term": term.label}
        return super()._reason(catalogue, term, verdict, about)


class Insurance(TermCriterion):
    name = "insurance"
    label = gettext_lazy("Insurance")
    yes = gettext_lazy("Takes %(term)s")
    no = gettext_lazy("Does not take %(term)s")

    def reasons(self, verdict):
        if verdict == "hinted":
            return _("Takes %(broader)s; ask about %(term)s")
        return super().reasons(verdict)


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

    def closed_key(self, wanted):
        return tuple(sorted(wanted))

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

    most = 0

    def phrase(self, number):
        raise NotImplementedError

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


CRITERIA: tuple[Criterion, ...] = (
    Near(), Focus(), Condition(), Schedule(), Insurance(), Age(), Therapy(), Service(), Format(), Language(),
    Population(), Family(), Aftercare(), Staff(), Access(), Rail(), StartBy(), DaysMax(), HoursMax(), Words(),
)  # fmt: skip
BY_NAME: dict[str, Criterion] = {criterion.name: criterion for criterion in CRITERIA}
