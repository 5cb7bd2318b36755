"""Reminders to a program's own staff: who is due, when nobody is written to, and the sending."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate

from ..models import Answer, Program, StaffLink
from . import letters, staff_links
from .promises import past_dates
from .sections import BY_NAME, SECTIONS, section_of

log = logging.getLogger(__name__)

ZONE = ZoneInfo("America/New_York")
OPENS, CLOSES = 9, 17  # o'clock, Monday to Friday
EVERY_DAYS = 14
AHEAD_DAYS = 7


@dataclass(frozen=True)
class DueLink:
    link: StaffLink
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """One address, and its links to programs of which something wants looking at."""

    email: str
    links: tuple[DueLink, ...]


def is_quiet(moment):
    """Whether it is no hour for letters in Massachusetts: nights, mornings, weekends."""
    there = moment.astimezone(ZONE)
    return there.weekday() >= 5 or not OPENS <= there.hour < CLOSES


def due(moment, every=EVERY_DAYS):
    """Who is to be reminded now, by address. In four queries, whatever the number of links."""
    on = localdate(moment, ZONE)
    before = moment - timedelta(days=every)
    links = (
        StaffLink.objects.to_remind()
        .filter(program__in=Program.objects.published(), made_at__lte=before)
        .exclude(last_used_at__gt=before)
        .select_related("program")
        .order_by("email", "program__name", "pk")
    )
    told = _labels({link.program_id for link in links}, on)
    by_address = defaultdict(list)
    for link in links:
        if link.program_id in told:
            by_address[link.email].append(DueLink(link, told[link.program_id]))
    return [Due(email, tuple(found)) for email, found in by_address.items()]


def _labels(programs, on):
    """{program number: what to look at}: sections that are not confirmed, or not for much longer."""
    wanting = defaultdict(set)
    until = on + timedelta(days=AHEAD_DAYS)
    answers = Answer.objects.holding(on).filter(program__in=programs)
    for number, fact, state, ends_on in answers.values_list("program_id", "fact", "state", "ends_on"):
        section = section_of(fact)
        # A next intake holds a week, so one confirmed today would be due tomorrow.
        soon = on if section.name == "intake" else until
        if not state.startswith("confirmed") or (ends_on and ends_on <= soon):
            wanting[number].add(section.name)
    for number in past_dates(programs, on):
        wanting[number].add("intake-outcome")
    order = [section.name for section in SECTIONS]
    return {
        number: tuple(str(BY_NAME[name].label) for name in sorted(names, key=order.index))
        for number, names in wanting.items()
    }


def send(one, moment):
    """Write to one address; whether the letter went off. Two runs at once send one letter."""
    claimed = tuple(one_due for one_due in one.links if staff_links.claim(one_due.link, moment, reminded_at=moment))
    if not claimed:
        return False
    try:
        letters.reminder(Due(one.email, claimed)).send()
    except SMTPRecipientsRefused:
        staff_links.note_bounce(one.email, "refused when sent", moment, via="send_reminders")
        return False
    except OSError as error:  # the mail server is away: the next run tries again
        log.warning("A reminder was not sent: %s", type(error).__name__)
        for due_link in one.links:
            staff_links.let_go(due_link.link)
        return False
    return True
