"""What is measured is a catalogue like a real one, the same in each run and by either way."""

from datetime import timedelta
from itertools import islice

import pytest

from programs.curation.settle import timeline
from programs.models import Answer, Assertion, Program
from programs.search.catalogue import Catalogue
from programs.search.snapshot import load, load_vocabularies
from tests.bench.generate import generate, generate_records
from tests.bench.invented import week_patterns
from tests.builders import ON, load_vocabulary

SEED = 7


@pytest.fixture
def vocabulary(db):
    load_vocabulary()


def test_the_snapshot_of_the_models_is_the_snapshot_made_straight(vocabulary):
    generate(400, SEED, on=ON)
    read = load(ON)
    made = Catalogue(generate_records(400, SEED, on=ON), load_vocabularies(), as_of=ON, version=read.version)
    assert len(read) == 400
    assert read.programs == made.programs
    assert read.facts == made.facts


def test_it_still_is_after_some_facts_have_gone_stale(vocabulary):
    generate(100, SEED, on=ON)
    stale = load(ON + timedelta(days=400))
    assert {evidence.state for record in stale.programs for evidence in record.facts.values()} == {"listed", "doubted"}


def test_the_answers_are_those_that_settling_would_give(vocabulary):
    generate(40, SEED, on=ON)
    for program in Program.objects.all():
        for assertion in program.assertions.live():
            stored = Answer.objects.filter(assertion=assertion).order_by("starts_on")
            settled = [(period.holding.state, period.starts_on, period.ends_on) for period in timeline([assertion])]
            assert list(stored.values_list("state", "starts_on", "ends_on")) == settled


def test_the_same_seed_and_day_give_the_same_programs():
    assert list(generate_records(200, SEED, on=ON)) == list(generate_records(200, SEED, on=ON))
    assert list(generate_records(200, SEED, on=ON)) != list(generate_records(200, SEED + 1, on=ON))


def test_a_smaller_catalogue_is_the_beginning_of_a_larger_one():
    assert list(generate_records(50, SEED, on=ON)) == list(islice(generate_records(500, SEED, on=ON), 50))


def test_it_is_like_a_real_catalogue():
    records = list(generate_records(3000, SEED, on=ON))
    facts = [len(record.facts) for record in records]
    states = {evidence.state for record in records for evidence in record.facts.values()}
    assert 20 <= sum(facts) / len(facts) <= 30
    assert states == {"confirmed-yes", "confirmed-no", "listed", "doubted"}
    assert {len(record.tracks) for record in records} == {0, 1, 2, 3}
    assert len(week_patterns(SEED)) == 300
    assert len({track.pattern for record in records for track in record.tracks}) > 200
    assert any(record.withheld for record in records)
    assert any(record.about and not record.withheld for record in records)
    assert any(record.starts for record in records)
    assert len({record.slug for record in records}) == len(records)
    in_boston = sum(record.town == "Boston" for record in records)
    assert in_boston == max(sum(record.town == town for record in records) for town in {r.town for r in records})


def test_details_are_empty_objects_and_not_text(vocabulary):
    generate(20, SEED, on=ON)
    assert Assertion.objects.filter(detail={}, quote="").count() == Assertion.objects.count() > 0
