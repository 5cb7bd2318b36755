"""Links by which anybody sees a shortlist's programs until a day: made, ended, and read from an address."""

import secrets
from datetime import timedelta

from django.core.signing import BadSignature, Signer

from ..models import ShareLink

DAYS = (1, 7, 30)
USUAL_DAYS = 7
MOST_LINKS = 20  # of one shortlist that work at the same time
SHOWING = Signer(salt="programs.share-link", sep=".")


def make_link(shortlist, *, moment, days=USUAL_DAYS):
    """A new ShareLink; None where the shortlist has very many that work already."""
    if shortlist.share_links.usable(moment).count() >= MOST_LINKS:
        return None
    return ShareLink.objects.create(
        shortlist=shortlist, nonce=secrets.token_urlsafe(16), made_at=moment,
        expires_at=moment + timedelta(days=days if days in DAYS else USUAL_DAYS),
    )  # fmt: skip


def end(link, moment):
    link.revoked_at = moment
    link.save(update_fields=["revoked_at"])


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
