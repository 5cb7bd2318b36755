"""In which order the programs come that remain."""

from datetime import timedelta

import pytest

from programs.curation import Claim
from tests.builders import ON, make_program, say

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HALVES = {"Days": "09:00-12:00", "Evenings": "17:00-20:00"}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"yes": ["therapy:dbt", "staff:rn"]}, {"yes": ["therapy:dbt"], "listed": ["staff:rn"]}),
        ({"yes": ["therapy:dbt"]}, {"listed": ["therapy:dbt", "staff:rn", "service:naltrexone"]}),
        ({"listed": ["therapy:dbt", "staff:rn"]}, {"listed": ["therapy:dbt"]}),
        ({"listed": ["therapy:dbt"]}, {"yes": ["service:medication-for-addiction"]}),
        ({"yes": ["service:medication-for-addiction"]}, {}),
        ({"yes": ["service:medication-for-addiction"], "doubted": ["staff:rn"]}, {}),
        ({"doubted": ["staff:rn"]}, {"doubted": ["staff:rn", "therapy:dbt"]}),
        ({"town": "Lowell"}, {"town": "Worcester"}),
        ({"doubted": ["staff:rn"], "town": "Lowell"}, {"doubted": ["staff:rn"], "town": "Worcester"}),
    ],
)
def test_most_met_then_listed_then_hinted_then_fewest_doubted_then_nearest(ask, better, worse):
    make_program("A", **worse)
    make_program("B", **better)
    query = "therapy=dbt&staff=rn&service=naltrexone&near=Lowell&within=100"
    assert ask.names(query) == ["B", "A"]


def test_then_by_name(ask):
    for name in ("Oak", "elm", "Ash"):
        make_program(name)
    assert ask.names("therapy=dbt") == ["Ash", "elm", "Oak"]


def test_rank_counts_criteria_and_not_values(ask):
    make_program("One criterion", yes=["therapy:dbt", "therapy:cbt", "therapy:emdr"], listed=["staff:rn"])
    make_program("Two criteria", yes=["therapy:dbt", "therapy:cbt", "therapy:emdr", "staff:rn"])
    assert ask.names("therapy=dbt&therapy=cbt&therapy=emdr&staff=rn") == ["Two criteria", "One criterion"]


def test_by_distance_the_nearest_comes_first_whatever_it_meets(ask):
    make_program("Near", town="Lowell")
    make_program("Far", town="Worcester", yes=["therapy:dbt"])
    assert ask.names("near=Lowell&within=100&therapy=dbt&sort=distance") == ["Near", "Far"]


def test_by_distance_what_has_none_comes_last_by_match(ask):
    make_program("Anywhere", town="")
    make_program("Somewhere", town="", yes=["therapy:dbt"])
    make_program("Lowell")
    assert ask.names("near=Lowell&therapy=dbt&sort=distance") == ["Lowell", "Somewhere", "Anywhere"]


def kept_and_broken(program, kept=0, broken=0):
    outcomes = [("yes", day) for day in range(kept)] + [("no", 10 + day) for day in range(broken)]
    say(program, *(Claim("intake-outcome", said, {"date": (ON - (30 + n) * DAY).isoformat()}) for said, n in outcomes))


def test_by_start_those_that_kept_their_dates_come_first_then_other_dates_then_the_rest_by_match(ask):
    kept_and_broken(make_program("Kept, later", intake=[ON + 9 * DAY]), kept=2)
    kept_and_broken(make_program("Kept, sooner", intake=[ON + 8 * DAY]), kept=1)
    kept_and_broken(make_program("Broke one", intake=[ON + 1 * DAY]), kept=5, broken=1)
    make_program("No record", intake=[ON + 2 * DAY])
    make_program("Expired", intake=[ON - DAY])
    make_program("No date, better match", yes=["therapy:dbt"])
    assert ask.names("therapy=dbt&sort=start") == [
        "Kept, sooner", "Kept, later", "Broke one", "No record", "No date, better match", "Expired",
    ]  # fmt: skip


def test_by_start_the_date_of_a_track_that_does_not_fit_is_no_date(ask):
    days, evenings = ({"name": name, "sessions": [f"mon {hours}"]} for name, hours in HALVES.items())
    make_program("Days sooner", tracks=[days, evenings], intake=[(ON + DAY, "Days"), (ON + 9 * DAY, "Evenings")])
    make_program("Evenings sooner", tracks=[evenings], intake=[ON + 5 * DAY])
    assert ask.names("sort=start") == ["Days sooner", "Evenings sooner"]
    assert ask.names("when=evening&sort=start") == ["Evenings sooner", "Days sooner"]


def test_by_start_the_date_of_a_track_of_which_too_little_is_known_is_no_date(ask):
    tracks = [{"name": "Days", "days_per_week": 3}, {"name": "Evenings", "format": "online"}]
    make_program("Days sooner", tracks=tracks, intake=[(ON + DAY, "Days"), (ON + 9 * DAY, "Evenings")])
    make_program("Evenings sooner", tracks=tracks[1:], intake=[ON + 5 * DAY])
    assert ask.names("format=online&sort=start") == ["Days sooner", "Evenings sooner"]
    assert ask.names("format=online&known=confirmed&sort=start") == ["Evenings sooner", "Days sooner"]
