"""The demonstration shows every feature, is plainly fictional, and never touches anything real."""

import json
import re
from datetime import date, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from programs.curation import demonstration
from programs.curation.demonstration_accounts import accounts
from programs.geography import gazetteer
from programs.models import CatalogueVersion, ImportRun, Program, QualityDay, Site
from programs.search.snapshot import load
from tests.builders import make_program, make_source

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
PHONES = ("intake_phone", "main_phone", "clinician_phone", "fax")
AREA_CODES = {"413", "508", "617", "774", "781", "857", "978", "339", "351"}
INVENTED = re.compile(
    r"\b(sample|example|fictional|imaginary|placeholder|demo|make-believe|pretend|invented|specimen|demonstration)\b",
    re.I,
)
COUNTIES = {town.county for town in gazetteer.towns()}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The whole demonstration as plain values, made on a Monday; the database is as it was."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMONSTRATION=True):
        demonstration.prepare(on=MONDAY)
        values = SimpleNamespace(
            monday=load(MONDAY),
            sunday=load(SUNDAY),
            programs=list(Program.objects.with_details()),
            said=list(
                Program.objects.values_list(
                    "slug", "assertions__fact", "assertions__answer", "assertions__source__kind"
                )
            ),
            sites=list(Site.objects.all()),
            counted_on=list(QualityDay.objects.order_by("on").values_list("on", flat=True).distinct()),
        )
        transaction.set_rollback(True)
    return values


def some_fact(record, state, **of):
    return any(
        evidence.state == state and all(getattr(evidence, name) == value for name, value in of.items())
        for evidence in record.facts.values()
    )


def some_track(record, holds):
    return any(holds(track) for track in record.tracks)


def clock(hour, minute=0):
    return hour * 60 + minute


FEATURES = {
    "a fact confirmed this week": lambda r: any(
        e.state == "confirmed-yes" and e.said_on >= MONDAY - timedelta(days=7) for e in r.facts.values()
    ),
    "a confirmed no": lambda r: some_fact(r, "confirmed-no"),
    "listed by a federal listing": lambda r: some_fact(r, "listed", source_kind="federal-listing"),
    "listed by a web page": lambda r: some_fact(r, "listed", source_kind="web-page"),
    "doubted": lambda r: some_fact(r, "doubted"),
    "a document's no": lambda r: some_fact(r, "doubted", source_kind="web-page"),
    "a confirmation past its date": lambda r: some_fact(r, "listed", source_kind="phone", disagrees=False),
    "sources that disagree": lambda r: some_fact(r, "listed", disagrees=True),
    "said by staff": lambda r: some_fact(r, "confirmed-yes", source_kind="staff"),
    "said by a clinician": lambda r: some_fact(r, "confirmed-yes", source_kind="clinician"),
    "a quote": lambda r: any(evidence.quote for evidence in r.facts.values()),
    "a note": lambda r: any(evidence.note for evidence in r.facts.values()),
    "a stale schedule beside a fresh therapy": lambda r: (
        some_fact(r, "confirmed-yes") and r.facts.get("schedule") and r.facts["schedule"].state == "listed"
    ),
    "no schedule stated": lambda r: not r.tracks,
    "mornings": lambda r: some_track(r, lambda t: t.sessions and all(s[2] <= clock(13) for s in t.sessions)),
    "evenings": lambda r: some_track(r, lambda t: t.sessions and all(s[1] >= clock(16, 30) for s in t.sessions)),
    "weekends": lambda r: some_track(r, lambda t: t.sessions and all(s[0] >= 5 for s in t.sessions)),
    "attend 3 of 5": lambda r: some_track(r, lambda t: (t.attend, len(t.sessions)) == (3, 5)),
    "parts of the day without weekdays": lambda r: some_track(r, lambda t: t.parts_of_day and not t.sessions),
    "under 9 hours a week": lambda r: some_track(r, lambda t: (t.hours_per_week or 9) < 9),
    "20 hours and more a week": lambda r: some_track(r, lambda t: (t.hours_per_week or 0) >= 20),
    "teens beside adults": lambda r: (
        some_track(r, lambda t: (t.age_max or 99) <= 18) and some_track(r, lambda t: t.age_min == 18 and not t.age_max)
    ),
    "online alone": lambda r: bool(r.tracks) and all(t.format == "online" for t in r.tracks),
    "online beside in person": lambda r: {"online", "in-person"} <= {t.format for t in r.tracks},
    "partly online": lambda r: some_track(r, lambda t: t.format == "hybrid"),
    "a track in Spanish": lambda r: some_track(r, lambda t: t.language == "es"),
    "a cohort": lambda r: some_track(r, lambda t: t.entry == "cohort"),
    "an unexpired first intake": lambda r: bool(r.starts),
    "a first intake of one track alone": lambda r: len({t.starts for t in r.tracks} - {None}) > 1,
    "promises kept": lambda r: r.kept_promises,
    "a plan under its carrier": lambda r: "insurance:masshealth-wellsense-care-alliance" in r.facts,
    "a carrier without its plans": lambda r: (
        "insurance:masshealth-wellsense" in r.facts and not any("wellsense-" in fact for fact in r.facts)
    ),
    "a plan's no": lambda r: (
        "insurance:masshealth-wellsense" in r.facts
        and r.facts["insurance:masshealth-wellsense"].state == "confirmed-no"
    ),
    "substance use alone": lambda r: {f for f in r.facts if f.startswith("focus:")} == {"focus:substance-use"},
    "co-occurring": lambda r: "focus:co-occurring" in r.facts,
    "an address withheld": lambda r: r.withheld and r.about and r.latitude is None,
    "a pin for the town only": lambda r: r.about and not r.withheld,
    "a suite": lambda r: bool(r.suite),
    "a village's name": lambda r: bool(r.postal_city) and r.postal_city != r.town,
    "an intake phone": lambda r: r.phone_purpose == "intake",
    "only the main phone": lambda r: r.phone_purpose == "main",
    "listed": lambda r: r.status == "listed",
    "confirmed": lambda r: r.status == "confirmed",
}


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("day", ["monday", "sunday"])
def test_it_shows_the_feature_all_week(made, day, feature):
    assert any(FEATURES[feature](record) for record in getattr(made, day).programs)


