"""The clinicians' own addresses, below /clinicians/."""

from django.urls import path

from .papers import handout, packet
from .step_down import step_down

urlpatterns = [
    path("", step_down, name="clinicians"),
    path("packet/", packet, name="clinicians-packet"),
    path("handout/", handout, name="clinicians-handout"),
]
