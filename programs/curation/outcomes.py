"""What clinicians tell of their calls: it waits until a curator knows who they are, and is evidence from then on."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Assertion, Clinician, OutcomeReport, Report, Source, Term
from . import reporting
from .recording import Claim, record

What = OutcomeReport.What
MOST_A_DAY = 30  # reports of one account; a discharge planner makes some ten calls
A_DAY = timedelta(days=1)
TOLD_FOR_DAYS = 180  # who remembers a call of half a year ago
OF_A_DATE = (What.KEPT, What.BROKEN, What.GIVEN)


@transaction.atomic
def report(clinician, program, what, *, called_on, on, moment, intake_on=None, plan=""):
    """Keep what happened; it counts at once where the account is verified. The same twice is one report, at once too.

    Raises ValidationError {field: message} for what cannot be, and for more in a day than one makes calls.
    """
    intake_on = intake_on if what in OF_A_DATE else None
    plan = plan if what == What.NOT_THE_PLAN else ""
    _check(what, called_on, intake_on, plan, on)
    clinician = (
        Clinician.objects.select_for_update(of=("self",)).select_related("user", "verified_in").get(pk=clinician.pk)
    )
    same = {"program": program, "what": what, "called_on": called_on, "intake_on": intake_on, "plan": plan}
    told = clinician.outcomes.filter(**same).first()
    if told is None:
        if clinician.outcomes.filter(made_at__gt=moment - A_DAY).count() >= MOST_A_DAY:
            raise ValidationError(_("That is enough for one day. Please go on tomorrow."))
        told = OutcomeReport.objects.create(clinician=clinician, made_at=moment, **same)
        if what == What.WRONG_NUMBER:
            _ask_a_curator(told, on)
    if clinician.is_verified:
        record_waiting(clinician, on=on)
        told.refresh_from_db()
    return told


def _check(what, called_on, intake_on, plan, on):
    problems = {}
    if called_on > on:
        problems["called_on"] = _("That day is still to come.")
    elif called_on < on - timedelta(days=TOLD_FOR_DAYS):
        problems["called_on"] = _("That is more than half a year ago.")
    if what in OF_A_DATE:
        problems |= _mistaken_date(what, called_on, intake_on, on)
    if plan and not Term.objects.filter(vocabulary="insurance", code=plan).exists():
        problems["plan"] = _("There is no such plan in our list.")
    if problems:
        raise ValidationError(problems)


def _mistaken_date(what, called_on, intake_on, on):
    if intake_on is None:
        return {"intake_on": _("Which day was named?")}
    if intake_on < called_on:
        return {"intake_on": _("That is before the call.")}
    if what == What.KEPT and intake_on > on:
        return {"intake_on": _("That day is still to come, so it cannot have taken place.")}
    if intake_on > on + timedelta(days=TOLD_FOR_DAYS):
        return {"intake_on": _("That is more than half a year away.")}
    return {}


def _ask_a_curator(told, on):
    """A wrong number settles nothing, whoever says it: a curator calls."""
    text = _("Told by a clinician with an account.")
    reporting.report(told.program, Report.What.WRONG_NUMBER, once=f"outcome {told.pk}", on=on, text=text)


@transaction.atomic
def record_waiting(clinician, *, on):
    """Make evidence of all that this verified account told and that does not count yet. Returns how many reports."""
    waiting = list(waiting_of(clinician))
    for told in waiting:
        claims = _claims(told)
        if claims:
            record(
                told.program, claims, source=_voice(clinician), method=Assertion.Method.CLINICIAN,
                said_on=told.called_on, on=on, by=clinician.user, action=clinician.verified_in,
            )  # fmt: skip
        told.recorded_in = clinician.verified_in
        told.save(update_fields=["recorded_in"])
    return len(waiting)


def waiting_of(clinician):
    """Reports of theirs that weigh nothing yet, or no more; oldest first."""
    idle = Q(recorded_in=None) | Q(recorded_in__undone=True)
    return clinician.outcomes.filter(idle).select_related("program").order_by("made_at", "pk")


def _claims(told):
    """What follows for the catalogue: whether a day held, a plan that they do not take. From the rest nothing does."""
    if told.what in (What.KEPT, What.BROKEN):
        detail = {"date": told.intake_on.isoformat(), "called_on": told.called_on.isoformat()}
        return [Claim("intake-outcome", "yes" if told.what == What.KEPT else "no", detail)]
    if told.what == What.NOT_THE_PLAN and told.plan:
        return [Claim(f"insurance:{told.plan}", "no")]
    return []


def _voice(clinician):
    """Each account is one voice, however much it tells."""
    return Source.objects.get_or_create(kind=Source.Kind.CLINICIAN, name=clinician.voice, url="", published_on=None)[0]
