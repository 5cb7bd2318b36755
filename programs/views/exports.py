"""The public catalogue as one file: CSV, a workbook, or points for a map. The same columns as the curators' table."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..curation.table.columns import columns, row
from ..curation.table.known import known, known_columns
from ..curation.table.records import records
from ..interop import tabular
from ..models import Program
from ..search import current
from .caching import by_address
from .stencil import kept

FOR_CURATORS = {"version", "withdrawn_because"}


@require_safe
@by_address
def programs_file(request, kind):
    """?anything is refused. Made once for each state of the catalogue."""
    if request.GET:
        return JsonResponse({"errors": {name: [_("There is no such parameter.")] for name in request.GET}}, status=400)
    make, media_type = KINDS[kind]
    catalogue = current()
    content = kept(catalogue, f"programs.{kind}", lambda: make(catalogue.as_of))
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="iop-finder-massachusetts-{catalogue.as_of}.{kind}"'
    return response


def _header(table):
    return [*(column.name for column in table if column.name not in FOR_CURATORS), *known_columns(table)]


def _rows(table, on):
    """(Record, {name: text}) of every published program."""
    for record in records(Program.objects.published(), on):
        yield record, row(record, table) | known(record, table)


def _csv(on):
    table = columns()
    return "".join(tabular.csv_lines(_header(table), (cells for _record, cells in _rows(table, on)))).encode()


def _workbook(on):
    table = columns()
    return tabular.workbook([("Programs", _header(table), (cells for _record, cells in _rows(table, on)))])


def _geojson(on):
    table = columns()
    names = _header(table)
    return tabular.geojson(
        (_point(record.program.site), {name: cells[name] for name in names}) for record, cells in _rows(table, on)
    ).encode()


def _point(site):
    """A pin may stand only where the address is known to the door; any other point is a middle."""
    point, about = site.measured_from() if site else (None, False)
    return None if about else point


KINDS = {
    "csv": (_csv, tabular.CSV_TYPE),
    "xlsx": (_workbook, tabular.XLSX_TYPE),
    "geojson": (_geojson, tabular.GEOJSON_TYPE),
}
