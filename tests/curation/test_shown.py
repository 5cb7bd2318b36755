"""How often programs were shown, and nothing about whom they were shown to."""

import pytest

from programs.curation.shown import Showings, showings, write
from programs.models import Program, ShownDay
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_seen():
    showings.seen = []


def counts():
    return {(day.program_id, day.on): day.times for day in ShownDay.objects.all()}


def test_showings_add_up_by_day():
    one, other = make_program(), make_program()
    write({one.pk: 3, other.pk: 1}, ON)
    write({one.pk: 2}, ON)
    assert counts() == {(one.pk, ON): 5, (other.pk, ON): 1}


def test_a_list_and_a_page_count_what_they_show(client):
    near, far = make_program(town="Lowell"), make_program(town="Pittsfield")
    client.get("/programs/", {"near": "Lowell"})
    client.get(f"/programs/{far.slug}/")
    assert showings.seen == [near.pk, far.pk]
    assert not ShownDay.objects.exists()
    showings.write(ON)
    assert counts() == {(near.pk, ON): 1, (far.pk, ON): 1}
    assert showings.seen == []


def test_what_is_kept_is_a_program_a_day_and_a_number():
    assert {field.name for field in ShownDay._meta.fields} == {"id", "program", "on", "times"}


def test_a_program_that_is_gone_is_passed_over():
    one = make_program()
    write({one.pk: 1, one.pk + 99: 7}, ON)
    assert counts() == {(one.pk, ON): 1}


def test_many_programs_are_written_in_few_statements(django_assert_max_num_queries):
    runs = make_program().organization
    Program.objects.bulk_create(Program(organization=runs, name=str(n), slug=f"p-{n}") for n in range(300))
    times = {pk: pk % 3 + 1 for pk in Program.objects.values_list("pk", flat=True)}
    with django_assert_max_num_queries(10):
        write(times, ON)
    assert sum(counts().values()) == sum(times.values())


def test_a_minute_passes_between_two_writings(settings, monkeypatch):
    settings.SHOWN_WRITTEN_EVERY = 60
    begun = []
    monkeypatch.setattr("threading.Thread.start", lambda thread: begun.append(thread.name))
    mine = Showings()
    mine.add([1])
    assert begun == []
    mine.written_at -= 61
    mine.add([1])
    mine.add([1])
    assert begun == ["shown"]


def test_a_failure_to_write_breaks_nothing(monkeypatch, caplog):
    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr("programs.curation.shown.write", fail)
    mine = Showings()
    mine.seen = [1]
    mine.writing.acquire()
    mine._write_aside()
    assert "could not be written" in caplog.text
    assert not mine.writing.locked()


def test_what_cannot_be_written_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("programs.curation.shown.MOST_KEPT", 2)
    mine = Showings()
    for _ in range(5):
        mine.add([1])
    assert len(mine.seen) == 2


def test_the_privacy_page_says_so(client):
    assert "how many times each program is shown on a day" in client.get("/privacy/").content.decode()
