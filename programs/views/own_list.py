"""The list that a visitor puts together. It lives in the address, as p=<slug>, and nowhere else."""

from html import escape
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..search import ProgramFilter

MOST = 20  # programs on one list
# Parameters of a search that do not say which page or which part of the map was looked at.
OF_A_SEARCH = frozenset(ProgramFilter.base_filters) - {"page"}


class OwnList:
    """The slugs in the visitor's order, each once; nobody has looked yet whether such programs exist."""

    def __init__(self, data):
        """data: the QueryDict of an address."""
        self.data = data

    @cached_property
    def every_slug(self):
        return tuple(dict.fromkeys(slug for slug in self.data.getlist("p") if slug))

    @property
    def slugs(self):
        return self.every_slug[:MOST]

    @property
    def count(self):
        return len(self.slugs)

    @property
    def is_full(self):
        return self.count >= MOST

    def __contains__(self, slug):
        return slug in self.slugs

    @cached_property
    def pairs(self):
        return [("p", slug) for slug in self.slugs]

    @property
    def query(self):
        """What a link that has no other parameter ends with: "" or "?p=..."."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def more(self):
        """What a link that has parameters of its own ends with: "" or "&p=..."."""
        return f"&{urlencode(self.pairs)}" if self.pairs else ""

    @cached_property
    def address(self):
        """The list's own page, which keeps what was looked for."""
        asked = [(name, value) for name in self.data if name in OF_A_SEARCH for value in self.data.getlist(name)]
        query = urlencode([(name, value) for name, value in asked if value] + self.pairs)
        return f"/list/?{query}" if query else "/list/"

    def put_aside(self, record, query="", fragment=""):
        """The link that puts a program on the list and comes back to `query` on the page that it stands on, as HTML.

        Where the program is on the list already, or the list is full, the link leads to the list.
        """
        if record.slug in self:
            return _button(self.address, _("On my list"), _("On my list: %(name)s") % {"name": record.name})
        if self.is_full:
            return _button(self.address, _("My list is full"))
        joined = f"{query}&" if query else "?"
        address = f"{joined}{urlencode({'p': record.slug})}{fragment}"
        return _button(address, _("Add to my list"), _("Add to my list: %(name)s") % {"name": record.name})


def _button(address, words, read_out=""):
    label = f' aria-label="{escape(read_out)}"' if read_out else ""
    return f'<a class="button quiet" href="{escape(address)}" rel="nofollow"{label}>{escape(words)}</a>'


def in_header(request):
    """For every template that is drawn for a request: its list, which travels in every link."""
    return {"own_list": OwnList(request.GET)}
