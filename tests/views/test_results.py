"""The page of programs that may fit, as a browser gets it."""

import re
from html import unescape

import pytest

from programs.curation import Claim
from tests.builders import make_program, make_source, say

pytestmark = pytest.mark.django_db

WORCESTER = {"town": "Worcester", "latitude": 42.2626, "longitude": -71.8023, "zip_code": "01609"}


@pytest.fixture
def read(client):
    """The text of a page, without tags and runs of spaces."""

    def read_page(address):
        return words_of(client.get(address))

    return read_page


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(text))


def links(response):
    return [unescape(found) for found in re.findall(r'href="([^"]*)"', response.content.decode())]


def names(response):
    return [
        unescape(found)
        for found in re.findall(r"<h2><a [^>]*>([^<]*)</a></h2>", re.sub(r"\s+", " ", response.content.decode()))
    ]


def test_each_program_says_why_who_said_so_and_when(read):
    make_program("Elm Street IOP", yes=["condition:ptsd"], listed=["therapy:dbt"], **WORCESTER)
    page = read("/programs/?near=01609&condition=ptsd&therapy=dbt&language=es")
    assert "Treats PTSD phone check, Nov 21, 2026" in page
    assert "DBT federal listing, Aug 2025" in page
    assert "Spanish: not stated" in page
    assert "Meets 2 of the 4 things you asked for 1 listed, not confirmed 1 to ask about" in page


def test_one_wish_that_is_met_is_not_counted(read):
    make_program("Elm Street IOP", **WORCESTER)
    assert "Meets the one thing you asked for" in read("/programs/?near=01609")
    assert "Meets 0 of the 1 thing you asked for 1 to ask about" in read("/programs/?therapy=dbt")


def test_the_heading_says_the_search_back(client):
    make_program(**WORCESTER)
    page = client.get("/programs/?near=01609&condition=ptsd").content.decode()
    heading = re.search(r'<h1 id="heading">(.*?)</h1>', page, re.DOTALL)[1]
    assert re.sub(r"<[^>]+>", "", heading) == "1 program that may fit: within 25 miles of 01609 Worcester, PTSD"


def test_a_card_of_which_only_the_hours_are_known_has_no_empty_list(client):
    make_program(sessions=["mon 17:00-20:00"], withheld=True)
    page = client.get("/programs/").content.decode()
    assert page.count('<ul class="facts">') == 1


def test_hours_of_a_session_are_told_and_that_its_days_are_not_stated(read):
    program = make_program(tracks=[{"hours_per_session": 3.0, "age_min": 18}], **WORCESTER)
    assert "3 hours a session Ages 18 and older Meeting times: not stated" in read("/programs/")
    page = read(f"/programs/{program.slug}/")
    assert "3 hours a session" in page
    assert "Days and hours are not stated. Ask" in page


def test_counts_are_split_by_what_is_known(client):
    make_program(yes=["therapy:dbt"], **WORCESTER)
    make_program(listed=["therapy:dbt"], **WORCESTER)
    make_program(**WORCESTER)
    page = client.get("/programs/?near=01609").content.decode()
    assert "<span>DBT</span><small>1 confirmed · 1 listed · 1 to ask</small>" in page


def test_a_card_names_the_nearest_train_but_not_of_a_program_that_is_only_online(read):
    make_program("Elm Street IOP", **WORCESTER)
    assert "Train: 0.5 miles from Worcester" in read("/programs/?near=01609")
    make_program("Sky IOP", tracks=[{"format": "online", "sessions": ["mon 17:00-20:00"]}], **WORCESTER)
    assert read("/programs/?near=01609").count("Train: ") == 1


def test_each_chip_takes_one_wish_off(client):
    make_program(**WORCESTER)
    found = links(client.get("/programs/?near=01609&condition=ptsd&condition=ocd&sort=distance"))
    assert "?near=01609+Worcester&condition=ocd&sort=distance" in found
    assert "?near=01609+Worcester&condition=ptsd&sort=distance" in found
    assert "?condition=ptsd&condition=ocd&sort=distance" in found


def test_what_was_chosen_stands_in_the_form(client):
    make_program(**WORCESTER)
    page = client.get(
        "/programs/?near=01609&within=50&condition=ptsd&busy=mon-0800-1000&busy=tue-0915-1000"
    ).content.decode()
    assert re.search(r'value="ptsd"\s+form="finder"\s+checked', page)
    assert re.search(r'<option value="50"\s+selected', page)
    for hour in ("mon-0800-0900", "mon-0900-1000"):
        assert re.search(rf'value="{hour}"[^>]*form="finder"\s+checked', page)
    assert not re.search(r'value="tue-0900-1000"[^>]*checked', page)
    assert '<input type="checkbox" name="busy" value="tue-0915-1000" form="finder" checked>' in page


def test_choices_that_exclude_each_other_are_radios_and_one_of_them_asks_for_none(client):
    make_program(**WORCESTER)
    page = client.get("/programs/?rail=1").content.decode()
    assert re.search(r'type="radio"\s+name="rail"\s+value="1"\s+form="finder"\s+checked', page)
    assert re.search(r'type="radio"\s+name="rail"\s+value=""\s+form="finder"\s*>', page)
    page = client.get("/programs/?rail=").content.decode()
    assert re.search(r'type="radio"\s+name="rail"\s+value=""\s+form="finder"\s+checked', page)


