"""Tables in our own columns, written, read back and imported, for tests."""

from programs.curation.editing.voice import Voice
from programs.curation.importing import own_table
from programs.curation.importing.own_applying import apply_run, begin, plan_run
from programs.curation.importing.own_plan import OwnPlan
from programs.curation.table.columns import columns, row
from programs.curation.table.records import records
from programs.interop import tabular
from programs.models import Program
from tests.builders import ON


def exported(on=ON, programs=None):
    """The catalogue as rows {name: text}."""
    table = columns()
    return [row(record, table) for record in records(programs or Program.objects.all(), on)]


def header():
    return [column.name for column in columns()]


def as_csv(rows, names=None):
    return "".join(tabular.csv_lines(names or header(), rows)).encode()


def as_workbook(rows, names=None):
    return tabular.workbook([("Programs", names or header(), rows)])


def table_of(rows, names=None):
    return own_table.parse("programs.csv", as_csv(rows, names))


PHONED = Voice("phone", ON)


def plan(rows, *, names=None, voice=PHONED, on=ON, may_publish=True):
    """The OwnRows of a table, by line from 2, planned as the word of a phone check unless told."""
    table = table_of(rows, names)
    planned = OwnPlan(table, source=voice.source(), said_on=voice.said_on, on=on, may_publish=may_publish)
    return list(planned.rows())


def run_of(rows, *, voice=PHONED, on=ON):
    table = table_of(rows)
    return begin(table, voice, on=on), table


def applied(rows, *, voice=PHONED, on=ON, leave_out=False, may_publish=True):
    """The ImportRun of a table that was planned and then applied."""
    run, table = run_of(rows, voice=voice, on=on)
    plan_run(run, table, on=on, may_publish=may_publish)
    apply_run(run, table, on=on, may_publish=may_publish, leave_out=leave_out)
    return run


def changes(planned):
    return [entry.change for entry in planned]


def problems(planned):
    return [str(problem) for entry in planned for problem in entry.problems]
