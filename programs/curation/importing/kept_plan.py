"""A plan in full, kept in a file of its own until it is written: ten thousand rows are too many to hold in memory.

So all that is only read and weighed comes before the first write. On SQLite nobody else writes from then on.
"""

import json
import tempfile
from itertools import islice

from ...models import Action, CatalogueVersion, Program
from ..recording import Claim
from ..table.records import AT_ONCE
from .listing import Problem
from .own_row import OwnRow


class KeptPlan:
    """The rows of an OwnPlan, worked out once; `plan` has their counts and their seal. The file goes with it."""

    def __init__(self, plan, tell):
        self.plan = plan
        self._catalogue = _catalogue()
        self._lines = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  (closed with the plan)
        for done, entry in enumerate(plan.rows(), 1):
            self._lines.write(json.dumps(_packed(entry)) + "\n")
            tell(done, len(plan.table.rows))

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self._lines.close()

    def is_of_today(self):
        """Whether nothing that a plan looks at has changed since it was made."""
        return self._catalogue == _catalogue()

    def batches(self):
        """The OwnRows in order, two hundred at a time, each with its program as it is now."""
        self._lines.seek(0)
        while lines := list(islice(self._lines, AT_ONCE)):
            packed = [json.loads(line) for line in lines]
            numbers = [row["program"] for row in packed if row["program"]]
            programs = Program.objects.select_related("organization").in_bulk(numbers)
            yield [_unpacked(row, programs) for row in packed]


def _catalogue():
    """What differs after anything was done: all writing raises the version, or is an action, or makes a program."""
    newest = (model.objects.order_by("-pk").values_list("pk", flat=True).first() for model in (Action, Program))
    return CatalogueVersion.current(), *newest


def _packed(entry):
    return {
        "line": entry.line, "cells": entry.cells, "change": entry.change, "columns": entry.columns,
        "claims": [[claim.fact, claim.answer, claim.detail, claim.quote] for claim in entry.claims],
        "differences": entry.differences, "notes": entry.notes,
        "problems": [[problem.line, problem.column, problem.message] for problem in entry.problems],
        "program": entry.program and entry.program.pk,
    }  # fmt: skip


def _unpacked(row, programs):
    return OwnRow(
        **row | {
            "claims": [Claim(*claim) for claim in row["claims"]],
            "differences": [tuple(difference) for difference in row["differences"]],
            "problems": [Problem(*problem) for problem in row["problems"]],
            "program": programs.get(row["program"]),
        }
    )  # fmt: skip
