import pytest
from django.core.management import CommandError, call_command

from programs.models import Program
from tests.builders import ON

pytestmark = pytest.mark.django_db


def test_a_demonstration_takes_no_real_listing(settings):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="fictional"):
        call_command("prepare_catalogue")
    assert not Program.objects.exists()


def test_a_database_once_filled_with_the_demonstration_takes_none_either(settings):
    settings.DEMONSTRATION = True
    call_command("prepare_demonstration", on=ON, verbosity=0)
    settings.DEMONSTRATION = False
    made = Program.objects.count()
    with pytest.raises(CommandError, match="fictional"):
        call_command("prepare_catalogue")
    assert Program.objects.count() == made
