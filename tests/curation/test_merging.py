"""Two programs become one, with both histories, and become two again."""

import pytest
from django.core.exceptions import ValidationError

from programs.curation import UndoRefusedError, publish, record, undo
from programs.curation.merging import merge, tell_apart
from programs.curation.recording import Claim
from programs.models import Answer, Assertion, NotTheSame, Program
from tests.builders import ON, make_program, make_source, say, state

pytestmark = pytest.mark.django_db


def picture(*programs):
    """All that a merge may touch: columns, and answers with the assertion behind each.

    Not whether the public has ever known its address: no taking back makes that unknown.
    """
    names = [field.attname for field in Program._meta.concrete_fields if field.name != "was_public"]
    columns = Program.objects.filter(pk__in=[p.pk for p in programs]).order_by("pk").values(*names)
    answers = Answer.objects.order_by("program", "fact", "starts_on").values_list(
        "program", "fact", "state", "starts_on", "ends_on", "assertion", "disagrees"
    )
    return list(columns), list(answers)


@pytest.fixture
def harbor(db):
    return make_program("Harbor IOP", yes=["therapy:dbt"], sessions=["mon 17:00-20:00"])


@pytest.fixture
def harbour(db):
    return make_program("Harbour Intensive Outpatient", yes=["condition:ptsd"], phone="978-555-0111", status="lead")


def test_the_one_that_stays_is_settled_from_what_both_were_told(harbor, harbour):
    merge(harbour, into=harbor, on=ON)
    assert state(harbor, "therapy:dbt") == "confirmed-yes"
    assert state(harbor, "condition:ptsd") == "confirmed-yes"
    harbour.refresh_from_db()
    assert (harbour.status, harbour.merged_into) == ("withdrawn", harbor)
    assert not harbour.answers.exists()


def test_no_word_is_moved_or_repeated(harbor, harbour):
    before = list(Assertion.objects.values_list("pk", "program", "fact"))
    merge(harbour, into=harbor, on=ON)
    assert list(Assertion.objects.values_list("pk", "program", "fact")) == before
    assert set(Assertion.objects.about(harbor)) == set(Assertion.objects.all())


def test_undo_leaves_both_as_they_were_and_merging_again_as_after(harbor, harbour):
    before = picture(harbor, harbour)
    action = merge(harbour, into=harbor, on=ON)
    after = picture(harbor, harbour)
    undoing = undo(action, on=ON)
    assert picture(harbor, harbour) == before
    undo(undoing, on=ON)
    assert picture(harbor, harbour) == after


def test_the_lower_number_may_go_too(harbor, harbour):
    before = picture(harbor, harbour)
    action = merge(harbor, into=harbour, on=ON)
    assert state(harbour, "therapy:dbt") == "confirmed-yes"
    assert Program.objects.get(pk=harbour.pk).status == "listed", "the public does not lose it"
    undo(action, on=ON)
    assert picture(harbor, harbour) == before


def test_what_is_said_of_the_old_one_later_reaches_the_one_that_stays(harbor, harbour):
    merge(harbour, into=harbor, on=ON)
    say(Program.objects.get(pk=harbour.pk), "therapy:cbt")
    assert state(harbor, "therapy:cbt") == "confirmed-yes"


def test_what_was_said_in_between_is_kept_when_they_are_parted(harbor, harbour):
    action = merge(harbour, into=harbor, on=ON)
    say(harbor, "therapy:cbt")
    undo(action, on=ON)
    assert state(harbor, "therapy:cbt") == "confirmed-yes"
    assert state(harbour, "condition:ptsd") == "confirmed-yes"


def test_who_was_merged_before_comes_along_and_is_parted_last_first(harbor, harbour):
    third = make_program("Harbor House IOP", yes=["therapy:emdr"])
    first = merge(harbour, into=harbor, on=ON)
    second = merge(harbor, into=third, on=ON)
    assert state(third, "condition:ptsd") == "confirmed-yes"
    assert Program.objects.get(pk=harbour.pk).merged_into == third
    with pytest.raises(UndoRefusedError, match="changed since"):
        undo(first, on=ON)
    undo(second, on=ON)
    assert state(harbor, "condition:ptsd") == "confirmed-yes"
    undo(first, on=ON)
    assert state(harbor, "condition:ptsd") is None


def test_two_voices_that_differ_are_in_dispute_on_the_one_that_stays(harbor, harbour):
    say(harbour, "therapy:dbt", source=make_source("staff"), answer="no")
    merge(harbour, into=harbor, on=ON)
    assert harbor.answers.disputed(ON).filter(fact="therapy:dbt").exists()


def test_a_program_is_not_merged_with_itself_or_with_one_that_is_gone(harbor, harbour):
    with pytest.raises(ValidationError):
        merge(harbor, into=harbor, on=ON)
    merge(harbour, into=harbor, on=ON)
    with pytest.raises(ValidationError):
        merge(harbor, into=Program.objects.get(pk=harbour.pk), on=ON)


def test_a_merge_is_not_undone_under_a_later_change(harbor, harbour):
    action = merge(harbour, into=harbor, on=ON)
    publish(Program.objects.get(pk=harbour.pk), "listed")
    with pytest.raises(UndoRefusedError):
        undo(action, on=ON)


def test_kept_dates_of_both_count_for_the_one_that_stays(harbor, harbour):
    claims = [Claim("intake-outcome", "yes", {"date": "2026-11-02"})]
    record(harbour, claims, source=make_source(), method="phone", said_on=ON, on=ON)
    merge(harbour, into=harbor, on=ON)
    assert Program.objects.get(pk=harbor.pk).intakes_kept == 1


def test_not_the_same_is_remembered_until_it_is_taken_back(harbor, harbour):
    action = tell_apart(harbour, harbor)
    (told,) = NotTheSame.objects.standing()
    assert (told.one, told.other) == (harbor, harbour)
    undo(action, on=ON)
    assert not NotTheSame.objects.standing().exists()
