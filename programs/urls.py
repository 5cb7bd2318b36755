"""The finder's addresses: those that people bookmark and other programs call."""

from django.urls import include, path

from .views import api, machines
from .views.accuracy import accuracy
from .views.compare import compare
from .views.exports import programs_file
from .views.home import home
from .views.list import own_list
from .views.program import program
from .views.results import results
from .views.sessions import sessions
from .views.staff_update import new_link, stop_reminders, update, update_section
from .views.statements import statement
from .views.told import add_program, receipt, report

urlpatterns = [
    path("", home, name="home"),
    path("programs/", results, name="programs"),
    path("programs/add/", add_program, name="add-program"),
    path("programs/<slug:slug>/", program, name="program"),
    path("programs/<slug:slug>/report/", report, name="report"),
    path("programs/<slug:slug>/sessions.ics", sessions, name="sessions"),
    path("receipt/", receipt, name="receipt"),
    path("update/stop/<str:token>/", stop_reminders, name="stop-reminders"),
    path("update/<str:token>/", update, name="staff-update"),
    path("update/<str:token>/new-link/", new_link, name="staff-new-link"),
    path("update/<str:token>/<slug:section>/", update_section, name="staff-update-section"),
    path("compare/", compare, name="compare"),
    path("list/", own_list, name="list"),
    path("clinicians/", include("programs.views.clinicians.urls")),
    path("clinicians/", include("programs.views.clinicians.account.urls")),
    path("curation/", include("programs.views.desk.urls")),
    path("guide/", include("programs.views.guide.urls")),
    path("accuracy/", accuracy, name="accuracy"),
    path("about/", statement, {"name": "about"}, name="about"),
    path("privacy/", statement, {"name": "privacy"}, name="privacy"),
    path("accessibility/", statement, {"name": "accessibility"}, name="accessibility"),
    path("api/search", api.search_api, name="api-search"),
    path("api/vocabularies", api.vocabularies_api, name="api-vocabularies"),
    path("api/programs.csv", programs_file, {"kind": "csv"}, name="api-programs-csv"),
    path("api/programs.xlsx", programs_file, {"kind": "xlsx"}, name="api-programs-xlsx"),
    path("api/programs.geojson", programs_file, {"kind": "geojson"}, name="api-programs-geojson"),
    path("api/programs/<slug:slug>", api.program_api, name="api-program"),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
]
