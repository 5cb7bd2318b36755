"""Every answer carries the same strict headers, and an answer that is only read leaves nothing behind."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(client):
    return client.get("/accounts/login/")


def test_pages_take_nothing_from_elsewhere(answer):
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == {
        "default-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


def test_pages_say_little_to_others(answer):
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


def test_pages_may_ask_where_the_person_is_and_nothing_else_of_the_device(answer):
    allowed = [feature for feature in answer["Permissions-Policy"].split(", ") if not feature.endswith("=()")]
    assert allowed == ["geolocation=(self)"]


def test_an_address_that_is_not_there_carries_the_headers_too_and_sets_no_cookie(client):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "Content-Security-Policy" in answer
    assert "Permissions-Policy" in answer
    assert not answer.cookies


def test_the_cookie_of_a_form_goes_with_the_browser_window(answer):
    cookie = answer.cookies["csrftoken"]
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("to_https", [False, True])
def test_nobody_keeps_a_redirect_that_hands_a_search_on(client, settings, to_https):
    settings.SECURE_SSL_REDIRECT = to_https
    answer = client.get("/programs?near=01609")
    assert answer.status_code == 301
    assert "near=01609" in answer["Location"]
    assert answer["Cache-Control"] == "private, no-store"
