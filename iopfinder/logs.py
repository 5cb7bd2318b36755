"""Log lines that do not say what somebody looked for."""

import logging
import re

QUERY = re.compile(r"\?[^\s\"']*")


class WithoutQuery(logging.Filter):
    """Cuts the query string off every address in a record."""

    def filter(self, record):
        record.msg = QUERY.sub("", record.getMessage())
        record.args = ()
        return True
