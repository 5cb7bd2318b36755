"""Programs, sites, organizations and the vocabularies."""

from django.contrib import admin

from ..models import Answer, Organization, Program, Session, Site, Term, Track
from .reading import ReadingAdmin, ReadingInline


class AnswerInline(ReadingInline):
    model = Answer
    fields = ["fact", "state", "starts_on", "ends_on", "disagrees", "assertion"]


class TrackInline(ReadingInline):
    model = Track


class SessionInline(ReadingInline):
    model = Session


@admin.register(Program)
class ProgramAdmin(ReadingAdmin):
    list_display = ["name", "organization", "site", "status"]
    list_filter = ["status", "site__county"]
    list_select_related = ["organization", "site"]
    search_fields = ["name", "organization__name", "site__town"]
    show_facets = admin.ShowFacets.ALWAYS
    inlines = [TrackInline, AnswerInline]


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


@admin.register(Term)
class TermAdmin(ReadingAdmin):
    list_display = ["label", "vocabulary", "code", "parent", "question"]
    list_filter = ["vocabulary"]
    list_select_related = ["parent"]
    search_fields = ["label", "code"]
