"""Three programs side by side, then a list that needs no account: printed, and opened by its address elsewhere."""

import re

from playwright.sync_api import expect

from .steps import PLACE, SHOW

CHOSEN = ("Elm Street Evening IOP", "Lake Avenue IOP", "Ash Street Day IOP")


def test_three_are_compared_listed_printed_and_opened_in_another_browser(walk, new_page):
    walk.open()
    walk.fill(PLACE, "01609")
    walk.go("button", SHOW)
    for name in CHOSEN:
        walk.go("link", re.compile(f"^Add to my list.*{name}"))
        walk.sees("link", re.compile(f"^On my list.*{name}"))
    walk.go("link", "My list (3)")
    walk.go("link", "Compare side by side")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("3 programs side by side")
    walk.go("link", "Back to my list")
    lists(walk.page, *CHOSEN)
    assert pages_of(walk.page.pdf(format="Letter")) in (1, 2, 3)

    elsewhere = new_page()
    elsewhere.goto(walk.page.url)
    lists(elsewhere, *CHOSEN)
    walk.ends(5, at="the same list of three, in another browser")


def lists(page, *names):
    """Whom a list holds, in its order, now or as soon as its page has come."""
    expect(page.get_by_role("heading", level=1)).to_have_text("My list")
    expect(page.locator(".entries").get_by_role("heading", level=2)).to_have_text(list(names))


def pages_of(pdf):
    assert pdf.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
