"""The house keeps its own rules: names, sizes, settings, locks, pages, migrations."""

import ast
import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

HOME = Path(__file__).resolve().parents[2]
NO_NAMES = {"utils", "helpers", "common", "services", "managers", "misc"}
LONGEST = 350  # lines of a file that somebody must read at one sitting
ENVIRONMENT_READERS = {"env", "environ", "database"}


def tracked(*patterns):
    """Files that git keeps, or would, and that are there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=HOME,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [HOME / name for name in listed.split("\0") if name and (HOME / name).is_file()]


def short(path):
    return str(path.relative_to(HOME))


def test_no_file_or_room_has_a_name_that_says_nothing():
    assert not [short(path) for path in tracked("*.py") if NO_NAMES & {path.stem, *path.parts}]


def test_no_file_is_too_long_to_read():
    sources = [path for path in tracked("*.py", "*.html") if "migrations" not in path.parts]
    assert not [short(path) for path in sources if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST]


def test_no_file_names_the_place_where_it_was_written():
    here = str(HOME).encode()
    assert not [short(path) for path in tracked() if here in path.read_bytes()]


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_pins_and_hashes_and_no_address(lock):
    lines = (HOME / lock).read_text(encoding="utf-8").splitlines()
    facts = [line.strip() for line in lines if not line.strip().startswith("#")]
    pin_or_hash = re.compile(r"[a-z0-9.-]+==\S+( ; [^\\]+)? \\|--hash=sha256:[0-9a-f]{64}( \\)?", re.IGNORECASE)
    assert not [line for line in facts if not pin_or_hash.fullmatch(line)]
    assert "//" not in "\n".join(lines)


@pytest.mark.parametrize("wanted", ["requirements.in", "requirements-dev.in"])
def test_each_requirement_says_where_it_is_used(wanted):
    lines = (HOME / wanted).read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line[:1] not in {"#", "-", ""} and " # " not in line]


def variables_read(path):
    """Names in capitals that are asked of the environment."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ENVIRONMENT_READERS & {
            part.id for part in ast.walk(node) if isinstance(part, ast.Name)
        }:
            yield from (
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and re.fullmatch(r"[A-Z][A-Z_]+", str(argument.value))
            )


def environment_variables():
    sources = [*tracked("iopfinder/settings/*.py"), HOME / "gunicorn.conf.py"]
    return sorted({name for path in sources for name in variables_read(path)})


def test_the_readme_explains_every_variable_of_the_environment():
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    assert environment_variables()
    assert not [name for name in environment_variables() if f"`{name}`" not in readme]


UNFIT_FOR_A_PAGE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a part from another host": re.compile(
        r"<(?:script|img|iframe|source|use)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}


def test_no_template_needs_more_than_the_strict_policy_allows():
    assert not [
        f"{short(path)} has {fault}"
        for path in tracked("templates/*.html")
        for fault, pattern in UNFIT_FOR_A_PAGE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
