"""How often one visitor may send something in, without knowing who it is.

What is counted lies in the cache for a day at most: a digest of the visitor's address under a key that is drawn anew
each day and kept nowhere else, so that tomorrow nobody can tell whose it was. No database and no log has either.
"""

import ipaddress
import secrets
from hashlib import blake2s

from django.conf import settings
from django.core.cache import cache

A_DAY = 24 * 60 * 60  # seconds
MOST = {"send": 20, "look-up": 60}  # a day; a hospital's discharge planners may share one address


def is_too_many(request, what, on):
    """Count one more of `what` by whoever asks, and say whether that is more than a day allows."""
    day_key = cache.get_or_set(f"visitors-key:{on.isoformat()}", secrets.token_hex, A_DAY) or ""
    visitor = blake2s(_network(request).encode(), key=bytes.fromhex(day_key), digest_size=16).hexdigest()
    name = f"visitors:{on.isoformat()}:{what}:{visitor}"
    cache.add(name, 0, A_DAY)
    try:
        return cache.incr(name) > MOST[what]
    except ValueError:  # it went from the cache between the two lines
        return False


def _network(request):
    """The visitor's address; of an IPv6 one the half that a household or an office shares."""
    told = request.META.get(settings.VISITOR_HEADER, "") if settings.VISITOR_HEADER else ""
    text = told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else text
