"""What to do while waiting for the first appointment: who comes or is open near the home, and whom to call."""

from dataclasses import dataclass

from ..search.worth_a_call import WorthACall, centers

MOST = 3
FARTHEST_MILES = 60


@dataclass(frozen=True)
class Near:
    center: WorthACall
    miles: float


def centers_near(places, most=MOST):
    """The nearest Community Behavioral Health Centers, by the middle of the town that the state named; [] without a
    place. Each has walk-in crisis care and sends a mobile team (mass.gov, Community Behavioral Health Centers)."""
    if not places:
        return []
    found = sorted((Near(center, center.miles_from(places)) for center in centers()), key=lambda near: near.miles)
    return [near for near in found if near.miles <= FARTHEST_MILES][:most]
