from django.http import HttpResponse
from django.urls import include, path


def empty(request):
    """What every page is measured against: Django and its middleware, and nothing else."""
    return HttpResponse("")


urlpatterns = [path("empty/", empty), path("", include("iopfinder.urls"))]
