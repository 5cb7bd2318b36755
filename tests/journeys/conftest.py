"""Each journey is walked four times: on a phone and at a desk, with JavaScript and without."""

import pytest
from django.utils import timezone

from . import cast
from .book import JAVASCRIPT
from .walk import DEVICES, Reader, Walk


@pytest.fixture
def programs(transactional_db):
    cast.gather(timezone.localdate())


@pytest.fixture(params=JAVASCRIPT, ids=lambda javascript: f"{javascript} JavaScript")
def javascript(request):
    return request.param


@pytest.fixture(params=DEVICES)
def device(request):
    return request.param


@pytest.fixture
def page(new_page, device, javascript):
    """A person's browser, in place of the usual one."""
    return new_page(java_script_enabled=javascript == "with", **DEVICES[device])


@pytest.fixture
def walk(programs, page, device, javascript):
    return Walk(page, device, javascript)


@pytest.fixture
def reader(programs, page, device, javascript):
    return Reader(page, device, javascript)
