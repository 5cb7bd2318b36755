"""What a first visit costs on a slow phone: bytes, requests, and a page that stands still. Never measured in time."""

import gzip

import pytest
from django.utils import timezone

from tests.builders import make_program
from tests.chromium import comes_true

PAGES = {
    "home": "/",
    "results": "/programs/?near=01609&condition=ptsd&therapy=dbt",
    "program": "/programs/program-1-worcester/?near=01609&condition=ptsd&therapy=dbt",
}
MOST_BYTES = 60 * 1024
MOST_REQUESTS = 10
WATCH_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifted += entry.value))
        .observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def catalogue(transactional_db):
    """A full page of twenty cards, each with reasons and sessions."""
    today = timezone.localdate()
    evenings = {"format": "in-person", "age_min": 18, "sessions": ["mon wed thu 17:30-20:30"]}
    for number in range(1, 22):
        make_program(
            f"Program {number}", town="Worcester", latitude=42.2 + number / 100, longitude=-71.8,
            yes=["condition:ptsd"], listed=["therapy:dbt", "insurance:masshealth"], tracks=[evenings], on=today,
        )  # fmt: skip


@pytest.fixture
def visit(catalogue, new_page):
    """Opens a page on a phone that has never been here; gives the page and the size of each part, compressed."""

    def visit_page(name):
        page = new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(WATCH_SHIFTS)
        responses = []
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 (Playwright refuses a method of list)
        page.goto(PAGES[name], wait_until="networkidle")
        return page, {response.url: len(gzip.compress(response.body(), 6)) for response in responses}

    return visit_page


def test_a_first_visit_is_light_and_nothing_moves_while_the_page_comes_in(visit):
    for name in PAGES:
        weigh(*visit(name))


def weigh(page, sizes):
    assert any("massachusetts.svg" in address for address in sizes), "the map is part of what is weighed"
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert len(sizes) <= MOST_REQUESTS, sizes
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert comes_true(page, "window.scrollY > 0")
    assert page.evaluate("window.shifted") < 0.01
