"""What the hours of a track say of its level of care. Flagged for the reader, never refused.

Bands: 9 to 19 hours a week for adults, 6 to 19 for adolescents (SAMHSA advisory on intensive outpatient treatment,
2021, after TIP 47). Those are standards of substance-use care, which mental health programs follow by custom.
"""

from django.utils.translation import gettext as _

OLDEST_ADOLESCENT = 17
LEAST_FOR_ADULTS, LEAST_FOR_ADOLESCENTS = 9, 6
PARTIAL_HOSPITALIZATION = 20


def remark(track):
    """A sentence where the hours a week are outside the usual band; "" where they are inside, or not known."""
    hours = track.hours_per_week
    if hours is None:
        return ""
    if hours >= PARTIAL_HOSPITALIZATION:
        return _("20 hours a week and more is usually called partial hospitalization. Ask which level this is.")
    for_adolescents = track.age_max is not None and track.age_max <= OLDEST_ADOLESCENT
    if for_adolescents and hours < LEAST_FOR_ADOLESCENTS:
        return _("An IOP for teens usually has 6 hours a week or more. Ask which level this is.")
    if not for_adolescents and hours < LEAST_FOR_ADULTS:
        return _("An IOP for adults usually has 9 to 19 hours a week. Ask which level this is.")
    return ""
