"""The search again, as slow and plain as it can be said: loops over model objects, from the written rules alone.

It shares nothing with programs.search but the query string, so that where the two agree, the rules are what agrees.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf
from operator import attrgetter

from geopy.distance import great_circle

from programs.geography import gazetteer, stations
from programs.models import Program, Term, Track
from tests.search.asked import Asked
from tests.search.seen import YES, Seen
from tests.search.weekly import block, days, hours, is_in, overlaps

BEST_TO_WORST = ("met", "listed", "hinted", "silent", "doubted", "unmet")
REMAINING = {
    "confirmed": {"met"},
    "listed": {"met", "listed"},
    "all": {"met", "listed", "hinted", "silent", "doubted"},
}
STATED = {"hinted": "not_stated", "silent": "not_stated", "doubted": "not_stated"}
ANY = ("focus", "insurance", "language", "population")
ALL = ("condition", "therapy", "service", "family", "aftercare", "staff", "access")
OF_A_TRACK = ("schedule", "age", "format", "start_by", "days_max", "hours_max")
PARTS_OF_DAY = ("morning", "afternoon", "evening", "weekend")
ADDICTIONS = {"condition:substance-use", "condition:other-addiction"}


def best(verdicts):
    return min(verdicts, key=BEST_TO_WORST.index)


def worst(verdicts):
    return max(verdicts, key=BEST_TO_WORST.index)


@dataclass
class Found:
    """order: slugs, of which `aside` come last; verdicts: slug -> criterion -> verdict; counts: criterion -> code ->
    [met, listed, not_stated]."""

    order: list
    aside: set
    verdicts: dict
    miles: dict
    counts: dict


@cache
def miles_to_a_station(point):
    return min(great_circle(point, station.point).miles for station in stations.all())


class Reference:
    """The published programs of the database, as they stand on one day."""

    def __init__(self, on):
        self.on = on
        self.terms = {term.fact: term for term in Term.objects.select_related("parent")}
        self.broader = {fact: self._broader(term) for fact, term in self.terms.items()}
        self.narrower = {fact: [other for other in self.terms if fact in self.broader[other]] for fact in self.terms}
        published = Program.objects.filter(status__in=("listed", "confirmed")).select_related("site")
        with_all = published.prefetch_related("answers", "intake_dates", "tracks__sessions")
        self.programs = [self._seen(program) for program in with_all]

    def _broader(self, term):
        facts = []
        while term.parent_id:
            term = self.terms[f"{term.vocabulary}:{term.parent.code}"]
            facts.append(term.fact)
        return facts

    def _seen(self, program):
        facts = {}
        for answer in program.answers.all():
            if answer.starts_on <= self.on and (answer.ends_on is None or self.on < answer.ends_on):
                facts[answer.fact] = answer.state
        tracks = []
        if facts.get("schedule"):
            in_order = sorted(program.tracks.all(), key=attrgetter("position"))
            tracks = [(track, list(track.sessions.all())) for track in in_order]
        dates = []
        if facts.get("intake") == "confirmed-yes":
            dates = [claimed for claimed in program.intake_dates.all() if claimed.date >= self.on]
        return Seen(program, facts, tracks or [(Track(), [])], dates)

    def asked(self, query):
        return Asked.of(query)

    def search(self, query):
        asked = self.asked(query)
        judged = [(seen, self.judge(seen, asked)) for seen in self.programs]
        remaining = [(seen, verdicts) for seen, verdicts in judged if self._remains(verdicts, asked)]
        verdicts = {seen.program.slug: verdicts for seen, verdicts in remaining}
        miles = {seen.program.slug: self.near(seen, asked)[1] for seen, _verdicts in remaining}
        order = sorted((seen for seen, _verdicts in remaining), key=lambda s: self._rank(s, asked, verdicts, miles))
        aside = {seen.program.slug for seen in order if self._follows(seen, asked)}
        return Found([seen.program.slug for seen in order], aside, verdicts, miles, self.counts(asked, judged))

    def _remains(self, verdicts, asked):
        return all(verdict in REMAINING[asked.known] for verdict in verdicts.values())

    # Rank

    def _rank(self, seen, asked, verdicts, miles):
        slug = seen.program.slug
        judged = list(verdicts[slug].values())
        distance = inf if miles[slug] is None else miles[slug]
        follows = self._follows(seen, asked)
        match = (
            -judged.count("met"), -judged.count("listed"), -judged.count("hinted"), judged.count("doubted"),
            distance, seen.program.name,
        )  # fmt: skip
        if asked.sort == "distance":
            return (follows, distance, match if distance == inf else (seen.program.name,))
        if asked.sort == "start":
            return (follows, *self._first_intake(seen, asked), match)
        return (follows, match)

    def _follows(self, seen, asked):
        """For a mental-health condition, programs for substance use alone come after the others, in any order."""
        facts = [f"condition:{code}" for code in asked.values("condition")]
        return any(self._is_mental_health(fact) for fact in facts) and seen.treats_substance_use_alone

    def _is_mental_health(self, fact):
        return fact.startswith("condition:") and not ADDICTIONS & {fact, *self.broader[fact]}

    def _first_intake(self, seen, asked):
        """Kept promises first, other dated ones next, each by date; the rest after them."""
        dates = [
            claimed.date
            for track, sessions in seen.tracks
            if self._remains(self.of_track(seen, track, sessions, asked), asked)
            for claimed in self._dates(seen, track)
        ]
        if not dates:
            return (2, date.max)
        trusted = seen.program.intakes_kept > 0 and seen.program.intakes_broken == 0
        return (0 if trusted else 1, min(dates))

    # Counts

    def counts(self, asked, judged):
        counts = {name: self._term_counts(name, asked, judged) for name in (*ANY, *ALL)}
        counts["rail"] = {code: self._walk_count(code, asked, judged) for code in ("0.5", "1")}
        counts["format"] = {code: self._track_count("format", "format", code, asked) for code in Track.Format.values}
        counts["schedule"] = {code: self._track_count("schedule", "when", code, asked) for code in PARTS_OF_DAY}
        return counts

    def _term_counts(self, vocabulary, asked, judged):
        counts = {}
        for fact, term in self.terms.items():
            if term.vocabulary != vocabulary:
                continue
            count = counts[term.code] = [0, 0, 0]
            for seen, verdicts in judged:
                own = self.of_term(seen, fact)
                others = {name: v for name, v in verdicts.items() if name != vocabulary or vocabulary in ALL}
                if self._remains({**others, "": own}, asked):
                    tally(count, own)
        return counts

    def _walk_count(self, code, asked, judged):
        count = [0, 0, 0]
        for seen, verdicts in judged:
            walk = {"rail": self.rail(seen, float(code))}
            if self._remains({**verdicts, **walk}, asked):
                tally(count, walk["rail"])
        return count

    def _track_count(self, criterion, parameter, code, asked):
        count = [0, 0, 0]
        option = asked.but(parameter, code)
        for seen in self.programs:
            verdicts = self.judge(seen, option)
            if self._remains(verdicts, asked):
                tally(count, verdicts[criterion])
        return count

    # Verdicts

    def judge(self, seen, asked):
        """Criterion -> verdict, the unmet included; those of a track are those of the best one."""
        judged = {}
        for name in asked.criteria:
            if name == "near":
                judged[name] = self.near(seen, asked)[0]
            elif name == "rail":
                judged[name] = self.rail(seen, float(asked.values(name)[-1]))
            elif name == "q":
                judged[name] = "met" if self.says(seen, asked.values("q")[-1]) else "unmet"
            elif name in ANY:
                judged[name] = best(self.of_term(seen, f"{name}:{code}") for code in asked.values(name))
            elif name in ALL:
                judged[name] = worst(self.of_term(seen, f"{name}:{code}") for code in asked.values(name))
        return {**judged, **self._best_track(seen, asked)}

    def _best_track(self, seen, asked):
        def rank(judged):
            verdicts = list(judged.values())
            return (
                any(verdict not in REMAINING[asked.known] for verdict in verdicts), verdicts.count("unmet"),
                -verdicts.count("met"), -verdicts.count("listed"), -verdicts.count("hinted"),
                verdicts.count("doubted"),
            )  # fmt: skip

        return min((self.of_track(seen, track, sessions, asked) for track, sessions in seen.tracks), key=rank)

    def of_track(self, seen, track, sessions, asked):
        ask = {
            "schedule": lambda: self.schedule(seen, track, sessions, asked),
            "age": lambda: self.age(seen, track, int(asked.values("age")[-1])),
            "format": lambda: self.format(seen, track, asked.values("format")),
            "start_by": lambda: self.start_by(seen, track, date.fromisoformat(asked.values("start_by")[-1])),
            "days_max": lambda: self.at_most(seen, days(track, sessions), asked.values("days_max")[-1]),
            "hours_max": lambda: self.at_most(seen, hours(track, sessions), asked.values("hours_max")[-1]),
        }
        return {name: ask[name]() for name in OF_A_TRACK if name in asked.criteria}

    def of_term(self, seen, fact):
        own_or_narrower = {seen.facts.get(other) for other in (fact, *self.narrower[fact])}
        broader = {seen.facts.get(other) for other in self.broader[fact]}
        own_or_broader = {seen.facts.get(fact), *broader}
        if "confirmed-yes" in own_or_narrower:
            return "met"
        if "confirmed-no" in own_or_broader:
            return "unmet"
        if "listed" in own_or_narrower:
            return "listed"
        if "doubted" in own_or_broader:
            return "doubted"
        if YES & broader:
            return "hinted"
        return "doubted" if self._is_mental_health(fact) and seen.treats_substance_use_alone else "silent"

    def near(self, seen, asked):
        """(verdict, miles); miles are None where a program is reached from anywhere, or nobody knows where it is."""
        if not asked.places:
            return None, None
        verdict, miles = self._by_place(seen, asked)
        formats = [track.format for track, _sessions in seen.tracks]
        meets = any(stated in ("in-person", "hybrid") for stated in formats)
        if "online" in formats and ("online" in asked.values("format") or not meets):
            return "met", miles if verdict in ("met", "listed") else None
        return verdict, miles

    def rail(self, seen, walk):
        site = seen.program.site
        if not site or site.pin != "exact" or site.withheld or site.latitude is None:
            return "silent"
        return "met" if miles_to_a_station((site.latitude, site.longitude)) <= walk else "unmet"

    def _by_place(self, seen, asked):
        site = seen.program.site
        town = gazetteer.town(site.town) if site and site.town else None
        if site and site.pin == "exact" and not site.withheld and site.latitude is not None:
            point, within = (site.latitude, site.longitude), "met"
        elif town:
            point, within = town.point, "listed"
        else:
            return "silent", None
        miles = min(great_circle(point, place).miles for place in asked.places)
        return (within if miles <= asked.within else "unmet"), miles

    def schedule(self, seen, track, sessions, asked):
        when, busy = asked.values("when"), [block(text) for text in asked.values("busy")]
        if sessions:
            fitting = [
                session
                for session in sessions
                if (not when or any(is_in(session, part) for part in when))
                and not any(overlaps(session, blocked) for blocked in busy)
            ]
            needed = min(track.attend or len(sessions), len(sessions))
            return self.by_schedule(seen, len(fitting) >= needed)
        inside = [part in when for part in track.parts_of_day]
        if when and inside and not any(inside):
            return self.by_schedule(seen, False)
        if when and inside and all(inside) and not busy:
            return self.by_schedule(seen, True)
        return "silent"

    def by_schedule(self, seen, fits):
        if seen.schedule == "confirmed-yes":
            return "met" if fits else "unmet"
        return "listed" if fits else "doubted"

    def age(self, seen, track, age):
        if track.age_min is not None or track.age_max is not None:
            low = 0 if track.age_min is None else track.age_min
            high = 200 if track.age_max is None else track.age_max
            return self.by_schedule(seen, low <= age <= high)
        bands = [
            self.of_term(seen, fact)
            for fact, term in self.terms.items()
            if term.vocabulary == "age-band" and term.low <= age <= term.high
        ]
        return best(bands) if bands else "silent"

    def format(self, seen, track, wanted):
        return self.by_schedule(seen, track.format in wanted) if track.format else "silent"

    def at_most(self, seen, stated, limit):
        return "silent" if stated is None else self.by_schedule(seen, stated <= float(limit))

    def _dates(self, seen, track):
        return [claimed for claimed in seen.dates if claimed.track_name in ("", track.name)]

    def start_by(self, seen, track, day):
        dates = [claimed.date for claimed in self._dates(seen, track)]
        if not dates:
            return "silent"
        return "met" if min(dates) <= day else "unmet"

    def says(self, seen, text):
        program = seen.program
        texts = [program.name, program.organization.name, program.own_words]
        if program.site:
            texts += [program.site.town, program.site.postal_city]
        for fact, term in self.terms.items():
            if seen.facts.get(fact) in YES:
                texts += [term.label, *term.synonyms]
        there = words(" ".join(texts))
        return all(
            any(word.startswith(wanted) if len(wanted) >= 3 else word == wanted for word in there)
            for wanted in words(text)
        )


def tally(count, verdict):
    count[("met", "listed", "not_stated").index(STATED.get(verdict, verdict))] += 1


def words(text):
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
