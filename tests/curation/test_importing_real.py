"""The real tables that come with the project: what their import says of them, and that it is done once."""

from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from programs.curation.importing import layouts
from programs.curation.importing.plan import plan_import
from programs.models import Assertion, ImportRun, Program, Site
from tests.builders import ON, forget_vocabulary

pytestmark = pytest.mark.django_db

FEDERAL = settings.BASE_DIR / "fixtures" / "federal"


def test_the_federal_listing_is_counted_as_it_is():
    plan = plan_import(layouts.read(FEDERAL / "findtreatment_2025-08-19.csv"))
    counts = plan.summary()
    assert {name: counts[name] for name in ("read", "dropped", "listings", "addresses", "withheld", "problems")} == {
        "read": 662, "dropped": 1, "listings": 661, "addresses": 427, "withheld": 18, "problems": 14,
    }  # fmt: skip
    assert (counts["listed"]["new"], counts["leads"]["new"]) == (80, 54)
    assert Counter(problem.column for problem in plan.problems) == {"county": 10, "pin": 2, "state": 1, "website": 1}
    assert [problem.line for problem in plan.problems if problem.column == "pin"] == [138, 160]


def test_the_national_directory_makes_leads_only():
    counts = plan_import(layouts.read(FEDERAL / "national_directory_2024.csv")).summary()
    assert (counts["read"], sum(counts["listed"].values()), counts["leads"]["new"]) == (166, 0, 29)


def test_the_catalogue_is_prepared_once(capsys):
    forget_vocabulary()
    call_command("prepare_catalogue", on=ON)
    first = capsys.readouterr().out
    assert "662 rows read, 1 dropped, 661 listings at 427 addresses" in first
    assert "10 program pages read: 5 listed programs, 4 leads, 1 of listed sites" in first
    assert Counter(Program.objects.values_list("status", flat=True)) == {"listed": 85, "lead": 68}
    assert not Site.objects.filter(withheld=True).exclude(latitude=None).exists()
    joined = Program.objects.get(name__startswith="Holyoke Medical", status="listed")
    assert joined.import_rows.count() == 2

    before = (Assertion.objects.count(), ImportRun.objects.count())
    call_command("prepare_catalogue", on=ON)
    assert capsys.readouterr().out == "The catalogue is up to date.\n"
    assert (Assertion.objects.count(), ImportRun.objects.count()) == before
