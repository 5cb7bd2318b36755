"""Pages of the Django admin on which one looks and changes nothing; and what is noted where one changes something."""

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


class NotesWhatWas(admin.ModelAdmin):
    """Notes of each changed field what it was and what it became: the desk shows it, and one can put it back."""

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return "; ".join(
            f"{form.fields[name].label}: {_told(form.initial.get(name))} → {_told(form.cleaned_data[name])}"
            for name in form.changed_data
        )


def _told(value):
    return ", ".join(map(str, value)) if isinstance(value, list) else "–" if value in (None, "") else str(value)


class ReadingAdmin(LooksOnly, admin.ModelAdmin):
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class ReadingInline(LooksOnly, admin.TabularInline):
    extra = 0
    show_change_link = True
