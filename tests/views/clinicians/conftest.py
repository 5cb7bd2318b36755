import pytest

from tests.accounts import make_clinician, signed_in


@pytest.fixture
def ada(db):
    return make_clinician()


@pytest.fixture
def hers(ada):
    return signed_in(ada.user)
