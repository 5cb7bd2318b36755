"""Links by which a program's own staff come in without an account: made, renewed, revoked, and read from an address."""

from collections import defaultdict
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction

from ..models import Action, Bounce, Program, StaffLink
from .acting import act
from .nonce import nonce_of

WORKS_FOR = timedelta(days=30)
BETWEEN_LETTERS = timedelta(hours=1)
COMING_IN = Signer(salt="programs.staff-link", sep=".")
# Nobody comes in by this one, and it never ends: it stands in letters, whose links have long been renewed.
STOPPING = Signer(salt="programs.stop-reminders", sep=".")


@transaction.atomic
def make_link(program, email, *, moment, by=None, once=""):
    """A link for that address, fresh for 30 days; the one it has already, renewed. Mail may go there again.

    An action, `made_in`: taken back, the link is ended, and what had come back counts again. The letter that brings it
    cannot be taken back. None where the form with this `once` has made it already and it opens: its letter is on its
    way. Where that one was ended, another one, so that an address which was ended stays so.
    """
    email = email.strip().lower()
    program = Program.objects.select_for_update().get(pk=program.pk)
    link = program.staff_links.select_related("made_in", "ended_in").filter(email=email).first()
    link, nonce = link or StaffLink(program=program, email=email), nonce_of(once, program.pk, email)
    if link.nonce == nonce:
        if is_open(link, moment):
            return None
        nonce = nonce_of("")
    link.made_in, link.ended_in = act(Action.Kind.LINK, program=program, by=by, note=email, moment=moment), None
    for name, value in _thirty_days(moment, nonce).items():
        setattr(link, name, value)
    link.save()
    Bounce.objects.standing().filter(email=email).update(over_in=link.made_in)
    return link


def claim(link, moment, **columns):
    """Renew it for a letter that is to bring it, unless somebody was quicker: of two at once one letter goes out."""
    fresh = _thirty_days(moment, nonce_of(""))
    mine = StaffLink.objects.filter(pk=link.pk, made_at=link.made_at).update(**columns, **fresh)
    link.nonce, link.expires_at = fresh["nonce"], fresh["expires_at"]
    return bool(mine)


def let_go(link):
    """The letter did not go off: the next one may be tried at once. link: as it was claimed."""
    StaffLink.objects.filter(pk=link.pk).update(made_at=link.made_at, reminded_at=link.reminded_at)


def not_sent(link):
    """The letter of a link just made did not go off: the form that made it may try again."""
    StaffLink.objects.filter(pk=link.pk, nonce=link.nonce).update(nonce=nonce_of(""))


def _thirty_days(moment, nonce):
    """The columns of a link that begins anew; addresses sent before end."""
    return {"nonce": nonce, "made_at": moment, "expires_at": moment + WORKS_FOR}


@transaction.atomic
def end(link, *, moment, by=None):
    """Nobody comes in by it any more. An action: taken back, the same address opens it again until it expires.

    Returns it; where somebody was quicker, theirs.
    """
    link = StaffLink.objects.select_for_update(of=("self",)).select_related("program").get(pk=link.pk)
    if link.ended_in and not link.ended_in.undone:
        return link.ended_in
    link.ended_in = act(Action.Kind.END_LINK, program=link.program, by=by, note=link.email, moment=moment)
    link.save(update_fields=["ended_in"])
    return link.ended_in


def token(link):
    return COMING_IN.sign_object([link.pk, link.nonce])


def read(text):
    """(link, is_newest) of a token; (None, False) of a text that we never signed, or whose link is gone."""
    try:
        number, nonce = COMING_IN.unsign_object(text)
    except (BadSignature, ValueError):
        return None, False
    links = StaffLink.objects.select_related("program__organization", "program__site", "made_in", "ended_in")
    link = links.filter(pk=number).first()
    return link, link is not None and link.nonce == nonce


def is_open(link, moment):
    """Whether one may come in by it now."""
    return not link.is_ended and link.expires_at > moment


def may_ask_again(link, moment):
    """Whether whoever has an old link may have a new one sent, to the same address as before."""
    return not link.is_ended and link.made_at <= moment - BETWEEN_LETTERS


def stop_token(link):
    return STOPPING.sign_object(link.pk)


def stopping(text):
    """The link whose letters are to stop; None of a text that we never signed."""
    try:
        number = STOPPING.unsign_object(text)
    except (BadSignature, ValueError):
        return None
    return StaffLink.objects.filter(pk=number).first()


def stop(link, moment):
    """No more reminders to this address, of whatever program. Its links go on working."""
    StaffLink.objects.filter(email=link.email, stopped_at=None).update(stopped_at=moment)


def resume(link):
    StaffLink.objects.filter(email=link.email).update(stopped_at=None)


@transaction.atomic
def note_bounce(email, why, moment, *, by=None, via=""):
    """Mail to this address came back: an action. Returns to how many links it belongs; none, and nothing is noted."""
    email = email.strip().lower()
    links = StaffLink.objects.filter(email=email)
    if not links.exists():
        return 0
    noted = act(Action.Kind.BOUNCE, by=by, via=via, note=f"{email}: {why}", moment=moment)
    Bounce.objects.create(email=email, why=why[:200], noted_in=noted)
    return links.count()


def bounces_of(emails):
    """{address: its letters that came back and count, the newest first}, in one query."""
    found = defaultdict(list)
    for bounce in Bounce.objects.standing().filter(email__in=emails).select_related("noted_in"):
        found[bounce.email].append(bounce)
    return found
