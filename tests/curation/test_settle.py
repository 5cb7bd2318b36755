"""Which answer holds on which day: each sentence of the evidence rules, at its boundary."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from programs.curation import Claim, retract, settle_due
from programs.curation.settle import settle
from programs.models import Answer, CatalogueVersion, Source
from tests.builders import EDITION, ON, make_program, make_source, say, schedule_claim, state

pytestmark = pytest.mark.django_db

DBT = "therapy:dbt"
DAY = timedelta(days=1)
FEDERAL, WEB_PAGE = Source.Kind.FEDERAL, Source.Kind.WEB_PAGE
STAFF, PHONE, CLINICIAN, VISITOR = Source.Kind.STAFF, Source.Kind.PHONE, Source.Kind.CLINICIAN, Source.Kind.VISITOR


def blank():
    return make_program(town="", phone="")


@pytest.mark.parametrize("kind", [STAFF, PHONE, CLINICIAN])
@pytest.mark.parametrize(("answer", "settled"), [("yes", "confirmed-yes"), ("no", "confirmed-no")])
def test_somebody_who_can_know_confirms(kind, answer, settled):
    program = blank()
    say(program, DBT, source=make_source(kind), answer=answer)
    assert state(program, DBT) == settled


@pytest.mark.parametrize("kind", [FEDERAL, WEB_PAGE])
@pytest.mark.parametrize(("answer", "settled"), [("yes", "listed"), ("no", "doubted")])
def test_a_document_only_lists_or_doubts(kind, answer, settled):
    program = blank()
    say(program, DBT, source=make_source(kind), answer=answer)
    assert state(program, DBT) == settled


def test_a_visitor_settles_nothing():
    program = blank()
    say(program, DBT, source=make_source(VISITOR), answer="no")
    assert state(program, DBT) is None


def test_what_nobody_said_is_not_stated():
    assert state(make_program(yes=["therapy:cbt"], town=""), DBT) is None


RECHECKED = [
    (Claim("contact", detail={"intake_phone": "978-555-0100"}), 90),
    (schedule_claim([{"sessions": ["mon 17:00-20:00"]}]), 90),
    (Claim("insurance:masshealth"), 90),
    (Claim("money", detail={"self_pay_price": "$300 a day"}), 90),
    (Claim("intake", detail={"dates": [{"date": "2026-12-01"}]}), 7),
    (Claim("address", detail={"town": "Lowell"}), 365),
    (Claim("licence:carf"), 365),
    (Claim("condition:ptsd"), 180),
    (Claim(DBT), 180),
    (Claim("service:telehealth"), 180),
    (Claim("focus:mental-health"), 180),
    (Claim("level:iop"), 180),
    (Claim("level", detail={"level_name": "IOP"}), 180),
    (Claim("language:es"), 180),
    (Claim("population:veterans"), 180),
    (Claim("age-band:adults"), 180),
    (Claim("family:groups"), 180),
    (Claim("aftercare:alumni"), 180),
    (Claim("staff:rn"), 180),
    (Claim("access:parking"), 180),
    (Claim("people", detail={"group_size": "6-8"}), 180),
    (Claim("getting-in", detail={"steps": "Call."}), 180),
    (Claim("after", detail={"missed_session": "They call."}), 180),
    (Claim("words", detail={"own_words": "Evenings for people who work."}), 180),
]


@pytest.mark.parametrize(("claim", "days"), RECHECKED, ids=[claim.fact for claim, _days in RECHECKED])
def test_a_confirmed_yes_holds_through_its_recheck_period_and_is_listed_after(claim, days):
    program = blank()
    say(program, claim)
    assert state(program, claim.fact, ON - DAY) is None
    assert state(program, claim.fact, ON) == "confirmed-yes"
    assert state(program, claim.fact, ON + timedelta(days)) == "confirmed-yes"
    assert state(program, claim.fact, ON + timedelta(days + 1)) == "listed"
    assert state(program, claim.fact, ON + timedelta(5000)) == "listed"


def test_a_confirmed_no_past_its_date_is_doubted():
    program = make_program(no=[DBT], town="")
    assert state(program, DBT, ON + timedelta(180)) == "confirmed-no"
    assert state(program, DBT, ON + timedelta(181)) == "doubted"


def test_a_document_counts_for_24_months_from_its_own_date():
    program = blank()
    edition = make_source(FEDERAL, published_on=date(2025, 9, 1), first_imported_on=date(2026, 11, 1))
    say(program, DBT, source=edition)
    assert state(program, DBT, date(2027, 9, 1)) == "listed"
    assert state(program, DBT, date(2027, 9, 2)) is None


def test_a_document_without_a_date_counts_for_24_months_from_its_first_import():
    program = blank()
    say(program, DBT, source=make_source(WEB_PAGE, first_imported_on=date(2026, 3, 1)), said_on=date(2026, 11, 1))
    assert state(program, DBT, date(2028, 3, 1)) == "listed"
    assert state(program, DBT, date(2028, 3, 2)) is None


def test_a_document_of_a_leap_day_counts_through_february_two_years_on():
    program = blank()
    say(program, DBT, source=make_source(WEB_PAGE, published_on=date(2024, 2, 29)))
    assert state(program, DBT, date(2026, 2, 28)) == "listed"
    assert state(program, DBT, date(2026, 3, 1)) is None


def test_a_fact_checked_once_a_year_is_confirmed_for_365_days_with_a_leap_day_among_them():
    program = blank()
    say(program, "licence:carf", said_on=date(2027, 3, 1), on=date(2027, 3, 1))
    assert state(program, "licence:carf", date(2028, 2, 29)) == "confirmed-yes"
    assert state(program, "licence:carf", date(2028, 3, 1)) == "listed"


def test_a_document_already_too_old_counts_as_nothing():
    program = blank()
    say(program, DBT, source=make_source(WEB_PAGE, published_on=date(2018, 5, 1)))
    assert state(program, DBT) is None


def test_an_import_never_overrides_a_newer_confirming_answer_even_a_stale_one():
    program = make_program(no=[DBT], town="", said_on=date(2026, 3, 1))
    say(program, DBT, source=make_source(FEDERAL, published_on=date(2025, 8, 19)))
    assert state(program, DBT, date(2026, 8, 1)) == "confirmed-no"
    assert state(program, DBT) == "doubted"


def test_a_newer_import_does_not_override_a_confirming_answer_within_its_period():
    program = make_program(no=[DBT], town="", said_on=ON - timedelta(100))
    say(program, DBT, source=make_source(FEDERAL, published_on=ON - timedelta(5)))
    assert state(program, DBT) == "confirmed-no"


def test_an_import_newer_than_a_stale_confirmation_lists_and_says_that_they_disagree():
    program = make_program(no=[DBT], town="", said_on=ON - timedelta(300))
    say(program, DBT, source=make_source(FEDERAL, published_on=ON - timedelta(5)))
    assert state(program, DBT) == "listed"
    assert program.answers.disputed(ON).count() == 1


def test_an_import_never_renews_a_confirming_date():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(170))
    say(program, DBT, source=make_source(FEDERAL, published_on=ON))
    assert state(program, DBT, ON + timedelta(10)) == "confirmed-yes"
    assert state(program, DBT, ON + timedelta(11)) == "listed"


def test_two_sources_that_confirm_different_things_within_the_period_leave_it_listed_in_dispute():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    say(program, DBT, source=make_source(STAFF), answer="no")
    assert state(program, DBT, ON - DAY) == "confirmed-yes"
    answer = Answer.objects.disputed(ON).get(program=program, fact=DBT)
    assert answer.state == "listed"


def test_a_dispute_ends_when_the_older_word_leaves_its_period():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    say(program, DBT, source=make_source(STAFF), answer="no")
    assert state(program, DBT, ON + timedelta(150)) == "listed"
    assert state(program, DBT, ON + timedelta(151)) == "confirmed-no"
    assert not Answer.objects.disputed(ON + timedelta(151)).exists()


def test_two_sources_that_confirm_the_same_do_not_disagree():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    say(program, DBT, source=make_source(STAFF))
    assert state(program, DBT) == "confirmed-yes"
    assert not Answer.objects.disputed(ON).exists()


def test_schedules_that_differ_are_disputed_too_and_the_last_word_is_shown():
    program = make_program(sessions=["mon 09:00-12:00"], town="", said_on=ON - timedelta(3))
    say(program, schedule_claim([{"sessions": ["tue 17:00-20:00"]}]), source=make_source(STAFF))
    assert state(program, "schedule") == "listed"
    assert [str(session) for track in program.tracks.all() for session in track.sessions.all()] == ["tue 17:00-20:00"]


def test_the_same_source_may_change_its_mind_without_a_dispute():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    say(program, DBT, answer="no")
    assert state(program, DBT) == "confirmed-no"
    assert state(program, DBT, ON - DAY) == "confirmed-yes"


def test_editions_of_one_document_are_one_voice():
    program = blank()
    say(program, DBT, source=make_source(FEDERAL, published_on=date(2025, 8, 19)))
    say(program, DBT, source=make_source(FEDERAL, published_on=date(2026, 8, 19)), answer="no")
    assert state(program, DBT, date(2026, 8, 18)) == "listed"
    assert state(program, DBT) == "doubted"
    assert not Answer.objects.disputed(ON).exists()


def test_an_older_edition_imported_late_does_not_speak_over_the_newer_one():
    program = blank()
    say(program, DBT, source=make_source(FEDERAL, published_on=date(2026, 8, 19)), answer="no")
    say(program, DBT, source=make_source(FEDERAL, published_on=date(2025, 8, 19)))
    assert state(program, DBT) == "doubted"


def test_what_was_retracted_counts_as_nothing():
    program = blank()
    (said,) = say(program, DBT)
    retract(said, on=ON)
    assert state(program, DBT) is None


def test_under_a_retraction_the_source_s_earlier_word_holds_again():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    (said,) = say(program, DBT, answer="no")
    retract(said, on=ON)
    assert state(program, DBT) == "confirmed-yes"


def test_a_retraction_can_be_retracted():
    program = blank()
    (said,) = say(program, DBT)
    retract(retract(said, on=ON), on=ON)
    assert state(program, DBT) == "confirmed-yes"


def test_a_retraction_of_a_retraction_of_a_retraction_takes_it_back_again():
    program = blank()
    (said,) = say(program, DBT)
    retract(retract(retract(said, on=ON), on=ON), on=ON)
    assert state(program, DBT) is None


def test_periods_of_one_fact_never_overlap():
    program = make_program(yes=[DBT], listed=[DBT], town="", said_on=ON - timedelta(100))
    say(program, DBT, source=make_source(STAFF), answer="no")
    periods = list(program.answers.filter(fact=DBT).order_by("starts_on").values_list("starts_on", "ends_on"))
    assert len(periods) > 3
    assert all(ends == starts for (_, ends), (starts, _) in pairwise(periods))


def test_what_changes_nothing_makes_no_new_period():
    program = make_program(yes=[DBT], town="", said_on=ON - timedelta(30))
    say(program, DBT, source=make_source(VISITOR), answer="no")
    assert list(program.answers.filter(fact=DBT).values_list("state", flat=True)) == ["confirmed-yes", "listed"]


def test_settling_twice_changes_nothing():
    program = make_program(yes=[DBT], listed=["therapy:cbt"], sessions=["mon 17:00-20:00"], intake=[ON + DAY])
    rows = sorted(Answer.objects.values_list("pk", flat=True))
    assert not settle(program, ON)
    assert sorted(Answer.objects.values_list("pk", flat=True)) == rows


def test_columns_tracks_and_dates_follow_the_day():
    program = blank()
    say(program, Claim("contact", detail={"intake_phone": "978-555-0100"}), source=make_source(FEDERAL))
    say(program, schedule_claim([{"sessions": ["mon 17:00-20:00"]}]), source=make_source(FEDERAL))
    program.refresh_from_db()
    assert program.intake_phone.as_national == "(978) 555-0100"
    after = EDITION.replace(year=EDITION.year + 2) + DAY
    assert settle_due(after - DAY) == []
    assert settle_due(after) == [program]
    program.refresh_from_db()
    assert not program.intake_phone
    assert not program.tracks.exists()


def test_columns_are_those_of_the_answer_through_its_last_day():
    program = blank()
    confirmed, printed = (Claim("contact", detail={"fax": f"978-555-010{n}"}) for n in (1, 2))
    say(program, confirmed, said_on=ON - timedelta(90))
    say(program, printed, source=make_source(WEB_PAGE, published_on=ON - DAY), on=ON)
    for on, fax in (
        (ON, "(978) 555-0101"),
        (ON + DAY, "(978) 555-0102"),
        ((ON - DAY).replace(year=ON.year + 2), "(978) 555-0102"),
        (ON.replace(year=ON.year + 2), "(978) 555-0101"),
    ):
        settle(program, on)
        assert program.fax == fax


def test_settling_what_is_due_is_published():
    program = blank()
    say(program, Claim("contact", detail={"intake_phone": "978-555-0100"}), source=make_source(FEDERAL))
    version = CatalogueVersion.current()
    settle_due(EDITION + timedelta(1000))
    assert CatalogueVersion.current() > version


def test_a_newer_word_replaces_a_section_as_a_whole():
    program = blank()
    say(program, Claim("contact", detail={"intake_phone": "978-555-0100", "fax": "978-555-0101"}), said_on=ON - DAY)
    say(program, Claim("contact", detail={"intake_phone": "978-555-0199"}))
    program.refresh_from_db()
    assert (program.intake_phone.as_national, program.fax) == ("(978) 555-0199", "")


def test_kept_and_broken_intake_dates_are_counted_by_the_last_word_on_each():
    program = blank()
    for day, answer, source in (
        ("2026-11-02", "yes", make_source()),
        ("2026-11-09", "no", make_source()),
        ("2026-11-16", "no", make_source()),
        ("2026-11-16", "yes", make_source()),
        ("2026-11-17", "no", make_source(VISITOR)),
    ):
        say(program, Claim("intake-outcome", answer, {"date": day}), source=source)
    program.refresh_from_db()
    assert (program.intakes_kept, program.intakes_broken) == (2, 1)


def test_a_programs_own_staff_may_admit_a_broken_date_and_never_vouch_for_a_kept_one():
    program = blank()
    for day, answer in (("2026-11-02", "yes"), ("2026-11-09", "no")):
        say(program, Claim("intake-outcome", answer, {"date": day}), source=make_source(STAFF))
    program.refresh_from_db()
    assert (program.intakes_kept, program.intakes_broken) == (0, 1)


def test_an_outcome_keeps_the_day_of_the_call():
    (said,) = say(blank(), Claim("intake-outcome", "yes", {"date": "2026-11-20", "called_on": "2026-11-17"}))
    assert said.detail == {"date": "2026-11-20", "called_on": "2026-11-17"}
