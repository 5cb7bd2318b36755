"""Programs as their own pages state them: schedules read out of words, and what each page becomes."""

import csv
from dataclasses import replace
from datetime import date, timedelta

import pytest

from programs.curation.importing import layouts, pages, wording
from programs.curation.importing.applying import apply_import
from programs.curation.importing.page_import import apply_pages, plan_pages
from programs.curation.importing.refusal import ImportRefusedError
from programs.models import Assertion, ImportRow, ImportRun, Program, Source
from tests.builders import ON, load_vocabulary, state
from tests.federal_files import findtreatment, listing

COLUMNS = ("program", "place", "levels", "schedule", "length", "ages", "approaches", "phone", "source_url")


def page(**columns):
    usual = {"program": "Harbor Day", "place": "Lowell", "levels": "MH IOP", "source_url": "https://harbor.example/iop"}
    return {**usual, **columns}


def table(folder, *rows):
    path = folder / "pages.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def applied(path, on=ON):
    return apply_pages(pages.read(path), on=on)


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("Mon-Fri 9:00-12:30", [(day, "09:00", "12:30") for day in ("mon", "tue", "wed", "thu", "fri")]),
        ("Tue 9-1", [("tue", "09:00", "13:00")]),
        ("mon-wed 17:30-20:30", [(day, "17:30", "20:30") for day in ("mon", "tue", "wed")]),
    ],
)
def test_days_with_clock_times_are_sessions(words, sessions):
    (track,) = wording.tracks(words)
    assert [(block["weekday"], block["starts"], block["ends"]) for block in track["sessions"]] == sessions


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("IOP 3 h/day, 3-5 days/week (PHP Mon-Fri 9-3)", {"hours_per_session": 3.0}),
        ("IOP typically 3 days x 3 h; PHP 5 days x 5 h", {"days_per_week": 3, "hours_per_session": 3.0}),
        ("3 nights/week, 3.5 h", {"days_per_week": 3, "hours_per_session": 3.5, "parts_of_day": ["evening"]}),
        ("by appointment", {}),
        ("PHP Mon-Fri 9-3", {}),
    ],
)
def test_amounts_without_clock_times_are_no_sessions_and_a_range_is_no_number(words, stated):
    assert wording.tracks(words) == ([stated] if stated else [])


@pytest.mark.parametrize(
    ("words", "ages"),
    [("18+", {"age_min": 18}), ("adults", {"age_min": 18}), ("13-19", {"age_min": 13, "age_max": 19}), ("teens", {})],
)
def test_ages_are_those_stated(words, ages):
    assert wording.tracks("", "4-6 weeks typical", words) == [{**ages, "weeks_min": 4, "weeks_max": 6}]


def test_tracks_named_apart_are_tracks_apart():
    assert wording.tracks("IOP 3 days", "", "adolescent track; adult track") == [
        {"name": "Adolescent", "days_per_week": 3},
        {"name": "Adult", "age_min": 18, "days_per_week": 3},
    ]


@pytest.fixture
def _vocabulary(db):
    load_vocabulary()


@pytest.mark.usefixtures("_vocabulary")
def test_an_undated_page_that_says_iop_and_where_makes_a_listed_program(tmp_path):
    row = page(schedule="Mon-Fri 9:00-12:30", approaches="CBT; family therapy", ages="adults", phone="978-555-0100")
    applied(table(tmp_path, row))
    program = Program.objects.get()
    assert program.status == "listed"
    assert program.web_page == "https://harbor.example/iop"
    assert (program.site.town, program.site.pin, program.site.street, program.site.withheld) == (
        "Lowell",
        "town",
        "",
        False,
    )
    assert program.tracks.get().sessions.count() == 5
    assert state(program, "therapy:family") == "listed"
    said = Assertion.objects.get(fact="therapy:family")
    assert (said.quote, said.source.kind, said.source.url) == (
        "family therapy",
        "web-page",
        "https://harbor.example/iop",
    )
    assert said.said_on == said.source.first_imported_on == ON


@pytest.mark.usefixtures("_vocabulary")
@pytest.mark.parametrize(
    "columns",
    [
        {"source_url": "https://harbor.example/iop (2018)"},
        {"levels": "PHP (not IOP)"},
        {"place": "Massachusetts (site to be checked)"},
    ],
    ids=["dated over 24 months ago", "PHP only", "no town"],
)
def test_old_php_only_and_townless_pages_are_leads(tmp_path, columns):
    applied(table(tmp_path, page(**columns)))
    assert Program.objects.get().status == "lead"


