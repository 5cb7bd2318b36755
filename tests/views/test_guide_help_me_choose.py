"""The guided search: a question a page, back and skip at each, the choices in the address, and mistakes led back to."""

import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from programs.search import ProgramFilter
from programs.views.guide.help_me_choose import NAMES, page_of, parameters
from tests.builders import make_program

pytestmark = pytest.mark.django_db

CHOSEN = "near=01609+Worcester&age=30&condition=ptsd&insurance=masshealth&when=evening&format=in-person&language=es"


@pytest.fixture
def program():
    return make_program("Elm", town="Worcester", yes=["condition:ptsd", "language:es"], sessions=["mon 17:30-20:30"])


def html_of(client, name, query=""):
    response = client.get(f"{page_of(name)}?{query}" if query else page_of(name))
    assert response.status_code == 200, response
    return response.content.decode()


def links(page):
    found = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.S)
    return {re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words)).strip(): unescape(href) for href, words in found}


def form(page):
    """(action, hidden pairs) of the question's form."""
    text = re.search(r'<form\s+class="choose".*?</form>', page, re.S)[0]
    hidden = re.findall(r'<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"', text)
    return re.search(r'action="([^"]*)"', text)[1], hidden


def test_every_question_asks_for_parameters_of_the_search():
    asked = [parameter for name in NAMES for parameter in parameters(name)]
    assert len(asked) == len(set(asked))
    assert set(asked) <= set(ProgramFilter.base_filters)


def test_a_question_keeps_the_others_and_leads_on_and_back(client, program):
    for number, name in enumerate(NAMES):
        keeps_the_others(client, program, number, name)


def keeps_the_others(client, program, number, name):
    page = html_of(client, name, f"{CHOSEN}&p={program.slug}")
    following = page_of(NAMES[number + 1]) if number + 1 < len(NAMES) else "/programs/"
    action, hidden = form(page)
    assert action == following
    everything = [*parse_qsl(CHOSEN), ("p", program.slug)]
    assert sorted(hidden) == sorted(pair for pair in everything if pair[0] not in parameters(name))
    skip = urlsplit(links(page)["Skip this question"])
    assert skip.path == following
    assert sorted(parse_qsl(skip.query)) == sorted(hidden)
    assert f"Question {number + 1} of {len(NAMES)}" in page
    if number:
        back = urlsplit(links(page)["Back"])
        assert back.path == page_of(NAMES[number - 1])
        assert sorted(parse_qsl(back.query)) == sorted(everything)
    else:
        assert "Back" not in links(page)


def test_coming_back_shows_what_was_chosen(client, program):
    for name, shown in {
        "place": r'name="near"\s+type="text"\s+value="01609 Worcester"',
        "age": r'name="age"\s+type="number"\s+value="30"',
        "condition": r'value="ptsd"\s+checked',
        "insurance": r'value="masshealth"\s+checked',
        "time": r'value="evening"\s+checked',
        "format": r'value="in-person"\s+checked',
        "language": r'value="es"\s+checked',
    }.items():
        assert re.search(shown, html_of(client, name, CHOSEN)), name


def test_what_was_chosen_so_far_can_be_taken_off_and_is_counted(client, program):
    page = html_of(client, "age", "near=01609&condition=ptsd")
    assert "1 program may fit." in page
    assert (
        parse_qs(urlsplit(links(page)["PTSD ✕"]).query) == {"near": ["01609 Worcester"]}
        or "condition" not in links(page)["PTSD ✕"]
    )
    assert links(page)["Show the list now"].startswith("/programs/?")


def test_where_nothing_fits_the_page_says_so_and_the_list_says_what_to_change(client):
    make_program("Elm", town="Worcester", no=["condition:ptsd"])
    page = html_of(client, "insurance", "condition=ptsd")
    assert "No program that we know of fits all of this" in page
    assert "Ask for a little less" in client.get(links(page)["Show the list now"]).content.decode()


def test_a_mistake_leads_back_to_its_question_with_the_message_beside_the_field(client, program):
    for query, stands_at in {
        "near=worchester": "place",
        "near=01609&age=old": "age",
        "condition=none": "condition",
        "insurance=gold": "insurance",
        "busy=someday": "time",
    }.items():
        response = client.get(f"{page_of('language')}?{query}&p={program.slug}")
        assert response.status_code == 302
        assert response["Location"] == f"{page_of(stands_at)}?{query}&p={program.slug}"
        page = client.get(response["Location"]).content.decode()
        assert 'class="problem"' in page
        assert f"p={program.slug}" in page


def test_a_mistake_of_a_later_question_does_not_keep_anybody_from_going_back(client, program):
    assert client.get(f"{page_of('place')}?age=old").status_code == 200


def test_a_usual_week_is_marked_and_shown(client, program):
    response = client.get(f"{page_of('format')}?near=01609&week=work")
    assert response["Location"].startswith(f"{page_of('time')}?near=01609&busy=")
    page = client.get(response["Location"]).content.decode()
    assert re.search(r'value="mon-0900-1000"[^>]*checked', page)


def test_what_the_search_was_asked_elsewhere_is_kept(client, program):
    _action, hidden = form(html_of(client, "age", "therapy=dbt&known=listed&sort=distance&near=01609"))
    assert {("therapy", "dbt"), ("known", "listed"), ("sort", "distance")} <= set(hidden)


def test_nobody_keeps_a_guided_search_either(client, program):
    assert client.get(f"{page_of('age')}?near=01609")["Cache-Control"] == "private, no-store"


def test_bad_input_is_no_error(client, program):
    for query in ("near=" + "a" * 500, "age=999999", "condition=<script>alert(1)</script>", "p=" + "x" * 300):
        for name in ("place", "condition", "language"):
            response = client.get(f"{page_of(name)}?{query}", follow=True)
            assert response.status_code == 200
            assert "<script>alert" not in response.content.decode()
