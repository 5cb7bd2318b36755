"""What a row of a federal listing becomes, and what it says of its program."""

import pytest

from programs.curation.importing.refusal import ImportRefusedError
from programs.models import Assertion, ImportRow, Program, Site
from tests.builders import EDITION, load_vocabulary, state
from tests.federal_files import applied, everything, findtreatment, listing, planned, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vocabulary():
    load_vocabulary()


def test_an_oit_row_makes_a_listed_program_from_its_own_codes_alone(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT SA CBT"), listing("MH SA TRMA", type_facility="MH")))
    program = Program.objects.get()
    assert program.status == "listed"
    assert state(program, "therapy:cbt") == "listed"
    assert state(program, "focus:substance-use") == "listed"
    assert state(program, "condition:trauma") is None


def test_each_code_becomes_an_assertion_that_quotes_it_and_its_date(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT MD BU UB")))
    said = {a.fact: a for a in Assertion.objects.select_related("source")}
    assert said["level:iop-substance-use"].quote == "OIT: Intensive outpatient treatment"
    assert said["insurance:masshealth"].quote == "MD: Medicaid"
    assert said["service:buprenorphine"].quote == "BU: Buprenorphine used in Treatment; UB: Prescribes buprenorphine"
    assert {(a.said_on, a.method, a.source.kind) for a in said.values()} == {(EDITION, "document", "federal-listing")}


def test_a_blank_becomes_nothing(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT")))
    assert not Assertion.objects.exclude(answer="yes").exists()
    assert set(Assertion.objects.values_list("fact", flat=True)) == {
        "contact", "address", "level", "level:iop-substance-use", "focus:substance-use",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["CO", "SUMH", "IDD"])
def test_co_occurring_needs_a_code_of_its_own(tmp_path, code):
    applied(findtreatment(tmp_path, listing(f"OIT {code}")))
    assert code in Assertion.objects.get(fact="focus:co-occurring").quote


def test_telehealth_is_a_service_and_never_a_format(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT TELE")))
    program = Program.objects.get()
    assert state(program, "service:telehealth") == "listed"
    assert not program.tracks.exists()


def test_a_code_that_says_no_is_a_doubt(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT NAUT")))
    assert state(Program.objects.get(), "condition:alcohol") == "doubted"


def test_creole_names_no_creole_and_sign_language_no_language(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT F19 AH")))
    program = Program.objects.get()
    assert [state(program, f"language:{code}") for code in ("creole", "ht", "sgn", "ase")] == [
        "listed", None, "listed", None,
    ]  # fmt: skip


def test_whom_the_facility_takes_only_is_an_exclusion(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT OUDO")))
    assert Program.objects.get().exclusions == "Opioid use disorder clients only"


@pytest.mark.parametrize("code", ["PHDT", "PH"])
def test_partial_hospitalization_is_a_lead_and_no_iop(tmp_path, code):
    applied(findtreatment(tmp_path, listing(f"MH {code}", type_facility="MH")))
    program = Program.objects.get()
    assert program.status == "lead"
    assert state(program, "level:php-or-day-treatment") == "listed"
    assert state(program, "level:iop") is None


def test_a_lead_stands_beside_a_listed_program_of_the_same_site(tmp_path):
    applied(findtreatment(tmp_path, listing("MH PHDT", type_facility="MH"), listing("OIT")))
    assert dict(Program.objects.values_list("slug", "status")) == {
        "harbor-recovery-lowell": "listed",
        "harbor-recovery-lowell-2": "lead",
    }
    assert Site.objects.count() == 1


def test_oit_on_a_mental_health_row_is_not_believed(tmp_path):
    applied(findtreatment(tmp_path, listing("OIT MH", type_facility="MH")))
    assert not Program.objects.exists()


def test_other_rows_are_kept_as_they_came_and_make_nothing(tmp_path):
    applied(findtreatment(tmp_path, listing("MH", type_facility="MH", name2="Clinic"), listing("OIT")))
    kept = ImportRow.objects.get(line=2)
    assert (kept.outcome, kept.program, kept.site) == ("kept", None, None)
    assert kept.raw["name1"] == "Harbor Recovery"
    assert kept.raw["mh"] == "1"
    assert ImportRow.objects.get(line=3).program == Program.objects.get()


def test_both_rows_of_one_site_count_as_one_address(tmp_path):
    rows = [listing(), listing("MH", street1="12 MAIN ST.", type_facility="MH"), listing(street1="14 Main Street")]
    assert planned(findtreatment(tmp_path, *rows)).summary()["addresses"] == 2


def test_a_withheld_address_is_joined_by_name_and_zip_and_never_pinned(tmp_path):
    rows = [
        listing(street1="- - -"),
        listing("MH", street1="- - -", type_facility="MH"),
        listing(street1="- - -", name1="B"),
    ]
    plan = applied(findtreatment(tmp_path, *rows))
    assert plan.summary()["addresses"] == 2
    site = Program.objects.get(name="Harbor Recovery").site
    assert (site.withheld, site.pin, site.latitude, site.street, site.town) == (True, "none", None, "", "Lowell")


def test_a_pin_outside_its_town_gives_way_to_the_middle_of_the_town(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(latitude="42.3601", longitude="-71.0589")))
    site = Program.objects.get().site
    assert site.pin == "town"
    assert 42.6 < site.latitude < 42.7
    assert problems(plan) == ["Line 2, pin: Harbor Recovery: the point lies in Boston, not in Lowell"]


def test_a_pin_inside_its_town_stands(tmp_path):
    applied(findtreatment(tmp_path, listing()))
    site = Program.objects.get().site
    assert (site.pin, site.latitude, site.longitude) == ("exact", 42.6407, -71.3108)


def test_a_wrong_county_gives_way_to_the_town_s_own(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(county="Essex")))
    assert Program.objects.get().site.county == "Middlesex"
    assert problems(plan) == ["Line 2, county: Lowell is in Middlesex County, not in Essex"]


def test_a_postal_name_becomes_the_town_and_is_kept_beside_it(tmp_path):
    row = listing(city="Roxbury", zip="02119", county="Suffolk", latitude="42.3306", longitude="-71.0745")
    applied(findtreatment(tmp_path, row))
    site = Program.objects.get().site
    assert (site.town, site.postal_city) == ("Boston", "Roxbury")


def test_in_a_village_across_a_town_line_the_pin_decides(tmp_path):
    row = listing(city="Chestnut Hill", zip="02467", county="Middlesex", latitude="42.2982591", longitude="-71.1492613")
    plan = applied(findtreatment(tmp_path, row))
    site = Program.objects.get().site
    assert (site.town, site.county, site.pin) == ("Brookline", "Norfolk", "exact")
    assert problems(plan) == ["Line 2, county: Brookline is in Norfolk County, not in Middlesex"]


def test_a_mis_stated_state_with_our_zip_is_dropped_and_other_states_are_skipped(tmp_path):
    rows = [listing(), listing(state="VT"), listing(state="NY", zip="10001", city="New York")]
    plan = applied(findtreatment(tmp_path, *rows))
    counts = plan.summary()
    assert [counts[name] for name in ("read", "dropped", "listings", "elsewhere")] == [3, 1, 1, 1]
    assert ImportRow.objects.get(line=3).outcome == "dropped"
    assert "state VT with a Massachusetts ZIP code; the same address is listed" in problems(plan)[0]


def test_a_file_without_a_row_of_massachusetts_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="Massachusetts"):
        planned(findtreatment(tmp_path, listing(state="NY", zip="10001")))


def test_extensions_are_kept_and_nines_mean_no_number(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(phone="999-999-9999", intake1="617-268-5000 x12")))
    assert not plan.problems
    program = Program.objects.get()
    assert not program.main_phone
    assert program.intake_phone.extension == "12"


def test_a_number_that_is_none_is_a_problem_by_line(tmp_path):
    plan = planned(findtreatment(tmp_path, listing(intake1="12-34")))
    assert problems(plan) == ["Line 2, intake phone: “12-34” is no telephone number"]


@pytest.mark.parametrize(
    ("name1", "name2", "name", "organization"),
    [
        ("Harbor Comprehensive Treatment", "Center", "Harbor Comprehensive Treatment Center", None),
        ("Institute for the", "Addictions", "Institute for the Addictions", None),
        ("Eating Disorder Center", "(EDC)", "Eating Disorder Center (EDC)", "Eating Disorder Center"),
        ("Hope House Inc", "Outpatient", "Hope House Inc, Outpatient", "Hope House Inc"),
        ("Hope House Inc", "", "Hope House Inc", None),
    ],
)
def test_a_second_name_goes_on_with_a_cut_one_or_follows_a_comma(tmp_path, name1, name2, name, organization):
    applied(findtreatment(tmp_path, listing(name1=name1, name2=name2)))
    program = Program.objects.get()
    assert (program.name, program.organization.name) == (name, organization or name)


def test_unknown_columns_and_codes_are_told_and_kept(tmp_path):
    path = findtreatment(tmp_path, listing())
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0] + ",zzz", *(f"{line},hm" for line in lines[1:])]))
    plan = applied(path)
    assert problems(plan) == ["Line 1, zzz: columns that the code book does not know; kept, not read"]
    assert ImportRow.objects.get().raw["zzz"] == "hm"


def test_a_code_neither_one_nor_blank_is_a_problem_and_not_read(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(cbt="0")))
    assert problems(plan) == ["Line 2, CBT: neither 1 nor blank; not read"]
    assert state(Program.objects.get(), "therapy:cbt") is None


@pytest.mark.parametrize("column", ["name1", "name2", "street1", "street2", "city"])
def test_a_text_that_no_listing_has_refuses_the_file_by_its_line(tmp_path, column):
    before = everything()
    path = findtreatment(tmp_path, listing(), listing(street1="14 Main Street") | {column: "x" * 3000})
    with pytest.raises(ImportRefusedError, match=r"Line 3, [a-z_]+: longer than"):
        applied(path)
    assert everything() == before


def test_a_row_that_names_nobody_refuses_the_file(tmp_path):
    with pytest.raises(ImportRefusedError, match="Line 2 names nobody"):
        planned(findtreatment(tmp_path, listing(name1="")))


def test_a_web_address_too_long_to_keep_is_a_problem_by_line(tmp_path):
    plan = applied(findtreatment(tmp_path, listing(website=f"https://harbor.example/{'a' * 500}")))
    assert [problem.startswith("Line 2, website") for problem in problems(plan)] == [True]
    assert Program.objects.get().web_page == ""
