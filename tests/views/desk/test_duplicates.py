"""The desk's pairs, the two side by side, and where the old address leads."""

import pytest

from programs.models import Action, NotTheSame, Program
from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(db):
    return (
        make_program("Harbor Evening IOP", yes=["therapy:dbt"], sessions=["mon 17:00-20:00"]),
        make_program("Harbor Evenings IOP", listed=["condition:ptsd"], sessions=["tue 17:00-20:00"]),
    )


@pytest.fixture
def page(both):
    return "/curation/duplicates/harbor-evening-iop-lowell/harbor-evenings-iop-lowell/"


def merged(lead_desk, page, stays="harbor-evening-iop-lowell"):
    return lead_desk.post(page, {"decision": "merge", "stays": stays, "note": "Same desk, said intake."})


def test_pairs_stand_with_their_reasons_in_few_queries(desk, both, django_assert_max_num_queries):
    for _n in range(5):
        make_program("Harbor Evening IOP")
    with django_assert_max_num_queries(16):
        answer = desk.get("/curation/duplicates/").content.decode()
    assert "same phone (978) 555-0100, same address 1 Main St, Lowell" in answer
    assert "Harbor Evenings IOP" in answer


def test_both_are_shown_side_by_side_with_what_differs(desk, page):
    answer = desk.get(page).content.decode()
    assert "Which one stays?" not in answer, "a curator does not merge"
    assert answer.count("differs") >= 2


def test_a_lead_curator_merges_and_can_take_it_back_there(lead_desk, page, client):
    answer = merged(lead_desk, page)
    assert answer["Location"] == "/curation/duplicates/"
    action = Action.objects.get(kind="merge")
    assert (action.by.email, action.note) == ("lead-curator@example.org", "Same desk, said intake.")
    assert f"/curation/undo/{action.pk}/" in lead_desk.get("/curation/duplicates/").content.decode()
    lead_desk.post(f"/curation/undo/{action.pk}/")
    assert client.get("/programs/harbor-evenings-iop-lowell/").status_code == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/programs/harbor-evenings-iop-lowell/", "/programs/harbor-evening-iop-lowell/"),
        ("/programs/harbor-evenings-iop-lowell/?near=01852&p=x", "/programs/harbor-evening-iop-lowell/?near=01852&p=x"),
        (
            "/programs/harbor-evenings-iop-lowell/sessions.ics?track=1",
            "/programs/harbor-evening-iop-lowell/sessions.ics?track=1",
        ),
        ("/api/programs/harbor-evenings-iop-lowell?near=01852", "/api/programs/harbor-evening-iop-lowell?near=01852"),
        (
            "/list/?near=01852&p=harbor-evenings-iop-lowell&p=x",
            "/list/?near=01852&p=harbor-evening-iop-lowell&p=x",
        ),
        ("/list/?p=harbor-evenings-iop-lowell&p=harbor-evening-iop-lowell", "/list/?p=harbor-evening-iop-lowell"),
        ("/compare/?p=harbor-evenings-iop-lowell", "/compare/?p=harbor-evening-iop-lowell"),
    ],
)
def test_an_old_address_leads_to_the_one_that_stays_and_keeps_what_was_asked(lead_desk, page, client, old, new):
    merged(lead_desk, page)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (302, new), "for now only: a merge can be taken back"


def test_when_the_one_that_stayed_is_withdrawn_the_old_address_says_why(lead_desk, page, client):
    merged(lead_desk, page)
    Program.objects.filter(slug="harbor-evening-iop-lowell").update(status="withdrawn", withdrawn_because="Closed.")
    answer = client.get("/programs/harbor-evenings-iop-lowell/")
    assert answer.status_code == 410
    assert "the same program as Harbor Evening IOP" in answer.content.decode()


def test_a_curator_tells_two_apart_and_does_not_merge(desk, page):
    assert desk.post(page, {"decision": "merge", "stays": "harbor-evening-iop-lowell"}).status_code == 403
    assert not Action.objects.exists()
    desk.post(page, {"decision": "apart", "note": "Two floors."})
    assert NotTheSame.objects.standing().count() == 1
    assert "No two programs look alike" in desk.get("/curation/duplicates/").content.decode()


def test_who_does_not_choose_is_asked_to_and_nothing_is_lost(lead_desk, page):
    answer = merged(lead_desk, page, stays="nobody")
    assert answer.status_code == 400
    assert "Choose which of the two stays." in answer.content.decode()
    assert "Same desk, said intake." in answer.content.decode()
    assert not Action.objects.exists()


def test_merging_twice_says_so(lead_desk, page):
    merged(lead_desk, page)
    answer = merged(lead_desk, page)
    assert answer.status_code == 400
    assert "One of the two is not listed any more." in answer.content.decode()


def test_who_is_not_there_is_not_found(lead_desk, page):
    assert lead_desk.get("/curation/duplicates/nobody/harbor-evening-iop-lowell/").status_code == 404
    same = "harbor-evening-iop-lowell"
    assert lead_desk.get(f"/curation/duplicates/{same}/{same}/").status_code == 404


def test_a_curator_merges_neither_by_taking_back_nor_by_taking_that_back(desk, lead_desk, page):
    merged(lead_desk, page)
    action = Action.objects.get(kind="merge")
    desk.post(f"/curation/undo/{action.pk}/")
    assert Program.objects.filter(status="withdrawn").exists()
    lead_desk.post(f"/curation/undo/{action.pk}/")
    desk.post(f"/curation/undo/{Action.objects.get(kind='undo').pk}/")
    assert not Program.objects.filter(status="withdrawn").exists()


def test_two_that_nobody_proposed_are_named_by_their_addresses(desk, both, page):
    asked = {"one": "https://finder.example/programs/harbor-evening-iop-lowell/", "other": "harbor-evenings-iop-lowell"}
    assert desk.get("/curation/duplicates/", asked)["Location"] == page
    wrong = desk.get("/curation/duplicates/", {**asked, "other": "nobody"}).content.decode()
    assert "These are not two programs that are here." in wrong
    assert 'value="nobody"' in wrong


def test_what_no_database_takes_is_left_out_of_a_note(lead_desk, page):
    lead_desk.post(page, {"decision": "apart", "note": "Two\x00 floors.\n" + "x" * 400})
    assert Action.objects.get().note.startswith("Two floors. xxx")
    assert "not two programs" in lead_desk.get("/curation/duplicates/", {"one": "\x00", "other": "x"}).content.decode()
