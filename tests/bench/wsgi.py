"""The finder as gunicorn's workers serve it while it is measured: with its catalogue read before the first request."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from programs.search import current, holder  # noqa: E402

if settings.BENCH_RECORDS:
    from tests.bench.catalogues import invent_records, straight_into_the_snapshot

    holder.hold(straight_into_the_snapshot(invent_records(settings.BENCH_RECORDS)))
else:
    current()
