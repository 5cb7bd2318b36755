"""A real browser for tests, which fails each test whose pages misbehave.

`page` is a page of Debian's Chromium on the live server; `new_page(**options)` makes more of them, with the
options of Playwright's `new_context` (`java_script_enabled=False`, `viewport=...`, `color_scheme="dark"`).
A request to another host, a script's error, a breach of the content security policy, or a part of the page that is
missing fails the test at its end. `axe(page)` fails it on a barrier to accessibility.

No test may depend on how fast the server, the machine or the browser is: what an action brings is waited for by
Playwright's `expect`, also before anything is read. SLOWLY=500 keeps each answer of the server back for so many
milliseconds, give or take half; SLOWLY=500,script nothing but scripts, SLOWLY=500,empty nothing but what scripts ask
for (words of the header Sec-Fetch-Dest). THROTTLE=4 makes the browser's processor so many times slower.
"""

import os
import random
import select
import shutil
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.utils import timezone

# What Playwright turns off itself; of two such switches the last is the one that counts.
TURNED_OFF_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
)  # fmt: skip
# Each new window draws two hidden pages for the bar that addresses are typed into, and starts a process to spare:
# more work than a page of ours.
DEAR_AND_NEVER_SEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
CHROMIUM_SWITCHES = [
    f"--disable-features={','.join(TURNED_OFF_BY_PLAYWRIGHT + DEAR_AND_NEVER_SEEN)}",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
WAIT = 90_000  # milliseconds: for a page or an element that does not come; nobody waits so long for one that does

COLOURS = ("color-contrast", "link-in-text-block")
# Marks what stands on the page for the third time or more, in a like place and with like tags, classes and attributes
# throughout: the options of a long list, the rows of a table. Its colours have been looked at by then.
MARK_REPEATS = """seen => {
    const kind = part => `${part.tagName}.${part.className.baseVal ?? part.className}[${part.getAttributeNames()}]`;
    const whole = part => [part, ...part.querySelectorAll("*")].map(kind).join();
    const digest = text => [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt() | 0, 7);
    const look = (part, place) => {
        const here = digest(`${place} ${whole(part)}`);
        seen[here] = (seen[here] ?? 0) + 1;
        if (seen[here] > 2) part.setAttribute("data-again", "");
        else for (const child of part.children) look(child, `${place} ${kind(part)}`);
    };
    document.querySelectorAll("[data-again]").forEach(part => part.removeAttribute("data-again"));
    look(document.body, "");
    return seen;
}"""
# A colour that is on its way to another is neither.
STAND_STILL = "Promise.allSettled(document.getAnimations().map(motion => motion.finished))"
# Colours are by far the dearest to look at, so they are looked at where they are new; everything else everywhere.
LOOK_FOR_BARRIERS = """async ([colours, isAllLookedAt]) => {
    const look = async (where, options) => {
        const found = await axe.run(where, {resultTypes: ["violations"], preload: false, ...options});
        return found.violations;
    };
    const others = Object.fromEntries(colours.map(rule => [rule, {enabled: false}]));
    return [
        ...await look({exclude: [["[data-again]"]]}, {runOnly: colours}),
        ...isAllLookedAt ? await look(document, {rules: others}) : [],
    ];
}"""


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once for all tests of this process."""
    from playwright.sync_api import expect, sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("No Chromium here. `sudo apt-get install chromium` brings it; BROWSER=0 leaves these tests out.")
    expect.set_options(timeout=WAIT)
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_SWITCHES)
            yield started
            started.close()


@pytest.fixture(autouse=True)
def one_day(request):
    """A browser has its own clock, so its tests look at the real day; late at night an hour back, to stay within it."""
    moment = timezone.localtime()
    if "browser" in request.fixturenames and moment.hour == 23:
        with time_machine.travel(moment - timedelta(hours=1)):
            yield
    else:
        yield


@pytest.fixture(scope="session")
def unhurried_server(live_server):
    """The live server, as slow as SLOWLY says."""
    slowly, _, kind = os.environ.get("SLOWLY", "0").partition(",")
    httpd = live_server.thread.httpd
    answer = httpd.get_app()

    def answer_late(environ, start_response):
        if kind in {"", environ.get("HTTP_SEC_FETCH_DEST")}:
            time.sleep(int(slowly) / 1000 * random.uniform(0.5, 1.5))
        return answer(environ, start_response)

    if int(slowly):
        httpd.set_app(answer_late)
    return live_server


@pytest.fixture
def server(unhurried_server):
    """The live server. At the test's end it answers what it was asked, before the database is emptied for the next.

    A late answer would read and write in the next test's database, and leave that test a snapshot of nothing.
    """
    yield unhurried_server
    end = time.monotonic() + WAIT / 1000
    while is_answering(unhurried_server.thread.httpd):
        assert time.monotonic() < end, "the server still answers what a page has asked that is closed"
        time.sleep(0.002)


def is_answering(httpd):
    """Whether somebody is connected, or waits to be. Each connection has a thread; closed pages have none."""
    waiting, _, _ = select.select([httpd.socket], [], [], 0)
    return bool(waiting) or any("process_request_thread" in thread.name for thread in threading.enumerate())


@pytest.fixture
def new_page(browser, server):
    """Makes pages; at the test's end each must have behaved."""
    contexts, faults = [], []

    def make(**options):
        context = browser.new_context(base_url=server.url, locale="en-US", **options)
        context.set_default_timeout(WAIT)
        contexts.append(context)
        watch(context, server.url, faults)
        page = context.new_page()
        if throttle := os.environ.get("THROTTLE"):
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": int(throttle)})
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page):
    return new_page()


def comes_true(page, expression):
    """Whether JavaScript's expression holds, now or within the time that a page may take.

    Not Playwright's wait_for_function: from its second look on our content security policy forbids its eval.
    """
    for _look in range(WAIT // 50):
        if page.evaluate(expression):
            return True
        page.wait_for_timeout(50)
    return False


def watch(context, home, faults):
    """Write down in `faults` whatever no page of ours may do."""

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlsplit(home).netloc:
            faults.append(f"asked another host: {request.url}")

    def on_response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"a part is missing: {response.status} {response.url}")

    def on_console(message):
        # What could not be loaded is told by its response; a page of ours may well be a 404.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"the browser complains: {message.text}")

    context.on("request", on_request)
    context.on("response", on_response)
    context.on("console", on_console)
    context.on("weberror", lambda error: faults.append(f"a script fails: {error.error}"))


@pytest.fixture
def axe():
    """A check of one page against WCAG 2.2 A and AA and axe's good practice.

    colours_only: nothing but the colours has changed since the last check. seen: a dict to hand from page to page, so
    that the colours of what all of them have in common are not looked at on each.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    def check(page, *, colours_only=False, seen=None):
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        page.evaluate(STAND_STILL)
        marked = page.evaluate(MARK_REPEATS, seen or {})
        if seen is not None:
            seen.update(marked)
        violations = page.evaluate(LOOK_FOR_BARRIERS, [COLOURS, not colours_only])
        assert not violations, "\n".join(barrier(violation) for violation in violations)

    return check


@pytest.fixture
def axe_in_all_looks(new_page, axe):
    """A check of one address as it looks in the light, in the dark, and 320 pixels wide: 1280 enlarged four times."""

    def check(address):
        page = new_page(reduced_motion="reduce")  # else colours are still on their way when axe looks
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = !part.name)")
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, colours_only=True)
        page.set_viewport_size({"width": 320, "height": 256})
        axe(page)

    return check


def barrier(violation):
    """One line: which rule, what is wrong, where."""
    places = ", ".join(str(node["target"]) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"
