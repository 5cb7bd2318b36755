"""Six plain questions by links alone: what they lead to, how to go back, and what to do in danger."""

import re
from html import unescape
from itertools import product

import pytest

from programs.views.guide.right_for_me import QUESTIONS, Said
from tests.builders import make_program

PAGE = "/guide/is-it-right-for-me/"
HEADINGS = {
    "danger": "Get help now", "more": "You may need more help than an IOP", "this": "An IOP may be worth a call",
}  # fmt: skip


def html_of(client, said="", more=""):
    return client.get(f"{PAGE}?said={said}{more}" if said or more else PAGE).content.decode()


def heading(page):
    return re.sub(r"\s+", " ", re.search(r"<h1>(.*?)</h1>", page, re.S)[1]).strip()


def links(page):
    """words -> address, of every link of the page."""
    found = re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.S)
    return {re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", words)).strip(): unescape(href) for href, words in found}


def test_the_first_rule_that_holds_decides():
    for points_to, ways in {
        "danger": ("x", "yx", "ynylbx", "-----x"),
        "more": ("yy", "yu", "ynn", "-nu", "ynnl"),
        "less": ("ynyhnd", "ynyfnd"),
        "this": ("ynylnd", "ynymbe", "------", "yny-sf"),
        "": ("", "yny", "ynyl"),
    }.items():
        assert {letters: Said(letters).points_to for letters in ways} == dict.fromkeys(ways, points_to)


def test_every_way_through_leads_somewhere():
    answers = [[*codes.values(), "-"] for codes in QUESTIONS.values()]
    assert {Said("".join(letters)).points_to for letters in product(*answers)} == {"more", "less", "this"}


@pytest.mark.django_db
def test_each_question_can_be_answered_skipped_and_taken_back(client):
    said = ""
    for number in range(1, 7):
        page = html_of(client, said)
        assert f"Question {number} of 6" in page
        found = links(page)
        assert found["Skip this question"] == f"?said={said}-"
        assert ("Back" in found) == (number > 1)
        if number > 1:
            assert found["Back"] in {f"?said={said[:-1]}", "?"}
        said += "-"
    assert heading(html_of(client, said)) == HEADINGS["this"]


@pytest.mark.django_db
def test_danger_is_answered_at_every_question_with_the_lines_first(client):
    for said in ("", "y", "yn", "yny", "ynyl", "ynylb"):
        ways = {
            href for words, href in links(html_of(client, said)).items() if re.search("hurt myself|in danger", words)
        }
        assert ways == {f"?said={said}x"}
        page = html_of(client, f"{said}x")
        assert heading(page) == HEADINGS["danger"]
        article = page[page.index("<article") :]
        places = [article.index(f'href="tel:{number}"') for number in ("988", "911", "+18337732445")]
        assert max(places) < article.index("IOP is not for this moment")
        assert links(page)["Back to the last question"] == (f"?said={said}" if said else "?")


@pytest.mark.django_db
def test_the_search_is_prepared_from_the_answers_and_said_back(client):
    make_program("Elm", town="Lowell", yes=["focus:co-occurring"], sessions=["mon wed 17:30-20:30"])
    make_program("Ash", town="Lowell", no=["focus:co-occurring"], sessions=["mon wed 17:30-20:30"])
    page = html_of(client, "ynymbe")
    assert "Mental health and substance use together, evenings" in page
    way = links(page)["Or show the 1 program in the state that may fit"]
    assert way == "/programs/?focus=co-occurring&when=evening"
    assert "1 program that may fit" in client.get(way).content.decode()
    for name, value in (("focus", "co-occurring"), ("when", "evening")):
        assert re.search(rf'<input\s+type="hidden"\s+name="{name}"\s+value="{value}"', page)


@pytest.mark.django_db
def test_each_answer_asks_for_what_it_says(client):
    make_program("Elm", town="Lowell")
    for letters, query in {
        "ynylnd": "?focus=mental-health&when=morning&when=afternoon",
        "ynylso": "?focus=substance-use&format=online",
        "ynyl-f": "?days_max=2",
        "ynyl--": "",
    }.items():
        assert f"/programs/{query}" in links(html_of(client, letters)).values()


@pytest.mark.django_db
def test_who_needs_more_help_is_shown_the_nearest_places(client):
    make_program("Elm", town="Lowell")
    page = html_of(client, "yy", "&near=Worcester")
    assert heading(page) == HEADINGS["more"]
    assert "Community Healthlink" in page
    assert 'href="tel:+1-877-382-1609"' in page


@pytest.mark.django_db
def test_a_place_that_nobody_knows_is_told_beside_its_field(client):
    page = html_of(client, "yy", "&near=Nowheresville")
    assert re.search(r'aria-invalid="true"\s+aria-describedby="problem-near"', page)
    assert 'id="problem-near"' in page
    assert heading(page) == HEADINGS["more"]


@pytest.mark.django_db
def test_an_address_that_cannot_be_read_goes_on_from_where_it_could(client):
    for typed in ("q", "yq", "<script>alert(1)</script>", "y" * 500, "xxxx", "ynylbeee", "\x00"):
        response = client.get(PAGE, {"said": typed})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert Said(typed).is_garbled


@pytest.mark.django_db
def test_a_garbled_answer_is_told(client):
    assert "Part of this page’s address could not be read" in html_of(client, "yq")
    assert "Question 2 of 6" in html_of(client, "yq")


@pytest.mark.django_db
def test_the_answers_are_kept_by_nobody_and_the_page_says_who_sees_them(client):
    response = client.get(f"{PAGE}?said=yn")
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "browser keeps the address in its history" in response.content.decode()


@pytest.mark.django_db
def test_nothing_on_the_way_is_a_score(client):
    for said in ("", "ynyhnd", "ynylbe", "yy"):
        assert not re.search(r"\bscore|\bpoints\b|out of \d|\d ?%", html_of(client, said))
