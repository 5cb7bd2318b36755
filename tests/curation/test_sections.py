"""Every fact that curators keep is in one section, with its period."""

import csv

import pytest
from django.conf import settings

from programs.curation import sections
from programs.curation.sections import SECTIONS, recheck_days, section_of, unplaced_columns


def vocabularies():
    with (settings.BASE_DIR / "fixtures" / "vocabularies" / "terms.csv").open(encoding="utf-8", newline="") as file:
        return {row["vocabulary"] for row in csv.DictReader(file)}


def test_every_column_of_a_program_is_in_a_section():
    assert not unplaced_columns()


def test_a_column_in_no_section_is_named(monkeypatch):
    monkeypatch.setattr(sections, "SECTIONS", tuple(section for section in SECTIONS if section.name != "money"))
    assert unplaced_columns() == {"self_pay_price", "prior_authorization"}


def test_every_vocabulary_is_in_one_section():
    placed = [vocabulary for section in SECTIONS for vocabulary in section.vocabularies]
    assert len(placed) == len(set(placed))
    assert vocabularies() <= set(placed)


def test_every_section_has_a_name_a_label_and_its_own_columns():
    names = [section.name for section in SECTIONS]
    columns = [column for section in SECTIONS for column in section.columns]
    assert len(names) == len(set(names))
    assert len(columns) == len(set(columns))
    assert all(str(section.label) for section in SECTIONS)


PERIODS = {"contact": 90, "schedule": 90, "insurance": 90, "money": 90, "intake": 7, "address": 365, "licence": 365}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_the_recheck_periods_are_the_published_ones(section):
    assert section.recheck_days == PERIODS.get(section.name, 180)
    assert recheck_days(section.name) == section.recheck_days


def test_a_fact_finds_its_section():
    assert section_of("insurance:masshealth").name == "insurance"
    assert section_of("schedule").name == "schedule"
    with pytest.raises(KeyError):
        section_of("astrology")