def test_a_mistake_is_named_beside_its_field_and_the_rest_is_searched(client):
    make_program("Elm Street IOP", yes=["condition:ptsd"], **WORCESTER)
    response = client.get("/programs/?near=worchester&condition=ptsd&age=old&busy=noon")
    page = response.content.decode()
    assert response.status_code == 200
    assert names(response) == ["Elm Street IOP"]
    assert re.search(r'id="near"[^>]*aria-invalid="true" aria-describedby="problem-near"', page)
    assert "Did you mean Worcester" in page
    assert re.search(r'<p class="problem" id="problem-age">', page)
    assert re.search(r'<p class="problem" id="problem-busy">', page)


def test_parameters_that_nobody_knows_are_passed_over(client):
    make_program("Elm Street IOP", **WORCESTER)
    assert names(client.get("/programs/?utm_source=mail&fbclid=1")) == ["Elm Street IOP"]


def test_nothing_that_a_person_or_a_program_wrote_becomes_markup(client):
    make_program("<b>Elm</b> & Sons", organization="<script>alert(1)</script>", yes=["condition:ptsd"], **WORCESTER)
    for query in ("near=<script>alert(2)</script>", 'q="><img src=x>', "busy=<i>", "p=<u>", "condition=<s>", "map=<b>"):
        page = client.get(f"/programs/?{query}").content.decode()
        assert not re.search(r"<(script>|img src=x|i>|u>|s>)", page), query
    page = client.get("/programs/").content.decode()
    assert "&lt;b&gt;Elm&lt;/b&gt; &amp; Sons" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_empty_directory_says_so(read):
    assert "No program is in this directory yet" in read("/programs/")


def test_the_second_page_goes_on_counting_and_keeps_the_search(client):
    for number in range(23):
        make_program(f"Program {number:02}", **WORCESTER)
    first, second = client.get("/programs/?near=01609"), client.get("/programs/?near=01609&page=2")
    assert len(names(first)) == 20
    assert names(second) == ["Program 20", "Program 21", "Program 22"]
    assert 'id="program-21"' in second.content.decode()
    assert "?near=01609+Worcester&page=2" in links(first)
    assert "?near=01609+Worcester" in links(second)


def test_the_visitors_own_list_travels_along(client):
    make_program("Elm Street IOP", **WORCESTER)
    response = client.get("/programs/?near=01609&p=elm-street-iop-worcester")
    assert "/programs/elm-street-iop-worcester/?near=01609+Worcester&p=elm-street-iop-worcester" in links(response)
    assert '<input type="hidden" name="p" value="elm-street-iop-worcester">' in response.content.decode()


def test_a_withheld_address_has_no_pin_and_no_street(client):
    make_program("Quiet IOP", town="Worcester", withheld=True)
    page = client.get("/programs/?near=01609").content.decode()
    assert "about" in page
    assert "address not public" in page
    assert 'href="#program-1"' not in page
    assert "not on the map" in page


def test_sources_that_disagree_are_shown_to_disagree(read):
    program = make_program(yes=["therapy:dbt"], **WORCESTER)
    say(program, Claim("therapy:dbt", "no"), source=make_source("staff"))
    assert "sources disagree" in read("/programs/?therapy=dbt")


def test_forgiven_spelling_is_said(read):
    make_program("Elm Street IOP", words="mindfulness", **WORCESTER)
    assert "Nothing is written “minfulness”. The list shows “mindfulness”." in read("/programs/?q=minfulness")


def test_a_search_is_kept_by_nobody(client):
    response = client.get("/programs/?near=01609")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response
    assert not response.cookies


def test_the_title_of_a_search_gives_nothing_away(client):
    make_program(**WORCESTER)
    page = client.get("/programs/?near=01609&condition=ptsd").content.decode()
    assert re.search(r"<title>([^<]*)</title>", page).group(1) == "Programs · IOP Finder Massachusetts"


def test_the_page_without_a_search_is_asked_for_again_only_when_the_catalogue_has_changed(client):
    make_program(**WORCESTER)
    first = client.get("/programs/")
    again = client.get("/programs/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make_program(**WORCESTER)
    assert client.get("/programs/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_search_asks_the_database_one_thing(client, django_assert_num_queries):
    """Whether the catalogue has a newer version."""
    make_program(**WORCESTER)
    client.get("/programs/?near=01609")
    with django_assert_num_queries(1):
        client.get("/programs/?near=02118&condition=ptsd&page=1")


@pytest.mark.parametrize(
    "query",
    [
        "near=" + "x" * 5000, "near=%00", "near=%F0%9F%98%80&near=&near=a&near=b", "page=0", "page=-1", "page=9999999",
        "page=x", "within=7", "within=", "age=-1", "age=1e9", "start_by=2026-02-31", "busy=mon-2500-0100", "when=noon",
        "sort=price", "known=maybe", "q=%00", "q=" + "%F0%9F%98%80" * 300, "condition=", "condition=nope", "map=1,2",
        "map=nan,nan,nan", "map=42,-71,inf", "map=42.2,-71.8,1", "near[]=1", "%FF=%FE", "days_max=0", "hours_max=x",
    ],
)  # fmt: skip
def test_whatever_is_typed_the_page_answers(client, query):
    make_program(**WORCESTER)
    response = client.get(f"/programs/?{query}")
    assert response.status_code == 200
    assert 'id="near"' in response.content.decode()


def test_what_was_drawn_for_one_wish_is_not_shown_for_another(client):
    make_program("Elm", yes=["condition:ptsd"], listed=["condition:depression"])
    for code, said in (("ptsd", "Treats PTSD"), ("depression", "Treats Depression"), ("ptsd", "Treats PTSD")):
        why = client.get(f"/programs/?condition={code}").content.decode().partition('<ul class="signs">')[2]
        assert why.partition("</ul>")[0].count("Treats ") == 1
        assert said in why.partition("</ul>")[0]
