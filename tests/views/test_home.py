"""The first page leads three ways in, and the foot of every page to those who work with the directory."""

import re

import pytest

from tests.builders import make_program

pytestmark = pytest.mark.django_db


def test_there_are_three_ways_in(client):
    make_program("Elm", town="Lowell")
    page = client.get("/").content.decode()
    ways = page[page.index('id="ways"') : page.index('id="reading"')]
    assert re.findall(r"<h3>([^<]+)</h3>", ways) == ["Search", "Is it right for me?", "For clinicians"]
    for address in ("#near", "/programs/", "/guide/is-it-right-for-me/", "/guide/help-me-choose/", "/clinicians/"):
        assert f'href="{address}"' in ways, address


@pytest.mark.parametrize("path", ["/", "/about/", "/nothing/"])
def test_every_page_leads_clinicians_and_curators_to_theirs(client, path):
    page = client.get(path).content.decode()
    main_links, foot = page[page.index('id="main-links"') :], page[page.index('<footer class="foot"') :]
    assert 'href="/clinicians/"' in main_links[: main_links.index("</nav>")]
    assert 'href="/clinicians/"' in foot
    assert 'href="/curation/"' in foot
