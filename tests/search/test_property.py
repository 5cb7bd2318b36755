"""The engine against the naive reference, over generated catalogues and needs.

EXAMPLES=2000 looks deeper than the usual number of catalogues, and at others each time.
"""

import os
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, note, settings

from programs.search import ProgramFilter, judge, search
from programs.search.snapshot import load
from tests.builders import ON
from tests.search.generated import small_vocabulary, write
from tests.search.reference import STATED, Reference
from tests.search.worlds import worlds, worlds_of_one_query

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("EXAMPLES", "120"))


@pytest.fixture
def vocabulary(db):
    small_vocabulary()


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(world=worlds)
def test_the_engine_answers_as_the_reference_does(vocabulary, held, world):
    with transaction.atomic():
        write(world.catalogue)
        reference, snapshot = Reference(ON), held(load(ON))
        for query in world.asked:
            note(query)
            compare(query, reference, snapshot)
        transaction.set_rollback(True)


def compare(query, reference, snapshot):
    need = need_of(query)
    results, found = search(need, snapshot), reference.search(query)
    if results.corrections:
        assert not found.order, "spelling is forgiven only where nothing is found"
        return
    assert [snapshot.programs[number].slug for number in results.numbers] == found.order
    assert results.total == len(found.order)
    assert [match.record.slug for match in results.matches] == found.order[:20]
    for match in results.matches:
        check_match(match, found)
    check_counts(results.counts, found.counts)
    check_address(need, snapshot)
    check_by_name(need, query, reference, snapshot, found)


def need_of(query):
    finder = ProgramFilter(QueryDict(query))
    assert not finder.form.errors, finder.form.errors
    return finder.need


def check_match(match, found):
    slug = match.record.slug
    assert (found.order[match.number - 1], match.aside) == (slug, slug in found.aside)
    assert {name: fit.verdict for name, fit in match.fits.items()} == found.verdicts[slug]
    for fit in match.fits.values():
        assert fit.stated == STATED.get(fit.verdict, fit.verdict)
        assert fit.reason
    if found.miles[slug] is not None:
        assert match.miles == pytest.approx(found.miles[slug], abs=0.001)


def check_counts(counts, expected):
    assert set(expected) <= set(counts)
    for name, options in expected.items():
        assert {code: list(count) for code, count in counts[name].items()} == options, name


def check_address(need, snapshot):
    """The address that a need gives asks for the same again."""
    again = need_of(urlencode(need.pairs(snapshot)))
    assert again.pairs(snapshot) == need.pairs(snapshot)
    assert again.wanted | {"near": points(again)} == need.wanted | {"near": points(need)}


def points(need):
    return need.near and ([place.point for place in need.near.places], need.near.miles, need.near.online_asked)


def check_by_name(need, query, reference, snapshot, found):
    """Looked at by name, what a program does not meet is said too; what remains is judged as in the results."""
    asked = reference.asked(query)
    for seen in reference.programs:
        slug = seen.program.slug
        match = judge(need, snapshot, snapshot.record(slug))
        assert {name: fit.verdict for name, fit in match.fits.items()} == (
            found.verdicts.get(slug) or reference.judge(seen, asked)
        )


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(world=worlds)
def test_sift_and_explain_give_the_same_verdict(vocabulary, held, world):
    with transaction.atomic():
        write(world.catalogue)
        snapshot = held(load(ON))
        for query in world.asked:
            note(query)
            for criterion, wanted in need_of(query).asked:
                check_criterion(criterion, wanted, snapshot)
        transaction.set_rollback(True)


def check_criterion(criterion, wanted, snapshot):
    for place, group in enumerate(snapshot.layers if criterion.of_tracks else [snapshot]):
        sieve = criterion.sift(group, wanted)
        check_sieve(sieve, group.everybody)
        for number, record in enumerate(snapshot.programs):
            if group.everybody >> number & 1:
                track = record.tracks[place] if criterion.of_tracks and record.tracks else None
                fit = criterion.explain(record, wanted, snapshot, track)
                assert fit.verdict == sieve.verdict(1 << number), (criterion.name, record.slug, fit)


def check_sieve(sieve, everybody):
    """Six disjoint sets that cover everybody."""
    together = 0
    for members in sieve:
        assert not together & members
        together |= members
    assert together == everybody


@settings(max_examples=EXAMPLES // 4, suppress_health_check=list(HealthCheck))
@given(world=worlds_of_one_query)
def test_the_json_says_what_the_reference_says(vocabulary, held, client, world):
    (query,) = world.asked
    note(query)
    with transaction.atomic():
        write(world.catalogue)
        held(load(ON))
        answer, found = client.get(f"/api/search?{query}").json(), Reference(ON).search(query)
        transaction.set_rollback(True)
    if answer["corrections"]:
        return
    assert (answer["total"], [shown["slug"] for shown in answer["results"]]) == (len(found.order), found.order[:20])
    for shown in answer["results"]:
        assert {name: said["verdict"] for name, said in shown["verdicts"].items()} == {
            name: STATED.get(verdict, verdict) for name, verdict in found.verdicts[shown["slug"]].items()
        }
    for name, options in found.counts.items():
        named = {
            code: dict(zip(("met", "listed", "not_stated"), count, strict=True)) for code, count in options.items()
        }
        assert answer["counts"][name] == named
