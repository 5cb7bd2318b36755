"""What watches, crawls and searches from outside is told."""

from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection

from tests.builders import make_program


@pytest.mark.django_db
def test_health_names_the_catalogue(client):
    make_program()
    told = client.get("/healthz").json()
    assert told["database"] is True
    assert told["catalogue"]["programs"] == 1
    assert told["catalogue"]["as_of"] == "2026-11-21"
    assert told["rebuild_error"] == ""


@pytest.mark.django_db
def test_health_is_bad_while_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("no route")

    monkeypatch.setattr(connection, "cursor", away)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] is False


@pytest.mark.django_db
def test_robots_are_kept_from_searches_and_shown_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /*?" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.django_db
def test_the_sitemap_names_every_public_page_and_each_answers(client):
    make_program("Elm Street IOP", town="Lowell")
    make_program(status="lead")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    paths = [place.text.removeprefix("http://testserver") for place in root.findall(".//{*}loc")]
    guides = [path for path in paths if path.startswith("/guide/")]
    assert len(guides) == 16
    assert [path for path in paths if path not in guides] == [
        "/", "/programs/", "/about/", "/accuracy/", "/privacy/", "/accessibility/", "/programs/elm-street-iop-lowell/",
    ]  # fmt: skip
    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.django_db
def test_a_browser_can_add_the_finder_to_its_search(client):
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.content)
    assert root.find("{*}Url").get("template") == "http://testserver/programs/?q={searchTerms}"
    assert response["Content-Type"] == "application/opensearchdescription+xml"
