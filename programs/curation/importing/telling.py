"""A plan in words, for whoever imports: counts first, then what is new, gone, doubled or wrong, line by line."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import ImportRow
from .comparing import CHANGED, JOINED, NEW, RENEWED, UNCHANGED


def federal_lines(plan):
    """The lines that tell a plan of a federal listing."""
    counts = plan.summary()
    lines = [
        _("%(title)s, edition of %(day)s, layout: %(layout)s")
        % {"title": plan.edition.title, "day": plan.edition.published_on, "layout": plan.edition.layout},
        ngettext(
            "%(read)s rows read, %(dropped)s dropped, %(listings)s listings at %(addresses)s address",
            "%(read)s rows read, %(dropped)s dropped, %(listings)s listings at %(addresses)s addresses",
            counts["addresses"],
        )
        % counts,
    ]
    if counts["elsewhere"]:
        lines.append(_("%(elsewhere)s rows of other states skipped") % counts)
    lines += [
        _told(
            ngettext("%(count)s listed program", "%(count)s listed programs", _sum(counts["listed"])), counts["listed"]
        ),
        _told(ngettext("%(count)s lead", "%(count)s leads", _sum(counts["leads"])), counts["leads"]),
    ]
    if plan.gone:
        lines.append(_("Gone from this edition: %(names)s") % {"names": ", ".join(g.program.name for g in plan.gone)})
    return [*lines, *_duplicates(plan), *_problems(plan)]


def page_lines(plan):
    """The lines that tell a plan of program pages."""
    counts = plan.summary()
    first = _("%(read)s program pages read: %(listed)s listed programs, %(leads)s leads, %(joined)s of listed sites")
    return [first % counts, _changes(counts["changes"]), *_problems(plan)]


def own_lines(plan):
    """The lines that tell a plan of a table in our own columns."""
    counts = plan.summary()
    lines = [
        _("%(read)s rows read: %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(problem)s with problems")
        % counts
    ]
    if counts["unknown"]:
        lines.append(
            _("Columns that are none of ours, and not read: %(names)s") % {"names": ", ".join(plan.table.unknown)}
        )
    return lines


def change_lines(plan):
    """Each program that the plan touches: what becomes of it, its line and its name."""
    names = dict(ImportRow.Outcome.choices)
    return [
        f"{_words()[entry.change]}: {entry.listing.line}, {entry.listing.full_name} ({names[entry.outcome]})"
        for entry in plan.programs
        if entry.change != UNCHANGED
    ]


def _words():
    return {
        NEW: _("new"),
        JOINED: _("joined"),
        CHANGED: _("changed"),
        RENEWED: _("said again"),
        UNCHANGED: _("unchanged"),
    }


def _sum(changes):
    return sum(changes.values())


def _told(programs, changes):
    return _("%(programs)s: %(changes)s") % {
        "programs": programs % {"count": _sum(changes)},
        "changes": _changes(changes),
    }


def _changes(changes):
    """New, changed and unchanged always; the others where there are any."""
    always = {NEW, CHANGED, UNCHANGED}
    return ", ".join(
        _("%(count)s %(change)s") % {"count": changes.get(change, 0), "change": word}
        for change, word in _words().items()
        if change in always or changes.get(change)
    )


def _duplicates(plan):
    return [
        _("The same listing stands in lines %(lines)s: %(name)s")
        % {"lines": ", ".join(str(listing.line) for listing in listings), "name": listings[0].full_name}
        for listings in plan.duplicates
    ]


def _problems(plan):
    count = len(plan.problems)
    return [
        ngettext("%(count)s problem", "%(count)s problems", count) % {"count": count},
        *(str(problem) for problem in plan.problems),
    ]
