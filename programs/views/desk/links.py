"""The staff links of one program: made and sent, sent again, ended; and whether mail came back."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...curation import letters, staff_links
from ...models import Program
from ..once import LONGEST, OnceField, of_the_copy
from ..typed import number_in
from .door import desk


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the program’s staff"), max_length=254,
        help_text=gettext_lazy("Ask on the phone for it, at a number that we held before. Whoever reads it answers."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    once = OnceField()


@desk("record_facts")
def links(request, slug):
    program = get_object_or_404(Program.objects.select_related("organization", "site"), slug=slug)
    moment = timezone.now()
    do = request.POST.get("do", "")
    once = of_the_copy()
    form = LinkForm(request.POST if do == "make" else None, initial={"once": once})
    if do == "make" and form.is_valid():
        _send(request, program, form.cleaned_data["email"], moment)
        return redirect("desk-links", slug)
    if do in DONE:
        DONE[do](request, get_object_or_404(program.staff_links, pk=number_in(request.POST, "link")), moment)
        return redirect("desk-links", slug)
    kept = program.staff_links.select_related("made_in__by", "ended_in")
    bounces = staff_links.bounces_of([link.email for link in kept])
    rows = [(link, staff_links.is_open(link, moment), bounces[link.email]) for link in kept]
    return render(request, "desk/links.html", {"program": program, "form": form, "rows": rows, "once": once})


def _send(request, program, email, moment):
    """A link by a letter; the same copy of the form sent again, the letter that is on its way already."""
    once = request.POST.get("once", "")[:LONGEST]
    link = staff_links.make_link(program, email, moment=moment, by=request.user, once=once)
    if link is None or letters.try_to_send(letters.invitation(link)):
        messages.success(request, _("Sent to %(email)s.") % {"email": email})
    else:
        staff_links.not_sent(link)
        messages.error(request, _("The link is made, but the letter could not be sent. Send it again later."))


def _again(request, link, moment):
    """A fresh link to the same address; the one before ends."""
    _send(request, link.program, link.email, moment)


def _end(request, link, moment):
    staff_links.end(link, moment=moment, by=request.user)
    messages.success(request, _("Ended. “Send again” makes a new one."))


def _bounced(request, link, moment):
    if not link.has_bounced:
        staff_links.note_bounce(link.email, _("noted by a curator"), moment, by=request.user)
    messages.success(request, _("Noted. %(email)s gets no more reminders.") % {"email": link.email})


DONE = {"again": _again, "end": _end, "bounced": _bounced}
