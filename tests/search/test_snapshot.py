"""The catalogue that a process holds: when it is looked at, when another takes its place, what if none can be made."""

import pytest
import time_machine
from django.db import DatabaseError

from programs.models import CatalogueVersion
from programs.search import snapshot
from programs.search.snapshot import LOOK_EVERY_SECONDS, Holder
from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def seconds(monkeypatch):
    """A clock that stands until it is moved."""
    passed = [0.0]
    monkeypatch.setattr(snapshot.time, "monotonic", lambda: passed[0])
    return passed


@pytest.fixture
def started(monkeypatch, settings):
    """The rebuilds begun aside, as in production; each runs when it is called."""
    settings.CATALOGUE_REBUILD = "aside"
    begun = []

    class Thread:
        def __init__(self, target, **_how):
            self.start = lambda: begun.append(target)

    monkeypatch.setattr(snapshot.threading, "Thread", Thread)
    monkeypatch.setattr(snapshot, "close_old_connections", lambda: None)
    return begun


def names(catalogue):
    return [record.name for record in catalogue.programs]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2028-02-28T23:59:59-05:00", "2028-02-29T00:00:00-05:00"),
        ("2028-02-29T23:59:59-05:00", "2028-03-01T00:00:00-05:00"),
        ("2026-12-31T23:59:59-05:00", "2027-01-01T00:00:00-05:00"),
        ("2027-03-14T23:59:59-04:00", "2027-03-15T00:00:00-04:00"),  # the clocks went forward that morning
        ("2027-11-07T23:59:59-05:00", "2027-11-08T00:00:00-05:00"),  # and back
    ],
)
def test_the_day_turns_at_midnight_in_massachusetts(before, after):
    holder = Holder()
    for moment in (before, after):
        with time_machine.travel(moment, tick=False):
            assert holder.current().as_of.isoformat() == moment[:10]


def test_it_is_looked_at_once_a_second_at_most(seconds, started, django_assert_num_queries):
    holder = Holder()
    held = holder.current()
    make_program()
    seconds[0] += LOOK_EVERY_SECONDS / 2
    with django_assert_num_queries(0):
        assert holder.current() is held
    assert not started
    seconds[0] += LOOK_EVERY_SECONDS / 2
    with django_assert_num_queries(1):
        assert holder.current() is held
    assert len(started) == 1
    seconds[0] += LOOK_EVERY_SECONDS / 2
    with django_assert_num_queries(0):
        holder.current()


def test_readers_have_the_old_one_until_the_new_one_is_built_and_it_is_built_once(seconds, started):
    holder = Holder()
    old = holder.current()
    make_program("Harbor")
    for _look in range(3):
        seconds[0] += LOOK_EVERY_SECONDS
        assert holder.current() is old
    (build,) = started
    build()
    assert names(holder.current()) == ["Harbor"]
    make_program("Elm")
    seconds[0] += LOOK_EVERY_SECONDS
    holder.current()
    assert len(started) == 2


def test_nothing_is_built_where_nothing_has_changed(seconds, started):
    make_program()
    holder = Holder()
    holder.current()
    seconds[0] += LOOK_EVERY_SECONDS
    holder.current()
    assert not started


def test_a_failing_rebuild_keeps_the_old_one_says_so_and_is_tried_again(seconds, started, monkeypatch, caplog):
    holder = Holder()
    old = holder.current()
    make_program("Harbor")
    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "load", lambda on: no_answer())
        seconds[0] += LOOK_EVERY_SECONDS
        holder.current()
        started.pop()()
    assert holder.catalogue is old
    assert holder.failure == "DatabaseError"
    assert "could not be rebuilt" in caplog.text
    seconds[0] += LOOK_EVERY_SECONDS
    holder.current()
    started.pop()()
    assert names(holder.catalogue) == ["Harbor"]
    assert not holder.failure


def test_a_version_that_cannot_be_read_keeps_the_old_one(seconds, started, monkeypatch, caplog):
    holder = Holder()
    old = holder.current()
    monkeypatch.setattr(CatalogueVersion, "current", no_answer)
    seconds[0] += LOOK_EVERY_SECONDS
    assert holder.current() is old
    assert not started
    assert "version could not be read" in caplog.text


def no_answer():
    raise DatabaseError("gone")
