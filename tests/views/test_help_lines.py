"""Whom to call is on every page, from one table."""

import re

import pytest

from programs.templatetags.help_lines import table
from tests.builders import make_program


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/programs/", "/about/", "/privacy/", "/accessibility/", "/programs/elm-lowell/"]
)
def test_every_page_has_the_lines_and_the_way_out(client, path):
    make_program("Elm", town="Lowell")
    page = client.get(path).content.decode()
    for code in ("988", "911", "help-line"):
        assert f'href="tel:{table()[code].dial}"' in page
    assert re.search(r'href="https://www.weather.gov/"\s+rel="noreferrer"\s+data-leave', page)


def test_each_line_says_where_its_number_was_read_and_when():
    assert all(line.recorded_on for line in table().values())
    assert all(line.source for line in table().values() if line.code != "911")


def test_no_template_holds_a_number_of_its_own(settings):
    numbers = [line.number for line in table().values()] + [line.dial for line in table().values()]
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, numbers)) + r")\b")
    folder = settings.BASE_DIR / "templates"
    assert not [str(path) for path in folder.rglob("*.*") if pattern.search(path.read_text(encoding="utf-8"))]


@pytest.mark.django_db
def test_a_demonstration_says_so_on_every_page(client, settings):
    settings.DEMONSTRATION = True
    make_program("Elm", town="Lowell")
    for path in ("/", "/programs/", "/programs/elm-lowell/", "/about/", "/nothing/here/"):
        assert "Every program here is made up" in client.get(path).content.decode(), path
