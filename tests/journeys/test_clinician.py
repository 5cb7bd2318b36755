"""A discharge planner with six minutes: from what she knows to a printed packet. And of the patient nothing remains."""

import json
import logging
import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.servicerequest import ServiceRequest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import expect

from tests.builders import make_program
from tests.chromium import comes_true

SPRINGFIELD = {"town": "Springfield", "zip_code": "01104", "latitude": 42.1290, "longitude": -72.5770}
EVENINGS = ["mon tue thu 17:30-20:30"]


@pytest.fixture
def programs(transactional_db):
    today = timezone.localdate()
    make_program(
        "Forest Park Evening IOP", phone="413-555-0171",
        yes=["insurance:masshealth", "condition:trauma", "language:es"],
        tracks=[{"name": "Evenings", "age_min": 18, "sessions": EVENINGS}], intake=[today + timedelta(days=5)],
        street="4 Park St", on=today, **SPRINGFIELD,
    )  # fmt: skip
    make_program("Mill River IOP", phone="413-555-0172", listed=["insurance:masshealth"], on=today, **SPRINGFIELD)


def thursday():
    today = timezone.localdate()
    return today + timedelta(days=(3 - today.weekday()) % 7)


def test_leaving_thursday_to_a_printed_packet_in_under_twelve_actions(walk, axe):
    walk.open("/clinicians/")
    walk.fill("Day of discharge", thursday().isoformat())
    walk.fill("ZIP code or town", "01104")
    choose(walk, "Insurance plan", "MassHealth")
    choose(walk, "Language of care", "Spanish")
    walk.tick("evenings")
    walk.tick("Trauma")
    walk.go("button", "Find programs")
    walk.sees("heading", re.compile("2 programs for somebody who leaves on"))
    expect(walk.page).to_have_url("/clinicians/#found")
    walk.tick("Choose Forest Park Evening IOP")
    walk.go("button", "Make the packet")
    walk.sees("heading", "Referral packet")
    walk.sees("heading", "Forest Park Evening IOP")
    assert walk.page.pdf(format="Letter").startswith(b"%PDF")
    walk.actions += 1  # the browser's own print, which no test can press
    assert walk.actions < 12
    if walk.has_javascript:
        axe(walk.page)
    walk.ends(9, at="a printed packet, with whom to call and until when")


def choose(walk, label, option):
    walk.actions += 1
    walk.one("combobox", label).select_option(label=option)


NEEDS = {"near": "Bondsville", "age": "61"}  # letters alone: digits may stand by chance in any moment of the clock
PATIENT = {
    "patient": "Zebulon Quagmire", "birthday": "1957-03-14", "number": "XQ-774411", "phone": "413-555-0187",
    "referrer": "Nurse Ocelot", "back": "413-555-0188", "note": "Fears the violet staircase",
}  # fmt: skip


class Listening(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.heard = []

    def emit(self, record):
        self.heard.append(self.format(record))


@pytest.fixture
def log():
    listening = Listening()
    logging.getLogger().addHandler(listening)
    yield listening.heard
    logging.getLogger().removeHandler(listening)


def test_of_the_patient_nothing_remains_anywhere(programs, new_page, log):
    page = new_page(accept_downloads=True)
    sent = []
    page.context.on("request", lambda request: sent.append((request.url, request.post_data or "", request.headers)))
    page.goto("/clinicians/")
    page.get_by_label("ZIP code or town").fill(NEEDS["near"])
    page.get_by_label("Age", exact=True).fill(NEEDS["age"])
    page.get_by_role("button", name="Find programs").click()
    page.get_by_role("checkbox", name="Choose Forest Park Evening IOP").check()
    page.get_by_role("button", name="Make the packet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Referral packet")
    for name, words in PATIENT.items():
        page.locator(f"#fill-{name}").fill(words)
    expect(page.locator("[data-from=patient]")).to_have_text(PATIENT["patient"])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as FHIR R4").click()
    bundle = json.loads(download.value.path().read_text(encoding="utf-8"))
    valid_referral(bundle)

    # What names the patient is in no request at all; what she needs is in no address and no header.
    for url, body, headers in sent:
        assert not words_in(PATIENT.values(), url + body + json.dumps(headers))
        assert not words_in([NEEDS["near"]], url + json.dumps(headers))
    everything = [*PATIENT.values(), NEEDS["near"]]
    assert not words_in(everything, "\n".join(log))
    assert not words_in(everything, "\n".join(dump()))
    assert not words_in(everything, repr(getattr(cache, "_cache", {})))
    kept = page.evaluate(
        "JSON.stringify([document.cookie, document.title, document.referrer, location.href, history.state,"
        " {...localStorage}, {...sessionStorage}])"
    )
    assert not words_in(everything, kept)
    assert not words_in(everything, json.dumps(page.context.cookies()))

    # Gone when she leaves, also when she comes back with "Back".
    page.goto("/privacy/")
    with suppress(BrowserError):  # the browser kept no copy, and asks before it sends the form again
        page.go_back()
    expect(page).not_to_have_url("/privacy/")
    written = "Array.from(document.querySelectorAll('[data-fill]'), field => field.value).join('')"
    assert comes_true(page, f"document.readyState === 'complete' && !{written}")


def words_in(words, text):
    return [word for word in words if word in text]


def dump():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from map(repr, cursor.fetchall())


def valid_referral(bundle):
    # fhir.resources has R4B (4.3.0); Bundle, Patient and ServiceRequest are those of R4 (4.0.1) there.
    Bundle.model_validate(bundle)
    resources = [entry["resource"] for entry in bundle["entry"]]
    request = next(one for one in resources if one["resourceType"] == "ServiceRequest")
    ServiceRequest.model_validate(request)
    assert request["status"] == "draft"
    assert {one["resourceType"] for one in resources} == {
        "Patient", "ServiceRequest", "HealthcareService", "Organization", "Location",
    }  # fmt: skip
    known = {f"{one['resourceType']}/{one['id']}" for one in resources}
    assert {performer["reference"] for performer in request["performer"]} <= known


def test_what_was_written_is_cleared_after_fifteen_minutes_without_a_key(programs, new_page):
    page = new_page()
    page.clock.install()
    page.goto("/clinicians/")
    page.get_by_role("button", name="Find programs").click()
    page.get_by_role("checkbox", name="Choose Mill River IOP").check()
    page.get_by_role("button", name="Make the packet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Referral packet")
    page.clock.pause_at(timezone.now() + timedelta(hours=1))  # from here on only this test turns it on
    page.locator("#fill-patient").fill("Zebulon")
    page.get_by_label("Who answered: Mill River IOP").fill("Marisol")
    page.clock.fast_forward("14:59")
    expect(page.locator("[data-from=patient]")).to_have_text("Zebulon")
    page.clock.fast_forward("00:02")
    expect(page.locator("[data-from=patient]")).to_have_text("")
    expect(page.get_by_label("Who answered: Mill River IOP")).to_have_value("")
    expect(page.get_by_text("Everything that was written here is cleared.")).to_be_visible()


def test_without_javascript_the_packet_is_a_blank_form(programs, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/clinicians/")
    page.get_by_role("button", name="Find programs").click()
    page.get_by_role("checkbox", name="Choose Mill River IOP").check()
    page.get_by_role("button", name="Make the packet").click()
    expect(page.get_by_text("Without JavaScript this page is a blank form")).to_be_visible()
    expect(page.get_by_text("Date of birth").last).to_be_visible()
    expect(page.locator("[data-fill]").first).to_be_hidden()
