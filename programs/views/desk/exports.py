"""The catalogue as a file in our own columns, the template for new ones, and what each column means."""

from django import forms
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation.table.columns import columns, explained, row
from ...curation.table.records import chosen, records
from ...interop import tabular
from ...models import Program, Site
from .door import desk

KINDS = {"csv": tabular.CSV_TYPE, "xlsx": tabular.XLSX_TYPE}


class ExportForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False, choices=[("", gettext_lazy("Any")), *Program.Status.choices]
    )
    county = forms.ChoiceField(label=gettext_lazy("County"), required=False)

    def __init__(self, data=None):
        super().__init__(data)
        counties = Site.objects.exclude(county="").order_by("county").values_list("county", flat=True).distinct()
        self.fields["county"].choices = [("", _("Any")), *((name, name) for name in counties)]  # type: ignore[attr-defined]


@desk()
def export(request):
    """?status= &county= ; with &as=csv or xlsx the file itself."""
    form = ExportForm(request.GET or None)
    kind = request.GET.get("as")
    if kind in KINDS and form.is_valid():
        on = timezone.localdate()
        table = columns()
        programs = chosen(form.cleaned_data["status"], form.cleaned_data["county"])
        rows = (row(record, table) for record in records(programs, on))
        return _file(kind, f"programs-{on.isoformat()}", [column.name for column in table], rows)
    context = {"form": form, "number": chosen().count()}
    return render(request, "desk/export.html", context, status=400 if form.errors else 200)


@desk()
def template(request):
    """What each column means."""
    return render(request, "desk/template.html", {"explained": explained(columns())})


@desk()
def template_file(request, kind):
    """The header alone; a workbook explains itself on a second sheet."""
    if kind not in KINDS:
        raise Http404
    table = columns()
    header = [column.name for column in table]
    meanings = [
        {"column": column.name, "called": str(column.label), "meaning": meaning, "may hold": may_hold}
        for column, meaning, may_hold in explained(table)
    ]
    return _file(kind, "template", header, (), ("Columns", ["column", "called", "meaning", "may hold"], meanings))


def _file(kind, name, header, rows, *more_sheets):
    response: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        response = StreamingHttpResponse(tabular.csv_lines(header, rows), content_type=KINDS[kind])
    else:
        book = tabular.workbook([("Programs", header, rows), *more_sheets])
        response = HttpResponse(book, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
