"""Log lines that do not say what somebody looked for, nor from where, nor by which link they came in."""

import logging
import re

# Up to the end of the request line, since a query may hold quotes and spaces; else up to the end of the message.
QUERY = re.compile(r"\?\S(?:.*(?=\sHTTP/\d)|.*)", re.DOTALL)
LINK = re.compile(r"(/update/(?:stop/)?|/clinicians/(?:shared|join)/)[^/\s\"'?]+")
ADDRESS = re.compile(r"\bip=\S+?(?=:?(?:\s|$))")


class WithoutQuery(logging.Filter):
    """Cuts query strings off the addresses in a record, and tokens of links and visitors' addresses out of it."""

    def filter(self, record):
        record.msg = LINK.sub(r"\1-", ADDRESS.sub("ip=-", QUERY.sub("", record.getMessage())))
        record.args = ()
        return True
