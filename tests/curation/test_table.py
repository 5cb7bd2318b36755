"""An export imported again plans nothing, and exported again is the same: whatever a program states."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from programs.curation.importing import own_table
from programs.curation.recording import Claim
from programs.curation.sections import BY_NAME, BY_VOCABULARY
from programs.curation.table.columns import columns, unwritten
from tests.builders import ON, load_vocabulary, make_program, make_term, say
from tests.own_tables import as_csv, as_workbook, changes, exported, header, plan

pytestmark = pytest.mark.django_db

# PostgreSQL keeps no NUL.
LETTERS = st.characters(codec="utf-8", exclude_characters="\x00")
WORDS = st.text(LETTERS, max_size=60)
TRACK = st.fixed_dictionaries(
    {},
    optional={
        "name": st.text(LETTERS, max_size=30),
        "format": st.sampled_from(["in-person", "online", "hybrid"]),
        "age_min": st.integers(0, 40),
        "age_max": st.integers(41, 120),
        "language": st.sampled_from(["es", "pt"]),
        "parts_of_day": st.lists(st.sampled_from(["morning", "evening"]), unique=True),
        "days_per_week": st.integers(1, 7),
        "hours_per_session": st.floats(0.5, 24),
        "attend": st.integers(1, 7),
        "weeks_max": st.integers(1, 104),
        "entry": st.sampled_from(["rolling", "cohort"]),
        "sessions": st.lists(
            st.fixed_dictionaries(
                {
                    "weekday": st.sampled_from(["mon", "thu", "sun"]),
                    "starts": st.sampled_from(["09:00", "10:15"]),
                    "ends": st.sampled_from(["12:00", "13:30"]),
                }
            ),
            max_size=3,
            unique_by=lambda block: tuple(block.values()),
        ),
    },
)
STATED = st.fixed_dictionaries(
    {
        "documents": WORDS,
        "own_words": WORDS | st.sampled_from(["=1+1", "'=1+1", "-5", "@SUM(A1)", "a\r\nb", "\t=x", "_x0041_", "+1"]),
        "tracks": st.lists(TRACK, min_size=1, max_size=3),
        "dates": st.lists(st.dates(min_value=ON).map(str), max_size=2),
        "waiting_list": WORDS,
        "phone": st.sampled_from(["978-555-0100", "978-555-0100 ext. 12"]),
        "terms": st.dictionaries(
            st.sampled_from(["therapy:dbt", "therapy:cbt", "insurance:masshealth"]), st.booleans()
        ),
    }
)


def state(program, stated):
    say(
        program,
        Claim("getting-in", detail={"documents": stated["documents"]}),
        Claim("words", detail={"own_words": stated["own_words"]}),
        Claim("schedule", detail={"tracks": stated["tracks"]}),
        Claim("contact", detail={"intake_phone": stated["phone"]}),
        Claim(
            "intake",
            detail={
                "dates": [{"date": day, "track": ""} for day in stated["dates"]],
                "waiting_list": stated["waiting_list"],
            },
        ),
        *(Claim(fact, "yes" if answer else "no") for fact, answer in stated["terms"].items()),
    )


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would cost minutes to find
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(stated=STATED)
def test_whatever_is_exported_is_read_back_to_the_letter_and_plans_nothing(stated, program):
    state(program, stated)
    before = exported()
    for written in (as_csv, as_workbook):
        table = own_table.parse("export", written(before))
        again = [cells for _line, cells in table.rows]
        assert [{name: text for name, text in cells.items() if text} for cells in before] == again
        assert set(changes(plan(again))) == {"unchanged"}
        assert not [note for entry in plan(again) for note in entry.notes]
        assert as_csv(again) == as_csv(before)


@pytest.fixture
def program(db):
    return make_program(town="Worcester", street="12 Elm St; =rear")


def test_every_section_that_curators_keep_has_its_columns():
    load_vocabulary()
    assert not unwritten()
    sections = {column.section for column in columns()} - {""}
    assert sections == BY_NAME.keys() - {"intake-outcome"}


def test_a_new_term_is_in_the_table_at_once_and_a_new_vocabulary_has_a_column():
    program = make_program()
    make_term("therapy:sailing")
    assert set(BY_VOCABULARY) <= set(header())
    say(program, "therapy:sailing")
    assert exported()[0]["therapy"] == "sailing"


def test_what_is_not_stated_is_an_empty_cell_and_a_no_is_said():
    program = make_program(yes=["therapy:cbt"], no=["therapy:emdr"], doubted=["condition:ptsd"])
    (row,) = exported()
    assert (row["slug"], row["therapy"], row["condition"]) == (program.slug, "cbt; not emdr", "not ptsd")
    assert (row["insurance"], row["intake_dates"], row["waiting_list"]) == ("", "", "")


def test_a_thousand_programs_take_no_query_each(django_assert_max_num_queries):
    for number in range(5):
        make_program(f"Program {number}", yes=["therapy:cbt"], sessions=["mon 17:00-20:00"])
    with django_assert_max_num_queries(5):
        assert len(exported()) == 5


def test_names_of_columns_are_once_each():
    load_vocabulary()
    assert len(set(header())) == len(header())
