"""The list that a visitor puts together. It lives in the address, as p=<slug>, and nowhere else."""

from html import escape
from urllib.parse import urlencode

from django.utils.functional import cached_property

from ..search import ProgramFilter
from ..search.wording import translate as _

MOST = 20  # programs on one list
LONGEST_SLUG = 140  # letters; what is longer was never the name of a program
# Parameters of a search that do not say which page or which part of the map was looked at.
OF_A_SEARCH = frozenset(ProgramFilter.base_filters) - {"page"}


class OwnList:
    """The slugs in the visitor's order, each once; nobody has looked yet whether such programs exist."""

    def __init__(self, data):
        """data: the QueryDict of an address."""
        self.data = data

    @cached_property
    def every_slug(self):
        return tuple(dict.fromkeys(slug for slug in self.data.getlist("p") if 0 < len(slug) <= LONGEST_SLUG))

    @property
    def slugs(self):
        return self.every_slug[:MOST]

    @property
    def count(self):
        return len(self.slugs)

    @property
    def hidden(self):
        """The attribute of its link where a page that was drawn ahead has one: an empty list is nowhere to go."""
        return "" if self.count else "hidden"

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


class PuttingAside:
    """The links that put programs on the list and come back to the page that they stand on, as HTML.

    Made once for a page: what twenty links share is written once.
    """

    def __init__(self, own_list, query=""):
        """query: the address of that page, behind its path."""
        self.own_list = own_list
        self.slugs = frozenset(own_list.slugs)
        self.back = escape(f"{query}&p=" if query else "?p=")
        self.list = escape(own_list.address)
        self.add = escape(_("Add to my list")), escape(_("Add to my list: %(name)s"))
        self.there = escape(_("On my list")), escape(_("On my list: %(name)s"))
        self.full = escape(_("My list is full"))

    def link(self, record, fragment=""):
        """Where the program is on the list already, or the list is full, the link leads to the list."""
        if record.slug in self.slugs:
            return _button(self.list, *self.there, record)
        if self.own_list.is_full:
            return f'<a class="button quiet" href="{self.list}">{self.full}</a>'
        return _button(f"{self.back}{record.slug}{fragment}", *self.add, record)


def _button(address, words, read_out, record):
    label = read_out % {"name": escape(record.name)}
    return f'<a class="button quiet" href="{address}" rel="nofollow" aria-label="{label}">{words}</a>'


def in_header(request):
    """For every template that is drawn for a request: its list, which travels in every link."""
    return {"own_list": OwnList(request.GET)}
