"""Three programs side by side, then a list that needs no account: printed, and opened by its address elsewhere."""

import re

from playwright.sync_api import expect

from .steps import PLACE, SHOW

CHOSEN = ("Elm Street Evening IOP", "Lake Avenue IOP", "Ash Street Day IOP")


def test_three_are_compared_listed_printed_and_opened_in_another_browser(walk, new_page):
    walk.open()
    walk.fill(PLACE, "01609")
    walk.press("button", SHOW)
    for name in CHOSEN:
        walk.press("link", re.compile(f"^Add to my list.*{name}"))
        walk.sees("link", re.compile(f"^On my list.*{name}"))
    walk.press("link", "My list (3)")
    walk.press("link", "Compare side by side")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("3 programs side by side")
    walk.press("link", "Back to my list")
    assert listed(walk.page) == list(CHOSEN)
    assert pages_of(walk.page.pdf(format="Letter")) in (1, 2, 3)

    elsewhere = new_page()
    elsewhere.goto(walk.page.url)
    assert listed(elsewhere) == list(CHOSEN)
    walk.ends(5, at="the same list of three, in another browser")


def listed(page):
    """Whom a list holds, in its order."""
    expect(page.get_by_role("heading", level=1)).to_have_text("My list")
    return page.locator(".entries").get_by_role("heading", level=2).all_inner_texts()


def pages_of(pdf):
    assert pdf.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