@pytest.mark.parametrize("language", ["es", "pt", "ht", "zh", "vi", "km", "ar", "ase"])
def test_it_shows_the_language(made, language):
    terms = made.monday.vocabularies["language"]
    codes = {f"language:{code}" for code in (language, *terms[language].below)}
    assert any(codes & set(record.facts) for record in made.monday.programs)


def test_there_are_sixty_of_every_status(made):
    assert len(made.programs) == 60
    assert {program.status for program in made.programs} == set(Program.Status)
    assert all(bool(program.withdrawn_because) == (program.status == "withdrawn") for program in made.programs)


def test_intake_promises_were_kept_broken_and_both(made):
    promises = {(program.intakes_kept > 0, program.intakes_broken > 0) for program in made.programs}
    assert promises == {(False, False), (True, False), (False, True), (True, True)}


def test_a_first_intake_has_expired(made):
    assert any(date < MONDAY for program in made.programs for date in dates_of(program))


def dates_of(program):
    return [intake.date for intake in program.intake_dates.all()]


def test_nobody_is_asked_to_come_first_on_a_weekend(made):
    assert all(day.weekday() < 5 for record in made.monday.programs for day in record.starts)


def test_a_visitors_word_and_a_word_taken_back_are_in_the_history(made):
    assert any(kind == "visitor" for _slug, _fact, _answer, kind in made.said)
    assert any(answer == "retracted" for _slug, _fact, answer, _kind in made.said)


def test_what_is_too_old_counts_as_nothing(made):
    record = next(record for record in made.monday.programs if "Gloucester" in record.name)
    assert "condition:trauma" in {fact for slug, fact, _answer, _kind in made.said if slug == record.slug}
    assert "condition:trauma" not in record.facts


def test_every_phone_is_a_fictional_one(made):
    numbers = [str(getattr(program, column)) for program in made.programs for column in PHONES]
    stated = [re.sub(r"\D", "", number.removeprefix("+1")) for number in numbers if number]
    assert len(stated) > 60
    assert all(number[:3] in AREA_CODES and re.fullmatch("55501..", number[3:]) for number in stated)


def test_every_public_program_can_be_called(made):
    assert all(record.phone for record in made.monday.programs)


def test_every_name_is_plainly_invented(made):
    names = [name for program in made.programs for name in (program.name, program.organization.name)]
    assert [name for name in names if not INVENTED.search(name)] == []
    assert [site.street for site in made.sites if site.street and not INVENTED.search(site.street)] == []


def test_every_page_is_under_a_domain_that_nobody_can_own(made):
    hosts = {
        address.split("/")[2]
        for record in made.monday.programs
        for address in (record.web_page, *(evidence.url for evidence in record.facts.values()))
        if address
    }
    mails = {program.intake_email.split("@")[1] for program in made.programs if program.intake_email}
    assert all(host == "example.org" or host.endswith(".example.org") for host in hosts | mails)


def test_every_county_has_a_pin_and_every_pin_its_own_place(made):
    assert {site.county for site in made.sites} == COUNTIES
    points = [(site.latitude, site.longitude) for site in made.sites if site.pin == "exact"]
    assert len(points) == len(set(points))
    for site in made.sites:
        if site.pin == "exact":
            assert gazetteer.lies_in(site.latitude, site.longitude, gazetteer.town(site.town), slack_miles=0), site


