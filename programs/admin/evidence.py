"""Who said what."""

from django.contrib import admin
from django.db import models
from django.utils import timezone

from ..curation.sources import mend
from ..models import Assertion, Source
from .reading import LooksOnly, NotesWhatWas, ReadingAdmin


@admin.register(Source)
class SourceAdmin(LooksOnly, NotesWhatWas):
    """A slip in a source is mended here; whatever it says is settled again."""

    fields = ["kind", "name", "url", "published_on", "first_imported_on"]
    readonly_fields = ["kind", "first_imported_on"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False
    list_display = ["name", "kind", "published_on", "first_imported_on", "url"]
    list_filter = ["kind"]
    search_fields = ["name", "url"]

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("programs.publish_programs")

    def save_model(self, request, obj, form, change):
        mend(obj, on=timezone.localdate())


@admin.register(Assertion)
class AssertionAdmin(ReadingAdmin):
    list_display = ["program", "fact", "answer", "source", "said_on", "recorded_by", "recorded_at"]
    list_filter = ["method", "answer"]
    list_select_related = ["program", "source", "recorded_by"]
    search_fields = ["program__name", "fact", "quote"]
    date_hierarchy = "said_on"
