"""Our tables are made from the source files, the same bytes every time."""

import csv
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from programs.curation import reference
from tests.federal_files import directory_row, findtreatment, listing, national_directory

KEPT_BY_HAND = ("terms.csv", "code_meanings.csv")
KEY = "service_code,category_name,service_name,in_mh_2024_key,in_su_2023_key"
PAGES = "program,place,levels,schedule,length,ages,approaches,phone,source_url"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    findtreatment(folder, listing("OIT CBT NAUT SMON"), listing(state="VT"))
    path = national_directory(folder, directory_row("MH * GL"), directory_row(state="AL"))
    add_key(path)
    codes = ("OIT,Setting,Intensive outpatient treatment,,Y", "CBT,Approach,CBT,Y,Y", "NAUT,Alcohol,None,,Y")
    write(folder / "samhsa_service_codes.csv", KEY, *codes, "MH,Care,Mental health treatment,Y,")
    write(
        folder / "ma_payers.csv", "group,name,notes,source,confidence", "commercial,Aetna,,,sourced", "x,Unheard-of,,,"
    )
    write(folder / "ma_cbhc.csv", "organization,region,site,samhsa_source_rows,source,confidence", "A,,,1,http://a,sourced",
          "A,,,,same,sourced")  # fmt: skip
    write(
        folder / "ma_iop_web_facts.csv",
        PAGES,
        "Harbor,Lowell,MH IOP,Mon-Fri 9-12,,18+,CBT; family therapy,,https://h.example",
    )
    return folder


@pytest.fixture
def target(tmp_path):
    vocabularies = tmp_path / "target" / "fixtures" / "vocabularies"
    vocabularies.mkdir(parents=True)
    for name in KEPT_BY_HAND:
        shutil.copy(settings.BASE_DIR / "fixtures" / "vocabularies" / name, vocabularies)
    return tmp_path / "target"


def write(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def add_key(path):
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    key = workbook.create_sheet("Service Code Reference")
    for row in (
        ("category_name", "service_code", "service_name"),
        ("Groups", "GL", "LGBTQ"),
        ("Care", "MH", "Mental health"),
    ):
        key.append(row)
    workbook.save(path)


def rows(target, name):
    with (target / "fixtures" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(target):
    return {path.relative_to(target): path.read_bytes() for path in sorted(Path(target).rglob("*.csv"))}


def test_building_twice_gives_the_same_bytes_and_leaves_what_is_kept_by_hand(source, target):
    kept = {name: (target / "fixtures" / "vocabularies" / name).read_bytes() for name in KEPT_BY_HAND}
    reference.build(source, target)
    first = written(target)
    reference.build(source, target)
    assert written(target) == first
    assert all(first[Path("fixtures/vocabularies") / name] == content for name, content in kept.items())


def test_a_listing_keeps_the_code_beside_each_fact_and_the_codes_without_one(source, target):
    reference.build(source, target)
    first, other_state = rows(target, "federal/findtreatment_2025-08-19.csv")
    assert first["facts"].split() == [
        "level:iop-substance-use=OIT", "focus:substance-use=OIT", "therapy:cbt=CBT", "-condition:alcohol=NAUT",
    ]  # fmt: skip
    assert (first["other_codes"], first["street"]) == ("SMON", "12 Main Street")
    assert other_state["state"] == "VT"


def test_of_the_national_directory_the_rows_of_massachusetts_are_kept(source, target):
    reference.build(source, target)
    (row,) = rows(target, "federal/national_directory_2024.csv")
    assert (row["state"], row["facts"]) == ("MA", "focus:mental-health=MH population:lgbtq=GL")


def test_payers_stand_under_the_term_that_knows_their_name(source, target):
    reference.build(source, target)
    assert [row["code"] for row in rows(target, "vocabularies/payers.csv")] == ["aetna", ""]


def test_a_page_s_words_become_facts_and_sessions(source, target):
    reference.build(source, target)
    (row,) = rows(target, "web/program_pages.csv")
    assert "therapy:family=family therapy" in row["facts"].split("|")
    assert row["tracks"].count('"weekday"') == 5


def test_the_same_source_as_above_is_spelled_out(source, target):
    reference.build(source, target)
    assert [row["source"] for row in rows(target, "help/cbhc.csv")] == ["http://a", "http://a"]


def test_a_missing_source_file_is_named(source, target):
    (source / "ma_payers.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"ma_payers\.csv"):
        reference.build(source, target)
