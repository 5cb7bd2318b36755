"""For the tests: fast, and no different from production where a page could tell."""

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only-" + "0123456789" * 4
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# No digests in names and no collecting: tests read static files where they lie.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
