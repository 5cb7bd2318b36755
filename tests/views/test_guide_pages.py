"""The guides: each fact says where it comes from, in plain words, and each link leads somewhere."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest

from programs.templatetags.guides import offices, references, reviews
from programs.views.guide.pages import PAGES
from tests.builders import make_program

from .guide_page import article, blocks, classes, facts, grade, sentences, syllables_of, walk, words_of

pytestmark = pytest.mark.django_db

HARDEST = 8  # school grade
LONGEST = 28  # words of a sentence
OUTCOMES = {
    "danger": "x", "danger later": "ynyx", "more, unwell": "yy", "more, not at home": "ynn", "less, helped": "ynyhnd",
    "less, no care yet": "ynyfnd", "this, leaving": "ynylne", "this, not enough": "ynymbf", "this, skipped": "------",
}  # fmt: skip
ADDRESSES = {
    "all of them": "/guide/",
    **{slug: f"/guide/{slug}/" for slug in PAGES},
    "first question": "/guide/is-it-right-for-me/",
    **{name: f"/guide/is-it-right-for-me/?said={said}" for name, said in OUTCOMES.items()},
}
# Blocks that advise, ask or explain a word, and those in which the finder speaks of itself; all others state facts.
ADVICE = {"advice", "answers", "word"}
OURS = ADVICE | {"hint", "progress", "steps", "danger", "notice", "next", "so-far"}
# A number, a law or a payer's rule in advice would be a fact without a source.
LIKE_A_FACT = re.compile(r"(?<!S)(?<!H)\b\d+|\bpercent\b|\bby law\b|\bmust (cover|pay)|\bhas the right\b")


OWN_LIST = "p=elm-lowell"
DRAWN: dict[str, str] = {}  # each page once for all tests: drawing all of them takes a second


def html_of(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def pages(client):
    """name -> HTML of every guide, question and outcome, for somebody who has a program on her list."""
    if not DRAWN:
        make_program("Elm", town="Lowell")
        DRAWN.update(
            (name, html_of(client, f"{address}{'&' if '?' in address else '?'}{OWN_LIST}"))
            for name, address in ADDRESSES.items()
        )
    return DRAWN


def links(html):
    return [unescape(href) for href in re.findall(r'<a\b[^>]*?href="([^"]*)"', html)]


def test_every_sentence_that_states_a_fact_has_a_source(pages):
    for name, page in pages.items():
        for block, around in blocks(article(page)):
            said = words_of(block)
            if ADVICE & around and not {"week-drawn", "phrases"} & around:
                assert not LIKE_A_FACT.search(said), f"{name}: a fact among advice: {said}"
            if not OURS & around:
                stated = facts(block)
                assert said == " ".join(map(words_of, stated)), f"{name}: a sentence without a source: {said}"
                assert all(is_noted(fact) for fact in stated), f"{name}: a fact without a note: {said}"


def is_noted(fact):
    return getattr(fact.children[-1], "name", "") == "sup"


def test_each_note_leads_to_an_entry_of_its_page(pages):
    for name, page in pages.items():
        noted = set(re.findall(r'href="#source-(\d+)"', page))
        listed = re.findall(r'<li id="source-(\d+)">', page)
        assert listed == [str(number + 1) for number in range(len(listed))], name
        assert noted == set(listed), name


def test_a_fact_without_a_source_would_be_seen(pages):
    page = pages["teens"]
    assert all(map(is_noted, facts(article(page))))
    assert not all(map(is_noted, facts(article(re.sub(r'<sup class="cite">.*?</sup>', "", page, count=1)))))


def test_the_page_of_sources_lists_every_reference_and_office(settings):
    told = (settings.BASE_DIR / "docs" / "sources.md").read_text(encoding="utf-8")
    for reference in references().values():
        assert reference.title in told, reference.code
        assert reference.publisher in told, reference.code
        assert reference.url in told, reference.code
    for office in offices().values():
        assert office.number in told
        assert office.source in told


def test_every_reference_is_used_and_was_read_in_one_of_the_ways_that_are_explained(settings):
    folder = settings.BASE_DIR / "templates" / "guide"
    templates = " ".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    for reference in references().values():
        assert f'"{reference.code}"' in templates, reference.code
        assert reference.read_as in {"page", "law", "notes", "table"}
        assert reference.day
        assert reference.url or reference.read_as != "page" or reference.code in {"samhsa-advisory", "hcpcs"}


def test_every_guide_has_a_day_on_which_it_was_reviewed_and_says_so(pages):
    assert set(reviews()) == {"index", "is-it-right-for-me", "help-me-choose", *PAGES}
    for slug in PAGES:
        assert "last held against its sources on Nov 22, 2026" in " ".join(pages[slug].split()), slug


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("outpatient", 3), ("insurance", 3), ("people", 2), ("medicine", 3), ("wanted", 2), ("called", 1), ("IOP", 3),
     ("families", 3), ("residential", 4), ("places", 2), ("care", 1), ("schedule", 2), ("14", 2)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word, syllables):
    assert syllables_of(word) == syllables


def test_a_hard_text_has_a_high_grade():
    text = "Psychiatric rehabilitation facilitates comprehensive reintegration of symptomatic individuals generally."
    assert grade(f"<article><p>{text}</p></article>") > 16
    assert grade("<article><p>The cat sat on the mat. It was warm.</p></article>") < 2


def test_every_guide_can_be_read_after_eight_years_of_school(pages):
    grades = {name: grade(page) for name, page in pages.items()}
    assert {name: found for name, found in grades.items() if found > HARDEST} == {}


def test_no_sentence_is_long(pages):
    """A page is easy on the whole, and no single sentence of it is hard to follow."""
    for name, page in pages.items():
        assert not [" ".join(words) for words in sentences(page) if len(words) > LONGEST], name


def test_every_guide_ends_in_the_next_step(client, pages):
    for slug in PAGES:
        (step,) = [part for part in walk(article(pages[slug])) if part.name == "section" and "next" in classes(part)]
        addresses = [dict(link.attributes)["href"] for link in walk(step) if link.name == "a"]
        assert addresses
        assert all(client.get(address).status_code == 200 for address in addresses)


def test_the_visitors_list_travels_in_every_link(pages):
    for name, page in pages.items():
        ours = [link for link in links(page) if link.startswith(("/guide", "/programs", "/list", "?"))]
        assert len(ours) > 15
        assert not [link for link in ours if OWN_LIST not in link], name


def test_every_link_into_the_search_finds_something_or_says_why_not(client, pages):
    make_program("Elm", town="Lowell", no=["insurance:medicare", "focus:co-occurring"])
    found = {urlsplit(link) for page in pages.values() for link in links(page)}
    reached = {address.query for address in found if address.path == "/programs/"}
    assert len(reached) > 60
    empty = []
    for query in reached:
        answer = client.get(f"/api/search?{query}")
        assert answer.status_code == 200, (query, answer.content)
        empty += [] if answer.json()["total"] else [query]
    assert f"insurance=medicare&{OWN_LIST}" in empty
    for query in empty:
        assert "We know of no program that fits all of this" in html_of(client, f"/programs/?{query}"), query


def test_the_titles_do_not_tell_what_was_answered(pages):
    titles = {re.search(r"<title>\s*(.*?)\s*</title>", page, re.DOTALL)[1] for page in pages.values()}
    assert not [title for title in titles if re.search(r"danger|hurt|drug|more help", title, re.IGNORECASE)]


def test_what_is_looked_for_comes_from_the_vocabularies(pages):
    for words in ("MassHealth: WellSense", "Blue Cross Blue Shield of Massachusetts", "One Care"):
        assert f">{words}</a>" in pages["paying"]
    for asked in ("therapy", "staff", "when", "condition", "family", "aftercare"):
        assert re.search(rf'href="/programs/\?{asked}=', pages["choosing"]), asked


def test_the_guides_have_no_name_of_a_plan_and_no_number_of_an_office_of_their_own(settings):
    numbers = [office.number for office in offices().values()]
    for path in (settings.BASE_DIR / "templates" / "guide").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not [number for number in numbers if number in text], path
        assert not re.search(r"WellSense|Blue Cross|Aetna|Fallon Health", text), path


def test_there_is_no_such_guide(client):
    for path in ("/guide/nothing/", "/guide/help-me-choose/nothing/"):
        assert client.get(path).status_code == 404


def test_the_glossary_explains_every_word_that_a_guide_explains_where_it_stands(pages):
    summary = re.compile(r'<details class="word"[^>]*>\s*<summary>\s*([^<]+?)\s*</summary>')
    explained = set(summary.findall(pages["glossary"]))
    assert len(explained) > 30
    used = {word for slug in PAGES for word in summary.findall(pages[slug])}
    assert used - explained == {"Single plans, by name"}


def test_a_guide_sets_no_cookie_and_keeps_no_answers(client):
    for address in ("/guide/", "/guide/paying/", "/guide/is-it-right-for-me/", "/guide/help-me-choose/"):
        response = client.get(address)
        assert not response.cookies
        assert response["Cache-Control"] == "no-cache"
        asked = client.get(f"{address}?{OWN_LIST}")
        assert asked["Cache-Control"] == "private, no-store"
        assert asked["X-Robots-Tag"] == "noindex"
