"""The desk's own addresses, below /curation/."""

from django.urls import path

from .duplicates import duplicates, merging
from .today import today
from .undo import undo_action

urlpatterns = [
    path("", today, name="desk"),
    path("undo/<int:number>/", undo_action, name="desk-undo"),
    path("duplicates/", duplicates, name="desk-duplicates"),
    path("duplicates/<slug:one>/<slug:other>/", merging, name="desk-merge"),
]
