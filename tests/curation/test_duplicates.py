"""Which records may be one program, and why."""

import pytest

from programs.curation import Claim, duplicates, undo, withdraw
from programs.curation.merging import tell_apart
from programs.models import Program
from tests.builders import ON, make_program, say

# name, town, street, phone of two programs, and the reasons; none: no pair
CASES = [
    (("Harbor IOP", "Lowell", "12 Main Street", "978-555-0111"), ("Harbor I.O.P.", "Lowell", "9 Elm St", ""), []),
    (
        ("Harbor Evening IOP", "Lowell", "12 Main Street", "978-555-0111"),
        ("Harbor Evenings IOP", "Lowell", "12 main st.", "978-555-0112"),
        ["same address 12 Main Street, Lowell", "names 97 % alike"],
    ),
    (
        ("Harbor Evening IOP", "Lowell", "12 Main St", "978-555-0111"),
        ("IOP, Harbor Evening", "Quincy", "9 Elm St", "(978) 555-0111"),
        ["same phone (978) 555-0111", "names 100 % alike"],
    ),
    (
        ("Harbor Evening IOP", "Lowell", "12 Main St", "978-555-0111"),
        ("Harbor Evening IOP", "Lowell", "9 Elm St", "978-555-0112"),
        ["both in Lowell", "names 100 % alike"],
    ),
    (("Harbor IOP", "Lowell", "12 Main St", "978-555-0111"), ("Harbor IOP", "Quincy", "9 Elm St", "617-555-0100"), []),
    (
        ("Adult DBT", "Lowell", "12 Main St", "978-555-0111"),
        ("Teen trauma", "Lowell", "12 Main St", "978-555-0111"),
        [],
    ),
]


def row(pk, name, town, street, phone):
    return {
        "pk": pk, "name": name, "site__town": town, "site__street": street, "site__zip_code": "", "intake_phone": phone,
        "main_phone": "", "clinician_phone": "",
    }  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reasons"), CASES, ids=lambda case: case[0] if case else "none")
def test_a_pair_says_why(one, other, reasons):
    pair = duplicates.compare(duplicates.listed(row(1, *one)), duplicates.listed(row(2, *other)))
    assert [str(reason) for reason in (pair.reasons if pair else ())] == reasons


@pytest.mark.django_db
def test_pairs_are_found_in_two_queries_the_likeliest_first(django_assert_num_queries):
    a = make_program("Harbor Evening IOP", street="12 Main St")
    b = make_program("Harbor Evening IOP", street="9 Elm St", phone="978-555-0199")
    c = make_program("Harbor Evening IOP", street="12 Main St")
    make_program("Canal Recovery", street="12 Main St", phone="978-555-0188")
    with django_assert_num_queries(2):
        found = duplicates.pairs()
    assert [(pair.one, pair.other) for pair in found] == [(a.pk, c.pk), (a.pk, b.pk), (b.pk, c.pk)]


@pytest.mark.django_db
def test_who_was_told_apart_is_not_proposed_again_until_that_is_taken_back():
    a, b = (make_program("Harbor Evening IOP") for _ in range(2))
    action = tell_apart(b, a)
    assert duplicates.pairs() == []
    undo(action, on=ON)
    assert len(duplicates.pairs()) == 1


@pytest.mark.django_db
def test_who_is_withdrawn_is_nobodys_duplicate():
    make_program("Harbor Evening IOP")
    withdraw(make_program("Harbor Evening IOP"), "Closed.")
    assert duplicates.pairs() == []


def test_ten_thousand_programs_make_few_comparisons(monkeypatch):
    """The work is bounded by groups, not by everybody times everybody (fifty million)."""
    towns = [f"Town {n}" for n in range(100)]
    everybody = [
        duplicates.listed(row(n, f"Place {n // 2} outpatient program", towns[n // 2 % 100], f"{n} Main St", ""))
        for n in range(10_000)
    ]
    compared = duplicates._to_compare(everybody)
    assert 5_000 <= len(compared) < 20_000
    assert sum(duplicates.compare(*both) is not None for both in compared) == 5_000


@pytest.mark.django_db
def test_what_the_page_shows_of_them_takes_one_query(django_assert_num_queries):
    for _n in range(3):
        make_program("Harbor Evening IOP")
    found = duplicates.pairs()
    with django_assert_num_queries(1):
        programs = duplicates.programs_of(found)
        assert {program.site.town for program in programs.values()} == {"Lowell"}
    assert len(programs) == Program.objects.count()


@pytest.mark.django_db
def test_one_that_is_not_there_yet_is_looked_for_by_all_that_is_known_of_it(django_assert_num_queries):
    known = make_program(
        "Harbor Evening IOP", town="Lowell", street="12 Elm St", zip_code="01852", phone="978-555-0101"
    )
    say(known, Claim("contact", detail={"intake_phone": "978-555-0101", "web_page": "https://harbor.example/iop"}))
    make_program("Another", town="Lowell", phone="978-555-0999")
    for told in (
        {"name": "Harbor Evening IOP", "town": "Lowell"},
        {"name": "Quite Different", "phone": "978-555-0101"},
        {"name": "Quite Different", "town": "Lowell", "street": "12 Elm Street", "zip_code": "01852"},
        {"name": "Quite Different", "web_page": "https://harbor.example/iop"},
    ):
        with django_assert_num_queries(1):
            assert [program.name for program, _reasons in duplicates.alike(**told)] == ["Harbor Evening IOP"]
    assert duplicates.alike("Quite Different", town="Lowell") == []
    assert duplicates.alike("Quite Different") == []
