"""Two records of one program become one. No word is moved: the one that stays is settled from what both were told."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Action, NotTheSame, Program
from .acting import act, change
from .settle import settle

Status = Program.Status
SURENESS = (Status.LEAD, Status.LISTED, Status.CONFIRMED)
MERGED = _("It is the same program as %(name)s.")


@transaction.atomic
def merge(gone, *, into, on, by=None, note=""):
    """Withdraw one and let its address lead to the other, which takes over all that was said of it. The Action.

    What was merged into the one that goes comes along. The one that stays is shown to the public when either was.
    Raises ValidationError where one of them is gone already.
    """
    both = Program.objects.select_for_update().in_bulk(sorted((gone.pk, into.pk)))
    if len(both) < 2:
        raise ValidationError(_("A program is not merged with itself."))
    gone, stays = both[gone.pk], both[into.pk]
    if Status.WITHDRAWN in (gone.status, stays.status):
        raise ValidationError(_("One of the two is not listed any more."))
    surest = max(gone.status, stays.status, key=lambda status: SURENESS.index(Status(status)))
    action = act(Action.Kind.MERGE, program=stays, by=by, note=note or f"{gone.name} → {stays.name}")
    because = str(MERGED % {"name": stays.name})[:200]
    change(gone, action, status=Status.WITHDRAWN, withdrawn_because=because, merged_into_id=stays.pk)
    for earlier in gone.merged.select_for_update():
        change(earlier, action, merged_into_id=stays.pk)
    change(stays, action, status=surest)
    settle(gone, on)
    return action


@transaction.atomic
def tell_apart(one, other, *, by=None, note=""):
    """Remember that two programs which look alike are two. The Action."""
    if one.pk == other.pk:
        raise ValidationError(_("A program is not compared with itself."))
    first, second = sorted((one, other), key=lambda program: program.pk)
    note = note or f"{first.name} ≠ {second.name}"
    action = act(Action.Kind.NOT_THE_SAME, program=first, by=by, note=note)
    NotTheSame.objects.create(one=first, other=second, action=action)
    return action
