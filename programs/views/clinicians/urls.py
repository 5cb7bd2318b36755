"""The clinicians' own addresses, below /clinicians/."""

from django.urls import path

from .step_down import step_down

urlpatterns = [
    path("", step_down, name="clinicians"),
]
