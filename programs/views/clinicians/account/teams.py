"""Teams: made, looked at, joined by a letter, left."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....curation.letters import address, try_to_send
from ....referral import team as work
from ...once import OnceField, of_the_copy
from ...typed import number_in
from .door import clinicians_only, fill_in, not_there_any_more


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of the team"), required=False, max_length=80,
        help_text=gettext_lazy("Such as the ward’s. Everybody whom you invite reads it."),
    )  # fmt: skip


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Colleague’s e-mail"), max_length=254,
        help_text=gettext_lazy("They get a letter with a link that works for seven days, for this address alone."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    once = OnceField()


@clinicians_only
def teams(request, clinician):
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect("clinicians-team", work.make(clinician, form.cleaned_data["name"]).pk)
        except ValidationError as error:
            fill_in(form, error)
    context = {"form": form, "memberships": clinician.memberships.select_related("team")}
    return render(request, "clinicians/account/teams.html", context)


@clinicians_only
def team(request, clinician, number):
    """Who is in it and what they share. Who leads it invites, and withdraws letters that nobody has answered."""
    own = get_object_or_404(clinician.memberships.select_related("team"), team__pk=number)
    form = InviteForm(request.POST if "email" in request.POST else None, initial={"once": of_the_copy()})
    if request.method == "POST":
        if not own.leads:
            raise PermissionDenied
        if _done(request, own, form):
            return redirect("clinicians-team", number)
    still, ended = work.unanswered(own.team, timezone.now())
    context = {
        "own": own, "team": own.team, "form": form,
        "memberships": own.team.memberships.select_related("clinician__user").order_by("pk"),
        "shortlists": own.team.shortlists.select_related("owner__user").prefetch_related("entries"),
        "invitations": still, "ended": ended,
    }  # fmt: skip
    return render(request, "clinicians/account/team.html", context)


def _done(request, own, form):
    moment = timezone.now()
    if "withdraw" in request.POST:
        invitation = own.team.invitations.filter(pk=number_in(request.POST, "withdraw"), accepted_at=None).first()
        if invitation:
            work.withdraw(invitation, moment)
            messages.success(request, _withdrawn() % {"email": invitation.email})
        return True
    if not form.is_valid():
        return False
    email, once = form.cleaned_data["email"], form.cleaned_data["once"]
    try:
        invitation = work.invite(own.team, email, by=own.clinician, moment=moment, once=once)
    except ValidationError as error:
        fill_in(form, error)
        return False
    if invitation is None or _is_sent(invitation):
        messages.success(request, _("Sent to %(email)s.") % {"email": email})
    else:
        work.forget(invitation)
        messages.error(request, _("The letter could not be sent. Please try again later."))
    return True


def _withdrawn():
    return _("Withdrawn: the letter to %(email)s opens nothing any more. “Invite again” sends another one.")


def _is_sent(invitation):
    context = {"invitation": invitation, "link": address("clinicians-join", work.token(invitation))}
    text = render_to_string("mail/team_invitation.txt", context)
    return try_to_send(EmailMessage(_("A colleague invites you to a team"), text, to=[invitation.email]))


@clinicians_only
def join(request, clinician, token):
    """Looking does not join: programs for mail open links before people do."""
    invitation = work.read(token)
    if invitation is None:
        raise Http404
    is_other = not work.is_for(invitation, request.user)
    if not is_other and invitation.team.memberships.filter(clinician=clinician).exists():
        return redirect("clinicians-team", invitation.team_id)
    if is_other or not work.is_open(invitation, timezone.now()):
        return render(request, "clinicians/account/cannot_join.html", {"is_other": is_other}, status=410)
    if request.method == "POST":
        work.join(invitation, clinician, moment=timezone.now())
        return redirect("clinicians-team", invitation.team_id)
    return render(request, "clinicians/account/join.html", {"invitation": invitation})


@clinicians_only
def part(request, clinician, number, member):
    """Leave, or as who leads it remove somebody; asked first."""
    own = clinician.memberships.select_related("team").filter(team__pk=number).first()
    leaving = own and own.team.memberships.select_related("clinician__user").filter(pk=member).first()
    if leaving is None:
        return not_there_any_more(request, _("You are not in that team any more, or they are not."))
    is_self = leaving.pk == own.pk
    if not is_self and not own.leads:
        raise PermissionDenied
    if request.method == "POST":
        work.part(leaving)
        messages.success(request, _("You have left the team.") if is_self else _("They have been removed."))
        return redirect("clinicians-account") if is_self else redirect("clinicians-team", number)
    context = {
        "leaving": leaving, "team": own.team, "is_self": is_self,
        "taken_along": own.team.shortlists.filter(owner=leaving.clinician).count(),
        "is_last": own.team.memberships.count() == 1,
    }  # fmt: skip
    return render(request, "clinicians/account/part.html", context)