@pytest.mark.usefixtures("_vocabulary")
@pytest.mark.parametrize(
    ("published_on", "on", "status"),
    [
        (date(2024, 11, 29), date(2026, 11, 29), "listed"),
        (date(2024, 11, 29), date(2026, 11, 30), "lead"),
        (date(2026, 2, 28), date(2028, 2, 28), "listed"),
        (date(2026, 2, 28), date(2028, 2, 29), "lead"),
        (date(2028, 2, 29), date(2030, 2, 28), "listed"),
        (date(2028, 2, 29), date(2030, 3, 1), "lead"),
    ],
)
def test_a_page_is_a_program_for_as_long_as_its_word_counts(tmp_path, published_on, on, status):
    """Also at the end of a month: a program that is shown while nothing said of it counts would be shown empty."""
    pages_of_a_file = pages.read(table(tmp_path, page()))
    pages_of_a_file.pages = [replace(one, published_on=published_on) for one in pages_of_a_file.pages]
    apply_pages(pages_of_a_file, on=on)
    program = Program.objects.get()
    assert program.status == status
    assert state(program, "level:iop-mental-health", on) == ("listed" if status == "listed" else None)


@pytest.mark.usefixtures("_vocabulary")
def test_an_old_page_keeps_its_date_and_counts_as_nothing(tmp_path):
    applied(table(tmp_path, page(source_url="https://harbor.example/iop (2018)")))
    program = Program.objects.get()
    assert Source.objects.get(url="https://harbor.example/iop").published_on == date(2018, 1, 1)
    assert state(program, "level:iop-mental-health") is None


@pytest.mark.usefixtures("_vocabulary")
def test_a_page_of_a_site_in_the_federal_listing_joins_its_program(tmp_path):
    apply_import(layouts.read(findtreatment(tmp_path, listing(name1="Harbor Day Inc"))), on=ON)
    plan = applied(table(tmp_path, page(approaches="DBT", levels="IOP")))
    program = Program.objects.get()
    assert plan.summary()["joined"] == 1
    assert state(program, "therapy:dbt") == "listed"
    assert program.site.street == "12 Main Street"
    assert program.main_phone.as_national == "(978) 555-0100"


@pytest.mark.usefixtures("_vocabulary")
def test_a_row_that_has_no_page_and_joins_nothing_is_a_problem(tmp_path):
    plan = applied(table(tmp_path, page(source_url="federal export")))
    assert not Program.objects.exists()
    assert "no page to quote" in str(plan.problems[0])
    assert ImportRow.objects.get().outcome == "kept"


@pytest.mark.usefixtures("_vocabulary")
@pytest.mark.parametrize("year", [2027, 2099])
def test_a_page_of_a_day_still_to_come_is_a_problem(tmp_path, year):
    plan = applied(table(tmp_path, page(source_url=f"https://harbor.example/iop ({year})")))
    assert not Program.objects.exists()
    assert "still to come" in str(plan.problems[0])


@pytest.mark.usefixtures("_vocabulary")
def test_words_without_a_term_are_told_and_not_guessed(tmp_path):
    plan = applied(table(tmp_path, page(approaches="CBT; underwater basketry")))
    assert [str(problem) for problem in plan.problems] == [
        "Line 2, approaches: “underwater basketry” is none of our terms; not read"
    ]


@pytest.mark.usefixtures("_vocabulary")
def test_the_same_table_twice_changes_nothing(tmp_path):
    path = table(tmp_path, page(approaches="CBT"))
    applied(path)
    before = Assertion.objects.count()
    plan = applied(path, on=ON + timedelta(days=30))
    assert plan.summary()["changes"] == {"unchanged": 1}
    assert (Assertion.objects.count(), ImportRun.objects.count()) == (before, 1)


@pytest.mark.usefixtures("_vocabulary")
def test_what_a_page_no_longer_says_is_taken_back(tmp_path):
    applied(table(tmp_path, page(approaches="CBT; DBT")))
    applied(table(tmp_path, page(approaches="CBT")))
    program = Program.objects.get()
    assert (state(program, "therapy:cbt"), state(program, "therapy:dbt")) == ("listed", None)


@pytest.mark.usefixtures("_vocabulary")
def test_a_plan_of_pages_writes_nothing(tmp_path):
    plan_pages(pages.read(table(tmp_path, page())), ON)
    assert not Program.objects.exists()
    assert not Source.objects.exists()


def test_another_table_is_refused_with_what_is_missing(tmp_path):
    path = tmp_path / "pages.csv"
    path.write_text("name,colour\nA,blue\n")
    with pytest.raises(ImportRefusedError, match="organization"):
        pages.read(path)
