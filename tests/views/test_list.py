"""A visitor's own list: the page of it, and how it travels."""

import re
from html import unescape
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

import pytest

from programs.curation import withdraw
from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [make_program(f"{name} IOP", town="Lowell", yes=["therapy:dbt"]) for name in ("Ash", "Birch", "Cedar")]


def query(*programs, more=""):
    pairs = "&".join(f"p={getattr(program, 'slug', program)}" for program in programs)
    return f"?{pairs}{more}"


def page_of(client, address):
    return client.get(address).content.decode()


def names(page):
    return re.findall(r'<h2><a href="[^"]*">([^<]+)</a>', page)


def link(page, said):
    """The address of the link that is read out as these words."""
    for attributes, text in re.findall(r"<a\b([^>]*)>(.*?)</a>", page, re.DOTALL):
        label = re.search(r'aria-label="([^"]*)"', attributes)
        if unescape(label[1] if label else re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()) == said:
            return unescape(re.search(r'href="([^"]*)"', attributes)[1])
    raise AssertionError(f"No link says {said}.")


def listed(address):
    return parse_qs(urlsplit(address).query).get("p", [])


def words(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def test_the_list_stands_in_the_visitors_order_each_program_once(client, three):
    ash, birch, cedar = three
    page = page_of(client, f"/list/{query(cedar, ash, cedar, birch)}")
    assert names(page) == ["Cedar IOP", "Ash IOP", "Birch IOP"]
    assert listed(link(page, "My list (3)")) == [cedar.slug, ash.slug, birch.slug]


def test_each_line_has_phone_address_and_how_it_fits(client):
    program = make_program(street="5 Elm St", zip_code="01852", phone="978-555-0123", yes=["therapy:dbt"])
    page = page_of(client, f"/list/{query(program, more='&therapy=dbt&condition=ptsd')}")
    assert "tel:+1-978-555-0123" in page
    said = words(page)
    assert "5 Elm St, Lowell MA 01852" in said
    assert "Meets 1 of the 2 things you asked for" in said
    assert "Do you treat PTSD?" in said


def test_a_withheld_address_is_not_told(client):
    program = make_program(withheld=True, street="5 Elm St")
    assert "The street address is not public." in words(page_of(client, f"/list/{query(program)}"))


def test_a_program_moves_up_and_down_and_off_by_links_that_keep_the_search(client, three):
    ash, birch, cedar = three
    page = page_of(client, f"/list/{query(ash, birch, cedar, more='&therapy=dbt')}")
    up, down, off = (link(page, f"{step}: Birch IOP") for step in ("Move up", "Move down", "Take off"))
    assert listed(up) == [birch.slug, ash.slug, cedar.slug]
    assert listed(down) == [ash.slug, cedar.slug, birch.slug]
    assert listed(off) == [ash.slug, cedar.slug]
    assert all(parse_qs(urlsplit(address).query)["therapy"] == ["dbt"] for address in (up, down, off))
    assert "Move up: Ash IOP" not in page
    assert "Move down: Cedar IOP" not in page


def test_clearing_leaves_the_search(client, three):
    page = page_of(client, f"/list/{query(*three, more='&therapy=dbt')}")
    assert link(page, "Clear the list") == "?therapy=dbt"


def test_a_list_holds_twenty_and_says_how_many_are_left_out(client):
    programs = [make_program(f"Number {number}", town="") for number in range(22)]
    page = page_of(client, f"/list/{query(*programs)}")
    assert len(names(page)) == 20
    assert "2 more are left out here" in words(page)
    assert len(listed(link(page, "Take off: Number 0"))) == 19


def test_what_is_gone_is_named_with_the_reason_and_can_be_taken_off(client, three):
    ash, birch, _cedar = three
    withdraw(birch, "It closed in May.")
    page = page_of(client, f"/list/{query(ash, birch, 'never-was')}")
    said = words(page)
    assert "“Birch IOP” is no longer listed. Why: It closed in May." in said
    assert "No program here has the name “never-was”." in said
    assert listed(link(page, "Take it off: Birch IOP")) == [ash.slug, "never-was"]


def test_a_lead_is_a_stranger_to_the_public(client):
    lead = make_program("Secret Lead", status="lead")
    page = page_of(client, f"/list/{query(lead)}")
    assert "Secret Lead" not in page
    assert "No program here has the name" in words(page)


@pytest.mark.parametrize("slug", ["%00", "a" * 5000, "%22%3E%3Cscript%3E", "..%2F..", "%F0%9F%8D%8E"])
@pytest.mark.parametrize("path", ["/list/", "/compare/", "/programs/", "/"])
def test_whatever_somebody_writes_for_a_program_is_text(client, path, slug):
    response = client.get(f"{path}?p={slug}")
    assert response.status_code == 200
    assert '"><script>' not in response.content.decode()


def test_an_empty_list_says_how_to_fill_it(client):
    said = words(page_of(client, "/list/?therapy=dbt"))
    assert "Nothing is on your list yet" in said
    assert "Add to my list" in said


def test_nothing_of_the_list_is_kept_or_named_in_the_title(client, three):
    response = client.get(f"/list/{query(*three, more='&condition=ptsd')}")
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]
    assert "My list" in title
    assert "PTSD" not in title


