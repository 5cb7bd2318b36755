"""What holds everywhere. An operator's choices come from the environment; README.md lists them."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .databases import database

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.FileAwareEnv()

# A banner on every page says that the programs shown are fictional.
DEMONSTRATION = env.bool("DEMONSTRATION", False)

INSTALLED_APPS = [
    "iopfinder.apps.FinderAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "phonenumber_field",
    "csp",
    "programs",
]

MIDDLEWARE = [
    "iopfinder.middleware.nothing_kept",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "iopfinder.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "iopfinder.urls"
WSGI_APPLICATION = "iopfinder.wsgi.application"
ASGI_APPLICATION = "iopfinder.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "iopfinder.context.demonstration",
                "programs.views.own_list.in_header",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(env, "DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if env.str("DATABASE_REPLICA_URL", ""):
    # For reports and exports that need not be of this second: `.using("replica")`.
    DATABASES["replica"] = {**database(env, "DATABASE_REPLICA_URL", env.NOTSET), "TEST": {"MIRROR": "default"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", "locmemcache://")}

# The catalogue in memory is renewed beside the requests ("aside"), or within the first that finds it old ("now").
CATALOGUE_REBUILD = "aside"
# How often programs were shown is counted in memory, and written after so many seconds; never, when None.
SHOWN_WRITTEN_EVERY: int | None = 60
# Imports are worked on in a process of their own ("aside"), or within the request ("now").
LONG_WORK = "aside"
# Whom curators' street addresses may be sent to for a point on the map: a service that geopy knows, such as
# "nominatim". Nobody when empty: the point of the ZIP code will do.
GEOCODER = env.str("GEOCODER", "")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "iopfinder.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "iopfinder.signing_up.ClinicianForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
# Where the account's own page is not asked for: see accounts.AccountAdapter.
LOGIN_REDIRECT_URL = "desk"
MFA_ADAPTER = "iopfinder.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Who types a code as it runs out is let in with it: one step more, as RFC 6238 recommends in section 5.2.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "IOP Finder Massachusetts"
# The desk asks every account for a second factor; the demonstration, where all is fictional, does not.
SECOND_FACTOR_REQUIRED = not DEMONSTRATION

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", _("English"))]
FORMAT_MODULE_PATH = "iopfinder.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/New_York"
USE_I18N = True
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "US"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"
# The format that keeps an extension.
PHONENUMBER_DB_FORMAT = "RFC3966"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "static"]

# Nothing comes from another host, nothing is inline, nobody frames us.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Not "no-referrer": with it browsers send "Origin: null" and Django turns every form away.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "iopfinder.entrance.form_not_trusted"
CSRF_COOKIE_SAMESITE = "Lax"
# A form page's cookie goes when the browser closes.
CSRF_COOKIE_AGE = None

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# Whom letters come from, and the address that their links begin with.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "IOP Finder Massachusetts <finder@localhost>")
SITE_ADDRESS = env.str("SITE_ADDRESS", "")
# The header in which a proxy that is trusted says who asks, as its last entry.
VISITOR_HEADER = ""
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# What a person looks for is in the address, so no log line keeps the part behind "?".
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_query": {"()": "iopfinder.logs.WithoutQuery"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_query"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
