import pytest

from programs.curation.roles import AUDITOR, CURATOR, LEAD
from tests.accounts import make_account, signed_in


@pytest.fixture
def curator(db):
    return make_account(CURATOR)


@pytest.fixture
def desk(curator):
    """A curator at the desk."""
    return signed_in(curator)


@pytest.fixture
def lead_desk(db):
    return signed_in(make_account(LEAD))


@pytest.fixture
def auditor_desk(db):
    return signed_in(make_account(AUDITOR))
