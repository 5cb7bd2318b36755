"""One program at the desk, as a page."""

import pytest

from programs.models import Action, Program
from tests.builders import make_program, state
from django.utils import timezone

pytestmark = pytest.mark.django_db

PHONE = {"kind": "phone", "who": "Ana, intake"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def program(today):
    return make_program("Elm Street IOP", yes=["therapy:cbt"], sessions=["mon wed 17:00-20:00"], on=today)


def sent(program, section, today, **typed):
    seen = program.assertions.order_by("pk").last().pk
    return {"section": section, "seen": seen, **PHONE, "said_on": str(today), **typed}


def test_smoke(desk, program, today):
    from programs.curation.sections import SECTIONS
    for section in ["", *[s.name for s in SECTIONS], "identity", "status", "nonsense"]:
        answer = desk.get(f"/curation/programs/{program.slug}/?edit={section}")
        assert answer.status_code == 200
    assert desk.get(f"/curation/programs/{program.slug}/history/").status_code == 200
    assert desk.get("/curation/programs/").status_code == 200
    assert desk.get("/curation/actions/").status_code == 200
    assert desk.get("/curation/add/").status_code == 200
    assert desk.get("/curation/programs/?near=Lowell&words=elm&county=nowhere").status_code == 400
    assert desk.get("/curation/programs/?near=Lowell&words=elm&need=stale").status_code == 200
