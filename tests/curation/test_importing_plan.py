"""Editions of a federal listing: a plan writes nothing, twice changes nothing, a newer one renews and takes back."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from programs.curation.importing import layouts
from programs.curation.importing.applying import apply_import
from programs.curation.importing.refusal import ImportRefusedError
from programs.models import ImportRow, Program
from tests.builders import EDITION, ON, forget_vocabulary, load_vocabulary, make_source, say, state
from tests.federal_files import (
    NEWER,
    applied,
    directory_row,
    everything,
    findtreatment,
    listing,
    national_directory,
    planned,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def test_the_same_row_twice_is_a_duplicate_and_one_program(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(), listing()))
    assert Program.objects.count() == 1
    assert [[row.line for row in rows] for rows in plan.duplicates] == [[2, 3]]


def test_a_plan_writes_nothing(tmp_path):
    before = everything()
    planned(findtreatment(tmp_path, listing()))
    call_command("import_federal_listing", str(findtreatment(tmp_path, listing())), verbosity=0)
    assert everything() == before


def test_twice_changes_nothing(tmp_path):
    path = findtreatment(tmp_path, listing("OIT SA BU"), listing("MH PHDT", type_facility="MH"))
    applied(path)
    before = everything()
    plan = applied(path, on=ON + timedelta(days=9))
    assert everything() == before
    assert plan.summary()["listed"] == {"new": 0, "joined": 0, "changed": 0, "renewed": 0, "unchanged": 1}


def test_a_newer_edition_renews_changes_and_takes_back(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT CBT MD"), listing(name1="Same", street1="1 A Street")))
    rows = [listing("OIT CBT", phone="978-555-0199"), listing(name1="Same", street1="1 A Street")]
    plan = applied(findtreatment(tmp_path, *rows, day=NEWER))
    program = Program.objects.get(name="Harbor Recovery")
    counts = plan.summary()["listed"]
    assert (counts["changed"], counts["renewed"]) == (1, 1)
    assert program.main_phone.as_national == "(978) 555-0199"
    assert state(program, "insurance:masshealth") is None
    assert program.answers.get(fact="therapy:cbt", ends_on__gt=ON).assertion.said_on == date(2026, 2, 1)


def test_a_row_gone_from_a_newer_edition_is_taken_back_and_no_longer_listed(tmp_path):
    rows = [listing(name1=name, street1=f"{number} A Street") for number, name in enumerate(("One", "Two", "Gone"))]
    applied(findtreatment(tmp_path, *rows))
    plan = applied(findtreatment(tmp_path, *rows[:2], day=NEWER))
    gone = Program.objects.get(name="Gone")
    assert [g.program for g in plan.gone] == [gone]
    assert gone.status == "lead"
    assert not gone.answers.holding(ON).exists()
    assert gone.assertions.filter(answer="yes").exists()


def test_a_file_without_most_of_what_was_listed_is_refused_as_cut_off(tmp_path):
    rows = [listing(name1=f"Number {number}", street1=f"{number} A Street") for number in range(4)]
    applied(findtreatment(tmp_path, *rows))
    before = everything()
    with pytest.raises(ImportRefusedError, match="3 of the 4"):
        applied(findtreatment(tmp_path, rows[0], day=NEWER))
    assert everything() == before


def test_an_older_edition_after_a_newer_one_is_refused(tmp_path):
    applied(findtreatment(tmp_path, listing(), day=NEWER))
    with pytest.raises(CommandError, match="2026-02-01 is already here"):
        call_command("import_federal_listing", str(findtreatment(tmp_path, listing())), "--apply", "--on", str(ON))


def test_a_renamed_row_at_the_same_address_stays_the_same_program(tmp_path):
    applied(findtreatment(tmp_path, listing()))
    applied(findtreatment(tmp_path, listing(name1="Harbor Recovery of Lowell"), day=NEWER))
    assert Program.objects.count() == 1


def test_of_two_rows_at_one_address_the_renamed_one_keeps_its_own_program(tmp_path):
    applied(findtreatment(tmp_path, listing(name1="One"), listing(name1="Two")))
    applied(findtreatment(tmp_path, listing(name1="Second"), listing(name1="One"), day=NEWER))
    assert Program.objects.count() == 2
    assert ImportRow.objects.get(line=2, run__source__published_on=NEWER).program.name == "Two"


def test_an_import_never_overrides_a_confirming_answer(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT CBT")))
    program = Program.objects.get()
    say(program, "therapy:cbt", answer="no", source=make_source("phone"))
    applied(findtreatment(tmp_path, listing("OIT CBT TELE"), day=NEWER))
    assert state(program, "therapy:cbt") == "confirmed-no"


def test_a_fault_in_the_middle_leaves_nothing_behind(tmp_path, monkeypatch):
    before = everything()

    def stop(done, total):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        apply_import(layouts.read(findtreatment(tmp_path, listing(), listing(street1="1 B"))), on=ON, progress=stop)
    assert everything() == before


def test_the_national_directory_joins_the_lead_at_its_address_and_publishes_nothing(tmp_path):
    applied(findtreatment(tmp_path, listing("MH PHDT", type_facility="MH", name1="Harbor Day Center")))
    rows = [directory_row(), directory_row(street1="9 Other Street"), directory_row("MH * OP", street1="1 C Street")]
    rows.append(directory_row(state="AL", zip="36310", city="Abbeville"))
    plan = applied(national_directory(tmp_path, *rows))
    counts = plan.summary()
    assert (counts["leads"]["joined"], counts["leads"]["new"], counts["elsewhere"]) == (1, 1, 1)
    assert set(Program.objects.values_list("status", flat=True)) == {"lead"}
    assert Program.objects.count() == 2


def test_a_file_without_a_date_in_its_name_needs_one(tmp_path):
    path = findtreatment(tmp_path, listing(), day="latest")
    with pytest.raises(ImportRefusedError, match="when this edition was published"):
        layouts.read(path)
    assert layouts.read(path, published=EDITION).published_on == EDITION


def test_the_command_tells_the_counts_and_says_that_nothing_was_written(tmp_path, capsys):
    call_command("import_federal_listing", str(findtreatment(tmp_path, listing(), listing("MH", type_facility="MH"))))
    out = capsys.readouterr().out
    assert "2 rows read, 0 dropped, 2 listings at 1 address" in out
    assert "1 listed program: 1 new, 0 changed, 0 unchanged" in out
    assert "Nothing was written" in out


def test_an_edition_of_a_day_still_to_come_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="still to come"):
        applied(findtreatment(tmp_path, listing(), day=str(ON + timedelta(days=1))))


def test_without_vocabularies_an_import_says_what_to_run_first(tmp_path):
    forget_vocabulary()
    with pytest.raises(ImportRefusedError, match="prepare_catalogue"):
        applied(findtreatment(tmp_path, listing()))
