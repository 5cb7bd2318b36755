"""The step-down form's fields, with what was chosen, as its template draws them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ...referral.stepdown import Leaving
from ...search import BY_NAME
from .asked import DECLINED

MILES = (5, 10, 25, 50, 100)
# The conditions that referrals name most; the others stand folded below them.
FIRST_CONDITIONS = ("depression", "anxiety", "trauma", "ptsd", "bipolar", "borderline", "psychosis", "eating", "ocd",
                    "self-harm", "substance-use")  # fmt: skip
KNOWN = (
    ("all", _("Whatever is known: what is not stated is asked")),
    ("listed", _("Confirmed or listed")),
    ("confirmed", _("Confirmed only")),
)


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    depth: int = 0
    chosen: bool = False


def fields(data, catalogue, on):
    """name -> [Choice] or the text typed."""
    return {
        "leaving_on": data.get("leaving_on", "") or on.isoformat(),
        "leaving": _chosen(Leaving.choices, data, "leaving"),
        "near": data.get("near", ""),
        "within": _chosen([(str(miles), _("%(miles)d miles") % {"miles": miles}) for miles in MILES], data, "within",
                          usual="25"),
        "age": data.get("age", ""),
        "days_max": data.get("days_max", ""),
        "insurance": _options("insurance", data, catalogue),
        "language": _options("language", data, catalogue),
        "focus": _options("focus", data, catalogue),
        "condition": _conditions(data, catalogue),
        "when": _options("when", data, catalogue, criterion="schedule"),
        "declines": _chosen(DECLINED, data, "declines"),
        "known": _chosen(KNOWN, data, "known", usual="all"),
    }  # fmt: skip


def _chosen(pairs, data, name, usual=""):
    values = set(data.getlist(name)) or {usual}
    return [Choice(str(code), str(label), chosen=str(code) in values) for code, label in pairs]


def _options(parameter, data, catalogue, criterion=""):
    """The options of a criterion in its own order, each under its parent."""
    values, depths = set(data.getlist(parameter)), {}
    choices = []
    for code, label, parent in BY_NAME[criterion or parameter].choices(catalogue):
        depths[code] = depths.get(parent, -1) + 1 if parent else 0
        choices.append(Choice(code, str(label), depths[code], code in values))
    return choices


def _conditions(data, catalogue):
    """{"first": those that referrals name most and those chosen, "rest": the others}."""
    every = _options("condition", data, catalogue)
    first = [choice for choice in every if choice.code in FIRST_CONDITIONS or choice.chosen]
    return {"first": first, "rest": [choice for choice in every if choice not in first]}
