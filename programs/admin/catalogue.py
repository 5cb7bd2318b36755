"""Sites, organizations and the vocabularies."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..curation.vocabularies import reword
from ..models import Organization, Session, Site, Term, Track
from .reading import LooksOnly, NotesWhatWas, ReadingAdmin, ReadingInline


class SessionInline(ReadingInline):
    model = Session


@admin.register(Track)
class TrackAdmin(ReadingAdmin):
    list_display = ["program", "name", "format"]
    list_select_related = ["program"]
    inlines = [SessionInline]


@admin.register(Site)
class SiteAdmin(ReadingAdmin):
    list_display = ["street", "town", "zip_code", "county", "pin", "withheld"]
    list_filter = ["pin", "withheld", "county"]
    search_fields = ["street", "town", "zip_code"]


@admin.register(Organization)
class OrganizationAdmin(ReadingAdmin):
    search_fields = ["name"]


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class TermForm(forms.ModelForm):
    synonyms = LinesField(label=_("Everyday words"), required=False, help_text=_("One a line."))

    class Meta:
        model = Term
        fields = ["label", "question", "synonyms", "description"]


@admin.register(Term)
class TermAdmin(LooksOnly, NotesWhatWas):
    """Words alone: what a term means to the facts that name it never changes."""

    form = TermForm
    fields = ["vocabulary", "code", "parent", "label", "question", "synonyms", "description"]
    readonly_fields = ["vocabulary", "code", "parent"]
    list_per_page = 50
    show_full_result_count = False
    list_display = ["label", "vocabulary", "code", "parent", "question"]
    list_filter = ["vocabulary"]
    list_select_related = ["parent"]
    search_fields = ["label", "code"]

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("programs.publish_programs")

    def save_model(self, request, obj, form, change):
        reword(obj, **{name: form.cleaned_data[name] for name in form.changed_data})
