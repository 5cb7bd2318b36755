"""Everything that is known of one program, and how we know it, in the order in which a person asks."""

from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..curation.sections import BY_NAME as SECTIONS
from ..models import Source
from . import level_of_care, phone_script, week, wording
from .cards import Card, TrackInWords
from .fact_names import fact_name
from .my_week import busy_of

# What happens here, who it is for, and so on: vocabulary and its heading.
CARE = (
    ("condition", gettext_lazy("Treats")),
    ("therapy", gettext_lazy("Therapies")),
    ("service", gettext_lazy("Services")),
    ("staff", gettext_lazy("Staff")),
    ("family", gettext_lazy("Family")),
    ("aftercare", gettext_lazy("After the program")),
)
WHO = (
    ("focus", gettext_lazy("Focus")),
    ("age-band", gettext_lazy("Ages")),
    ("population", gettext_lazy("Groups made for")),
    ("language", gettext_lazy("Languages")),
)
ENTRANCE = (("access", gettext_lazy("Access")),)
TRUST = (("level", gettext_lazy("Level of care")), ("licence", gettext_lazy("Licence and accreditation")))
SIGNS = {"confirmed-yes": "met", "listed": "listed", "doubted": "ask", "confirmed-no": "unmet"}
ORDER = tuple(SIGNS)
# Asked of every program about which it is not known; vocabulary or section, and the words.
ALWAYS_ASKED = (
    ("schedule", gettext_lazy("On which days and at what hours do you meet?")),
    ("intake", gettext_lazy("When is your next opening for a first intake?")),
    ("insurance", gettext_lazy("Do you take my insurance plan for this program, and what will I pay?")),
    ("level", gettext_lazy("Is this an intensive outpatient program (IOP), and for what?")),
)


