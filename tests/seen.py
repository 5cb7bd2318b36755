"""What a page says, and which copy of its form it holds."""

import re
from html import unescape


def words(answer):
    """Everything on the page but its tags, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def once_in(client, path):
    """The `once` of the first form there."""
    return re.search(r'name="once" value="([^"]+)"', client.get(path).content.decode())[1]
