"""A rule set aside for one fact of one program: somebody asks with a reason, somebody else agrees."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..models import Action, Override
from .acting import act
from .rule_book import rules

LONGEST_REASON = 300


@transaction.atomic
def ask(program, code, fact, reason, *, by):
    """The Override, which does nothing yet. Raises ValidationError {field: [problems]}."""
    rule = next((rule for rule in rules() if rule.code == code), None)
    if rule is None:
        raise ValidationError({"rule": [_("Choose the rule to set aside.")]})
    if not rule.speaks_of(fact):
        raise ValidationError({"fact": [_("The rule does not speak of this fact.")]})
    if not reason.strip():
        raise ValidationError({"reason": [_("Say why: the second person decides by it.")]})
    reason = reason.strip()[:LONGEST_REASON]
    action = act(Action.Kind.OVERRIDE, program=program, by=by, note=reason)
    return Override.objects.create(program=program, rule=code, fact=fact, reason=reason, action=action)


@transaction.atomic
def agree(override, *, by):
    """From now on the rule is set aside for that fact. The Action, which can be taken back by itself."""
    override = Override.objects.select_for_update().select_related("action").get(pk=override.pk)
    if override.action.by_id == by.pk:
        raise ValidationError(_("A second person agrees, not the one who asked."))
    if not Override.objects.waiting().filter(pk=override.pk).exists():
        raise ValidationError(_("This has been decided already."))
    override.agreed_in = act(Action.Kind.OVERRIDE, program=override.program, by=by, note=override.reason)
    override.save(update_fields=["agreed_in"])
    return override.agreed_in
