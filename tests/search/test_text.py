"""The words that a person types."""

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", ["dbt", "Lowell", "harbor", "harb", "HARBOR dbt", "skills evenings", "panic", "o’brien"]
)
def test_a_word_in_its_own_words_or_synonyms_is_met(ask, typed):
    make_program(
        "Harbor IOP", organization="O'Brien Center", yes=["therapy:dbt"], listed=["condition:anxiety"],
        words="Skills groups on evenings.",
    )  # fmt: skip
    assert ask.verdict(f"q={typed}") == "met"
    assert not ask.results(f"q={typed}").corrections


def test_a_program_without_the_word_is_left_out(ask):
    make_program("Harbor", yes=["therapy:dbt"])
    make_program("Elm", no=["therapy:dbt"])
    make_program("Oak", doubted=["therapy:dbt"])
    assert ask.names("q=dbt") == ["Harbor"]


def test_every_word_must_be_found(ask):
    make_program("Harbor", yes=["therapy:dbt"])
    make_program("Harbor Elm")
    assert ask.names("q=harbor dbt") == ["Harbor"]


def test_two_letters_are_a_whole_word(ask):
    make_program("Elm")
    make_program("El Camino")
    assert ask.names("q=el") == ["El Camino"]


def test_spelling_is_forgiven_when_nothing_is_found_and_that_is_said(ask):
    make_program("Harbor", yes=["condition:depression"])
    results = ask.results("q=deppresion")
    assert [match.record.name for match in results.matches] == ["Harbor"]
    assert results.corrections == {"deppresion": "depression"}


def test_a_word_that_begins_with_another_letter_is_another_word(ask):
    make_program("Harbor", listed=["service:mental-health-screening"])
    results = ask.results("q=evening")
    assert (results.matches, results.corrections) == ([], {})
