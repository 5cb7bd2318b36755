"""Generated needs, as query strings."""

from urllib.parse import urlencode

from programs.models import WEEKDAY_CODES, Track
from tests.builders import ON
from tests.search.generated import ASKED_PLACES, DAY, PARTS_OF_DAY, RADII, VOCABULARY, WALKS

BUSY_HOURS = ("0900-1700", "0900-1300", "1200-1500", "1230-1235", "1800-2400", "0000-2400")
BUSY_DAYS = ("mon", "mon", "wed", "sat", "sun")
WORDS = ("harbor", "har", "elm", "el", "dbt", "emdr", "Lowell oak", "springfield", "dorchester", "trauma")


def one(*values):
    return lambda chance: [str(chance.choice(values))]


def some(values, most=2):
    return lambda chance: chance.sample(values, chance.randint(1, min(most, len(values))))


def blocks(chance):
    """Busy at the same hours on several days, or at any on some."""
    if chance.random() < 0.5:
        hours = chance.choice(BUSY_HOURS)
        return [f"{day}-{hours}" for day in some(WEEKDAY_CODES, 5)(chance)]
    return [f"{chance.choice(BUSY_DAYS)}-{chance.choice(BUSY_HOURS)}" for _ in range(chance.randint(1, 3))]


WISHES = {
    **{name: some(codes.split(), 3) for name, codes in VOCABULARY.items() if name != "age-band"},
    "near": some(ASKED_PLACES),
    "rail": one(*WALKS),
    "within": one(*RADII),
    "age": one(0, 12, 13, 17, 18, 25, 26, 64, 65),
    "format": some(Track.Format.values),
    "when": some(PARTS_OF_DAY),
    "busy": blocks,
    "start_by": one(*(ON + days * DAY for days in (-2, -1, 0, 1, 4, 5, 6, 7, 19, 20, 21))),
    "days_max": one(1, 2, 3, 4, 7),
    "hours_max": one(3, 6, 9, 12, 20),
    "q": one(*WORDS),
}
OFTEN_ASKED = (
    "near", "near", "rail", "format", "format", "when", "busy", "busy", "start_by", "condition", "insurance", "age",
    "hours_max",
)  # fmt: skip


def invented_query(chance):
    """A query string of few parameters, so that some programs remain."""
    names = [chance.choice((*WISHES, *OFTEN_ASKED)) for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 3, 4)))]
    sort = chance.choice(("match", "match", "distance", "start"))
    if sort == "distance":
        names.append("near")
    if "near" in names and chance.random() < 0.5:
        names.append("within")
    known = chance.choice(("all", "all", "all", "listed", "confirmed"))
    wished = [(name, value) for name in dict.fromkeys(names) for value in WISHES[name](chance)]
    return urlencode([*wished, ("known", known), ("sort", sort)])
