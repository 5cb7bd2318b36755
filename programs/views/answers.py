"""What one search puts into the drawn form: ticks, typed values, counts, and what was wrong beside its field."""

from html import escape

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..search import BY_NAME
from ..search.counts import Count
from ..search.memory import Remembered
from .my_week import Marked, busy_of
from .questions import BAR, ONE_AT_A_TIME
from .stencil import kept

TICKED = " checked"
MOST_NUMBERS = 50_000  # kept in words, of each kind
BETWEEN = " · "


def answers(finder, results, form_attribute):
    """slot name -> HTML. form_attribute: how a box outside the form names its form."""
    data, need = finder.data, results.need
    values = {}
    for name in data:
        for value in data.getlist(name):
            values[f"ticked {name} {value}"] = TICKED
    values |= {f"ticked {name} ": TICKED for name in ONE_AT_A_TIME if not data.get(name)}
    values |= _typed(data, need)
    values |= _problems(finder.form)
    values |= _counts(results)
    values |= _said(need, results.catalogue)
    values |= _chosen_first(need, results.catalogue, form_attribute)
    values |= Marked(busy_of(need), form_attribute).values()
    return values


def _typed(data, need):
    places = data.getlist("near")
    typed = {f"typed {name}": escape(data[name]) for name in data if data[name]}
    typed["typed near"] = escape(places[0]) if places else ""
    typed["typed near 2"] = escape(places[1]) if len(places) > 1 else ""
    typed[f"chosen within {data.get('within') or 25}"] = " selected"
    typed[f"ticked known {need.known}"] = TICKED
    typed[f"chosen sort {need.sort}"] = TICKED
    return typed


def _problems(form):
    """Messages with an id that their field points to."""
    values = {}
    for name, errors in form.errors.items():
        said = escape(" ".join(map(str, errors)))
        values[f"problem {name}"] = f'<p class="problem" id="problem-{name}">{said}</p>'
        values[f"invalid {name}"] = f' aria-invalid="true" aria-describedby="problem-{name}"'
    return values


def _counts(results):
    catalogue, values = results.catalogue, {}
    met, listed, to_ask, nothing = kept(catalogue, "counts in words", _words)
    for name, counts in results.counts.items():
        slots = kept(catalogue, ("slots of counts", name), lambda: _slots(name, counts))  # noqa: B023 (called at once)
        values.update(
            {
                slot: (met[yes] + listed[maybe] + to_ask[unsaid])[: -len(BETWEEN)] or nothing
                for slot, (yes, maybe, unsaid) in zip(slots, counts.values(), strict=True)
            }
        )
    return values


def _slots(name, counts):
    """The slots of a criterion's counts, in the order in which they always come."""
    return [f"count {BY_NAME[name].option_parameter} {code}" for code in counts]


def _words():
    """What "11 confirmed · 6 listed · 23 to ask" is put together from, and what is said where there is none."""
    return *(Words(name) for name in Count._fields), _("none")


class Words(Remembered):
    """A number -> "11 confirmed · ", or "" for none; each put into words once."""

    def __init__(self, name):
        super().__init__(MOST_NUMBERS)
        self.name = name

    def __missing__(self, number):
        said = self[number] = f"{_in_words(self.name, number)}{BETWEEN}" if number else ""
        return said


def _in_words(name, number):
    said = {
        "met": ngettext("%(n)s confirmed", "%(n)s confirmed", number),
        "listed": ngettext("%(n)s listed", "%(n)s listed", number),
        "not_stated": ngettext("%(n)s to ask", "%(n)s to ask", number),
    }
    return said[name] % {"n": number}


def _chosen_first(need, catalogue, form_attribute):
    """What was chosen of a filter, in a list before the others, whose own rows of it are hidden and not sent."""
    values = {}
    for criterion, wanted in need.asked:
        parameter = criterion.option_parameter
        if not parameter or criterion.name in BAR or parameter in ONE_AT_A_TIME:
            continue
        rows = []
        for name, code, label in criterion.chips(wanted, catalogue):
            row = f"{name} {code}"
            values |= {f"moved {row}": " hidden", f"idle {row}": " disabled", f"ticked {row}": ""}
            rows.append(
                f'<li><label><input type="checkbox" name="{name}" value="{escape(code)}"{form_attribute} checked>'
                f"<span>{escape(capfirst(str(label)))}</span></label></li>"
            )
        values[f"chosen {criterion.name}"] = f'<ul class="options chosen">{"".join(rows)}</ul>'
    return values


def _said(need, catalogue):
    """What was chosen of each question, on its button; and that a filter in use stands open."""
    values = {}
    for criterion, wanted in need.asked:
        chosen = [str(phrase) for name, _value, phrase in criterion.chips(wanted, catalogue) if name != "busy"]
        values[f"said {criterion.name}"] = escape(", ".join(chosen))
        values[f"open {criterion.name}"] = " open"
    if busy_of(need):
        values["said schedule"] = ", ".join(filter(None, (values["said schedule"], escape(_("my week")))))
    return values
