"""Programs side by side."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from programs.curation import Claim, withdraw
from programs.models import Source
from tests.builders import EDITION, ON, make_program, make_source, say

pytestmark = pytest.mark.django_db

HEADINGS = {"differ": "Where they differ", "alike": "Where they are alike", "blank": "What none of them has said"}


def query(*programs, more=""):
    pairs = "&".join(f"p={getattr(program, 'slug', program)}" for program in programs)
    return f"?{pairs}{more}"


@pytest.fixture
def compare(client):
    def read(*programs, more=""):
        return client.get(f"/compare/{query(*programs, more=more)}").content.decode()

    return read


def words(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def part(page, code):
    """What stands under a heading."""
    found = re.search(rf'<h2 id="{code}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def rows(page, code):
    """{row heading: [cell, ...]} of a part, in words."""
    body = re.search(r"<tbody.*?</tbody>", part(page, code), re.DOTALL)
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body[0] if body else "", re.DOTALL):
        heading = words(re.search(r"<th.*?>(.*?)(<small|</th>)", row, re.DOTALL)[1])
        cells = [
            re.sub(r'<span class="whose.*?</span>', "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
        ]
        found[heading] = [words(cell) for cell in cells]
    return found


def test_rows_that_differ_stand_before_rows_that_agree(compare):
    one = make_program(yes=["therapy:dbt", "focus:mental-health"])
    other = make_program(yes=["therapy:cbt", "focus:mental-health"])
    page = compare(one, other)
    assert page.index(HEADINGS["differ"]) < page.index(HEADINGS["alike"]) < page.index(HEADINGS["blank"])
    assert "Therapies" in rows(page, "differ")
    assert "Focus" in rows(page, "alike")


def test_of_a_vocabulary_only_what_differs_stands_above(compare):
    one, other = make_program(yes=["therapy:dbt", "therapy:group"]), make_program(yes=["therapy:cbt", "therapy:group"])
    page = compare(one, other)
    above, below = rows(page, "differ")["Therapies"], rows(page, "alike")["Therapies"]
    assert [cell.split(" Phone")[0] for cell in above] == ["Confirmed: DBT", "Confirmed: CBT"]
    assert [cell.split(" Phone")[0] for cell in below] == ["Confirmed: Group therapy"]


def test_who_says_nothing_beyond_what_all_say_is_not_told_to_say_nothing(compare):
    one, other = make_program(yes=["therapy:dbt", "therapy:group"]), make_program(yes=["therapy:group"])
    assert rows(compare(one, other), "differ")["Therapies"][1] == "Nothing else stated"


def test_the_same_answer_of_another_source_is_alike_and_both_sources_stay(compare):
    phone, staff = make_source(), make_source(Source.Kind.STAFF)
    programs = [make_program(), make_program()]
    for program, source in zip(programs, (phone, staff), strict=True):
        say(program, "language:es", source=source)
    cells = rows(compare(*programs), "alike")["Languages"]
    assert cells == [
        "Confirmed: Spanish Phone check, Nov 21, 2026",
        "Confirmed: Spanish Program’s staff, Nov 21, 2026",
    ]


def test_what_all_say_is_alike_though_one_has_it_from_two_sources(compare):
    one = make_program(yes=["therapy:dbt", "therapy:group"])
    other = make_program(yes=["therapy:dbt"])
    say(other, "therapy:group", source=make_source(Source.Kind.STAFF))
    page = compare(one, other)
    assert "Therapies" not in rows(page, "differ")
    assert len(rows(page, "alike")["Therapies"]) == 2


def test_each_cell_has_its_sign_its_word_and_its_source(compare):
    one = make_program(yes=["therapy:dbt"], no=["therapy:emdr"], listed=["therapy:cbt"], doubted=["therapy:group"])
    other = make_program()
    page = compare(one, other)
    said, silent = rows(page, "differ")["Therapies"]
    assert "Confirmed: DBT Phone check, Nov 21, 2026" in said
    assert "Listed: CBT FindTreatment.gov, Aug 19, 2025" in said
    assert "Probably not: Group therapy FindTreatment.gov, Aug 19, 2025" in said
    assert "No: EMDR Phone check, Nov 21, 2026" in said
    assert silent == "Not stated"
    signs = re.findall(r'<li class="(\w+)">', re.search(r"Therapies.*?</tr>", part(page, "differ"), re.DOTALL)[0])
    assert signs == ["met", "listed", "ask", "unmet", "ask"]


def test_sources_that_disagree_are_said_to(compare):
    one, other = make_program(), make_program()
    say(one, "therapy:dbt")
    say(one, "therapy:dbt", answer="no", source=make_source(Source.Kind.STAFF))
    assert "sources disagree" in rows(compare(one, other), "differ")["Therapies"][0]


def test_how_each_fits_what_was_asked_is_said_in_all_four_ways(compare):
    one = make_program("One", town="Worcester", yes=["condition:ptsd"], sessions=["mon 17:00-20:00"])
    other = make_program("Other", town="Lowell", listed=["condition:ptsd"])
    page = compare(one, other, more="&near=01609&within=25&condition=ptsd&when=evening")
    near, condition, schedule = (rows(page, "differ")[name] for name in ("Near", "Condition", "When it meets"))
    assert near[0].startswith("Met: ")
    assert near[1].startswith("Not met: ")
    assert condition[0].startswith("Met: Treats PTSD")
    assert condition[1].startswith("Listed: Treats PTSD")
    assert schedule == [
        "Met: Its sessions fit your week phone check, Nov 21, 2026",
        "Ask: Meeting times: not stated On which days and at what hours do you meet?",
    ]


def test_when_it_meets_is_said_in_days_hours_and_weeks_with_the_track(compare):
    tracks = [
        {"name": "Evenings", "sessions": ["mon wed thu 17:30-20:30"], "weeks_min": 6, "weeks_max": 8},
        {"name": "Days", "sessions": ["mon tue wed 09:00-12:00"], "weeks_min": 4, "weeks_max": 4},
    ]
    one, other = make_program(tracks=tracks), make_program(sessions=["sat 09:00-12:00"])
    said = rows(compare(one, other), "differ")
    assert "Evenings: Mon, Wed, Thu 5:30–8:30 pm" in said["Days and times"][0]
    assert "Days: Mon–Wed 9 am–12 pm" in said["Days and times"][0]
    assert said["Days and hours a week"][0].startswith("Confirmed: 3 days a week, 9 hours a week Phone check")
    assert "1 day a week, 3 hours a week" in said["Days and hours a week"][1]
    assert "usually has 9 to 19 hours a week" in said["Days and hours a week"][1]
    assert "Evenings: 6 to 8 weeks" in said["How long"][0]
    assert said["How long"][1].startswith("Not stated")


def test_place_distance_phone_and_getting_in_are_there(compare):
    one = make_program(town="Worcester", street="5 Elm St", phone="508-555-0111")
    other = make_program(town="Lowell", withheld=True)
    say(one, Claim("getting-in", detail={"documents": "Insurance card"}))
    said = rows(compare(one, other, more="&near=Worcester"), "differ")
    assert "5 Elm St, Worcester MA, less than 0.1 mi away" in said["Where"][0]
    assert "In Lowell; the street address is not public, about" in said["Where"][1]
    assert "508-555-0111" in said["Phone"][0]
    assert "Documents to bring: Insurance card" in said["Getting in"][0]


def test_a_train_is_measured_and_nobody_is_said_to_have_confirmed_it(compare):
    page = compare(
        make_program(town="Worcester", street="9 Elm Street", latitude=42.2635, longitude=-71.8022), make_program("Elm")
    )
    page = words(page)
    assert "Measured: Train: 0.5 miles from Worcester" in page
    assert "Confirmed: Train" not in page


def test_what_none_has_said_is_named_once_with_the_question(compare):
    page = compare(make_program(), make_program())
    assert "Days and times On which days and at what hours do you meet?" in words(part(page, "blank"))
    assert "Days and times" not in {**rows(page, "differ"), **rows(page, "alike")}


def test_of_more_than_four_the_first_four_are_shown_and_it_says_so(compare):
    programs = [make_program(f"Number {number}", phone=f"978-555-010{number}") for number in range(6)]
    page = compare(*programs)
    assert "4 programs side by side" in words(page)
    assert "Only 4 fit beside each other: the first 4 of your list." in words(page)
    assert [f"Number {number}" in words(part(page, "differ")) for number in range(6)] == [True] * 4 + [False] * 2
    (first,) = re.findall(r'<a\s+href="([^"]*)"\s*>Put Number 5 first</a>', page)
    moved = parse_qs(urlsplit(unescape(first)).query)["p"]
    assert moved == [programs[5].slug, *(program.slug for program in programs[:5])]


def test_what_is_gone_is_named_and_the_others_are_compared(compare):
    one, other, closed = make_program(), make_program(), make_program("Closed IOP")
    withdraw(closed, "It closed in May.")
    page = words(compare(one, closed, other, "never-was"))
    assert "2 programs side by side" in page
    assert "“Closed IOP” is no longer listed. Why: It closed in May." in page
    assert "No program here has the name “never-was”." in page


def test_one_or_none_is_told_how_to_go_on(client, compare):
    one = make_program("Lonely IOP")
    page = compare(one, more="&therapy=dbt")
    assert "One program is chosen; to compare takes two" in words(page)
    assert "Lonely IOP" in page
    assert f'href="/programs/?therapy=dbt&amp;p={one.slug}"' in page
    assert "No program is chosen yet" in words(client.get("/compare/").content.decode())


def test_the_title_is_neutral_and_nothing_is_kept(client):
    one, other = make_program("One IOP"), make_program("Other IOP")
    response = client.get(f"/compare/{query(one, other, more='&condition=ptsd')}")
    title = re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]
    assert "PTSD" not in title
    assert "IOP Finder" in title
    assert "Other" not in title
    assert response["Cache-Control"] == "private, no-store"


def test_comparing_four_asks_the_database_as_often_as_comparing_two(client, django_assert_num_queries):
    programs = [make_program(sessions=["mon 17:00-20:00"], intake=[ON]) for _number in range(4)]
    client.get(f"/compare/{query(*programs)}")
    for some in (programs[:2], programs):
        with django_assert_num_queries(5):  # the catalogue's version, and a program with its details
            client.get(f"/compare/{query(*some)}")


def test_a_document_too_old_says_nothing_here_either(compare):
    old = make_source(Source.Kind.WEB_PAGE, published_on=EDITION.replace(year=2018))
    one, other = make_program(), make_program(yes=["therapy:dbt"])
    say(one, "therapy:dbt", source=old)
    assert rows(compare(one, other), "differ")["Therapies"][0] == "Not stated"