class Dossier:
    def __init__(self, program, match, catalogue, need):
        self.program, self.match, self.catalogue, self.need = program, match, catalogue, need
        self.record = match.record
        self.card = Card(self.record, catalogue)

    @property
    def is_from_survey(self):
        """Whether its level of care stands on the federal survey's answer alone."""
        said = [e for fact, e in self.record.facts.items() if fact.startswith("level:") and e.is_yes]
        return bool(said) and all(evidence.source_kind == Source.Kind.FEDERAL for evidence in said)

    @property
    def tracks(self):
        return [
            {
                "words": TrackInWords(track),
                "week": week.table(track.sessions, busy_of(self.need)) if track.sessions else None,
                "remark": level_of_care.remark(track),
            }
            for track in self.record.tracks
        ]

    @cached_property
    def full_until(self):
        """The day until which the program says that it is full; None when it does not."""
        today = self.catalogue.as_of
        said = self.program.answers.holding(today).filter(fact="intake").select_related("assertion").first()
        day = said.assertion.detail.get("full_until", "") if said else ""
        return date.fromisoformat(day) if day > today.isoformat() else None

    @property
    def intake_said(self):
        return self._said_by("intake")

    @property
    def promises(self):
        """Of first intakes that are past and were asked about: how many, and how many were open as said."""
        kept, broken = self.program.intakes_kept, self.program.intakes_broken
        return {"kept": kept, "all": kept + broken}

    @property
    def schedule_said(self):
        return self._said_by("schedule")

    def _said_by(self, fact):
        evidence = self.record.facts.get(fact)
        return source_in_words(evidence) if evidence else ""

    @cached_property
    def care(self):
        return [self._group(*named) for named in CARE]

    @cached_property
    def who(self):
        groups = [self._group(*named) for named in WHO]
        # Ages that a track states stand with its week.
        stated = any(track.ages != (None, None) for track in self.record.tracks)
        return [group for group in groups if group["said"] or not (stated and group["name"] == "age-band")]

    @cached_property
    def payers(self):
        return self._group("insurance", _("Insurance"))

    @cached_property
    def entrance(self):
        return [group for group in (self._group(*named) for named in ENTRANCE) if group["said"]]

    @cached_property
    def trust(self):
        return [group for group in (self._group(*named) for named in TRUST) if group["said"]]

    def _group(self, vocabulary, label):
        """{"label", "said": [{"sign", "terms", "source", "disagrees"}]}: terms of one state and source together."""
        terms = self.catalogue.vocabularies.get(vocabulary, {})
        facts = self.record.facts
        known = [
            (facts[f"{vocabulary}:{code}"], term.label)
            for code, term in terms.items()
            if f"{vocabulary}:{code}" in facts
        ]
        known.sort(key=lambda fact: _by_state_and_source(fact[0]))
        said = [
            {
                "sign": SIGNS[state],
                "terms": [label for _evidence, label in group],
                "source": source,
                "disagrees": disagrees,
            }
            for (state, source, disagrees), group in groupby(
                known, key=lambda fact: (fact[0].state, source_in_words(fact[0]), fact[0].disagrees)
            )
        ]
        return {"name": vocabulary, "label": label, "said": said}

    @property
    def script(self):
        return phone_script.lines(self.need, self.catalogue, self.questions)

    @property
    def questions(self):
        """What to ask on the phone: what matters to this person first, then what everybody needs; each once."""
        asked = [part for fit in self.match.fits.values() for part in (fit.parts or (fit,))]
        mine = [fit.question for fit in asked if fit.question]
        return list(
            dict.fromkeys([*mine, *(str(question) for fact, question in ALWAYS_ASKED if not self._knows(fact))])
        )

    def _knows(self, fact):
        facts = self.record.facts
        if fact == "intake":
            return bool(self.record.starts)
        return any(e.state.startswith("confirmed") for name, e in facts.items() if name.partition(":")[0] == fact)

    @property
    def columns(self):
        """section name -> [(label, value)] of what is stated."""
        stated = {}
        for name in ("getting-in", "after", "people", "money", "words"):
            fields = [self.program._meta.get_field(column) for column in SECTIONS[name].columns]
            values = [(field.verbose_name, getattr(self.program, field.name)) for field in fields]
            stated[name.replace("-", "_")] = {
                "values": [pair for pair in values if pair[1]], "said": self._said_by(name),
            }  # fmt: skip
        return stated

    @property
    def phones(self):
        program = self.program
        lines = (
            (_("Intake"), program.intake_phone), (_("Front desk"), program.main_phone),
            (_("For clinicians"), program.clinician_phone),
        )  # fmt: skip
        return [(label, wording.phone(number), wording.dialled(number)) for label, number in lines if number]

    @property
    def fax(self):
        return wording.phone(self.program.fax)

    @property
    def sources(self):
        """[{"source", "url", "facts": [{"label", "answer", "quote", "note", "disagrees"}]}], the newest first."""
        facts = sorted(self.record.facts.items(), key=lambda fact: _newest_first(fact[1]))
        return [
            {"source": source, "url": url, "facts": [self._fact(*fact) for fact in group]}
            for (source, url), group in groupby(facts, key=lambda fact: (source_in_words(fact[1]), fact[1].url))
        ]

    def _fact(self, fact, evidence):
        return {
            "label": fact_name(fact, self.catalogue.vocabularies),
            "answer": ANSWERS[evidence.state],
            "quote": evidence.quote,
            "note": evidence.note,
            "disagrees": evidence.disagrees,
        }


ANSWERS = {
    "confirmed-yes": gettext_lazy("yes, confirmed"),
    "listed": gettext_lazy("yes, listed"),
    "doubted": gettext_lazy("probably no"),
    "confirmed-no": gettext_lazy("no, confirmed"),
}


def source_in_words(evidence):
    """ "phone check, Nov 9, 2026"."""
    kind = Source.Kind(evidence.source_kind)
    name = evidence.source if kind == Source.Kind.FEDERAL else capfirst(kind.label)
    if not evidence.said_on:
        return name
    return _("%(source)s, %(day)s") % {"source": name, "day": wording.day(evidence.said_on)}


def _by_state_and_source(evidence):
    return ORDER.index(evidence.state), source_in_words(evidence), evidence.disagrees


def _newest_first(evidence):
    return -(evidence.said_on.toordinal() if evidence.said_on else 0), source_in_words(evidence), evidence.url
