import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from tests.builders import make_program, say

pytestmark = pytest.mark.django_db
OURS = [model for model in apps.get_app_config("programs").get_models() if model in admin.site._registry]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_a_curator_looks_at_every_table_and_changes_none(model, admin_client):
    program = make_program(sessions=["mon 17:00-20:00"])
    say(program, "therapy:dbt")
    name = model._meta.model_name
    assert admin_client.get(reverse(f"admin:programs_{name}_changelist")).status_code == 200
    row = model.objects.first()
    if row:
        assert admin_client.get(reverse(f"admin:programs_{name}_change", args=[row.pk])).status_code == 200
        assert (
            admin_client.post(reverse(f"admin:programs_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code
            == 403
        )
        assert admin_client.post(reverse(f"admin:programs_{name}_change", args=[row.pk]), {}).status_code == 403
    assert admin_client.get(reverse(f"admin:programs_{name}_add")).status_code == 403


def test_a_visitor_is_sent_to_log_in(client):
    page = client.get(reverse("admin:programs_program_changelist"), follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/programs/program/"
