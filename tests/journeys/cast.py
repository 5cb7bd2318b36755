"""The programs that the journeys meet: a few towns, each with one that fits and some that do not."""

from tests.builders import make_program

WORCESTER = {"town": "Worcester", "zip_code": "01609", "latitude": 42.2690, "longitude": -71.8090}
FALL_RIVER = {"town": "Fall River", "zip_code": "02720", "latitude": 41.7015, "longitude": -71.1550}
NEW_BEDFORD = {"town": "New Bedford", "zip_code": "02740", "latitude": 41.6362, "longitude": -70.9342}
BACK_BAY = {"town": "Boston", "zip_code": "02116", "latitude": 42.3478, "longitude": -71.0762}
QUINCY = {"town": "Quincy", "zip_code": "02169", "latitude": 42.2515, "longitude": -71.0048}
MILTON = {"town": "Milton", "zip_code": "02186", "latitude": 42.2300, "longitude": -71.0900}

EVENINGS = ["mon wed thu 17:30-20:30"]
MORNINGS = ["mon tue wed thu 09:00-12:00"]
AFTER_SCHOOL = ["mon wed fri 15:30-18:30"]


def gather(on):
    """Everybody, as of a day."""
    for programs in (around_worcester, on_the_south_coast, on_the_cape, around_boston):
        programs(on)


def around_worcester(on):
    make_program(
        "Elm Street Evening IOP", organization="Elm Street Counseling", phone="508-555-0141",
        yes=["condition:ptsd", "therapy:emdr", "insurance:masshealth-wellsense"], listed=["focus:mental-health"],
        tracks=[{"name": "Evenings", "format": "in-person", "age_min": 18, "weeks_min": 6, "weeks_max": 8,
                 "sessions": EVENINGS}],
        street="12 Elm St", on=on, **WORCESTER,
    )  # fmt: skip
    make_program(
        "Ash Street Day IOP", phone="508-555-0142", yes=["condition:ptsd", "insurance:masshealth-wellsense"],
        tracks=[{"name": "Days", "age_min": 18, "sessions": MORNINGS}], street="40 Ash St", on=on, **WORCESTER,
    )  # fmt: skip
    make_program(
        "Lake Avenue IOP", town="Shrewsbury", phone="508-555-0143",
        listed=["condition:ptsd", "insurance:masshealth", "focus:mental-health"], on=on,
    )  # fmt: skip
    make_program(
        "Canal Recovery SOAP", phone="508-555-0144",
        listed=["focus:substance-use", "insurance:masshealth", "condition:substance-use"], on=on, **WORCESTER,
    )  # fmt: skip


def on_the_south_coast(on):
    make_program(
        "Harbor Teen IOP", organization="Harbor Youth Services", phone="508-555-0151",
        yes=["language:pt", "condition:depression", "family:groups"], listed=["insurance:masshealth"],
        tracks=[{"name": "After school", "format": "in-person", "age_min": 13, "age_max": 17,
                 "sessions": AFTER_SCHOOL}],
        street="3 Harbor St", on=on, **FALL_RIVER,
    )  # fmt: skip
    make_program(
        "Granite Mills Adult IOP", phone="508-555-0152", yes=["language:pt"],
        tracks=[{"name": "Adults", "age_min": 18, "sessions": EVENINGS}], street="9 Mill St", on=on, **FALL_RIVER,
    )  # fmt: skip
    make_program(
        "Whaling City Youth IOP", phone="508-555-0153", listed=["population:adolescents"], on=on, **NEW_BEDFORD
    )


def on_the_cape(on):
    """No IOP that anybody knows of, but a hospital with day treatment."""
    make_program(
        "Sandy Neck Day Treatment", town="Barnstable", phone="508-555-0171", status="lead",
        listed=["level:php-or-day-treatment"], on=on,
    )  # fmt: skip


def around_boston(on):
    evenings = {"age_min": 18, "format": "in-person", "sessions": EVENINGS}
    make_program(
        "Back Bay DBT Evenings", phone="617-555-0161", yes=["therapy:dbt", "access:step-free"], tracks=[evenings],
        street="100 Boylston St", on=on, **BACK_BAY,
    )  # fmt: skip
    make_program(
        "Quincy Center DBT IOP", phone="617-555-0162", yes=["therapy:dbt"], tracks=[evenings], street="5 Hancock St",
        on=on, **QUINCY,
    )  # fmt: skip
    make_program(
        "Blue Hills DBT IOP", phone="617-555-0163", yes=["therapy:dbt"], tracks=[evenings], street="700 Blue Hill Ave",
        on=on, **MILTON,
    )  # fmt: skip
    make_program("Quincy Shore IOP", town="Quincy", phone="617-555-0164", listed=["therapy:cbt"], withheld=True, on=on)
