"""Every address of the finder."""

from django.contrib import admin
from django.urls import include, path, re_path

from .entrance import confirm_email, set_forgotten_password, sign_up

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/signup/", sign_up, name="account_signup"),
    path("accounts/confirm-email/<str:key>/", confirm_email, name="account_confirm_email"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        set_forgotten_password,
        name="account_reset_password_from_key",
    ),
    path("accounts/", include("allauth.urls")),
    path("", include("programs.urls")),
]

handler400 = "programs.views.errors.bad_request"
handler403 = "programs.views.errors.forbidden"
handler404 = "programs.views.errors.not_found"
handler500 = "programs.views.errors.server_error"
# Asked for by allauth, where passwords and codes are tried too often.
handler429 = "iopfinder.accounts.too_many_tries"
