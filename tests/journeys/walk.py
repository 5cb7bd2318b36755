"""One person's way through the finder in a real browser, counted as she goes: pages loaded, things done."""

import pytest
from playwright.sync_api import expect

from tests.chromium import WAIT

from . import book

DEVICES = {
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
FOLDED = {"DisclosureTriangle", "DisclosureTriangleGrouped"}  # the second where opening one closes the others


class Walk:
    """Every control is found by its role and its name, as a person and a screen reader find it."""

    def __init__(self, page, device, javascript):
        self.page, self.device, self.has_javascript = page, device, javascript == "with"
        self.page_loads = self.actions = 0
        page.on("request", self._count)

    @property
    def on_phone(self):
        return self.device == "phone"

    def open(self, address="/"):
        self.page.goto(address)

    def press(self, role, name, **options):
        self.actions += 1
        self.one(role, name, **options).click()

    def go(self, role, name, **options):
        """Press what leads to another page, and wait for that page: what both have must not be met on the old one."""
        with self.page.expect_event("load"):
            self.press(role, name, **options)

    def tick(self, name, role="checkbox", **options):
        self.actions += 1
        self.one(role, name, **options).check()

    def fill(self, name, text, role="textbox"):
        self.actions += 1
        self.one(role, name).fill(text)

    def unfold(self, name):
        """Open what is folded under a name, by the role that the browser tells assistive technology."""
        self.actions += 1
        tools = self.page.context.new_cdp_session(self.page)
        head = self._folded(tools, name)
        tools.send("DOM.focus", {"backendNodeId": head["backendDOMNodeId"]})
        tools.detach()
        self.page.keyboard.press("Enter")

    def _folded(self, tools, name):
        """What is folded under a name, now or as soon as it is drawn."""
        for _look in range(WAIT // 50):
            nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
            heads = [node for node in nodes if node.get("role", {}).get("value", "") in FOLDED]
            for head in heads:
                if name in head["name"]["value"]:
                    return head
            self.page.wait_for_timeout(50)
        return pytest.fail(f"nothing to unfold is called “{name}”: {[head['name']['value'] for head in heads]}")

    def one(self, role, name, **options):
        """The first that can be seen of that role and name."""
        return self.page.get_by_role(role, name=name, **options).filter(visible=True).first

    def sees(self, role, name, **options):
        """What must be on the page, now or as soon as it is drawn."""
        expect(self.one(role, name, **options)).to_be_visible()

    def finds(self, *names):
        """These programs are the list, in this order, now or as soon as it has followed."""
        cards = self.page.get_by_role("region", name="Programs", exact=True).get_by_role("listitem")
        found = cards.get_by_role("heading", level=2)
        expect(found).to_have_text(list(names))

    def ends(self, journey, at):
        """Write the way down in docs/journeys.md."""
        javascript = "with" if self.has_javascript else "without"
        counts = str(self.page_loads), str(self.actions)
        book.write(book.Row(book.JOURNEYS[journey - 1], self.device, javascript, *counts, at))

    def _count(self, request):
        is_page = request.is_navigation_request() and request.redirected_from is None
        self.page_loads += is_page and request.frame == self.page.main_frame


class Reader(Walk):
    """A screen-reader user: she never points, she goes to a control by its role and name and presses a key."""

    def press(self, role, name, **options):
        self._go(role, name, **options)
        self.page.keyboard.press("Enter")

    def tick(self, name, role="checkbox", **options):
        self._go(role, name, **options)
        self.page.keyboard.press("Space")
        expect(self.page.get_by_role(role, name=name, **options).first).to_be_checked()

    def fill(self, name, text, role="textbox"):
        self._go(role, name)
        self.page.keyboard.type(text)

    def _go(self, role, name, **options):
        self.actions += 1
        control = self.one(role, name, **options)
        control.focus()
        expect(control).to_be_focused()
