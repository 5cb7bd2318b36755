"""Places worth a call where few programs or none are near: what a document says of them is not an IOP, but may go with
one. They are never results, and each is named for what was said of it."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings

from ..geography import distance, gazetteer
from ..models import Answer, Program

DAY_TREATMENT = "level:php-or-day-treatment"
CBHC_LINE = "877-382-1609"
FARTHEST_MILES = 50


@dataclass(frozen=True)
class WorthACall:
    """kind: "day-treatment" (the federal listing has partial hospitalization or day treatment there) or "cbhc" (a state
    Community Behavioral Health Center). The point may be the town's middle (`about`)."""

    kind: str
    name: str
    town: str
    point: tuple[float, float]
    about: bool
    phone: str
    source: str
    said_on: date | None = None

    def miles_from(self, places):
        return min(distance.miles(place.point, self.point) for place in places)


def load_places(on):
    """Every place worth a call, from the leads and the table of CBHCs, in one query."""
    rows = (
        Answer.objects.holding(on)
        .filter(fact=DAY_TREATMENT, state=Answer.State.LISTED, program__status=Program.Status.LEAD)
        .filter(assertion__source__kind="federal-listing", program__site__isnull=False)
        .select_related("program__site", "assertion__source")
        .order_by("program__name")
    )
    return (*filter(None, map(_from_lead, rows)), *centers())


def _from_lead(answer):
    program, site = answer.program, answer.program.site
    point, about = site.measured_from()
    if point is None:
        return None
    return WorthACall(
        kind="day-treatment", name=program.name, town=site.town,
        point=point, about=about,
        phone=str(program.intake_phone or program.main_phone or ""), source=answer.assertion.source.name,
        said_on=answer.assertion.said_on,
    )  # fmt: skip


@cache
def centers():
    """The state's Community Behavioral Health Centers, by the towns that the state's announcements name."""
    path = settings.BASE_DIR / "fixtures" / "help" / "cbhc.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            WorthACall("cbhc", row["organization"], town.name, town.point, True, CBHC_LINE, row["source"])
            for row in csv.DictReader(file)
            if row["confidence"] == "sourced"
            for town in _towns_in(row["site"])
        )


def _towns_in(text):
    named = (gazetteer.town(part.strip()) for part in re.split(r"[/;,():&-]|\band\b|\barea\b", text) if part.strip())
    return {town.name: town for town in named if town}.values()


def near(catalogue, places, most=4):
    """[(WorthACall, miles)], the nearest few; nothing without a place asked."""
    if not places:
        return []
    found = sorted(((place, place.miles_from(places)) for place in catalogue.worth_a_call), key=lambda by: by[1])
    return [(place, miles) for place, miles in found if miles <= FARTHEST_MILES][:most]
