"""What a visitor sees when something is not there or does not work."""

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.fixture
def visitor(client):
    """A client that gets the page which a visitor would get, also for a failure."""
    client.raise_request_exception = False
    return client


def broken(error):
    def view(*args, **options):
        raise error

    return view


def check(response, status):
    page = response.content.decode()
    assert response.status_code == status
    assert "833-773-2445" in page
    assert "Leave this site" in page
    assert 'href="/programs/"' in page
    assert response["Cache-Control"] == "private, no-store"


def test_an_address_that_is_not_there(visitor):
    check(visitor.get("/nothing/here/"), 404)


def test_a_failure_of_ours_shows_the_house_without_asking_the_database(visitor, monkeypatch):
    monkeypatch.setattr("programs.views.results.search", broken(ZeroDivisionError("boom")))
    monkeypatch.setattr("programs.views.results.ProgramFilter", broken(ZeroDivisionError("boom")))
    response = visitor.get("/programs/?near=01609")
    check(response, 500)
    assert "boom" not in response.content.decode()


def test_while_the_database_is_away_the_page_says_to_come_back(visitor, monkeypatch):
    monkeypatch.setattr("programs.views.results.ProgramFilter", broken(OperationalError("no route")))
    response = visitor.get("/programs/?near=01609")
    check(response, 503)
    assert response["Retry-After"] == "60"


def test_who_sent_something_while_the_database_is_away_hears_that_it_was_not_kept(visitor, monkeypatch):
    monkeypatch.setattr("programs.views.results.ProgramFilter", broken(OperationalError("database is locked")))
    assert "was not kept" not in visitor.get("/programs/?near=01609").content.decode()
    monkeypatch.setattr("programs.views.told.MissingForm", broken(OperationalError("database is locked")))
    response = visitor.post("/programs/add/", {"name": "Harbor IOP"})
    check(response, 503)
    assert "What you sent was not kept." in response.content.decode()


@pytest.mark.parametrize("path", ["/programs/", "/nothing/here/"])
def test_an_address_with_a_thousand_parameters_is_turned_away(visitor, path):
    check(visitor.get(f"{path}?" + "&".join(["condition=ptsd"] * 1500)), 400)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.django_db
def test_pages_that_are_read_take_no_writing(visitor, method):
    assert getattr(visitor, method)("/programs/").status_code in {403, 405}


@pytest.mark.django_db
def test_a_form_that_comes_without_its_cookie_is_turned_away_in_the_house():
    visitor = Client(enforce_csrf_checks=True)
    response = visitor.post("/receipt/", {"code": "KHTR-WBND-QXLF"})
    check(response, 403)
    assert "load the page again and send it once more" in response.content.decode()
