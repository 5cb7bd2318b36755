"""For measuring: as in production, but on a database of its own and without HTTPS."""

import os

from iopfinder.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-measuring-only-" + "0123456789" * 4
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "tests.bench.urls"
LOGGING = {"version": 1, "disable_existing_loggers": True}
# So many generated programs stand in for the database's; see tests.bench.wsgi.
BENCH_RECORDS = int(os.environ.get("BENCH_RECORDS", "0"))
