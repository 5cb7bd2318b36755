"""Imports inside programs/ only run down the floors, and never across one."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "programs"
FLOORS = (
    {"urls"},
    {"views", "admin", "management", "templatetags"},
    {"referral"},
    {"search", "curation", "interop"},
    {"models"},
    {"geography"},
)
HEIGHT = {room: -depth for depth, rooms in enumerate(FLOORS) for room in rooms}
# Django's own entries, not rooms.
OUTSIDE = {"", "apps", "migrations"}


def room_of(module):
    """The room of "programs.search.engine" is "search"; of "programs" itself, ""."""
    return [*module.split("."), ""][1]


def module_of(path, house):
    parts = (house.name, *path.relative_to(house).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path, house):
    """(line, module) for each import of a module of the house; names from a package count as its modules."""
    package = (house.name, *path.relative_to(house).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = list(package[: len(package) - node.level + 1]) if node.level else []
            module = ".".join(start + ([node.module] if node.module else []))
            modules = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((node.lineno, module) for module in modules if module.split(".")[0] == house.name)


def breaches(house):
    """A sentence for each import that runs up or across."""
    for path in sorted(house.rglob("*.py")):
        room = room_of(module_of(path, house))
        if room in OUTSIDE:
            continue
        for line, module in imported(path, house):
            target = room_of(module)
            if target in OUTSIDE or target == room:
                continue
            where = f"{path.relative_to(house.parent)}:{line} imports {module}"
            if room not in HEIGHT or target not in HEIGHT:
                yield f"{where}: give each room a floor in {Path(__file__).name}"
            elif HEIGHT[target] > HEIGHT[room]:
                yield f"{where}: that is upstairs"
            elif HEIGHT[target] == HEIGHT[room]:
                yield f"{where}: that is on the same floor"


def test_imports_only_run_down():
    assert not list(breaches(HOUSE))


def test_every_room_has_a_floor():
    rooms = {path.stem for path in HOUSE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - OUTSIDE - {"__init__"} <= set(HEIGHT)


@pytest.mark.parametrize(
    ("file", "source", "verdict"),
    [
        ("models/site.py", "from ..search import engine", "upstairs"),
        ("models/site.py", "def late():\n    from programs.views import home", "upstairs"),
        ("geography/distance.py", "import programs.models.site", "upstairs"),
        ("search/engine.py", "from ..curation.settle import settle", "same floor"),
        ("views/home.py", "from ..admin import program", "same floor"),
        ("views/home.py", "from .. import templatetags", "same floor"),
        ("views/home.py", "from ..attic import box", "give each room a floor"),
    ],
)
def test_an_import_up_or_across_is_named(tmp_path, file, source, verdict):
    house = build(tmp_path, file, source)
    (breach,) = breaches(house)
    assert file in breach
    assert verdict in breach


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("views/home.py", "from ..search.engine import search\nfrom . import errors"),
        ("urls.py", "from .views import home"),
        ("search/engine.py", "from ..geography import gazetteer\nfrom ..models import Program\nimport json"),
    ],
)
def test_imports_down_and_within_a_room_are_free(tmp_path, file, source):
    assert not list(breaches(build(tmp_path, file, source)))


def build(tmp_path, file, source):
    path = tmp_path / "programs" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return tmp_path / "programs"
