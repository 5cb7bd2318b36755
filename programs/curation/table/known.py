"""How each fact of a row is known: what a table for outsiders says beside every value, so that no listed yes passes for
a confirmed one."""

from .columns import Terms


def known_columns(table):
    """Names of the columns that say how what stands in `table` is known: one a section or vocabulary."""
    return list(dict.fromkeys(_name(column) for column in table if column.section))


def known(record, table):
    """{name: "dbt: confirmed-yes 2026-11-01 phone; cbt: listed 2025-08-19 federal-listing"} of one Record."""
    cells = {}
    for column in table:
        if isinstance(column, Terms):
            facts = [(f"{code}: ", f"{column.name}:{code}") for code in column.terms]
        elif column.section:
            facts = [("", column.section)]
        else:
            continue
        said = [label + _how(record.answers[fact]) for label, fact in facts if fact in record.answers]
        cells[_name(column)] = "; ".join(said)
    return cells


def _name(column):
    """A vocabulary speaks for itself; columns kept together have their section's name."""
    return f"{column.name if isinstance(column, Terms) else column.section}_known".replace("-", "_")


def _how(answer):
    """The state, the day and by what kind of source, in the codes of the JSON; and where sources disagree, that."""
    words = [answer.state, answer.assertion.said_on.isoformat(), answer.assertion.source.kind]
    note = answer.assertion.detail.get("note") if ":" in answer.fact else ""
    return " ".join([*words, *(["disputed"] if answer.disagrees else []), *([f"({note})"] if note else [])])
