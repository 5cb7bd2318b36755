"""What the visitors of a measurement ask for: places and criteria as varied as people's, the same in each run."""

from random import Random
from urllib.parse import urlencode

TOWNS = (
    "Worcester", "Boston", "Springfield", "Lowell", "Cambridge", "Brockton", "Quincy", "Lynn", "New Bedford",
    "Fall River", "Newton", "Lawrence", "Somerville", "Framingham", "Haverhill", "Malden", "Waltham", "Plymouth",
    "Taunton", "Salem", "Pittsfield", "Barnstable", "Leominster", "Holyoke", "Northampton", "Greenfield", "Gloucester",
    "01609", "02139", "02301",
)  # fmt: skip
WISHES = (
    ("condition", ("ptsd", "depression", "anxiety", "bipolar", "substance-use")),
    ("therapy", ("dbt", "cbt", "group", "family", "emdr")),
    ("insurance", ("masshealth", "commercial", "medicare", "bcbsma", "masshealth-wellsense")),
    ("when", ("morning", "afternoon", "evening", "weekend")),
    ("language", ("es", "pt", "zh")),
    ("service", ("medication-management", "case-management")),
    ("age", ("16", "25", "40", "70")),
    ("busy", ("mon-0900-1700", "wed-1500-1800")),
)


def queries(how_many, *, statewide=False, seed=2026):
    """Query strings: one place, and one to three wishes."""
    chance = Random(seed)
    asked = []
    for _ in range(how_many):
        pairs = (
            [] if statewide else [("near", chance.choice(TOWNS)), ("within", chance.choice(("10", "25", "25", "50")))]
        )
        for name, values in chance.sample(WISHES, chance.choice((1, 2, 2, 3))):
            pairs.append((name, chance.choice(values)))
        asked.append(urlencode(pairs))
    return asked


def sql_queries(how_many, *, statewide=False, seed=2026):
    """Those of them that the SQL answers: a place, a condition and an insurance."""
    chance = Random(seed)
    asked = []
    for _ in range(how_many):
        pairs = [] if statewide else [("near", chance.choice(TOWNS)), ("within", "25")]
        pairs += [(name, chance.choice(values)) for name, values in WISHES if name in ("condition", "insurance")]
        asked.append(urlencode(pairs))
    return asked
