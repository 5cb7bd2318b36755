"""Who said what."""

from django.contrib import admin

from ..models import Assertion, Source
from .reading import ReadingAdmin


@admin.register(Source)
class SourceAdmin(ReadingAdmin):
    list_display = ["name", "kind", "published_on", "first_imported_on", "url"]
    list_filter = ["kind"]
    search_fields = ["name", "url"]


@admin.register(Assertion)
class AssertionAdmin(ReadingAdmin):
    list_display = ["program", "fact", "answer", "source", "said_on", "recorded_by", "recorded_at"]
    list_filter = ["method", "answer"]
    list_select_related = ["program", "source", "recorded_by"]
    search_fields = ["program__name", "fact", "quote"]
    date_hierarchy = "said_on"
