"""The addresses under /guide/."""

from django.urls import path

from .help_me_choose import help_me_choose
from .pages import guide, guides
from .right_for_me import right_for_me

urlpatterns = [
    path("", guides, name="guides"),
    path("is-it-right-for-me/", right_for_me, name="right-for-me"),
    path("help-me-choose/", help_me_choose, {"name": "place"}, name="help-me-choose"),
    path("help-me-choose/<slug:name>/", help_me_choose, name="help-me-choose"),
    path("<slug:slug>/", guide, name="guide"),
]
