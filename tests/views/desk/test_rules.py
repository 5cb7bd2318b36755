"""The rule book's page, and setting a rule aside with a second person."""

import pytest

from programs.curation import Claim
from programs.models import Action, Override
from tests.builders import make_program, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor(db):
    return make_program("Harbor IOP", yes=["licence:carf"])


def asked(desk, **changed):
    return desk.post(
        "/curation/overrides/",
        {
            "program": "harbor-iop-lowell", "rule": "no-bsas-iop", "fact": "level", "reason": "On the door.", **changed,
        },
    )  # fmt: skip


def test_the_book_shows_each_rule_with_its_citation_and_what_goes_against_it(
    desk, harbor, django_assert_max_num_queries
):
    for _n in range(3):
        make_program(yes=["licence:carf"])
    with django_assert_max_num_queries(16):
        answer = desk.get("/curation/rules/").content.decode()
    assert "105 CMR 164" in answer
    assert "Looked up" in answer
    assert "?program=harbor-iop-lowell&amp;rule=carf-names-the-program&amp;fact=licence%3Acarf" in answer


def test_the_book_can_be_narrowed_to_one_rule(desk, harbor):
    assert "Harbor IOP" in desk.get("/curation/rules/?rule=carf-names-the-program").content.decode()
    assert "Harbor IOP" not in desk.get("/curation/rules/?rule=no-dmh-iop&page=99").content.decode()


def test_the_form_is_filled_from_the_finding(desk, harbor):
    answer = desk.get("/curation/overrides/?program=harbor-iop-lowell&rule=no-bsas-iop&fact=level").content.decode()
    assert 'value="harbor-iop-lowell"' in answer
    assert 'value="no-bsas-iop" selected' in answer


def test_one_asks_and_another_agrees(desk, lead_desk, harbor):
    asked(desk)
    (override,) = Override.objects.waiting()
    desk.post(f"/curation/overrides/{override.pk}/", {"decision": "agree"})
    assert not Override.objects.in_force().exists(), "not the one who asked"
    lead_desk.post(f"/curation/overrides/{override.pk}/", {"decision": "agree"})
    assert Override.objects.in_force().get() == override
    say(harbor, Claim("level", detail={"level_name": "BSAS-licensed IOP"}))
    answer = lead_desk.get("/curation/overrides/").content.decode()
    for action in Action.objects.filter(kind="override"):
        assert f"/curation/undo/{action.pk}/" in answer
    assert "BSAS-licensed IOP" not in lead_desk.get("/curation/rules/?rule=no-bsas-iop").content.decode()


def test_one_asks_and_another_declines(desk, lead_desk, harbor):
    asked(desk)
    (override,) = Override.objects.waiting()
    lead_desk.post(f"/curation/overrides/{override.pk}/", {"decision": "decline"})
    assert not Override.objects.waiting().exists()
    lead_desk.post(f"/curation/overrides/{override.pk}/", {"decision": "agree"})
    assert not Override.objects.in_force().exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"program": "nobody"}, "There is no program of that address."),
        ({"rule": "astrology"}, "Choose the rule to set aside."),
        ({"fact": "schedule"}, "The rule does not speak of this fact."),
        ({"reason": " "}, "the second person decides by it."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(desk, harbor, wrong, said):
    answer = asked(desk, **wrong)
    assert answer.status_code == 400
    (field,) = wrong
    text = answer.content.decode()
    assert said in text
    assert f'id="id_{field}_error"' in text
    assert field == "reason" or "On the door." in text
    assert not Override.objects.exists()


def test_a_whole_address_names_the_program_too(desk, harbor):
    asked(desk, program="https://finder.example/programs/harbor-iop-lowell/")
    assert Override.objects.get().program == harbor


def test_who_asked_can_take_it_back(desk, harbor):
    asked(desk)
    (override,) = Override.objects.waiting()
    assert "Somebody else decides." in desk.get("/curation/overrides/").content.decode()
    desk.post(f"/curation/overrides/{override.pk}/", {"decision": "decline"})
    assert not Override.objects.waiting().exists()
