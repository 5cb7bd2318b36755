"""The rule book, what goes against it, and the rules that two people have set aside."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ...curation import undo
from ...curation.checking import findings_on
from ...curation.overriding import agree, ask
from ...curation.rule_book import rule, rules
from ...models import Action, Override, Program
from .door import desk
from .typed import typed

A_PAGE = 30
ASKED = ("program", "rule", "fact", "reason")


@desk()
def rule_book(request):
    """Every rule with its citation, and what the public sees that goes against one."""
    found = findings_on(timezone.localdate())
    wanted = request.GET.get("rule", "")
    listed = [(number, finding) for number, finding in found if wanted in ("", finding.rule.code)]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    programs = Program.objects.in_bulk({number for number, _finding in page.object_list})
    set_aside = set(Override.objects.in_force().values_list("program_id", "rule", "fact"))
    counts = Counter(finding.rule.code for _number, finding in found)
    context = {
        "rules": [(kept, counts[kept.code]) for kept in rules()],
        "page": page,
        "wanted": wanted if wanted in counts else "",
        "findings": [
            (programs[number], finding, (number, finding.rule.code, finding.fact) in set_aside)
            for number, finding in page.object_list
        ],
    }
    return render(request, "desk/rules.html", context)


@desk("record_facts")
def overrides(request):
    """Ask for an override; what waits for a second person; what is in force."""
    asked = {name: typed(request.POST or request.GET, name) for name in ASKED}
    problems = {}
    if request.method == "POST":
        try:
            return _ask(request, asked)
        except ValidationError as error:
            problems = error.message_dict
    kept = Override.objects.select_related("program", "action__by", "agreed_in__by").order_by("-pk")
    context = {
        "typed": asked,
        "problems": problems,
        "rules": rules(),
        "waiting": [(override, rule(override.rule)) for override in kept.waiting()],
        "in_force": [(override, rule(override.rule)) for override in kept.in_force()],
        "decided": _decided(),
    }
    return render(request, "desk/overrides.html", context, status=400 if problems else 200)


def _ask(request, asked):
    program = Program.objects.filter(slug=asked["program"].strip("/").rpartition("/")[2]).first()
    if program is None:
        raise ValidationError({"program": [_("There is no program of that address.")]})
    ask(program, asked["rule"], asked["fact"], asked["reason"], by=request.user)
    messages.success(request, _("Asked. It does nothing until a second person agrees."))
    return redirect("desk-overrides")


def _decided():
    """The last of what was asked, agreed to and taken back, newest first."""
    return Action.objects.latest_first().filter(kind=Action.Kind.OVERRIDE)[:10]


@desk("record_facts")
def decide_override(request, number):
    """A second person agrees, or declines: then what was asked is taken back."""
    override = get_object_or_404(Override, pk=number)
    if request.method != "POST":
        return redirect("desk-overrides")
    try:
        if request.POST.get("decision") == "agree":
            agree(override, by=request.user)
            messages.success(request, _("Agreed. The rule is set aside for this fact of this program."))
        else:
            undo(override.action, on=timezone.localdate(), by=request.user)
            messages.success(request, _("Declined."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("desk-overrides")
