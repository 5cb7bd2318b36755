"""What to say on the phone, as the page of a program has it."""

import re
from html import unescape

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def script(client):
    make_program("Elm Street IOP", yes=["condition:ptsd"])

    def read(query):
        page = client.get(f"/programs/elm-street-iop-lowell/?{query}").content.decode()
        part = page[page.index('<details class="script">') :]
        return [" ".join(unescape(line).split()) for line in re.findall(r"<li>(.*?)</li>", part[: part.index("</ul>")])]

    return read


def test_the_script_says_what_this_person_looks_for(script):
    lines = script(
        "near=01609&near=Boston&condition=ptsd&condition=ocd&insurance=masshealth&age=16&language=pt"
        "&when=evening&busy=mon-0900-1700&busy=tue-0900-1700"
    )
    assert lines[0] == "Hello. I am looking for an intensive outpatient program, an IOP."
    for line in (
        "I am near 01609 Worcester and Boston.", "It is for somebody who is 16 years old.",
        "It is for help with PTSD and OCD.", "The insurance is MassHealth.", "Care in Portuguese would be best.",
        "The times that work are evenings.", "These times do not work: Mon, Tue 9 am–5 pm.",
    ):  # fmt: skip
        assert line in lines


def test_it_asks_three_of_the_questions_that_matter_most_to_this_person(script):
    lines = script("condition=ptsd&condition=ocd&therapy=dbt&therapy=emdr&language=es")
    asked = lines[lines.index("May I ask you a few questions?") + 1 :]
    assert asked[0] == "Do you treat OCD?"
    assert len(asked) == 3 + 2


def test_who_asked_for_nothing_says_nothing_of_herself(script):
    lines = script("")
    assert lines[1] == "May I ask you a few questions?"


def test_what_was_typed_cannot_become_markup(script):
    assert not any("<" in line for line in script("near=<b>&condition=<i>&q=<u>"))
