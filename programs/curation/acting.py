"""Things done at the desk, and how each is taken back: an action holds what it said and what it changed."""

from collections import defaultdict
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Action, Assertion, Bounce, CatalogueVersion, Program, StaffLink
from .level import is_confirmed_iop
from .settle import AT_ONCE, settle_all

ADDED_BY_MISTAKE = _("It was added by mistake.")
LONGEST_NOTE = 300


class UndoRefusedError(ValidationError):
    """It cannot be taken back now; the message says why."""


class RestsOnItError(UndoRefusedError):
    """A program was published on the strength of it: `publishing` is the Action that is to be taken back first."""

    def __init__(self, publishing):
        super().__init__(
            _("%(program)s was published since, on the strength of this. Take back the publishing first.")
            % {"program": publishing.program.name}
        )
        self.publishing = publishing


def act(kind, *, program=None, by=None, via="", note="", moment=None):
    """Begin an action, inside the caller's transaction; hand it to record, retract, change and add_program."""
    at = moment or timezone.now()
    return Action.objects.create(kind=kind, program=program, by=by, via=via, note=note[:LONGEST_NOTE], at=at)


def change(program, action=None, **columns):
    """Write columns that are no curated facts (status, name, merged_into_id) and keep in the action what they were."""
    change_all([(program, columns)], action)


def change_all(changes, action=None):
    """As change(), of many: [(program, {column: value})]. What becomes alike is written in one statement."""
    news = [(program, columns) for program, columns in changes if columns != _are(program, columns)]
    if not news:
        return
    if action:
        for program, columns in news:
            _note(action, program, columns)
        keep(action)
    alike = defaultdict(list)
    for program, columns in news:
        for name, value in columns.items():
            setattr(program, name, value)
        program.was_public = program.was_public or program.is_public
        alike[*columns.items(), ("was_public", program.was_public)].append(program.pk)
    for columns, numbers in alike.items():
        Program.objects.filter(pk__in=numbers).update(**dict(columns))
    CatalogueVersion.bump()


def _are(program, names):
    return {name: getattr(program, name) for name in names}


def _note(action, program, columns):
    kept = action.changes.setdefault(str(program.pk), {})
    for name, value in columns.items():
        kept[name] = [kept.get(name, [getattr(program, name)])[0], value]


def keep(action):
    """Write the columns noted in the action: now, or once at the end of `gathering`."""
    if not action.is_gathering:
        action.save(update_fields=["changes"])


@contextmanager
def gathering(action):
    """Inside, what the action changes is only noted, and written at the end: an import changes thousands of columns."""
    action.is_gathering = True
    yield action
    action.is_gathering = False
    keep(action)


