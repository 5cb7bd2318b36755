"""A program from scratch."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ...curation.editing import AddForm, VoiceForm, add
from ...models import Organization
from .door import desk


@desk("record_facts")
def adding(request):
    """The first send looks for its double; the second, with the box ticked, adds it all the same."""
    on = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form, voice = AddForm(data), VoiceForm(data, on=on, usual=request.session.get("voice"))
    alike = []
    if data:
        holds = form.is_valid()
        if voice.is_valid() and holds:
            alike = form.alike
            if not alike or form.cleaned_data["is_another"]:
                added = _added(request, form, voice, on)
                if added:
                    return added
    context = {"form": form, "voice": voice, "alike": alike, "organizations": _organizations()}
    status = 400 if form.errors or voice.errors else 409 if alike else 200
    return render(request, "desk/add.html", context, status=status)


def _added(request, form, voice, on):
    try:
        program = add(form, voice.voice, on=on, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    request.session["voice"] = voice.usual
    if form.place["pin"] == "exact":
        messages.success(request, _("Added as a lead, with its pin at the door."))
    else:
        messages.success(request, _("Added as a lead. Its pin is about: the middle of its ZIP code or town."))
    return redirect("desk-program", program.slug)


def _organizations():
    return Organization.objects.values_list("name", flat=True)
