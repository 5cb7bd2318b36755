"""Sections as forms: what is saved, by whose word, and what happens when two people save."""

import pytest
from django.core.exceptions import ValidationError

from programs.curation import Claim, undo
from programs.curation.editing import OutdatedError, Standing, VoiceForm, parts, save
from programs.curation.sections import SECTIONS, unplaced_columns
from programs.models import Action, Assertion, Source
from tests.accounts import make_account
from tests.builders import ON, make_program, say, state

pytestmark = pytest.mark.django_db

PHONE = {"kind": "phone", "said_on": str(ON), "who": "Ana, intake"}


def voice(**said):
    form = VoiceForm({**PHONE, **said}, on=ON)
    assert form.is_valid(), form.errors
    return form.voice


def part_of(program, name):
    return next(part for part in parts(program, ON) if part.section.name == name)


def posted(form, **typed):
    """What a browser sends of a form: all that it shows, with what was typed in the place of it."""
    data = {}
    for part in [form, *([form.rows.management_form, *form.rows.forms] if form.rows else [])]:
        for bound in part:
            value = bound.value()
            if value is not None and value is not False and value != []:
                data[bound.html_name] = value
    return {**data, **typed}


def filled(program, name, **typed):
    part = part_of(program, name)
    return part.form(data=posted(part.form(), **typed))


def saved(program, name, by=None, said=None, **typed):
    form = filled(program, name, **typed)
    assert form.is_valid(), (form.errors, form.rows and form.rows.errors)
    return save(program, form, said or voice(), on=ON, by=by)


def test_every_section_but_the_outcomes_is_a_part_and_every_column_a_field():
    found = {part.section.name: part.form() for part in parts(make_program(), ON)}
    assert set(found) == {section.name for section in SECTIONS} - {"intake-outcome"}
    assert not unplaced_columns()
    for section in SECTIONS:
        if section.name in found:
            assert set(section.columns) <= set(found[section.name].fields)


def test_a_section_saved_as_it_stands_saves_nothing():
    program = make_program(
        yes=["therapy:dbt", "insurance:masshealth"], no=["condition:ocd"], sessions=["mon wed 17:00-20:00"],
        intake=[ON], zip_code="01852", words="Skills every day.",
    )  # fmt: skip
    for part in parts(program, ON):
        assert saved(program, part.section.name) is None, part.section.name
    assert not Action.objects.exists()


def test_only_what_differs_is_recorded_with_who_when_and_from_what():
    program, anna = make_program(yes=["therapy:cbt"]), make_account()
    done = saved(program, "care", anna, **{"therapy:dbt": "yes", "therapy:emdr": "no"})
    assert {said.fact: said.answer for said in done.said} == {"therapy:dbt": "yes", "therapy:emdr": "no"}
    said = done.said[0]
    assert (said.recorded_by, said.said_on, said.source.kind, said.method) == (anna, ON, "phone", "phone")
    assert (done.action.kind, done.action.by, done.action.note) == ("edit", anna, "Ana, intake")
    undo(done.action, on=ON, by=anna)
    assert state(program, "therapy:dbt") is None
    assert state(program, "therapy:cbt") == "confirmed-yes"


def test_not_stated_takes_back_what_was_said():
    program = make_program(yes=["therapy:dbt"], listed=["therapy:dbt"])
    done = saved(program, "care", **{"therapy:dbt": ""})
    assert len(done.taken_back) == 2
    assert state(program, "therapy:dbt") is None
    undo(done.action, on=ON)
    assert state(program, "therapy:dbt") == "confirmed-yes"


def test_what_still_holds_is_said_again_one_by_one_or_all_together():
    program = make_program(listed=["therapy:dbt", "therapy:cbt", "therapy:emdr"])
    saved(program, "care", again=["therapy:dbt"])
    assert (state(program, "therapy:dbt"), state(program, "therapy:cbt")) == ("confirmed-yes", "listed")
    saved(program, "care", everything="on", **{"therapy:emdr": "no"})
    assert (state(program, "therapy:cbt"), state(program, "therapy:emdr")) == ("confirmed-yes", "confirmed-no")


def test_a_document_needs_its_title_and_address_and_must_not_be_too_old():
    form = VoiceForm({"kind": "document", "said_on": "2024-01-01"}, on=ON)
    assert not form.is_valid()
    assert set(form.errors) == {"title", "url", "said_on"}
    said = voice(kind="document", title="Intake packet", url="https://program.example/packet")
    program = make_program()
    saved(program, "care", said=said, **{"therapy:dbt": "yes"})
    assert state(program, "therapy:dbt") == "listed"
    assert Source.objects.get(name="Intake packet").published_on == ON


def test_nobody_says_anything_without_a_kind_or_tomorrow():
    assert not VoiceForm({"said_on": str(ON)}, on=ON).is_valid()
    assert "said_on" in VoiceForm({**PHONE, "said_on": "2026-11-22"}, on=ON).errors


def test_a_schedule_is_typed_as_people_write_it():
    program = make_program(sessions=["mon wed 17:00-20:00"])
    typed = {"tracks-0-sessions": "Tue-Thu 9am-12pm", "tracks-0-name": "Days", "tracks-0-attend": "2"}
    saved(program, "schedule", **typed)
    (track,) = program.tracks.all()
    assert (track.name, track.attend) == ("Days", 2)
    assert [str(session) for session in track.sessions.all()] == [f"{d} 09:00-12:00" for d in ("tue", "wed", "thu")]


