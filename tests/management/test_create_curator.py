"""The command that makes the first curator."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
COMMAND = "programs.management.commands.create_curator"
GOOD = "nine quiet lighthouses"


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setenv("CURATOR_EMAIL", "Ada@Finder.example")
    monkeypatch.setenv("CURATOR_PASSWORD", GOOD)
    return monkeypatch


def answers(monkeypatch, emails, passwords):
    emails, passwords = iter(emails), iter(passwords)
    monkeypatch.setattr("builtins.input", lambda question: next(emails))
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda question: next(passwords))


def test_the_environment_can_answer_for_the_person(environment, client):
    Group.objects.all().delete()  # as a database is before the first curator
    out = StringIO()
    call_command("create_curator", stdout=out)
    curator = get_user_model().objects.get()
    assert (curator.username, curator.email) == ("ada@finder.example", "ada@finder.example")
    assert curator.is_staff
    assert curator.is_superuser
    assert curator.groups.get().name == "lead curator"
    assert client.login(username="ada@finder.example", password=GOOD)
    assert "ada@finder.example is a curator now" in out.getvalue()


def test_it_asks_again_until_the_answers_will_do(monkeypatch):
    errors = StringIO()
    answers(monkeypatch, ["nobody", "ada@finder.example"], ["short", "short", GOOD, "another", GOOD, GOOD])
    call_command("create_curator", stdout=StringIO(), stderr=errors)
    assert get_user_model().objects.get().check_password(GOOD)
    assert "valid email" in errors.getvalue()
    assert "at least 12" in errors.getvalue()
    assert "differ" in errors.getvalue()


def test_a_taken_address_is_refused_with_the_way_out(environment):
    call_command("create_curator", stdout=StringIO())
    with pytest.raises(CommandError, match=r"changepassword ada@finder\.example"):
        call_command("create_curator", stdout=StringIO())
    assert get_user_model().objects.count() == 1


def test_a_weak_password_from_the_environment_makes_no_account(environment):
    environment.setenv("CURATOR_PASSWORD", "password1234")
    with pytest.raises(CommandError, match="too common"):
        call_command("create_curator", stdout=StringIO())
    assert not get_user_model().objects.exists()


def test_no_answer_makes_no_account(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: (_ for _ in ()).throw(EOFError))
    with pytest.raises(CommandError, match="no account was made"):
        call_command("create_curator", stdout=StringIO())
