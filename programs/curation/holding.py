"""Who is on the phone with whom: two curators are never sent to the same desk.

A desk is a program, and every other one whose intake is reached by the same number.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from ..models import Hold, Program

HELD_FOR = timedelta(minutes=30)


class HeldError(ValidationError):
    """Somebody else has that desk; `hold` says who, and until when."""

    def __init__(self, hold):
        self.hold = hold
        words = {
            "who": hold.curator.email,
            "program": hold.program.name,
            "until": time_format(timezone.localtime(hold.until), "TIME_FORMAT"),
        }
        super().__init__(_("%(who)s has %(program)s until %(until)s. It is the same desk.") % words)


def desk_number():
    """An expression: the number by which a program's intake is reached; null where none is known."""
    intake, front = (NullIf(name, Value(""), output_field=CharField()) for name in ("intake_phone", "main_phone"))
    return Coalesce(intake, front)


def _same_desk(program):
    number = Program.objects.filter(pk=program.pk).values_list(desk_number(), flat=True).first()
    desks = Program.objects.annotate(desk=desk_number())
    return desks.filter(Q(pk=program.pk) | Q(desk=number)) if number else desks.filter(pk=program.pk)


def holds(moment):
    """Every hold of that moment, with its curator and program, in one query."""
    return list(Hold.objects.at(moment).select_related("curator", "program__site").order_by("until"))


def hold_of(program, moment, but=None):
    """The Hold that stands on a program's desk, of anybody (`but` somebody); None where it is free."""
    standing = Hold.objects.at(moment).filter(program__in=_same_desk(program)).select_related("curator", "program")
    return standing.exclude(curator=but).first() if but else standing.first()


@transaction.atomic
def take(program, curator, moment):
    """The curator has this desk for half an hour from now. Raises HeldError where another one has it."""
    # The rows of a desk are locked in one order, so that of two who take it at once one waits and is told.
    list(_same_desk(program).order_by("pk").select_for_update().values_list("pk", flat=True))
    others = hold_of(program, moment, but=curator)
    if others:
        raise HeldError(others)
    hold, _made = Hold.objects.update_or_create(
        program=program, defaults={"curator": curator, "until": moment + HELD_FOR}
    )
    return hold


def release(program, curator):
    """Put the desk back. What another curator holds stays held."""
    Hold.objects.filter(program=program, curator=curator).delete()
