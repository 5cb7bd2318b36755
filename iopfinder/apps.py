"""Django's own apps with the house's choices."""

from django.contrib.admin.apps import AdminConfig


class FinderAdminConfig(AdminConfig):
    default_site = "iopfinder.admin.FinderAdminSite"
