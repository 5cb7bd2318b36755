"""The settings keep their promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler
from environ import Env

from iopfinder.settings.databases import database

HOME = Path(__file__).resolve().parents[2]
ENOUGH = {"SECRET_KEY": "k" * 60, "DATABASE_URL": "sqlite:///:memory:", "ALLOWED_HOSTS": "finder.example"}
SHOW = "from django.conf import settings as s; print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.DEBUG)"


def start(**environment):
    """Read the production settings in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=HOME,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "iopfinder.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_to_start_and_names_all_that_is_missing():
    outcome = start()
    assert outcome.returncode != 0
    assert "SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS" in outcome.stderr


@pytest.mark.parametrize("missing", ENOUGH)
def test_production_refuses_to_start_without(missing):
    outcome = start(**{name: value for name, value in ENOUGH.items() if name != missing})
    assert outcome.returncode != 0
    assert f"before starting: {missing}." in outcome.stderr


def test_production_starts_with_what_it_requires():
    outcome = start(**ENOUGH)
    assert outcome.stdout.split() == ["31536000", "True", "False"], outcome.stderr


def test_a_file_may_hold_what_a_variable_would_say(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(ENOUGH["SECRET_KEY"])
    outcome = start(**{**ENOUGH, "SECRET_KEY": "", "SECRET_KEY_FILE": str(secret)})
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.django_db
def test_sqlite_waits_its_turn_and_keeps_its_references(monkeypatch, tmp_path):
    monkeypatch.setenv("A_DATABASE", f"sqlite:///{tmp_path / 'a.sqlite3'}")
    connection = ConnectionHandler({"default": database(Env(), "A_DATABASE", "")})["default"]
    with connection.cursor() as cursor:
        answers = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("foreign_keys", "journal_mode", "busy_timeout")
        }
    assert answers == {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 20_000}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    connection.close()
