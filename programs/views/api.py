"""The search and its programs as JSON: the same parameters, the same answers, the same words as the pages."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..models import Program
from ..search import ProgramFilter, judge, search
from .caching import by_address
from .documents import program_document, search_document, vocabularies_document
from .gone import survivor, with_query
from .stencil import kept


@require_safe
@by_address
def search_api(request):
    finder = ProgramFilter(request.GET)
    errors = problems(finder)
    if errors:
        return JsonResponse({"errors": errors}, status=400)
    return JsonResponse(search_document(search(finder.need, finder.catalogue)))


@require_safe
@by_address
def vocabularies_api(request):
    finder = ProgramFilter({})
    if request.GET:
        return JsonResponse({"errors": {name: [_("There is no such parameter.")] for name in request.GET}}, status=400)
    document = kept(
        finder.catalogue, "vocabularies", lambda: JsonResponse(vocabularies_document(finder.catalogue)).content
    )
    return HttpResponse(document, content_type="application/json")


@require_safe
@by_address
def program_api(request, slug):
    """With the search's parameters it also says how the program fits; 410 for one that was withdrawn."""
    finder = ProgramFilter(request.GET)
    errors = problems(finder)
    if errors:
        return JsonResponse({"errors": errors}, status=400)
    record = finder.catalogue.record(slug)
    if record is None:
        return _absent(request, slug)
    match = judge(finder.need, finder.catalogue, record)
    return JsonResponse(program_document(match, finder.catalogue))


def _absent(request, slug):
    withdrawn = Program.objects.gone().filter(slug=slug).first()
    if withdrawn and (other := survivor(withdrawn)):
        return redirect(with_query(request, reverse("api-program", args=[other.slug])))
    if withdrawn:
        return JsonResponse({"errors": {"slug": [withdrawn.withdrawn_because]}}, status=410)
    return JsonResponse({"errors": {"slug": [_("There is no such program.")]}}, status=404)


def problems(finder):
    """Parameter -> messages, for bad values and for parameters that nobody knows; "map" is of the pages alone."""
    unknown = [*finder.unknown, *(["map"] if "map" in finder.data else [])]
    return {
        **{name: [str(message) for message in messages] for name, messages in finder.form.errors.items()},
        **{name: [_("There is no such parameter.")] for name in unknown},
    }
