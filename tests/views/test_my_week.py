import re
from html import unescape

import pytest

from programs.views.my_week import Marked
from tests.builders import make_program

NINE, NOON, FIVE = 9 * 60, 12 * 60, 17 * 60


def ticked(page):
    return re.findall(r'value="(\w{3}-\d{4}-\d{4})"[^>]* checked', page)


def test_whole_hours_of_the_table_are_ticked_and_the_rest_is_kept_beside_it():
    marked = Marked([(0, NINE + 30, NOON), (1, 6 * 60, 8 * 60), (2, 20 * 60, 23 * 60), (3, NINE + 10, NINE + 50)])
    assert list(marked.hours) == [
        (0, 10 * 60, 11 * 60), (0, 11 * 60, NOON), (1, 7 * 60, 8 * 60), (2, 20 * 60, 21 * 60),
    ]  # fmt: skip
    assert list(marked.rest) == [
        (0, NINE + 30, 10 * 60), (1, 6 * 60, 7 * 60), (2, 21 * 60, 23 * 60), (3, NINE + 10, NINE + 50),
    ]  # fmt: skip


@pytest.mark.django_db
def test_hours_ticked_one_by_one_and_one_block_are_the_same_search(client):
    make_program()
    hours = "&".join(f"busy=mon-{hour:02}00-{hour + 1:02}00" for hour in range(9, 17))
    one_by_one = client.get(f"/programs/?{hours}").content.decode()
    assert ticked(one_by_one) == ticked(client.get("/programs/?busy=mon-0900-1700").content.decode())
    assert len(ticked(one_by_one)) == 8
    assert "Busy Monday 9 am–5 pm" in one_by_one


@pytest.mark.django_db
def test_days_of_equal_hours_are_taken_off_by_one_chip(client):
    make_program()
    page = client.get("/programs/?busy=mon-0900-1700&busy=tue-0900-1700&busy=sat-1000-1200").content.decode()
    assert "Busy Mon, Tue 9 am–5 pm" in page
    assert 'href="?busy=sat-1000-1200"' in page
    assert 'href="?busy=mon-0900-1700&amp;busy=tue-0900-1700"' in page


@pytest.mark.django_db
def test_a_usual_weeks_button_marks_it_beside_what_was_marked_and_keeps_the_search(client):
    make_program()
    response = client.get("/programs/?near=01609&busy=sat-1000-1200&week=work&p=elm")
    assert response.status_code == 302
    assert response["Location"] == "/programs/?near=01609&busy=sat-1000-1200&p=elm&" + "&".join(
        f"busy={day}-0900-1700" for day in ("mon", "tue", "wed", "thu", "fri")
    )
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_each_usual_week_says_what_it_marks_and_an_unknown_one_marks_nothing(client):
    make_program()
    page = unescape(client.get("/programs/?week=holiday").content.decode())
    for label in ("I work weekdays, 9 to 5", "School weekdays, 8 to 3", "asleep weekdays, 7 am to 2 pm", "2:30 pm"):
        assert label in page
    assert not ticked(page)


@pytest.mark.django_db
def test_the_week_can_be_marked_on_the_first_page(client):
    make_program()
    page = client.get("/").content.decode()
    assert len(re.findall(r'name="busy"', page)) == 7 * 14
    assert 'form="finder"' not in page


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.django_db
def test_a_card_says_which_track_and_how_many_of_its_sessions_fit(client):
    make_program(
        "Elm Street IOP",
        tracks=[
            {"name": "Mornings", "sessions": ["mon tue wed 09:00-12:00"]},
            {"name": "Evenings", "sessions": ["mon tue wed thu fri 17:30-20:30"], "attend": 3, "weeks_min": 8},
        ],
    )
    page = words(client.get("/programs/?busy=mon-0900-1700&busy=fri-1800-1900"))
    assert "Its sessions fit your week Evenings: Mon–Fri 5:30–8:30 pm. 4 of its 5 sessions fit; come to 3." in page
    assert "Come to 3 of 5 sessions a week · 9 hours a week · about 8 weeks" in page


@pytest.mark.django_db
def test_a_clash_is_named_with_how_many_sessions_are_left(client):
    make_program("Elm Street IOP", sessions=["mon wed thu 15:00-18:00"], schedule="listed")
    page = words(client.get("/programs/?busy=wed-1500-1600"))
    assert "Overlaps Wed 3:00 pm–4:00 pm 2 of its 3 sessions fit." in page
    assert "3 days a week · 9 hours a week" in page


@pytest.mark.django_db
def test_a_program_that_has_not_said_when_stays_after_the_others_with_the_question(client):
    make_program("Ash Street IOP")
    make_program("Elm Street IOP", sessions=["mon 17:00-20:00"])
    page = words(client.get("/programs/?busy=mon-0900-1700"))
    assert page.index("Elm Street IOP") < page.index("Ash Street IOP")
    assert "Ask: “On which days and at what hours do you meet?”" in page


@pytest.mark.django_db
def test_the_week_of_a_program_shows_the_persons_busy_hours_and_the_clash(client):
    make_program("Elm Street IOP", sessions=["mon wed 15:00-18:00"])
    page = words(client.get("/programs/elm-street-iop-lowell/?busy=wed-1200-1600&busy=fri-0900-1000"))
    assert "3–6 pm you are busy busy 12–4 pm" in page
    assert "busy 9–10 am" in page
