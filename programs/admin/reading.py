"""Pages of the Django admin on which one looks and changes nothing."""

from django.contrib import admin
from django.db import models


class LooksOnly:
    """No adding, changing or deleting, whatever the account may do elsewhere."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadingAdmin(LooksOnly, admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class ReadingInline(LooksOnly, admin.TabularInline):
    extra = 0
    show_change_link = True
