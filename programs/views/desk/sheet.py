"""The call sheet: the facts to check as rows to tick, and what was ticked read back as a call.

Fields: "a:<fact>" the answer, "t:<fact>" words, "c:<section>:<column>" a column, "d:1" to "d:3" first intakes,
"h:<day>" whether one took place, "all:<need>:<section>" that the rest of a group is as we have it.
"""

from datetime import date
from functools import cached_property
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation.calling import Call, Decision, Outcome
from ...curation.checklist import Need, checks, intakes_to_ask
from .rows import DateRow, row_of

LONGEST = 500  # characters of one field
LONGEST_NAME = 120
FIELDS = ("outcome", "name", "role", "again_on", "decision", "because")
PREFIXES = ("a:", "t:", "c:", "d:", "h:", "all:")

HEADINGS = {
    Need.HELD: gettext_lazy("Did the first intake take place?"),
    Need.IS_IOP: gettext_lazy("Is it an intensive outpatient program?"),
    Need.DISPUTED: gettext_lazy("Sources disagree"),
    Need.STALE: gettext_lazy("Past the re-check date"),
    Need.REPORTED: gettext_lazy("Somebody says it is wrong"),
    Need.MISSING: gettext_lazy("Not confirmed, and often asked for"),
    Need.REST: gettext_lazy("The rest"),
}


def entries_of(data):
    """What a sheet holds, from a form: only its own fields, only what is filled in, none of it endless."""
    typed = {
        name: data[name].replace("\0", "").strip()[:LONGEST]
        for name in data
        if len(name) <= LONGEST_NAME and (name in FIELDS or name.startswith(PREFIXES))
    }
    return {name: text for name, text in typed.items() if text}


class Sheet:
    """One program's sheet on one day. entries: field -> what is filled in; problems: fact or field -> messages.

    everything: draw also what is not stated and rarely asked, some two hundred rows. Read they are in any case.
    after: as in Call, of a sheet that comes back.
    """

    def __init__(self, program, on, entries, problems=None, *, everything=False, after=None):
        self.program, self.on, self.entries, self.problems = program, on, entries, problems or {}
        self.everything, self.after = everything, after

    @property
    def newest(self):
        """The number of the program's newest action, to be sent along; 0 before any."""
        return self.program.actions.order_by("-pk").values_list("pk", flat=True).first() or 0

    @cached_property
    def rows(self):
        asked = [DateRow(day, self) for day in intakes_to_ask(self.program, self.on)]
        return asked + [row_of(check, self) for check in checks(self.program, self.on)]

    @cached_property
    def parts(self):
        """The rows by need, and within a need by section."""
        return [
            Part(need, [Group(need, section, list(rows), self) for section, rows in groupby(alike, _section)])
            for need, alike in groupby(self.rows, key=lambda row: row.need)
        ]

    @property
    def left_out(self):
        """How many rows are not drawn."""
        return sum(len(group.rows) - len(group.drawn) for part in self.parts for group in part.groups)

    @property
    def to_check(self):
        """How many facts are more than the rest."""
        return sum(row.need != Need.REST for row in self.rows)

    def field(self, name):
        return {"value": self.entries.get(name, ""), "problems": self.problems.get(name, ())}

    @property
    def fields(self):
        return {name: self.field(name) for name in FIELDS}

    @property
    def outcome(self):
        return self.entries.get("outcome", "")

    def call(self):
        """The Call that is filled in. Raises ValidationError with {fact or field: [problems]}."""
        problems, claims, notes = {}, [], {}
        for part in self.parts:
            for group in part.groups:
                for row in group.rows:
                    try:
                        claim, note = row.read(whole_group=group.is_confirmed)
                    except ValidationError as error:
                        problems[row.fact] = error.messages
                        continue
                    claims += [claim] if claim else []
                    notes |= {row.fact: note} if note else {}
        outcome = self._choice(Outcome, "outcome", problems, _("Say how the call went."))
        decision = self._choice(Decision, "decision", problems, _("Choose one of the answers."))
        again_on = self._day("again_on", problems)
        if problems:
            raise ValidationError(problems)
        return Call(
            outcome, self.entries.get("name", ""), self.entries.get("role", ""), claims, notes, again_on, decision,
            self.entries.get("because", ""), self.after,
        )  # fmt: skip

    def _choice(self, choices, name, problems, message):
        try:
            return choices(self.entries.get(name, ""))
        except ValueError:
            problems[name] = [message]
            return None

    def _day(self, name, problems):
        text = self.entries.get(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            problems[name] = [_("A day reads 2026-12-01.")]
            return None


def _section(row):
    return row.section_name


class Part:
    """Everything of one need."""

    def __init__(self, need, groups):
        self.need, self.groups, self.heading = need, groups, HEADINGS[need]
        self.folded = need == Need.REST


class Group:
    """Rows of one section within a need, which can be confirmed at one press."""

    def __init__(self, need, section_name, rows, sheet):
        self.rows = rows
        self.drawn = [row for row in rows if sheet.everything or row.matters]
        self.heading = rows[0].section_label
        self.confirm_name = f"all:{need}:{section_name}"
        self.is_confirmed = self.confirm_name in sheet.entries
        self.is_open = self.is_confirmed or any(row.chosen or row.text or row.problems for row in rows)
        self.can_be_confirmed = sum(row.can_be_confirmed for row in rows) > 1
