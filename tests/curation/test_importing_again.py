"""A federal listing and a table of pages are taken back whole, and imported again as if for the first time."""

import pytest

from programs.curation import undo, withdraw
from programs.curation.importing import pages
from programs.curation.importing.page_import import apply_pages
from programs.models import Action, Program
from tests.builders import ON, load_vocabulary, state
from tests.federal_files import applied, directory_row, findtreatment, listing, national_directory, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def the_import():
    return Action.objects.get(kind="import", undone=False)


def statuses():
    return dict(Program.objects.values_list("slug", "status"))


def test_a_federal_import_is_one_action_and_is_taken_back(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT CBT"), listing("MH PHDT", type_facility="MH")))
    before = statuses()
    assert set(before.values()) == {"listed", "lead"}
    assert the_import().note == "findtreatment_2025-08-19_facility-detail.csv"
    undo(the_import(), on=ON)
    assert set(statuses().values()) == {"withdrawn"}
    assert not Program.objects.filter(answers__isnull=False)


def test_imported_again_it_brings_back_the_same_programs_at_their_addresses(tmp_path):
    path = findtreatment(tmp_path, listing("OIT CBT"), listing("MH PHDT", type_facility="MH"))
    applied(path)
    before = statuses()
    undo(the_import(), on=ON)
    assert planned(path).summary()["listed"]["new"] == 1
    applied(path)
    assert statuses() == before
    assert state(Program.objects.get(status="listed"), "therapy:cbt") == "listed"


def test_the_same_edition_is_not_refused_as_older_than_one_that_was_taken_back(tmp_path):
    applied(findtreatment(tmp_path, listing(), day="2026-02-01"))
    undo(the_import(), on=ON)
    assert applied(findtreatment(tmp_path, listing())).changes_anything


def test_what_a_curator_withdrew_is_not_brought_back_by_an_import(tmp_path):
    applied(findtreatment(tmp_path, listing()))
    withdraw(Program.objects.get(), "It has closed.")
    applied(findtreatment(tmp_path, listing("OIT SA CBT"), day="2026-02-01"))
    assert set(statuses().values()) == {"withdrawn"}


def test_the_directory_is_taken_back_too(tmp_path):
    applied(national_directory(tmp_path, directory_row()))
    undo(the_import(), on=ON)
    applied(national_directory(tmp_path, directory_row()))
    assert set(statuses().values()) == {"lead"}


def test_pages_come_back_at_their_addresses(tmp_path):
    path = tmp_path / "pages.csv"
    path.write_text(
        "organization,name,place,level,facts,tracks,schedule_words,phone,url,published_on\n"
        "Elm,Elm IOP,Lowell,IOP,therapy:cbt=CBT,,,978-555-0100,https://elm.example/iop,2026-02-01\n"
    )
    apply_pages(pages.read(path), on=ON)
    before = statuses()
    undo(the_import(), on=ON)
    apply_pages(pages.read(path), on=ON)
    assert statuses() == before == {"elm-iop-lowell": "listed"}
