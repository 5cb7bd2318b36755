"""Links by which anybody sees a shortlist's programs until a day: made, ended, and read from an address."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction

from ..curation.nonce import nonce_of
from ..models import ShareLink, Shortlist

DAYS = (1, 7, 30)
USUAL_DAYS = 7
MOST_LINKS = 20  # of one shortlist that work at the same time
SHOWING = Signer(salt="programs.share-link", sep=".")


@transaction.atomic
def make_link(shortlist, *, moment, days=USUAL_DAYS, once=""):
    """A new ShareLink; None where the shortlist has very many that work already.

    Where the form with this `once` has made one already, and it works, that one.
    """
    shortlist = Shortlist.objects.select_for_update().get(pk=shortlist.pk)
    nonce = nonce_of(once, shortlist.pk, days)
    if same := shortlist.share_links.usable(moment).filter(nonce=nonce).first():
        return same
    if shortlist.share_links.usable(moment).count() >= MOST_LINKS:
        return None
    return ShareLink.objects.create(
        shortlist=shortlist, nonce=nonce, made_at=moment,
        expires_at=moment + timedelta(days=days if days in DAYS else USUAL_DAYS),
    )  # fmt: skip


def end(link, moment):
    """For good: its address may have got into wrong hands. Who is still to see the programs gets a new link."""
    ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=moment)


def token(link):
    return SHOWING.sign_object([link.pk, link.nonce])


def read(text):
    """The ShareLink of a token, ended ones too; None of a text that we never signed, or whose shortlist is gone."""
    try:
        number, nonce = SHOWING.unsign_object(text)
    except (BadSignature, ValueError, TypeError):
        return None
    return ShareLink.objects.select_related("shortlist").filter(pk=number, nonce=nonce).first()


def is_open(link, moment):
    return link.revoked_at is None and link.expires_at > moment
