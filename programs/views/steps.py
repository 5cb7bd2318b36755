"""Links one step away from a search: take a wish off, sort, turn the page. As HTML."""

from html import escape

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from ..search.wording import translate as _
from .my_week import Marked, busy_of

SORTS = (
    ("match", gettext_lazy("Best match")),
    ("distance", gettext_lazy("Nearest")),
    ("start", gettext_lazy("Soonest start")),
)


def link(query, words, attributes=""):
    return f'<a href="{escape(query or "?")}"{attributes}>{escape(str(words))}</a>'


def chips(need, catalogue, address):
    """One link for each wish, which takes it off."""
    items = []
    for name, values, phrase in wishes(need, catalogue):
        words = escape(capfirst(str(phrase)))
        label = escape(_("Take off: %(wish)s") % {"wish": phrase})
        query = escape(address.without(name, *values).query() or "?")
        items.append(f'<li><a href="{query}" aria-label="{label}">{words} <span aria-hidden="true">✕</span></a></li>')
    if not items:
        return ""
    afresh = link(address.only_list().query(), _("Start over"))
    every = f'<li class="all">{afresh}</li>' if len(items) > 1 else ""
    return f'<ul class="chips" aria-label="{escape(_("What you asked for"))}">{"".join(items)}{every}</ul>'


def wishes(need, catalogue):
    """[(parameter, values, phrase)]: as the need has them, but busy days of equal hours are taken off together."""
    marked = Marked(busy_of(need))
    alone = [
        (name, [value] if value else [], phrase) for name, value, phrase in need.chips(catalogue) if name != "busy"
    ]
    return alone + [("busy", codes, phrase) for phrase, codes in marked.by_hours]


def sorts(need, address):
    items = []
    for code, label in SORTS:
        if code == "distance" and not need.near:
            continue
        if code == need.sort:
            items.append(f'<li><b aria-current="true">{escape(str(label))}</b></li>')
        else:
            items.append(f"<li>{link(address.query(sort='' if code == 'match' else code), label)}</li>")
    words = escape(_("Sort by"))
    links = f'<ul class="links" aria-labelledby="sorted">{"".join(items)}</ul>'
    return f'<div class="sort"><span id="sorted">{words}</span>{links}</div>'


def pages(results, address):
    """Previous, the pages around this one, next."""
    if results.pages < 2:
        return ""
    here, last = results.page, results.pages
    shown = sorted({1, last, *(page for page in range(here - 1, here + 2) if 1 <= page <= last)})
    items, before = [], 0
    if here > 1:
        items.append(_step(address, here - 1, _("Previous"), "prev"))
    for page in shown:
        if page - before > 1:
            items.append("<li>…</li>")
        before = page
        if page == here:
            items.append(f'<li><b aria-current="page">{page}</b></li>')
        else:
            label = f' aria-label="{escape(_("Page %(page)s") % {"page": page})}"'
            items.append(f"<li>{link(_page(address, page), page, label)}</li>")
    if here < last:
        items.append(_step(address, here + 1, _("Next"), "next"))
    return f'<nav class="pages" aria-label="{escape(_("Pages"))}"><ul class="links">{"".join(items)}</ul></nav>'


def _step(address, page, words, relation):
    attribute = f' rel="{relation}"'
    return f"<li>{link(_page(address, page), words, attribute)}</li>"


def _page(address, page):
    return address.query(page="" if page == 1 else page)
