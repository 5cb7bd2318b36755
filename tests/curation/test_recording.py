"""The one way to write: what it takes, what it refuses, and that it writes all or nothing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from programs.curation import Claim, add_program, publish, record, retract, withdraw
from programs.curation.recording import Newcomer, RefusedError, add_programs, record_all
from programs.models import Answer, Assertion, CatalogueVersion, Organization, Program, Site, Source
from programs.models.evidence import AppendOnlyError
from tests.builders import ON, make_program, make_source, say, schedule_claim, state

pytestmark = pytest.mark.django_db

DBT = "therapy:dbt"


def blank(**columns):
    return make_program(town="", phone="", **columns)


def test_recording_the_same_twice_changes_nothing():
    program = blank()
    claims = [Claim(DBT, quote="DBT skills groups"), schedule_claim([{"sessions": ["mon 17:00-20:00"]}])]
    assert len(say(program, *claims)) == 2
    before = (CatalogueVersion.current(), list(Answer.objects.values_list("pk", flat=True)))
    assert say(program, *claims) == []
    assert (CatalogueVersion.current(), list(Answer.objects.values_list("pk", flat=True))) == before
    assert Assertion.objects.count() == 2


@pytest.mark.parametrize("change", ["answer", "quote", "day", "source"])
def test_a_claim_that_says_anything_new_is_appended(change):
    program = blank()
    say(program, Claim(DBT, quote="DBT"), on=ON)
    again = Claim(DBT, "no" if change == "answer" else "yes", quote="dialectical" if change == "quote" else "DBT")
    source = make_source(Source.Kind.STAFF) if change == "source" else None
    later = ON + timedelta(days=1) if change == "day" else ON
    assert len(say(program, again, source=source, on=later)) == 1


def test_what_was_retracted_can_be_said_again():
    program = blank()
    (said,) = say(program, DBT)
    retract(said, on=ON)
    assert len(say(program, DBT)) == 1
    assert state(program, DBT) == "confirmed-yes"


def test_every_record_raises_the_version_once():
    program = blank()
    version = CatalogueVersion.current()
    say(program, DBT, "therapy:cbt", "condition:ptsd")
    assert CatalogueVersion.current() == version + 1


BAD_CLAIMS = [
    Claim("therapy:astrology"),
    Claim("astrology"),
    Claim("astrology:therapy"),
    Claim(DBT, "maybe"),
    Claim(DBT, "retracted"),
    Claim(DBT, detail={"colour": "blue"}),
    Claim(DBT, quote="x" * 301),
    Claim("schedule", "no"),
    Claim("schedule", detail={}),
    Claim("schedule", detail={"tracks": "evenings"}),
    Claim("schedule", detail={"tracks": ["evenings"]}),
    Claim("schedule", detail={"tracks": [{"sessions": "mon"}]}),
    Claim("schedule", detail={"tracks": [{"parts_of_day": ["night"]}]}),
    Claim("schedule", detail={"tracks": [{"parts_of_day": [{}]}]}),
    Claim("schedule", detail={"tracks": [{"format": "phone"}]}),
    Claim("schedule", detail={"tracks": [{"entry": "sometimes"}]}),
    Claim("schedule", detail={"tracks": [{"colour": "blue"}]}),
    Claim("schedule", detail={"tracks": [{"age_min": 121}]}),
    Claim("schedule", detail={"tracks": [{"age_min": -1}]}),
    Claim("schedule", detail={"tracks": [{"age_min": "ten"}]}),
    Claim("schedule", detail={"tracks": [{"age_min": 65, "age_max": 18}]}),
    Claim("schedule", detail={"tracks": [{"attend": 0}]}),
    Claim("schedule", detail={"tracks": [{"name": "x" * 101}]}),
    Claim("schedule", detail={"tracks": [{"language": "x" * 11}]}),
    Claim("schedule", detail={"tracks": [{"sessions": [{"weekday": "someday", "starts": "17:00", "ends": "20:00"}]}]}),
    Claim("schedule", detail={"tracks": [{"sessions": [{"weekday": "mon", "starts": "20:00", "ends": "17:00"}]}]}),
    Claim("schedule", detail={"tracks": [{"sessions": [{"weekday": "mon", "starts": "5pm", "ends": "8pm"}]}]}),
    Claim("schedule", detail={"tracks": [{"sessions": [{"weekday": "mon", "starts": "17:00"}]}]}),
    Claim("contact", detail={"intake_phone": "nobody"}),
    Claim("contact", detail={"intake_email": "nobody"}),
    Claim("contact", detail={"beeper": "978-555-0100"}),
    Claim("money", detail={"self_pay_price": "$" * 121}),
    Claim("address", detail={"withheld": True, "street": "1 Main St"}),
    Claim("address", detail={"withheld": True, "latitude": 42.6, "longitude": -71.3}),
    Claim("address", detail={"town": "Lowell", "pin": "roughly"}),
    Claim("address", detail={"town": "x" * 61}),
    Claim("address", detail={"town": "Lowell", "latitude": "north"}),
    Claim("intake", detail={"dates": [{"date": "soon"}]}),
    Claim("intake", detail={"dates": ["2026-12-01"]}),
    Claim("intake-outcome", "yes", {}),
]


@pytest.mark.parametrize("bad", BAD_CLAIMS, ids=[f"{claim.fact} {claim.answer} {claim.detail}" for claim in BAD_CLAIMS])
def test_a_bad_claim_is_refused_by_name_and_nothing_at_all_is_written(bad):
    program = blank(yes=["therapy:cbt"])
    before = (CatalogueVersion.current(), Assertion.objects.count(), Answer.objects.count())
    with pytest.raises(ValidationError) as refused:
        say(program, DBT, bad, "condition:ptsd")
    assert set(refused.value.message_dict) == {bad.fact}
    assert (CatalogueVersion.current(), Assertion.objects.count(), Answer.objects.count()) == before
    assert state(program, DBT) is None


def test_nothing_is_written_when_settling_fails(monkeypatch):
    def fail(program, on):
        raise RuntimeError

    program = blank()
    before = (CatalogueVersion.current(), Assertion.objects.count())
    monkeypatch.setattr("programs.curation.recording.settle_all", fail)
    with pytest.raises(RuntimeError):
        say(program, DBT)
    assert (CatalogueVersion.current(), Assertion.objects.count()) == before


def test_every_bad_claim_is_named_at_once():
    with pytest.raises(ValidationError) as refused:
        say(blank(), "therapy:astrology", "condition:weather")
    assert set(refused.value.message_dict) == {"therapy:astrology", "condition:weather"}


def test_nobody_can_have_said_it_tomorrow():
    with pytest.raises(ValidationError):
        say(blank(), DBT, said_on=ON + timedelta(days=1))


def test_an_assertion_is_never_changed_or_deleted():
    program = blank()
    (said,) = say(program, DBT)
    said.answer = "no"
    for change in (
        said.save,
        said.delete,
        Assertion.objects.all().delete,
        program.assertions.all().delete,
        lambda: Assertion.objects.update(answer="no"),
        lambda: Assertion.objects.bulk_update([said], ["answer"]),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            change()
    assert Assertion.objects.get().answer == "yes"


def test_a_program_somebody_spoke_of_is_not_deleted():
    with pytest.raises(ProtectedError):
        blank(yes=[DBT]).delete()


def test_a_retraction_names_what_it_takes_back():
    (said,) = say(blank(), DBT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assertion.objects.create(
            program=said.program, fact=DBT, answer="retracted", source=said.source, method="phone", said_on=ON
        )


def test_what_was_said_stays_in_the_history_under_its_retraction():
    program = blank()
    (said,) = say(program, DBT)
    retract(said, on=ON, quote="Wrong program.")
    assert list(program.assertions.values_list("answer", "quote")) == [("yes", ""), ("retracted", "Wrong program.")]


def test_retracting_is_published():
    (said,) = say(blank(), DBT)
    version = CatalogueVersion.current()
    retract(said, on=ON)
    assert CatalogueVersion.current() == version + 1


def test_one_site_per_address_however_it_is_written():
    one = make_program(street="12 Main Street", zip_code="01852")
    other = make_program(street="12 main st.", zip_code="01852")
    assert one.site == other.site
    assert one.site.programs.count() == 2


def test_a_program_that_moves_points_to_another_site():
    moved = make_program(street="12 Main St", zip_code="01852")
    stays = make_program(street="12 Main St", zip_code="01852")
    say(moved, Claim("address", detail={"street": "9 Elm St", "town": "Lowell", "zip_code": "01852"}))
    moved.refresh_from_db()
    stays.refresh_from_db()
    assert (moved.site.street, stays.site.street) == ("9 Elm St", "12 Main St")


def test_a_withheld_address_has_no_street_and_no_point():
    site = make_program(withheld=True).site
    assert (site.withheld, site.street, site.latitude, site.longitude) == (True, "", None, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(key="nowhere", withheld=True, latitude=42.6, longitude=-71.3)


def test_two_withheld_addresses_in_one_zip_are_two_sites():
    one, other = (make_program(name, withheld=True, zip_code="01852") for name in ("Elm House", "Oak House"))
    assert one.site != other.site


def test_a_phone_number_keeps_its_extension():
    program = blank()
    say(program, Claim("contact", detail={"intake_phone": "978-555-0100 x12"}))
    program.refresh_from_db()
    assert str(program.intake_phone) == "(978) 555-0100 ext. 12"


def test_a_schedule_becomes_tracks_with_sessions():
    (track,) = make_program(
        town="", tracks=[{"name": "Evenings", "attend": 2, "sessions": ["wed mon 17:00-20:00"]}]
    ).tracks.all()
    assert (track.name, track.attend) == ("Evenings", 2)
    assert [str(session) for session in track.sessions.all()] == ["mon 17:00-20:00", "wed 17:00-20:00"]


def test_blocks_said_in_another_order_are_the_same_schedule():
    program = make_program(town="", sessions=["mon 17:00-20:00", "wed 17:00-20:00"])
    assert say(program, schedule_claim([{"sessions": ["wed 17:00-20:00", "mon 17:00-20:00"]}])) == []


def test_a_name_already_taken_gets_a_numbered_slug():
    slugs = [add_program("Elm", "Evening IOP", town="Lowell").slug for _ in range(3)]
    assert slugs == ["evening-iop-lowell", "evening-iop-lowell-2", "evening-iop-lowell-3"]


def test_publishing_and_withdrawing_raise_the_version_and_repeat_nothing():
    program = add_program("Elm", "Evening IOP")
    versions = [CatalogueVersion.current()]
    for act in (
        lambda: publish(program, Program.Status.LISTED),
        lambda: publish(program, Program.Status.LISTED),
        lambda: withdraw(program, "Closed in October."),
    ):
        act()
        versions.append(CatalogueVersion.current())
    assert [later - earlier for earlier, later in pairwise(versions)] == [1, 0, 1]
    assert Program.objects.get().withdrawn_because == "Closed in October."


@pytest.mark.parametrize("act", [lambda program: withdraw(program, " "), lambda program: publish(program, "withdrawn")])
def test_withdrawing_needs_a_reason(act):
    program = add_program("Elm", "Evening IOP", status="listed")
    with pytest.raises(ValidationError):
        act(program)
    assert Program.objects.get().status == "listed"


def test_the_word_of_an_earlier_day_recorded_late_does_not_speak_over_a_later_one():
    program = blank()
    say(program, DBT, said_on=date(2026, 11, 20), answer="no")
    say(program, DBT, said_on=date(2026, 11, 2))
    assert state(program, DBT) == "confirmed-no"
    assert state(program, DBT, date(2026, 11, 19)) == "confirmed-yes"


def test_replaying_an_old_word_after_a_newer_one_changes_nothing():
    program = blank()
    say(program, DBT, said_on=date(2026, 11, 2))
    say(program, DBT, said_on=date(2026, 11, 20), answer="no")
    assert say(program, DBT, said_on=date(2026, 11, 2)) == []


def test_a_claim_is_recorded_with_who_typed_it(django_user_model):
    curator = django_user_model.objects.create_user("curator")
    source = make_source()
    (said,) = record(blank(), [Claim(DBT)], source=source, method="phone", said_on=ON, on=ON, by=curator)
    assert said.recorded_by == curator


def test_several_new_programs_share_an_organization_and_no_slug():
    add_program("Harbor Health", "Harbor IOP", town="Lowell")
    newcomers = [
        Newcomer("Harbor Health", "Harbor IOP", "Lowell"),
        Newcomer("Elm", "Elm IOP"),
        Newcomer("Elm", "Elm IOP"),
    ]
    programs = add_programs(newcomers)
    assert [program.slug for program in programs] == ["harbor-iop-lowell-2", "elm-iop", "elm-iop-2"]
    assert Organization.objects.count() == 2


def test_what_is_said_of_several_is_written_for_all_or_for_none():
    one, other = blank(), blank()
    told = {"source": make_source(), "method": "phone", "said_on": ON, "on": ON}
    with pytest.raises(RefusedError) as refused:
        record_all([(one, [Claim(DBT)]), (other, [Claim("therapy:nothing")])], **told)
    assert (refused.value.program, Assertion.objects.count()) == (other, 0)
    assert refused.value.message_dict == {"therapy:nothing": ["There is no such fact."]}
    version = CatalogueVersion.current()
    record_all([(one, [Claim(DBT)]), (other, [Claim(DBT, "no")])], **told)
    assert (state(one, DBT), state(other, DBT)) == ("confirmed-yes", "confirmed-no")
    assert CatalogueVersion.current() == version + 1


def test_what_stands_of_a_program_is_found_without_reading_every_assertion():
    plan = Assertion.objects.about(blank()).order_by().explain()
    assert "SCAN" not in plan or connection.vendor != "sqlite"
