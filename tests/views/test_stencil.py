"""A template rendered once and filled many times."""

import pytest

from programs.views.stencil import Slots, Stencil, kept, slot


@pytest.fixture
def stencil(settings, tmp_path):
    """Makes a Stencil from the text of a template."""

    def make(text, **context):
        (tmp_path / "part.html").write_text(text, encoding="utf-8")
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
        return Stencil("part.html", context)

    return make


def test_slots_are_filled_and_the_others_stay_empty(stencil):
    part = stencil("<p>{{ name }}: {{ slots.miles }} {{ slots.more }}</p>", name="Elm")
    assert part.fill({"miles": "2 mi"}) == "<p>Elm: 2 mi </p>"
    assert part.fill({"more": "!"}) == "<p>Elm:  !</p>"


def test_a_slot_may_stand_twice(stencil):
    assert stencil("{{ slots.n }}-{{ slots.n }}").fill({"n": "3"}) == "3-3"


def test_what_the_template_is_given_is_escaped(stencil):
    assert stencil("{{ name }}", name="<b>").fill({}) == "&lt;b&gt;"


def test_no_text_can_pass_itself_off_as_a_slot(stencil):
    part = stencil("{{ name }} {{ slots.secret }}", name=str(slot("secret")).replace("<", "< "))
    assert part.fill({"secret": "told"}).endswith(" told")
    assert part.fill({"secret": "told"}).count("told") == 1


def test_names_with_spaces_are_slots_too(stencil):
    assert stencil("{{ mark }}", mark=slot("count therapy dbt")).fill({"count therapy dbt": "4"}) == "4"
    assert Slots()["miles"] == slot("miles")


class Snapshot:
    def __init__(self):
        self.memo = {}


def test_what_is_kept_is_made_once_for_a_catalogue_and_language():
    made, snapshot = [], Snapshot()
    for _ in range(2):
        kept(snapshot, "part", lambda: made.append("once") or "part")
    assert made == ["once"]
    assert kept(Snapshot(), "part", lambda: "another") == "another"


def test_a_page_is_filled_as_bytes_too(stencil):
    part = stencil("<p>„{{ slots.miles }}“ {{ slots.more }}</p>")
    assert part.fill_encoded({"miles": "2–3"}).decode() == part.fill({"miles": "2–3"}) == "<p>„2–3“ </p>"
