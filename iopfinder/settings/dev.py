"""On a developer's own machine, and for a first look: `make run`."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "for-loopback-only-never-in-public-" + "0123456789" * 3
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]  # noqa: F405
SITE_ADDRESS = SITE_ADDRESS or "http://127.0.0.1:8000"  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
