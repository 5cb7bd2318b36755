"""What several journeys do on their way."""

from playwright.sync_api import expect

PLACE = "ZIP code, town or address"
SHOW = "Show programs"


def narrow(walk):
    """Go to the filters, which wait behind a button on a phone."""
    if walk.on_phone:
        walk.press("link", "Filters")


def show(walk, last):
    """Until the heading says the last wish back. With JavaScript it follows each tick; without, a button asks."""
    if not walk.has_javascript:
        walk.go("button", SHOW)
    elif walk.on_phone:
        walk.press("link", "Close")
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text(last)


def call(walk, program, number):
    """What a journey that ends at a program ends at: its name, and a number that dials."""
    expect(walk.one("link", f"Call {number}")).to_have_attribute("href", f"tel:+1-{number}")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(program)
    return f"{program}, call {number}"
