"""For the tests: quick, and no different from production where a page could tell."""

from .base import *  # noqa: F403
from .base import DATABASES

DEBUG = False
SECRET_KEY = "for-tests-only-" + "0123456789" * 4
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SITE_ADDRESS = "http://testserver"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A test sees at once what it has written.
CATALOGUE_REBUILD = "now"
# Whoever tests the counting writes it himself.
SHOWN_WRITTEN_EVERY = None
LONG_WORK = "now"
# Static files are read where they lie: nothing is collected for a test.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# A test's database need not outlive a power cut.
if "init_command" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
