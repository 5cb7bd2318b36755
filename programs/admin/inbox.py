"""What was imported, as it came."""

from django.contrib import admin

from ..models import ImportRow, ImportRun
from .reading import ReadingAdmin


@admin.register(ImportRun)
class ImportRunAdmin(ReadingAdmin):
    list_display = ["file_name", "source", "layout", "applied_at", "applied_by"]
    list_select_related = ["source", "applied_by"]


@admin.register(ImportRow)
class ImportRowAdmin(ReadingAdmin):
    list_display = ["run", "line", "key", "outcome", "program", "site"]
    list_filter = ["outcome"]
    list_select_related = ["run", "program", "site"]
    search_fields = ["key"]
