"""What anybody sees who has the link: the programs, and nothing of who put them together or why."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from ....referral import sharing
from ...caching import kept_by_nobody
from .lines import lines


@kept_by_nobody
def shared(request, token):
    link = sharing.read(token)
    if link is None:
        raise Http404
    if not sharing.is_open(link, timezone.now()):
        return render(request, "clinicians/account/share_ended.html", status=410)
    found = [line for line in lines(link.shortlist) if line.card]
    return render(request, "clinicians/account/shared.html", {"lines": found, "until": link.expires_at})