def test_the_letter_to_oneself_names_nobody_and_holds_link_names_and_phones(client, three):
    letter = urlsplit(link(page_of(client, f"/list/{query(*three[:2])}"), "E-mail it to myself"))
    assert (letter.scheme, letter.path) == ("mailto", "")
    parts = dict(parse_qsl(letter.query))
    assert parts["subject"] == "My list"
    assert parts["body"].splitlines() == [
        "My list:",
        f"http://testserver/list/{query(*three[:2])}",
        "",
        "Ash IOP: 978-555-0100",
        "Birch IOP: 978-555-0100",
    ]


def test_the_letter_keeps_what_would_end_a_parameter(client):
    program = make_program("Ash & Birch? 100%")
    letter = link(page_of(client, f"/list/{query(program)}"), "E-mail it to myself")
    assert "Ash & Birch? 100%" in unquote(letter.partition("body=")[2])
    assert letter.count("&") == 1


def test_every_page_counts_the_list_and_hands_it_on(client, three):
    ash, birch, _cedar = three
    pages = ("/", "/programs/", f"/programs/{ash.slug}/", "/compare/", "/list/", "/about/", "/privacy/", "/nothing/")
    for path in pages:
        page = page_of(client, f"{path}{query(ash, birch)}")
        assert listed(link(page, "My list (2)")) == [ash.slug, birch.slug], path
        own = [unescape(href) for href in re.findall(r'<a\b[^>]*?href="(/[^"]*|\?[^"]*)"', page)]
        forgetting = [href for href in own if ash.slug not in urlsplit(href).query and not may_forget(href)]
        assert not forgetting, path


@pytest.mark.parametrize("path", ["/", "/programs/", "/about/"])
def test_an_empty_list_is_nowhere_in_the_header(client, three, path):
    header = page_of(client, path).partition("<header")[2].partition("</header>")[0]
    assert "My list" not in re.sub(r"<li hidden>.*?</li>", "", header, flags=re.DOTALL)


def may_forget(href):
    """Files, doors that take an account, and the links that take a program off or clear the list."""
    behind_an_account = href.startswith(("/curation/", "/clinicians/programs/"))
    return "sessions.ics" in href or href == "?" or behind_an_account or listed(href)


def test_the_list_keeps_what_was_looked_for(client, three):
    page = page_of(client, f"/programs/{query(three[0], more='&therapy=dbt&page=1')}")
    assert link(page, "My list (1)") == f"/list/?therapy=dbt&p={three[0].slug}"


def test_the_forms_hand_the_list_on(client, three):
    field = f'<input type="hidden" name="p" value="{three[0].slug}">'
    assert page_of(client, f"/{query(three[0])}").count(field) == 2
    assert page_of(client, f"/programs/{query(three[0])}").count(field) == 1


def test_a_card_puts_its_program_on_the_list_and_says_when_it_is_there(client, three):
    ash, birch, _cedar = three
    page = page_of(client, f"/programs/{query(ash, more='&therapy=dbt')}")
    assert link(page, "Add to my list: Birch IOP").startswith(f"?therapy=dbt&p={ash.slug}&p={birch.slug}#program-")
    assert link(page, "On my list: Ash IOP") == f"/list/?therapy=dbt&p={ash.slug}"


def test_the_page_of_a_program_puts_it_on_the_list(client, three):
    ash = three[0]
    page = page_of(client, f"/programs/{ash.slug}/")
    assert link(page, "Add to my list: Ash IOP") == f"?p={ash.slug}"
    assert link(page_of(client, f"/programs/{ash.slug}/{query(ash)}"), "On my list: Ash IOP")


def test_a_full_list_takes_nothing_more(client, three):
    full = "&".join(f"p=x{number}" for number in range(20))
    page = page_of(client, f"/programs/?{full}")
    assert "Add to my list" not in page
    assert page.count("My list is full") == 3


def test_the_list_never_changes_what_a_search_finds(client, three):
    _ash, birch, cedar = three
    plain = client.get("/api/search?therapy=dbt").json()
    assert client.get(f"/api/search{query(cedar, birch, 'x', more='&therapy=dbt')}").json() == plain
    found = [re.findall(r'<h2><a href="[^"]*">([^<]+)</a>', page_of(client, f"/programs/{part}"))
             for part in ("?therapy=dbt", query(cedar, more="&therapy=dbt"))]  # fmt: skip
    assert found[0] == found[1]


def test_starting_over_keeps_the_list(client, three):
    page = page_of(client, f"/programs/{query(three[0], more='&therapy=dbt&condition=ptsd')}")
    assert link(page, "Start over") == query(three[0])


def test_a_list_asks_the_database_only_for_what_is_gone(client, three, django_assert_num_queries):
    client.get(f"/list/{query(*three)}")
    with django_assert_num_queries(1):  # the catalogue's version
        client.get(f"/list/{query(*three)}")
    with django_assert_num_queries(2):
        client.get(f"/list/{query(*three, 'gone')}")
