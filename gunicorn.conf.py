"""How gunicorn serves the finder in public. Nothing here writes down who came or what they looked for."""

import gc
import os

from gunicorn.glogging import Logger

from iopfinder.logs import WithoutQuery


class DiscreetLogger(Logger):
    """gunicorn's own logs, without query strings, addresses and the tokens of staff links."""

    def setup(self, cfg):
        super().setup(cfg)
        self.error_log.addFilter(WithoutQuery())
        self.access_log.addFilter(WithoutQuery())


wsgi_app = "iopfinder.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
control_socket_disable = True
logger_class = DiscreetLogger
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)s'


def post_worker_init(worker):
    """Look for rings of dead objects less often than after every 700 new ones, which is several times a page."""
    gc.set_threshold(20_000, 20, 20)
