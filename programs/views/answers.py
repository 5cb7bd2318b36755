"""What one search puts into the drawn form: ticks, typed values, counts, and what was wrong beside its field."""

from html import escape

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..search import BY_NAME
from .questions import BUSY_BOXES

TICKED = " checked"


def answers(finder, results):
    """slot name -> HTML."""
    data, need = finder.data, results.need
    values = {}
    for name in data:
        for value in data.getlist(name):
            values[f"ticked {name} {value}"] = TICKED
    values |= _typed(data, need)
    values |= _problems(finder.form)
    values |= _counts(results)
    values |= _said(need, results.catalogue)
    values["other busy"] = "".join(
        f'<input type="hidden" name="busy" value="{escape(value)}">'
        for value in data.getlist("busy")
        if value not in BUSY_BOXES
    )
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
    values, words = {}, {}
    for name, counts in results.counts.items():
        parameter = BY_NAME[name].option_parameter
        for code, count in counts.items():
            said = words.get(count)
            if said is None:
                said = words[count] = count_in_words(count)
            values[f"count {parameter} {code}"] = said
    return values


_kept: dict[tuple, str] = {}


def count_in_words(count):
    """ "11 confirmed · 6 listed · 23 to ask", without what there is none of."""
    key = (count, get_language())
    if key not in _kept:
        if len(_kept) > 20_000:
            _kept.clear()
        _kept[key] = _count_in_words(count)
    return _kept[key]


def _count_in_words(count):
    parts = [
        ngettext("%(n)s confirmed", "%(n)s confirmed", count.met) % {"n": count.met} if count.met else "",
        ngettext("%(n)s listed", "%(n)s listed", count.listed) % {"n": count.listed} if count.listed else "",
        ngettext("%(n)s to ask", "%(n)s to ask", count.not_stated) % {"n": count.not_stated}
        if count.not_stated
        else "",
    ]
    return " · ".join(part for part in parts if part) or _("none")


def _said(need, catalogue):
    """What was chosen of each question, on its button; and that a filter in use stands open."""
    values = {}
    for criterion, wanted in need.asked:
        chosen = [str(phrase) for _name, _value, phrase in criterion.chips(wanted, catalogue)]
        values[f"said {criterion.name}"] = escape(", ".join(chosen))
        values[f"open {criterion.name}"] = " open"
    return values
