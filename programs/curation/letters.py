"""Letters: plain text. Those to a program's own staff have each its link, and the way to stop reminders."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from . import staff_links


def address(name, *arguments):
    """A page's whole address. Letters are also written where nobody has asked for a page."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=arguments)


def invitation(link):
    """The first letter of a link, and the one that brings a new link to who asks."""
    subject = _("%(program)s: please check what we tell patients") % {"program": _on_one_line(link.program.name)}
    return _letter("staff_link", subject, link, {"program": link.program, "link": _way_in(link), "until": link})


def reminder(due):
    """One letter for one address, however many programs it keeps. `due`: see reminding.due."""
    first = due.links[0].link
    entries = [{"program": one.link.program, "link": _way_in(one.link), "labels": one.labels} for one in due.links]
    names = {entry["program"].name for entry in entries}
    subject = (
        _("%(program)s: a minute to keep it true") % {"program": _on_one_line(names.pop())}
        if len(names) == 1
        else _("Your programs: a minute to keep them true")
    )
    stop = address("stop-reminders", staff_links.stop_token(first))
    # RFC 8058: mail programs send one POST to this address when somebody presses their own "unsubscribe".
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _letter("reminder", subject, first, {"entries": entries, "stop": stop, "until": first}, headers)


def second_factor_reset(user):
    """So that nobody's second factor goes without their hearing of it."""
    text = render_to_string("mail/second_factor_reset.txt", {"forgot": address("account_reset_password")})
    return EmailMessage(_("Your second factor was reset"), text, to=[user.email])


def try_to_send(letter):
    """Whether it went off."""
    try:
        letter.send()
    except OSError:  # of which what mail servers say is a kind
        return False
    return True


def _letter(template, subject, link, context, headers=None):
    text = render_to_string(f"mail/{template}.txt", {**context, "site": settings.SITE_ADDRESS})
    return EmailMessage(subject, text, to=[link.email], headers=headers or {})


def _way_in(link):
    return address("staff-update", staff_links.token(link))


def _on_one_line(text):
    return " ".join(text.split())
