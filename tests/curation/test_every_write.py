"""Every write: who, when, from what, and how it is taken back. A walk through all kinds of action."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.curation import Claim, act, add_program, publish, record, undo
from programs.curation.calling import Call, Outcome, put_off, write_down
from programs.curation.deciding import Finding, decide
from programs.curation.editing import Voice
from programs.curation.importing import layouts
from programs.curation.importing.applying import apply_import
from programs.curation.merging import merge, tell_apart
from programs.curation.overriding import ask
from programs.curation.reporting import report
from programs.curation.rule_book import rules
from programs.curation.staff_links import end, make_link, note_bounce
from programs.curation.staff_words import everything, hear
from programs.models import Action, Answer, Bounce, LookAgain, NotTheSame, Override, Program, Report, StaffLink
from tests.accounts import make_account
from tests.builders import ON, make_program, make_source
from tests.federal_files import findtreatment, listing

pytestmark = pytest.mark.django_db
Kind = Action.Kind
PHONE = Voice("phone", ON)


def call(program, by, _folder):
    told = Call(Outcome.REACHED, name="Ana", role="intake", claims=[Claim("therapy:dbt")])
    return write_down(program, told, by=by, on=ON, moment=timezone.now())


def edit(program, by, _folder):
    action = act(Kind.EDIT, program=program, by=by, note="Ana, intake")
    source = make_source()
    record(program, [Claim("therapy:dbt")], source=source, method="phone", said_on=ON, on=ON, by=by, action=action)
    return action


def add(_program, by, _folder):
    action = act(Kind.ADD, by=by)
    add_program("New House", "New IOP", action=action)
    return action


def status(program, by, _folder):
    action = act(Kind.STATUS, program=program, by=by, note="It closed.")
    publish(program, Program.Status.LEAD, action=action)
    return action


def file(_program, by, folder):
    apply_import(layouts.read(findtreatment(folder, listing("OIT SA"))), on=ON, by=by)
    return Action.objects.get(kind=Kind.IMPORT)


def staff(program, by, _folder):
    link = make_link(program, "intake@example.org", moment=timezone.now(), by=by)
    return hear(link, everything(program, ON), moment=timezone.now(), on=ON).action


def link(program, by, _folder):
    return make_link(program, "intake@example.org", moment=timezone.now(), by=by).made_in


def ending(program, by, _folder):
    sent = make_link(program, "intake@example.org", moment=timezone.now(), by=by)
    return end(sent, moment=timezone.now(), by=by)


def bounce(program, by, _folder):
    make_link(program, "intake@example.org", moment=timezone.now(), by=by)
    note_bounce("intake@example.org", "unknown user", timezone.now(), by=by)
    return Bounce.objects.get().noted_in


def decision(program, by, _folder):
    report(program, Report.What.WRONG_PHONE, once="x", on=ON)
    found = Finding(PHONE, (Claim("contact", detail={"intake_phone": "978-555-0199"}),))
    return decide(list(Report.objects.all()), Report.Outcome.CHANGED, by=by, on=ON, found=found)


def merging(program, by, _folder):
    return merge(make_program("Its double", yes=["therapy:emdr"]), into=program, on=ON, by=by)


def apart(program, by, _folder):
    return tell_apart(program, make_program("Another"), by=by)


def look_again(program, by, _folder):
    return put_off(program, ON + timedelta(days=7), "On holiday", by=by, on=ON)


def override(program, by, _folder):
    rule, fact = next((rule.code, fact) for rule in rules() for fact in ("licence:bsas", "schedule", "level:iop")
                      if rule.speaks_of(fact))  # fmt: skip
    return ask(program, rule, fact, "Seen on paper", by=by).action


def taking_back(program, by, folder):
    return undo(edit(program, by, folder), on=ON, by=by)


WRITES = {
    Kind.CALL: call, Kind.EDIT: edit, Kind.ADD: add, Kind.STATUS: status, Kind.IMPORT: file, Kind.STAFF: staff,
    Kind.DECIDE: decision, Kind.MERGE: merging, Kind.NOT_THE_SAME: apart, Kind.LOOK_AGAIN: look_again,
    Kind.OVERRIDE: override, Kind.UNDO: taking_back, Kind.LINK: link, Kind.END_LINK: ending, Kind.BOUNCE: bounce,
}  # fmt: skip
BY_NO_ACCOUNT = {Kind.STAFF}
OF_ACCOUNTS = {"verify", "factor"}  # say nothing of a program; walked where accounts are


def stands():
    """All that holds of what can be done: answers, programs, and what hangs on actions."""
    answers = {
        (answer.program_id, answer.fact, answer.state, str(answer.assertion.detail))
        for answer in Answer.objects.holding(ON).select_related("assertion")
    }
    kept = Program.objects.exclude(status=Program.Status.WITHDRAWN)
    shown = set(kept.values_list("pk", "status", "name", "organization", "merged_into"))
    hanging = (
        LookAgain.objects.waiting(ON).count(), NotTheSame.objects.standing().count(),
        Override.objects.waiting().count(), Report.objects.decided().count(),
        [(link.email, link.nonce, link.has_bounced) for link in StaffLink.objects.all() if not link.is_ended],
    )  # fmt: skip
    return answers, shown, hanging


def test_every_kind_of_action_is_walked():
    assert set(WRITES) == set(Kind) - OF_ACCOUNTS


@pytest.mark.parametrize("kind", WRITES)
def test_who_when_from_what_and_back(kind, tmp_path):
    program, by = make_program("Elm Street IOP", yes=["therapy:cbt"]), make_account()
    earlier = timezone.now()
    before = stands() if kind not in MAKES_WHAT_IT_IS_OF else None
    action = WRITES[kind](program, by, tmp_path)
    action.refresh_from_db()
    assert action.kind == kind
    assert action.by == by or (kind in BY_NO_ACCOUNT and action.via)
    assert earlier <= action.at <= timezone.now()
    for said in action.assertions.all():
        assert said.source_id
        assert said.said_on
        assert said.recorded_by == action.by
    after = stands()
    undoing = undo(action, on=ON, by=by)
    assert undoing.by == by
    if before is not None:
        assert stands() == before
    assert (kind in UNSEEN) or stands() != after
    undo(undoing, on=ON, by=by)
    assert stands() == after


# What it is of (a second program, a link) is made first, and is not taken back with it.
MAKES_WHAT_IT_IS_OF = {Kind.MERGE, Kind.NOT_THE_SAME, Kind.UNDO, Kind.END_LINK, Kind.BOUNCE, Kind.STAFF}
# The same said again: the answers stay as they were.
UNSEEN = {Kind.STAFF}
