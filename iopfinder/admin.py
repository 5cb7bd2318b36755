"""The Django admin behind the same door as the desk."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .accounts import needs_second_factor


class FinderAdminSite(AdminSite):
    """Signing in, and the second factor, are those of the desk."""

    site_header = _("IOP Finder Massachusetts")
    site_title = site_header
    index_title = _("The tables as they stand")

    def has_permission(self, request):
        return super().has_permission(request) and not needs_second_factor(request.user)

    def login(self, request, extra_context=None):
        """Where Django would ask for a password: to the page that is missing, or a plain no."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
        if not super().has_permission(request):
            raise PermissionDenied
        return redirect("mfa_activate_totp" if needs_second_factor(request.user) else "admin:index")
