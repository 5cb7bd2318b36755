"""The Django admin: tables to look at, and a few doors to write by."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from programs.curation.roles import AUDITOR, CURATOR, LEAD
from programs.curation.vocabularies import load_terms
from programs.models import Action, Source, Term
from tests.accounts import make_account, signed_in
from tests.builders import make_program, say, state, term

pytestmark = pytest.mark.django_db
OURS = [model for model in apps.get_app_config("programs").get_models() if model in admin.site._registry]
WRITTEN = {"program", "term", "source"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_table_is_looked_at_and_only_the_doors_are_changed(model, admin_client):
    program = make_program(sessions=["mon 17:00-20:00"])
    say(program, "therapy:dbt")
    name = model._meta.model_name
    assert admin_client.get(reverse(f"admin:programs_{name}_changelist")).status_code == 200
    row = model.objects.first()
    if row:
        change, delete = (reverse(f"admin:programs_{name}_{what}", args=[row.pk]) for what in ("change", "delete"))
        assert admin_client.get(change).status_code == 200
        assert admin_client.post(delete, {"post": "yes"}).status_code == 403
        assert (admin_client.post(change, {}).status_code == 403) == (name not in WRITTEN)
    assert admin_client.get(reverse(f"admin:programs_{name}_add")).status_code == 403


def test_a_visitor_is_sent_to_log_in(client):
    page = client.get(reverse("admin:programs_program_changelist"), follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/programs/program/"


def said(program, **typed):
    on = str(timezone.localdate())
    seen = program.assertions.order_by("pk").last().pk
    return {"section": "care", "seen": seen, "kind": "phone", "said_on": on, **typed}


def test_a_program_s_facts_are_saved_by_the_desk_s_own_form():
    program, curator = make_program(yes=["therapy:cbt"]), make_account(CURATOR)
    address = reverse("admin:programs_program_change", args=[program.pk])
    client = signed_in(curator)
    assert client.get(f"{address}?edit=schedule").status_code == 200
    answer = client.post(address, said(program, **{"therapy:dbt": "yes", "therapy:cbt": "yes"}))
    assert (answer.status_code, answer["Location"]) == (302, f"{address}#care")
    assert state(program, "therapy:dbt", timezone.localdate()) == "confirmed-yes"
    action = Action.objects.get()
    assert (action.kind, action.by, action.program) == ("edit", curator, program)


def test_a_mistake_in_the_admin_is_told_beside_its_field_and_saves_nothing():
    program = make_program(yes=["therapy:cbt"])
    address = reverse("admin:programs_program_change", args=[program.pk])
    answer = signed_in(make_account(CURATOR)).post(address, said(program, kind="", **{"therapy:dbt": "yes"}))
    assert answer.status_code == 400
    assert "This field is required" in answer.content.decode()
    assert not Action.objects.exists()


def test_an_auditor_changes_nothing_in_the_admin():
    program = make_program()
    address = reverse("admin:programs_program_change", args=[program.pk])
    client = signed_in(make_account(AUDITOR))
    assert client.get(address).status_code == 200
    assert client.post(address, said(program)).status_code == 403


def test_a_curator_s_words_for_a_term_outlast_the_file(admin_client):
    dbt = term_after_a_program()
    address = reverse("admin:programs_term_change", args=[dbt.pk])
    words = {"label": dbt.label, "question": "Do you teach DBT skills?", "synonyms": "dbt\nskills class\n"}
    assert admin_client.post(address, {**words, "description": dbt.description}).status_code == 302
    load_terms()
    dbt.refresh_from_db()
    assert (dbt.question, dbt.synonyms) == ("Do you teach DBT skills?", ["dbt", "skills class"])
    assert "label" not in dbt.reworded


def term_after_a_program():
    make_program()
    return term("therapy:dbt")


def test_a_source_that_was_misdated_is_mended_and_settled_again(admin_client):
    program = make_program(listed=["therapy:dbt"])
    source = Source.objects.get(kind=Source.Kind.FEDERAL)
    address = reverse("admin:programs_source_change", args=[source.pk])
    typed = {"name": source.name, "url": source.url, "published_on": "2020-01-01"}
    assert admin_client.post(address, typed).status_code == 302
    assert state(program, "therapy:dbt") is None


def test_a_lead_curator_opens_an_account_gives_a_role_and_closes_it():
    client = signed_in(make_account(LEAD))
    client.post("/admin/auth/user/add/", {"email": "Ben@example.org", "role": CURATOR})
    ben = get_user_model().objects.get(username="ben@example.org")
    assert ben.has_perm("programs.record_facts")
    assert not ben.has_usable_password()
    assert client.post("/admin/auth/user/add/", {"email": "ben@example.org", "role": CURATOR}).status_code == 200
    client.post(f"/admin/auth/user/{ben.pk}/change/", {"role": AUDITOR})
    ben = get_user_model().objects.get(pk=ben.pk)
    assert not ben.is_active
    assert [group.name for group in ben.groups.all()] == [AUDITOR]


def test_nobody_rises_by_the_admin():
    lead, chief = make_account(LEAD), make_account(LEAD, "chief@example.org")
    get_user_model().objects.filter(pk=chief.pk).update(is_superuser=True)
    client = signed_in(lead)
    for account in (lead, chief):
        address = f"/admin/auth/user/{account.pk}/change/"
        assert client.post(address, {"role": AUDITOR, "is_superuser": "on"}).status_code == 403
    assert client.post(f"/admin/auth/user/{chief.pk}/delete/", {"post": "yes"}).status_code == 403
    curator = signed_in(make_account(CURATOR))
    assert curator.get("/admin/auth/user/").status_code == 403
    assert curator.post("/admin/auth/user/add/", {"email": "x@example.org", "role": LEAD}).status_code == 403
    assert (
        curator.post(reverse("admin:programs_term_change", args=[Term.objects.create(vocabulary="x").pk])).status_code
        == 403
    )
