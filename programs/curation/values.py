"""What a claim says, in words and line by line, so that two of them can be laid side by side."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Program, Site, Track
from .sections import BY_NAME
from .weekly import write_sessions

ANSWERS = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no"), "": gettext_lazy("not stated")}


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and what became of them: "" for nothing, "gone" or "new"."""

    text: str
    change: str = ""


def lines(fact, answer, detail):
    """label -> text of what is said of one fact; a term has one line without a label. Empty: not stated."""
    if not answer:
        return {}
    if fact not in BY_NAME:
        note = detail.get("note", "")
        return {"": f"{ANSWERS[answer]} ({note})" if note else str(ANSWERS[answer])}
    writers = {"schedule": _schedule, "intake": _intake, "intake-outcome": _outcome}
    if fact in writers:
        return writers[fact](answer, detail)
    return {label_of(column): _plain(value) for column, value in detail.items()}


@cache
def _field(column):
    model = next(model for model in (Program, Site, Track) if column in {f.name for f in model._meta.fields})
    return model._meta.get_field(column)


def _track_field(column):
    return Track._meta.get_field(column)


def label_of(column):
    return capfirst(str(_field(column).verbose_name))


def _plain(value):
    if isinstance(value, bool):
        return str(ANSWERS["yes" if value else "no"])
    if isinstance(value, str) and value.startswith("tel:"):
        return value.removeprefix("tel:").removeprefix("+1-").replace(";ext=", " x")
    return str(value)


def _schedule(_answer, detail):
    """A line for each thing that each track states, so that only what differs is laid side by side."""
    return {
        _("Track %(number)s, %(what)s") % {"number": number, "what": what}: said
        for number, track in enumerate(detail.get("tracks", []), 1)
        for what, said in track_in_words(track).items()
    }


def track_in_words(track):
    """label -> words of everything that a track states, its name and sessions first."""
    said = {_track_field("name").verbose_name: track["name"]} if track.get("name") else {}
    if track.get("sessions"):
        said[_("sessions")] = write_sessions(track["sessions"]).replace("\n", "; ")
    for column in sorted(set(track) - {"sessions", "name"}):
        value, choices = track[column], dict(_track_field(column).choices or ())
        shown = ", ".join(value) if isinstance(value, list) else str(choices.get(value, value))
        said[_track_field(column).verbose_name] = shown
    return said or {_("as a whole"): _("nothing but that there is one")}


def _intake(_answer, detail):
    said = {}
    dates = [_("%(date)s (%(track)s)") % date if date["track"] else date["date"] for date in detail.get("dates", [])]
    if dates:
        said[_("First intakes")] = ", ".join(dates)
    if detail.get("full_until"):
        said[_("Full until")] = detail["full_until"]
    if detail.get("waiting_list"):
        said[_("Waiting list")] = detail["waiting_list"]
    return said or {"": _("no date")}


def _outcome(answer, detail):
    return {detail.get("date", ""): _("held") if answer == "yes" else _("did not hold")}


def compared(before, after):
    """[(label, [Piece])] of the lines that differ between two answers of lines(), word by word."""
    labels = [*before, *(label for label in after if label not in before)]
    return [
        (label, pieces(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label) != after.get(label)
    ]


def pieces(was, became):
    """The words of both texts in reading order, each marked as gone, new or kept."""
    old, new = was.split(), became.split()
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(" ".join(old[i:j])))
            continue
        found += [Piece(" ".join(old[i:j]), "gone")] if j > i else []
        found += [Piece(" ".join(new[k:m]), "new")] if m > k else []
    return found
