"""What was asked for, said back: in words, and as an address that asks for it again."""

import pytest

pytestmark = pytest.mark.django_db


def test_each_wish_is_said_back_in_a_phrase(ask):
    said = {
        "": [],
        "near=Lowell": ["within 25 miles of Lowell"],
        "near=Lowell&near=01609&within=5": ["within 5 miles of Lowell or 01609 Worcester"],
        "when=morning&when=evening": ["mornings, evenings"],
        "busy=mon-0900-1700": ["outside your busy hours"],
        "when=evening&busy=mon-0900-1700": ["evenings, outside your busy hours"],
        "age=30&format=online": ["age 30", "online"],
        "therapy=dbt&therapy=cbt": ["DBT, CBT"],
        "language=es": ["Spanish"],
        "language=es&language=pt&language=ht": ["Spanish, Portuguese or Haitian Creole"],
        "rail=0.5": ["within half a mile of a station"],
        "start_by=2028-02-29": ["first intake by Feb 29, 2028"],
        "days_max=1&hours_max=9": ["at most 1 day a week", "at most 9 hours a week"],
        "days_max=3": ["at most 3 days a week"],
        "q=the Elm of Lowell": ["“elm lowell”"],
    }
    assert {query: ask.need(query).phrases(ask.catalogue) for query in said} == said


def test_the_address_leaves_out_what_holds_anyhow(ask):
    usual = ask.need("near=Lowell&within=25&known=all&sort=match&page=3")
    assert usual.pairs(ask.catalogue) == [("near", "Lowell")]
    other = ask.need("sort=start&known=listed&within=5&near=Lowell")
    assert other.pairs(ask.catalogue) == [("near", "Lowell"), ("within", "5"), ("known", "listed"), ("sort", "start")]


def test_what_can_be_taken_off_has_the_words_of_each_value(ask):
    need = ask.need("near=Lowell&when=evening&busy=mon-0900-1000&busy=mon-1000-1200&insurance=medicare&therapy=dbt")
    assert [(name, value, str(words)) for name, value, words in need.chips(ask.catalogue)] == [
        ("near", "Lowell", "Lowell"),
        ("when", "evening", "evenings"),
        ("busy", "mon-0900-1200", "busy Mon 9:00 am–12:00 pm"),
        ("insurance", "medicare", "Medicare"),
        ("therapy", "dbt", "DBT"),
    ]
