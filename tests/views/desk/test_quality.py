"""The desk's pictures of how much is known, and their file."""

from datetime import timedelta

import pytest

from programs.curation.quality import store
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programs(db):
    make_program(yes=["therapy:dbt"], sessions=["mon 17:00-20:00"])
    make_program(town="Worcester", listed=["therapy:dbt"])


def test_each_section_has_its_numbers_in_words_beside_its_bar(desk):
    answer = desk.get("/curation/quality/").content.decode()
    assert 'aria-label="Confirmed 50 %, Listed 0 %, Stale 0 %, Not stated 50 %"' in answer
    assert '<rect class="confirmed" x="0.00" y="0" width="100.00" height="12" />' in answer
    assert "Middlesex" in answer
    assert "Worcester" in answer


def test_a_line_is_drawn_as_soon_as_two_days_are_known(desk):
    assert "from tomorrow there is a line" in desk.get("/curation/quality/").content.decode()
    for days in (3, 2, 1):
        store(ON - timedelta(days=days))
    answer = desk.get("/curation/quality/").content.decode()
    assert answer.count("<polyline") == 3
    assert answer.count("Nov 18, 2026") == 2


def test_the_file_has_every_section_and_county(auditor_desk):
    answer = auditor_desk.get("/curation/quality.csv")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "on,county,section,confirmed,listed,stale,not_stated"
    assert "2026-11-21,,schedule,1,0,0,1" in lines
    assert "2026-11-21,Worcester,schedule,0,0,0,1" in lines
    assert len(lines) == 1 + 3 * 16


def test_the_pictures_take_few_queries(desk, django_assert_max_num_queries):
    for _n in range(3):
        store(ON - timedelta(days=_n + 1))
    with django_assert_max_num_queries(16):
        desk.get("/curation/quality/")


def test_the_public_reads_the_same_numbers(client):
    answer = client.get("/accuracy/").content.decode()
    assert 'aria-label="Confirmed 50 %, Listed 0 %, Stale 0 %, Not stated 50 %"' in answer
    assert "none has been looked at yet" in answer
    assert "/accuracy/" in client.get("/sitemap.xml").content.decode()


def test_an_empty_directory_says_so_without_failing(client, desk):
    from programs.models import Program

    Program.objects.update(status="lead")
    assert client.get("/accuracy/").status_code == 200
    assert desk.get("/curation/quality/").status_code == 200
