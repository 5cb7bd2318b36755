"""Whom a new row looks like: a program that is here, or another row of the same file."""

from collections import defaultdict
from typing import Any

from ...models import Program
from ..duplicates import PHONES, compare, listed

COLUMNS = ("pk", "slug", "name", "site__town", "site__street", "site__zip_code", *PHONES)
ROW_OF = {"site__town": "town", "site__street": "street", "site__zip_code": "zip_code"}


class Neighbours:
    """Everybody, by telephone and by town; read once, when the first new row asks."""

    def __init__(self):
        self._near: Any = None
        self._names: dict[int, str] = {}

    def like(self, entry):
        """How to name what the OwnRow looks like ("harbor-iop-lowell" or "12", a line), or ""; the row joins them."""
        if self._near is None:
            self._read()
        one = listed(_row(entry))
        keys = _keys(one)
        seen = {other.pk: other for key in keys for other in self._near[key]}
        found = next((self._names[pk] for pk, other in seen.items() if compare(one, other)), "")
        self._add(one, str(entry.line))
        return found

    def _read(self):
        self._near = defaultdict(list)
        rows = Program.objects.exclude(status=Program.Status.WITHDRAWN).order_by("pk").values(*COLUMNS)
        for row in rows.iterator(chunk_size=5000):
            self._add(listed(row), row["slug"])

    def _add(self, one, name):
        self._names[one.pk] = name
        for key in _keys(one):
            self._near[key].append(one)


def _keys(one):
    return [*(("phone", phone) for phone in one.phones), ("town", one.town)]


def _row(entry):
    """The OwnRow as a row of the catalogue, under a number that no program has."""
    contact = next((claim.detail for claim in entry.claims if claim.fact == "contact"), {})
    cells = {column: entry.cells.get(name, "") for column, name in ROW_OF.items()}
    return {**cells, "pk": -entry.line, "name": entry.name, **{phone: contact.get(phone, "") for phone in PHONES}}
