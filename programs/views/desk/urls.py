"""The desk's own addresses, below /curation/."""

from django.urls import path

from .call import call, note_written_in, publish
from .duplicates import duplicates, merging
from .leads import leads
from .rules import decide_override, overrides, rule_book
from .today import today
from .undo import undo_action

urlpatterns = [
    path("", today, name="desk"),
    path("call/<slug:slug>/", call, name="desk-call"),
    path("call/<slug:slug>/publish/", publish, name="desk-publish"),
    path("notes/<int:number>/", note_written_in, name="desk-note"),
    path("leads/", leads, name="desk-leads"),
    path("undo/<int:number>/", undo_action, name="desk-undo"),
    path("duplicates/", duplicates, name="desk-duplicates"),
    path("duplicates/<slug:one>/<slug:other>/", merging, name="desk-merge"),
    path("rules/", rule_book, name="desk-rules"),
    path("overrides/", overrides, name="desk-overrides"),
    path("overrides/<int:number>/", decide_override, name="desk-override"),
]
