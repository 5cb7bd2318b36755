"""What a file in our own columns would change, row by row, worked out before anything is written.

An equal or an empty cell says nothing, so that an export imported again changes nothing, renews no date and deletes
nothing. What differs is recorded as the word of the file's source.
"""

import hashlib
from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...models import Assertion, Program
from .. import checking
from ..table.records import AT_ONCE, by_number
from .again import taken_back
from .comparing import NEW
from .neighbours import Neighbours
from .own_row import OWN_CHANGES, PROBLEM, as_json, read_row

PUBLIC = (Program.Status.LISTED, Program.Status.CONFIRMED)


class OwnPlan:
    """The rows of an OwnTable, planned a few hundred at a time; counts and seal are those of the rows given so far."""

    def __init__(self, table, *, source, said_on, on, may_publish=True):
        self.table, self.source, self.said_on, self.on = table, source, said_on, on
        self.may_publish = may_publish
        self.counts = Counter(dict.fromkeys(OWN_CHANGES, 0))
        self._seal = hashlib.sha256()
        self._lines = {}  # address -> the line that it stands in
        self._neighbours = Neighbours()
        self._taken_back = None

    @property
    def seal(self):
        """What tells this plan from another one of the same file."""
        return self._seal.hexdigest()

    def summary(self):
        return {**self.counts, "read": len(self.table.rows), "unknown": self.table.unknown, "seal": self.seal}

    def rows(self):
        """Each OwnRow in order. In eight queries for every few hundred; reads only."""
        for start in range(0, len(self.table.rows), AT_ONCE):
            yield from self._batch(self.table.rows[start : start + AT_ONCE])

    def _batch(self, rows):
        slugs = {cells.get("slug", "") for _line, cells in rows}
        numbers = dict(Program.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        records = by_number(numbers.values(), self.on)
        said = self._said(numbers.values())
        for line, cells in rows:
            number = numbers.get(cells.get("slug", ""))
            entry = read_row(
                line, cells, self.table, record=records.get(number), said=said.get(number, {}),
                may_publish=self.may_publish,
            )  # fmt: skip
            self._look_around(entry)
            self._ask_the_rules(entry)
            self._count(entry)
            yield entry

    def _said(self, numbers):
        """Number -> {fact: (answer, detail)} of what this source has said on this day."""
        said = defaultdict(dict)
        for assertion in Assertion.objects.filter(program__in=numbers, source=self.source).live():
            if assertion.said_on == self.said_on:
                said[assertion.program_id][assertion.fact] = (assertion.answer, assertion.detail)
        return said

    def _look_around(self, entry):
        """What only shows beside other rows and other programs."""
        if not entry.is_new:
            self._refuse_strangers(entry)
        elif not entry.problems:
            self._look_for_likes(entry)

    def _refuse_strangers(self, entry):
        if entry.program is None:
            entry.refuse(_("address"), _("there is no such program; leave the cell empty for a new one"))
        elif entry.program.merged_into_id:
            entry.refuse(_("address"), _("this program was merged into another one"))
        first = self._lines.setdefault(entry.slug, entry.line)
        if first != entry.line:
            entry.refuse(_("address"), _("the same program stands in line %(line)s") % {"line": first})

    def _look_for_likes(self, entry):
        if self._taken_back is None:
            self._taken_back = taken_back()
        entry.program = self._taken_back.pop(entry.key, None)
        like = self._neighbours.like(entry)
        if not like or entry.slug:  # "new" was said
            return
        if like.isdigit():
            entry.refuse(_("name"), _("much like line %(line)s; write “new” as its address to add it") % {"line": like})
        else:
            entry.refuse(
                _("name"),
                _("much like “%(slug)s”; write that as its address to change it, or “new” to add another one")
                % {"slug": like},
            )

    def _ask_the_rules(self, entry):
        """What the rule book refuses, on recording and, where the row publishes, on publishing."""
        if entry.problems or not (entry.claims or entry.columns):
            return
        found = checking.check(entry.program, entry.claims, kind=self.source.kind)
        moments = [(checking.RECORD, found)]
        if entry.columns.get("status") in PUBLIC:
            standing = checking.check_whole(entry.program) if entry.program else []
            moments.append((checking.PUBLISH, found + standing))
        for moment, findings in moments:
            try:
                checking.refuse(entry.program, findings, moment)
            except ValidationError as error:
                for fact, messages in error.message_dict.items():
                    entry.refuse(fact, " ".join(messages))

    def _count(self, entry):
        if entry.problems:
            entry.change = PROBLEM
        elif entry.is_new:
            entry.change = NEW
        self.counts[entry.change] += 1
        kept = as_json(entry)
        self._seal.update(repr([kept[name] for name in ("line", "change", "differences", "problems")]).encode())
