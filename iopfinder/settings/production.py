"""In public. Names what it must be told, and refuses to start without it."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, LOGGING, SITE_ADDRESS, env

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS")

missing = [name for name in REQUIRED if not env.str(name, "")]
if missing:
    raise ImproperlyConfigured(f"Set in the environment before starting: {', '.join(missing)}. README.md says how.")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# Former keys, while second factors, staff links and sessions made with them still have to open.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
vars().update(env.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"IOP Finder Massachusetts <finder@{ALLOWED_HOSTS[0].lstrip('.')}>")
SITE_ADDRESS = SITE_ADDRESS or f"https://{ALLOWED_HOSTS[0].lstrip('.')}"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Off only where a proxy in front turns plain HTTP away itself.
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
# Only where a proxy in front always sets this header itself: without one, any visitor could.
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    VISITOR_HEADER = "HTTP_X_FORWARDED_FOR"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# gunicorn warns of each HEAD request, whose body Django leaves to the server to drop.
LOGGING["loggers"]["gunicorn.http.wsgi"] = {"level": "ERROR"}
