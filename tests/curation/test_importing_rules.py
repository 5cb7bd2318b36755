"""The rule book and imports: what is refused is left out and told line by line; the rest goes on."""

import csv

import pytest

from programs.curation import Claim, publish
from programs.curation.importing import pages
from programs.curation.importing.page_import import apply_pages
from programs.models import ImportRow, Program
from tests.builders import ON, load_vocabulary, say, schedule_claim, state
from tests.federal_files import NEWER, applied, findtreatment, listing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary(db):
    load_vocabulary()


def test_a_page_that_goes_against_a_rule_is_imported_without_that(tmp_path, monkeypatch):
    stated = [Claim("therapy:dbt"), Claim("level", detail={"level_name": "BSAS-licensed IOP"})]
    monkeypatch.setattr("programs.curation.importing.page_import.claims", lambda page, joins: stated)
    path = tmp_path / "pages.csv"
    row = {
        "program": "Harbor Day", "place": "Lowell", "levels": "MH IOP", "schedule": "Mon-Fri 9-12",
        "source_url": "https://harbor.example/iop",
    }  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, [*row, "length", "ages", "approaches", "phone"])
        writer.writeheader()
        writer.writerow(row)
    apply_pages(pages.read(path), on=ON)
    program = Program.objects.get()
    assert state(program, "therapy:dbt") == "listed"
    assert state(program, "level") is None
    (problem,) = ImportRow.objects.get().problems
    assert problem.startswith("Line 2, level: BSAS licenses substance-use outpatient services, not IOPs.")
    assert "105 CMR 164" in problem


def test_a_lead_that_may_not_be_published_stays_one_and_its_row_says_why(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT SA")))
    program = Program.objects.get()
    publish(program, "lead")
    say(program, schedule_claim([{"age_min": 18, "sessions": ["mon wed 17:00-20:00"]}]))
    applied(findtreatment(tmp_path, listing("OIT SA CBT"), day=NEWER))
    program.refresh_from_db()
    assert program.status == "lead"
    assert state(program, "therapy:cbt") == "listed", "its facts are written all the same"
    problems = ImportRow.objects.order_by("-pk").first().problems
    assert any("at least 9 hours" in problem for problem in problems)
