"""What a program's own staff see and send by the link in a letter: no account, no script, one minute on a phone."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..curation import letters, staff_links
from ..curation.sections import SECTIONS
from ..curation.staff_words import WAITS, Words, confirm, everything, hear, is_heard, stated
from ..search import current
from .caching import kept_by_nobody
from .fact_names import fact_name
from .staff_forms import IntakeForm, NameForm, SectionForm, answers_of, held_of
from .staff_page import parts, waiting

ASKED_APART = ("intake", "intake-outcome")
CORRECTED = tuple(section.name for section in SECTIONS if section.name not in ASKED_APART)


def by_link(view):
    """The view gets the link that the address holds. Whoever has an old one, or none, is told what to do."""

    @wraps(view)
    @kept_by_nobody
    def came_in(request, token, *args, **kwargs):
        link, is_newest = staff_links.read(token)
        if link is None or not is_newest or not staff_links.is_open(link, timezone.now()):
            return ended(request, token, link)
        return view(request, link, *args, **kwargs)

    return came_in


def ended(request, token, link):
    can_ask = link is not None and not link.is_ended
    context = {"token": token if can_ask else "", "program": link.program if link else None}
    return render(request, "update/ended.html", context, status=410 if link else 404)


@by_link
def update(request, link):
    """Looking changes nothing: mail programs open links before people do."""
    on, program = timezone.localdate(), link.program
    answers = stated(program, on)
    is_sent = request.method == "POST"
    form = IntakeForm(request.POST if is_sent else None, program=program, held=held_of("intake", answers), on=on)
    if is_sent and form.is_valid():
        is_all = request.POST.get("do") == "all"
        words = form.say(everything(program, on) if is_all else Words())
        if _heard(request, form, link, words, keep=confirm if is_all else hear):
            return redirect("staff-update", staff_links.token(link))
    context = {
        "form": form, "link": link, "program": program, "token": staff_links.token(link),
        "parts": parts(answers, current().vocabularies), "waiting": waiting(link, current().vocabularies),
        "promises": {"kept": program.intakes_kept, "all": program.intakes_kept + program.intakes_broken},
    }  # fmt: skip
    return render(request, "update/update.html", context)


@by_link
def update_section(request, link, section):
    """Correct one section, or the name."""
    form = _section_form(request, link, section)
    if form.is_bound and form.is_valid() and _heard(request, form, link, form.words):
        return redirect("staff-update", staff_links.token(link))
    context = {
        "form": form, "program": link.program, "token": staff_links.token(link), "section": section,
        "label": _("Name") if section == "name" else form.section.label, "waits": section in {*WAITS, "name"},
    }  # fmt: skip
    return render(request, "update/section.html", context)


def _section_form(request, link, section):
    data = request.POST if request.method == "POST" else None
    if section == "name":
        return NameForm(data, initial={"name": link.program.name})
    if section not in CORRECTED:
        raise Http404
    answers = stated(link.program, timezone.localdate())
    return SectionForm(data, section=section, held=held_of(section, answers), answers=answers_of(section, answers))


def _heard(request, form, link, words, keep=hear):
    """Whether it was kept; what cannot be kept is said above the form."""
    try:
        heard = keep(link, words, moment=timezone.now(), on=timezone.localdate())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    for message in _thanks(heard, is_heard(link, timezone.localdate())):
        messages.success(request, message)
    return True


def _thanks(heard, is_written):
    """Who sends the same again is thanked as before: it may be one press that was two."""
    is_nothing_new = not (heard.action or heard.proposals or heard.left_out)
    if heard.action or (is_nothing_new and is_written):
        yield _("Thank you. This is written down, with today’s date.")
    if heard.proposals:
        count = len(heard.proposals)
        yield ngettext(
            "%(count)s change waits until we have checked it.", "%(count)s changes wait until we have checked them.",
            count,
        ) % {"count": count}  # fmt: skip
    if heard.left_out:
        names = ", ".join(str(fact_name(fact, current().vocabularies)) for fact in heard.left_out)
        yield _("Not taken over, because of a rule about what may be said: %(facts)s.") % {"facts": names}
    if is_nothing_new and not is_written:
        yield _("There was nothing new in it, so nothing has changed.")


@require_POST
@kept_by_nobody
def new_link(request, token):
    """Whoever has a link that ended may have a new one, sent to the address that the old one went to."""
    link, _is_newest = staff_links.read(token)
    moment = timezone.now()
    if link is None or link.is_ended:
        return ended(request, token, link)
    problem, is_due = "", staff_links.may_ask_again(link, moment) and staff_links.claim(link, moment)
    if is_due and not letters.try_to_send(letters.invitation(link)):
        staff_links.let_go(link)
        problem = _("The letter could not be sent just now. Please try again later.")
    return render(request, "update/sent.html", {"problem": problem})


@csrf_exempt
@kept_by_nobody
def stop_reminders(request, token):
    """One press, also by a mail program itself (RFC 8058), which knows no cookie: the token says whose it is."""
    link = staff_links.stopping(token)
    if link is None:
        raise Http404
    if request.method == "POST":
        if "resume" in request.POST:
            staff_links.resume(link)
        else:
            staff_links.stop(link, timezone.now())
        link.refresh_from_db()
    return render(request, "update/stop.html", {"is_stopped": link.stopped_at is not None})
