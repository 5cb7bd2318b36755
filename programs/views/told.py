"""What anybody tells us without an account: something is wrong, a program is missing; and what became of it.

Sent again, it is the same report with the same thanks, and counts no second time.
"""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ..curation import reporting
from ..models import Program
from ..search import current
from .caching import kept_by_nobody
from .errors import too_many_requests
from .fact_names import fact_name
from .gone import withdrawn
from .once import of_the_browser
from .visitor_forms import MissingForm, ReceiptForm, ReportForm
from .visitors import is_too_many


@kept_by_nobody
def report(request, slug):
    """ "Something is wrong" and "what happened when I called"."""
    program = get_object_or_404(Program.objects.published() | Program.objects.gone(), slug=slug)
    if program.is_gone:
        return withdrawn(request, program, "report")
    on = timezone.localdate()
    form = ReportForm(request.POST if request.method == "POST" else None, once=of_the_browser(request, on))
    if not form.is_valid():
        return render(request, "programs/report.html", {"form": form, "program": program})
    told = {"detail": form.detail, **form.about}
    code = reporting.code_of_report(program, form.cleaned_data["what"], **told)
    if not reporting.is_kept(code) and is_too_many(request, "send", on):
        return too_many_requests(request)
    reporting.report(program, form.cleaned_data["what"], on=on, **told)
    return render(request, "programs/received.html", {"code": code, "program": program})


@kept_by_nobody
def add_program(request):
    """A short form that makes a lead for curators, never a listing."""
    on = timezone.localdate()
    form = MissingForm(request.POST if request.method == "POST" else None, once=of_the_browser(request, on))
    if not form.is_valid():
        return render(request, "programs/add_program.html", {"form": form})
    code = reporting.code_of_missing(form.missing, **form.about)
    if not reporting.is_kept(code) and is_too_many(request, "send", on):
        return too_many_requests(request)
    reporting.suggest(form.missing, on=on, **form.about)
    known = [program for program in reporting.look_alikes(form.missing) if program.is_public]
    return render(request, "programs/received.html", {"code": code, "known": known})


@kept_by_nobody
def receipt(request):
    """What became of what was sent. The code travels in the form, so that no address and no log has it."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "programs/receipt.html", {"form": form})
    if is_too_many(request, "look-up", timezone.localdate()):
        return too_many_requests(request)
    found = reporting.receipt(form.cleaned_data["code"])
    if found is None:
        form.add_error("code", _("We gave no receipt with this code. Check each letter; there are no vowels in it."))
        return render(request, "programs/receipt.html", {"form": form})
    changed = [fact_name(fact, current().vocabularies) for fact in found.facts]
    return render(request, "programs/receipt.html", {"form": form, "receipt": found, "changed": changed})
