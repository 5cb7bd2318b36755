"""The finder's addresses: those that people bookmark and other programs call."""

from django.urls import path

from .views.home import home
from .views.results import results

urlpatterns = [
    path("", home, name="home"),
    path("programs/", results, name="programs"),
]
