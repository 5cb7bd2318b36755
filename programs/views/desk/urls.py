"""The desk's own addresses, below /curation/."""

from django.urls import path

from .adding import adding
from .call import call, note_written_in, publish
from .clinicians import clinicians
from .decisions import proposal, report
from .duplicates import duplicates, merging
from .exports import export, template, template_file
from .history import actions, admin_log, history, take_back_fact
from .imports import import_run, imports
from .inbox import inbox
from .leads import leads
from .links import links
from .program_form import program_form
from .programs import programs
from .quality import quality, quality_file
from .rules import decide_override, overrides, rule_book
from .today import today
from .undo import undo_action

urlpatterns = [
    path("", today, name="desk"),
    path("call/<slug:slug>/", call, name="desk-call"),
    path("call/<slug:slug>/publish/", publish, name="desk-publish"),
    path("notes/<int:number>/", note_written_in, name="desk-note"),
    path("leads/", leads, name="desk-leads"),
    path("inbox/", inbox, name="desk-inbox"),
    path("inbox/reports/<int:number>/", report, name="desk-report"),
    path("inbox/proposals/<int:number>/", proposal, name="desk-proposal"),
    path("programs/<slug:slug>/links/", links, name="desk-links"),
    path("undo/<int:number>/", undo_action, name="desk-undo"),
    path("clinicians/", clinicians, name="desk-clinicians"),
    path("duplicates/", duplicates, name="desk-duplicates"),
    path("duplicates/<slug:one>/<slug:other>/", merging, name="desk-merge"),
    path("rules/", rule_book, name="desk-rules"),
    path("overrides/", overrides, name="desk-overrides"),
    path("overrides/<int:number>/", decide_override, name="desk-override"),
    path("quality/", quality, name="desk-quality"),
    path("quality.csv", quality_file, name="desk-quality-file"),
    path("programs/", programs, name="desk-programs"),
    path("programs/<slug:slug>/", program_form, name="desk-program"),
    path("programs/<slug:slug>/history/", history, name="desk-history"),
    path("actions/", actions, name="desk-actions"),
    path("actions/admin/", admin_log, name="desk-admin-log"),
    path("take-back/<int:number>/", take_back_fact, name="desk-take-back"),
    path("add/", adding, name="desk-add"),
    path("imports/", imports, name="desk-imports"),
    path("imports/<int:number>/", import_run, name="desk-import"),
    path("export/", export, name="desk-export"),
    path("columns/", template, name="desk-template"),
    path("columns/template.<str:kind>", template_file, name="desk-template-file"),
]
