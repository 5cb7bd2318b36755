"""What a shortlist may be called."""

import pytest
from django.core.exceptions import ValidationError

from programs.referral.label import clean_label, known_words, names, problems

GOOD = (
    "Unit 4, week 48", "Evenings near Springfield", "PTSD, Spanish, evenings", "4 West", "Thursday discharges",
    "MassHealth teens", "Ward B", "Unit B evenings", "adult IOP A", "DBT options, Worcester", "Lawrence evenings",
    "Partial step down week 12", "bluebird", "Week 3 – eating disorders", "North Shore PHP", "Bed 12 afternoon list",
    "Boston’s north side", "My list", "Trauma & OCD", "Best of 2026", "New Bedford evenings", "Unit 4210", "1st floor",
    "may openings", "ED boarders", "LGBTQ+ young adults", "UNIT 4, WEEK 48",
)  # fmt: skip
NAMES = (
    "Smith, J", "smith, john", "Young, A", "Green, Mary", "John Smith", "WILLIAMS", "Jane Doe", "mary", "maria g",
    "Kowalski", "kowalski piotr", "J. Smith", "d smith", "JOHN D", "J.S.", "JS", "Mr Brown", "Mrs. Green", "Pt Garcia",
    "O'Brien", "O’Brien", "García", "李明", "Unit 4 Johnson", "Jones bed 12", "John's list", "Abdi-Rahman",
    "Lawrence Douglas", "Zebulon evenings",
)  # fmt: skip
DAYS = (
    "1/5/84", "5/1984", "01-05-1984", "1984-01-05", "3.4.84", "1 / 5 / 1984", "1–5–84", "5 Jan 1984", "January 5th",
    "Jan 5, 1984", "jan. 5 84", "5th of January", "May 84", "11/25", "Nov 25", "discharge 25 Nov", "1984", "b. '84",
)  # fmt: skip
RECORDS = ("12345", "12 34 56", "413-555-0100", "(413) 555-0100", "MR12345", "x1984y12", "#00481516")
ABOUT_PATIENTS = (
    "MRN 12",
    "mrn",
    "DOB",
    "D.O.B. 3",
    "date of birth",
    "born in may",
    "SSN",
    "record number 77",
    "chart 12",
)


@pytest.mark.parametrize("label", GOOD)
def test_a_place_a_week_and_what_is_looked_for_make_a_label(label):
    assert clean_label(label) == label


@pytest.mark.parametrize(
    ("label", "said"),
    [
        *((label, "looks like a name") for label in NAMES),
        *((label, "looks like a date") for label in DAYS),
        *((label, "number of a record") for label in RECORDS),
        *((label, "record or birthday") for label in ABOUT_PATIENTS),
    ],
)
def test_what_looks_like_a_patient_is_refused_with_its_reason(label, said):
    with pytest.raises(ValidationError) as refused:
        clean_label(label)
    assert any(said in message for message in refused.value.messages), refused.value.messages
    assert "Unit 4, week 48" in refused.value.messages[-1], "and it says how to name it"


@pytest.mark.parametrize(
    ("label", "word"),
    [("Unit 4 Johnson", "Johnson"), ("week 3 1/5/84", "1/5/84"), ("Evenings 4815162", "4815162"), ("bed 3 DOB", "DOB")],
)
def test_the_words_that_offend_are_named_and_no_others(label, word):
    (problem,) = problems(label)
    assert problem.words == (word,)
    assert f"“{word}”" in str(problem)


def test_every_kind_of_trouble_is_said_at_once():
    assert len(problems("Smith, J 1/5/84 MRN 4815162")) == 4


@pytest.mark.parametrize("label", ["", "   ", "week " * 13])
def test_a_label_has_some_words_and_not_too_many(label):
    with pytest.raises(ValidationError):
        clean_label(label)


def test_a_label_stands_on_one_line():
    assert clean_label("  Unit 4,\n week 48 ") == "Unit 4, week 48"


def test_the_lists_hold_small_letters_and_each_word_once():
    assert all(word == word.lower() for word in (*names(), *known_words()))
    assert {"springfield", "ptsd", "masshealth"} <= known_words()
    assert not {"smith", "maria", "kowalski"} & known_words()
