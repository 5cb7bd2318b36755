"""Log lines that do not say what somebody looked for, nor from where."""

import logging
import re

# Up to the end of the request line, since a query may hold quotes and spaces; else up to the end of the message.
QUERY = re.compile(r"\?\S(?:.*(?=\sHTTP/\d)|.*)", re.DOTALL)
ADDRESS = re.compile(r"\bip=\S+?(?=:?(?:\s|$))")


class WithoutQuery(logging.Filter):
    """Cuts the query string off every address in a record, and the visitor's IP address out of it."""

    def filter(self, record):
        record.msg = ADDRESS.sub("ip=-", QUERY.sub("", record.getMessage()))
        record.args = ()
        return True