@transaction.atomic
def undo(action, *, on, by=None, tell=None):
    """Take back an action, or the taking back of one. Returns the action of undoing.

    Retracts what it said, puts back the columns that it changed and marks it, so that whatever hangs on it no longer
    counts. Raises UndoRefusedError where it is taken back already, where somebody has changed the same columns or
    sent the same link since, and RestsOnItError. `tell(done, of)` hears how far a long one has come.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.undone:
        raise UndoRefusedError(_("This has been taken back already."))
    if action.is_final:
        raise UndoRefusedError(_("This cannot be taken back."))
    action = Action.objects.select_for_update().get(pk=action.last().pk)  # what was brought back: the bringing back
    _refuse_an_older_link(action)
    spoken_of = Assertion.objects.filter(action=action).order_by().values_list("program_id", flat=True).distinct()
    numbers = sorted({*spoken_of, *map(int, action.changes)})
    resting = _published_since(action, numbers, on)
    undoing = Action.objects.create(kind=Action.Kind.UNDO, program=action.program, by=by, undoes=action)
    with gathering(undoing):
        for start in range(0, len(numbers), AT_ONCE):
            programs = _locked(numbers[start : start + AT_ONCE])
            _put_back(programs, action, undoing)
            settle_all(_take_back(programs, action, undoing, on, by), on)
            for number in resting.keys() & programs.keys():
                if not is_confirmed_iop(programs[number], on):
                    raise RestsOnItError(resting[number])
            if tell:
                tell(start + len(programs), len(numbers))
    settle_all(Program.objects.filter(pk__in=_joined(action)), on)
    _mark(action, undone=True)
    CatalogueVersion.bump()
    return undoing


def _locked(numbers):
    """{number: Program} in order."""
    return Program.objects.select_for_update().order_by("pk").in_bulk(numbers)


def _joined(action):
    """Numbers of the programs that the action merged or parted, and of those that they were merged into."""
    moved = {
        int(number): columns["merged_into_id"]
        for number, columns in action.changes.items()
        if "merged_into_id" in columns
    }
    return {*moved, *(number for ends in moved.values() for number in ends if number)}


def _refuse_an_older_link(action):
    """Of a link only what was done to it last can be taken back: an earlier letter opens nothing any more."""
    first = action.first()
    hanging = {
        Action.Kind.LINK: StaffLink.objects.filter(made_in=first),
        Action.Kind.END_LINK: StaffLink.objects.filter(ended_in=first),
        Action.Kind.BOUNCE: Bounce.objects.filter(noted_in=first).exclude(over_in__undone=False),
    }
    if first.kind in hanging and not hanging[first.kind].exists():
        raise UndoRefusedError(_("The link has been sent again since. Take that back, or end the link."))


def _published_since(action, numbers, on):
    """number -> the Action by which a program was published as a confirmed one, while somebody's word confirms it."""
    later = Action.objects.standing().filter(kind=Action.Kind.STATUS, program__in=numbers, pk__gt=action.pk)
    return {
        status.program_id: status
        for status in later.select_related("program").order_by("pk")
        if status.changes.get(str(status.program_id), {}).get("status", [""])[-1] == Program.Status.CONFIRMED
        and status.program.status == Program.Status.CONFIRMED
        and is_confirmed_iop(status.program, on)
    }


def _mark(action, *, undone):
    """An action taken back takes back in turn what it had taken back itself, and so on down."""
    Action.objects.filter(pk=action.pk).update(undone=undone)
    if action.undoes_id:
        _mark(action.undoes, undone=not undone)


def _put_back(programs, action, undoing):
    """programs: {number: Program}."""
    changes = []
    for number, program in programs.items():
        kept = action.changes.get(str(number), {})
        if any(getattr(program, name) != after for name, (_before, after) in kept.items()):
            raise UndoRefusedError(
                _("%(program)s has been changed since. Take back the later change first.") % {"program": program.name}
            )
        columns = {name: before for name, (before, _after) in kept.items()}
        if columns.get("status") == "":  # it was not there before
            columns |= {"status": Program.Status.WITHDRAWN, "withdrawn_because": str(ADDED_BY_MISTAKE)}
        changes.append((program, columns))
    change_all(changes, undoing)


def _take_back(programs, action, undoing, on, by):
    """Retract what the action said and nobody has retracted; the programs of which there was anything."""
    said = list(Assertion.objects.filter(program__in=programs, action=action).order_by("pk"))
    gone = _retracted(programs) if said else set()
    retractions = [
        Assertion(
            program_id=assertion.program_id, fact=assertion.fact, answer=Assertion.Said.RETRACTED, retracts=assertion,
            source_id=assertion.source_id, method=assertion.method, said_on=on, recorded_by=by, action=undoing,
        )
        for assertion in said
        if assertion.pk not in gone
    ]  # fmt: skip
    Assertion.objects.bulk_create(retractions)
    return [programs[number] for number in dict.fromkeys(retraction.program_id for retraction in retractions)]


def _retracted(numbers):
    """Numbers of assertions, retractions among them, that a standing retraction takes back."""
    gone: set[int] = set()
    retractions = Assertion.objects.filter(program__in=numbers).exclude(retracts=None)
    rows = list(retractions.order_by("recorded_at", "pk").values_list("pk", "retracts_id"))
    for pk, target in reversed(rows):
        if pk not in gone:
            gone.add(target)
    return gone
