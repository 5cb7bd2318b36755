"""The kept terms, the code book and the payers: each names only what the others have."""

import csv

import pytest
from django.conf import settings

from programs.curation.sections import BY_VOCABULARY
from programs.curation.vocabularies import kept_terms, load_terms
from programs.models import CatalogueVersion, Term
from tests.builders import forget_vocabulary

FIXTURES = settings.BASE_DIR / "fixtures"
# What outsiders rely on: bookmarks and other programs name these codes.
PROMISED = {
    "condition": "depression anxiety ptsd bipolar personality ocd eating psychosis adhd substance-use",
    "therapy": "cbt dbt emdr individual group family psychoeducation skills relapse-prevention trauma motivational",
    "service": "medication-management psychiatric-evaluation case-management support-groups telehealth transport",
    "insurance": "masshealth medicare tricare commercial self-pay sliding-scale",
    "population": "young-adults adolescents older-adults veterans lgbtq perinatal first-responders co-occurring",
    "language": "es pt ht zh vi km ar ru fr ase",
    "focus": "mental-health substance-use co-occurring",
    "staff": "psychiatrist psychologist psychiatric-nurse-practitioner licsw lmhc lmft ladc rn peer-specialist",
}


def rows(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts():
    return {f"{row['vocabulary']}:{row['code']}" for row in kept_terms()}


@pytest.mark.parametrize("vocabulary", PROMISED)
def test_every_promised_code_is_a_term(vocabulary):
    assert {f"{vocabulary}:{code}" for code in PROMISED[vocabulary].split()} <= facts()


def test_no_code_stands_twice_in_a_vocabulary():
    assert len(facts()) == len(kept_terms())


def test_every_vocabulary_has_a_section():
    assert {row["vocabulary"] for row in kept_terms()} == BY_VOCABULARY.keys()


def test_every_parent_is_a_term_of_the_same_vocabulary_and_stands_before_its_children():
    seen = set()
    for row in kept_terms():
        assert not row["parent"] or (row["vocabulary"], row["parent"]) in seen, row["code"]
        seen.add((row["vocabulary"], row["code"]))


def test_every_question_is_one_sentence_that_asks():
    for row in kept_terms():
        question = row["question"]
        assert question.endswith("?"), question
        assert question[0].isupper(), question
        assert question.count("?") == 1, question


def test_no_label_stands_twice_in_a_vocabulary():
    labels = [(row["vocabulary"], row["label"]) for row in kept_terms()]
    assert len(set(labels)) == len(labels)


def test_age_bands_alone_have_ages():
    assert {row["vocabulary"] for row in kept_terms() if row["low"] is not None} == {"age-band"}
    assert all(row["low"] <= row["high"] for row in kept_terms() if row["vocabulary"] == "age-band")


def test_every_fact_of_the_code_book_is_a_term():
    for row in rows("vocabularies/federal_codes.csv"):
        assert {*row["facts"].split(), *row["denies"].split()} <= facts(), row["code"]


def test_no_federal_code_says_mental_health_iop_or_a_format():
    said = {fact for row in rows("vocabularies/federal_codes.csv") for fact in row["facts"].split()}
    assert not said & {
        "level:iop",
        "level:iop-mental-health",
        "condition:ptsd-by-trauma",
        "language:ht",
        "language:ase",
    }


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("MD", "insurance:masshealth"), ("PI", "insurance:commercial"), ("MC", "insurance:medicare"),
        ("MI", "insurance:tricare"), ("SF", "insurance:self-pay"), ("SS", "insurance:sliding-scale"),
        ("PA", "insurance:payment-assistance"), ("TRMA", "condition:trauma"), ("PEFP", "condition:early-psychosis"),
        ("CBHC", "licence:ccbhc"), ("TELE", "service:telehealth"), ("ODT", ""), ("F19", "language:creole"),
        ("OIT", "level:iop-substance-use focus:substance-use"), ("PHDT", "level:php-or-day-treatment"),
    ],
)  # fmt: skip
def test_a_code_says_what_it_says_and_no_more(code, said):
    book = {row["code"]: row["facts"] for row in rows("vocabularies/federal_codes.csv")}
    assert book[code] == said


def test_every_payer_but_the_one_to_be_looked_up_is_an_insurance_term():
    payers = rows("vocabularies/payers.csv")
    assert {f"insurance:{row['code']}" for row in payers if row["code"]} <= facts()
    assert [row["name"] for row in payers if not row["code"]] == ["Other 2026 One Care entrants - to be looked up"]


@pytest.mark.parametrize("name", ["findtreatment_2025-08-19", "national_directory_2024"])
def test_the_kept_listings_say_what_the_code_book_says(name):
    book = {row["code"]: row for row in rows("vocabularies/federal_codes.csv")}
    for row in rows(f"federal/{name}.csv"):
        for pair in row["facts"].split():
            fact, code = pair.split("=")
            side, fact = ("denies", fact[1:]) if fact.startswith("-") else ("facts", fact)
            assert fact in book[code][side].split(), pair
        for code in row["other_codes"].split():
            assert not book[code]["facts"] + book[code]["denies"], code


@pytest.mark.django_db
def test_loading_the_terms_twice_changes_nothing():
    forget_vocabulary()
    assert load_terms() == len(kept_terms())
    before = CatalogueVersion.current()
    assert load_terms() == 0
    assert CatalogueVersion.current() == before
    ptsd = Term.objects.get(vocabulary="condition", code="ptsd")
    assert ptsd.parent.code == "trauma"


@pytest.mark.django_db
def test_a_changed_term_is_brought_back_to_what_is_kept():
    load_terms()
    Term.objects.filter(code="dbt").update(label="Something else")
    assert load_terms() == 1
    assert Term.objects.get(code="dbt").label == "DBT"