def test_every_zip_code_lies_in_its_town(made):
    assert [site for site in made.sites if gazetteer.zip_point(site.zip_code).town != site.town] == []


SMALL = [
    {
        "organization": "Sample House", "name": "Sample IOP", "status": "listed",
        "address": {"town": "Lowell", "zip_code": "01852", "street": "1 Sample Street"},
        "said": [{"by": "phone", "days_ago": 3, "yes": {"therapy": "dbt"}}],
    }
]  # fmt: skip


@pytest.fixture
def small(tmp_path, monkeypatch, settings):
    """A demonstration of one program."""
    sources = (demonstration.FOLDER / "sources.json").read_text(encoding="utf-8")
    (tmp_path / "sources.json").write_text(sources, encoding="utf-8")
    (tmp_path / "all.json").write_text(json.dumps(SMALL), encoding="utf-8")
    monkeypatch.setattr(demonstration, "FOLDER", tmp_path)
    settings.DEMONSTRATION = True
    return tmp_path / "all.json"


def run(on=MONDAY, **options):
    out = StringIO()
    call_command("prepare_demonstration", on=on, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_it_refuses_a_database_that_is_not_for_demonstration(small, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="not for demonstration"):
        run()
    assert not get_user_model().objects.exists()
    assert not Program.objects.exists()


def somebodys_program():
    make_program("Real IOP")


def somebodys_account():
    get_user_model().objects.create_user("ada@finder.example")


def somebodys_import():
    ImportRun.objects.create(source=make_source("federal-listing"), file_name="listing.csv", digest="1", layout="csv")


@pytest.mark.parametrize("real", [somebodys_program, somebodys_account, somebodys_import])
@pytest.mark.parametrize("fresh", [False, True])
def test_it_refuses_a_database_that_holds_something_real(small, real, fresh):
    real()
    before = Program.objects.count(), get_user_model().objects.count(), CatalogueVersion.current()
    with pytest.raises(CommandError, match="not of the demonstration"):
        run(fresh=fresh)
    assert (Program.objects.count(), get_user_model().objects.count(), CatalogueVersion.current()) == before


def test_it_refuses_once_something_real_was_imported_beside_it(small):
    run()
    somebodys_import()
    with pytest.raises(CommandError, match="not of the demonstration"):
        run(fresh=True)
    assert Program.objects.exists()


def test_a_second_run_in_the_same_week_keeps_what_was_tried_out(small):
    run()
    make_program("Tried out")
    assert "stays as it is" in run(on=SUNDAY)
    assert Program.objects.filter(name="Tried out").exists()


def test_the_desk_tells_of_its_table_as_applied(small):
    run()
    assert ImportRun.objects.applied().get().layout == demonstration.LAYOUT


@pytest.mark.parametrize(
    "again",
    [
        lambda path: run(fresh=True),
        lambda path: run(on=SUNDAY + timedelta(days=1)),
        lambda path: path.write_text(json.dumps(SMALL).replace("dbt", "cbt"), encoding="utf-8") and run(),
    ],
    ids=["fresh", "the next week", "other tables"],
)
def test_it_is_made_again_with_a_newer_version(small, again):
    run()
    make_program("Tried out")
    before = CatalogueVersion.current()
    assert "1 fictional program made" in again(small)
    assert [program.name for program in Program.objects.all()] == ["Sample IOP"]
    assert CatalogueVersion.current() > before


def test_the_accounts_sign_in_with_the_passwords_printed(small, client):
    printed = run()
    for account in accounts():
        line = next(line for line in printed.splitlines() if account.email in line)
        assert client.login(username=account.email, password=line.split()[-1])
    users = get_user_model().objects.values_list("email", "is_staff", "groups__name")
    assert set(users) == {
        ("curator@example.org", True, "curator"),
        ("lead-curator@example.org", True, "lead curator"),
        ("auditor@example.org", True, "auditor"),
        ("clinician@example.org", False, "clinician"),
    }
    assert not get_user_model().objects.get(email="clinician@example.org").clinician.is_verified


def test_a_changed_password_is_the_printed_one_after_the_next_run(small, client):
    run()
    curator = get_user_model().objects.get(username="curator@example.org")
    curator.set_password("something else again")
    curator.save()
    printed = run()
    assert client.login(username=curator.username, password=accounts()[0].password)
    assert accounts()[0].password in printed


def test_passwords_differ_from_one_installation_to_the_next(settings):
    before = [account.password for account in accounts()]
    settings.SECRET_KEY = "another installation's"
    assert not set(before) & {account.password for account in accounts()}


def test_the_pictures_of_quality_have_weeks_to_show(made):
    assert made.counted_on == [MONDAY - timedelta(weeks=weeks) for weeks in range(12, 0, -1)]
