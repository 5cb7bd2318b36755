"""How each fact of a row is known: what a table for outsiders says beside every value, so that no listed yes passes for
a confirmed one."""

from .columns import Terms


def known_columns(table):
    """Names of the columns that say how what stands in `table` is known: one a section or vocabulary."""
    return list(dict.fromkeys(_name(column) for column in table if column.section))


def known(record, table):
    """{name: "dbt: confirmed-yes 2026-11-01 phone; cbt: listed 2025-08-19 federal-listing"} of one Record."""
    cells = dict.fromkeys(known_columns(table), "")
    for column in table:
        if isinstance(column, Terms):
            said = record.answers[column.name]
            cells[_name(column)] = "; ".join(f"{code}: {_how(said[code])}" for code in column.terms if code in said)
        elif column.section in record.answers[""]:
            cells[_name(column)] = _how(record.answers[""][column.section])
    return cells


def _name(column):
    """A vocabulary speaks for itself; columns kept together have their section's name."""
    return f"{column.name if isinstance(column, Terms) else column.section}_known".replace("-", "_")


def _how(said):
    """The state, the day and by what kind of source, in the codes of the JSON; where sources disagree, that; a note."""
    note = said.detail.get("note")
    words = [said.state, said.said_on.isoformat(), said.kind]
    return " ".join([*words, *(["disputed"] if said.disagrees else []), *([f"({note})"] if note else [])])
