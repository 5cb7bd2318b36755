"""Addresses of a clinician's account, below /clinicians/."""

from django.urls import path

from .deleting import delete_own_account, delete_shortlist
from .home import account
from .new_shortlist import new_shortlist
from .outcome import outcome
from .shared import shared
from .sharing import end_link, share
from .shortlist import shortlist
from .teams import join, part, team, teams

urlpatterns = [
    path("account/", account, name="clinicians-account"),
    path("account/delete/", delete_own_account, name="clinicians-delete-account"),
    path("shortlists/new/", new_shortlist, name="clinicians-new-shortlist"),
    path("shortlists/<int:number>/", shortlist, name="clinicians-shortlist"),
    path("shortlists/<int:number>/share/", share, name="clinicians-share"),
    path("shortlists/<int:number>/share/<int:link>/end/", end_link, name="clinicians-end-link"),
    path("shortlists/<int:number>/delete/", delete_shortlist, name="clinicians-delete-shortlist"),
    path("shared/<str:token>/", shared, name="clinicians-shared"),
    path("teams/", teams, name="clinicians-teams"),
    path("teams/<int:number>/", team, name="clinicians-team"),
    path("teams/<int:number>/part/<int:member>/", part, name="clinicians-part"),
    path("join/<str:token>/", join, name="clinicians-join"),
    path("programs/<slug:slug>/outcome/", outcome, name="clinicians-outcome"),
]
