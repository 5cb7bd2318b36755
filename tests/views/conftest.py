"""Doors are tested through the client, on one day."""

import pytest

from tests.builders import ON


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The day of the builders, whatever day it is."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: ON)
    return ON