def test_a_track_struck_out_goes_and_a_new_one_comes():
    program = make_program(tracks=[{"name": "Days", "sessions": ["mon 09:00-12:00"]}, {"name": "Evenings"}])
    saved(program, "schedule", **{"tracks-0-DELETE": "on", "tracks-2-name": "Teens", "tracks-2-age_max": "17"})
    assert [track.name for track in program.tracks.all()] == ["Evenings", "Teens"]


def test_a_schedule_that_cannot_be_read_is_named_beside_its_field():
    form = filled(make_program(), "schedule", **{"tracks-0-sessions": "mon 5-8", "tracks-0-age_min": "200"})
    assert not form.is_valid()
    assert "morning or in the evening" in form.rows.forms[0].errors["sessions"][0]
    assert "age_min" in form.rows.forms[0].errors


def test_an_address_finds_its_town_county_and_pin():
    program = make_program(town="")
    saved(program, "address", street="12 Elm St", zip_code="02119", town="Roxbury")
    program.refresh_from_db()
    site = program.site
    assert (site.town, site.postal_city, site.county, site.pin) == ("Boston", "Roxbury", "Suffolk", "town")
    assert site.latitude


def test_the_pin_stays_while_the_words_stay_and_follows_the_hand():
    program = make_program(street="1 Main St", zip_code="01852")
    before = program.site.latitude
    saved(program, "address", suite="Floor 2")
    program.refresh_from_db()
    assert (program.site.latitude, program.site.pin, program.suite) == (before, "exact", "Floor 2")
    saved(program, "address", street="9 Other St")
    program.refresh_from_db()
    assert program.site.pin == "town"
    saved(program, "address", latitude="42.64", longitude="-71.31")
    program.refresh_from_db()
    assert (program.site.latitude, program.site.pin) == (42.64, "exact")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"town": "Lowel"}, "town"), ({"zip_code": "10001"}, "zip_code"), ({"latitude": "12"}, "latitude"),
        ({"town": "", "zip_code": ""}, "town"),
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_named_beside_its_field(typed, field):
    form = filled(make_program(zip_code="01852"), "address", **typed)
    assert not form.is_valid()
    assert field in form.errors


def test_two_people_at_one_section_overwrite_nothing():
    program = make_program(yes=["therapy:cbt"])
    mine = filled(program, "care", **{"therapy:dbt": "yes"})
    saved(program, "care", **{"therapy:cbt": "no", "therapy:emdr": "yes"})
    assert mine.is_valid()
    with pytest.raises(OutdatedError) as error:
        save(program, mine, voice(), on=ON)
    assert len(error.value.since) == 2
    assert state(program, "therapy:dbt") is None
    together = error.value.mine
    assert [together[f"therapy:{code}"] for code in ("cbt", "dbt", "emdr")] == ["no", "yes", "yes"]


def test_a_program_is_full_until_a_day_or_has_dates_and_never_both():
    program = make_program()
    saved(program, "intake", full_until="2026-12-10")
    assert Standing(program, ON).value("intake") == {"dates": [], "full_until": "2026-12-10"}
    assert saved(program, "intake") is None
    assert not filled(program, "intake", **{"dates-0-date": "2026-12-01"}).is_valid()


def test_columns_that_both_touched_keep_both_people_s_words():
    program = make_program(phone="978-555-0100")
    mine = filled(program, "contact", fax="978-555-0111", intake_phone="978-555-0122")
    saved(program, "contact", main_phone="978-555-0133", intake_phone="978-555-0144")
    assert mine.is_valid()
    with pytest.raises(OutdatedError) as error:
        save(program, mine, voice(), on=ON)
    contact = error.value.mine["contact"]
    assert [contact[name][-4:] for name in ("fax", "intake_phone", "main_phone")] == ["0111", "0122", "0133"]
    assert error.value.theirs["contact"]["intake_phone"][-4:] == "0144"


def test_another_section_saved_meanwhile_is_no_matter():
    program = make_program()
    mine = filled(program, "care", **{"therapy:dbt": "yes"})
    saved(program, "words", own_words="Evenings.")
    assert mine.is_valid()
    assert save(program, mine, voice(), on=ON)


def test_a_refusal_saves_nothing_at_all():
    program = make_program()
    form = filled(program, "care", **{"therapy:dbt": "yes"})
    assert form.is_valid()
    form.stated["therapy:sailing"] = "yes"
    form.facts.append("therapy:sailing")
    with pytest.raises(ValidationError):
        save(program, form, voice(), on=ON)
    assert not Action.objects.exists()
    assert not Assertion.objects.filter(fact="therapy:dbt").exists()


def test_who_disagrees_is_named_beside_the_answer():
    program = make_program(yes=["therapy:dbt"])
    say(program, Claim("therapy:dbt", "no"), source=Source.objects.create(kind="staff", name="Program staff"))
    word = Standing(program, ON).word("therapy:dbt")
    assert word.disagrees
    assert (word.sign, word.label) == ("ask", "in dispute; last said: no")
    assert [other.source.kind for other in word.others] == ["phone"]
