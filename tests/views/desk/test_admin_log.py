"""What is changed in the admin and is no action is told at the desk: who, when, from what, to what."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from programs.curation.roles import AUDITOR
from programs.models import Source, Term
from tests.accounts import make_account
from tests.builders import make_program

pytestmark = pytest.mark.django_db
PAGE = "/curation/actions/admin/"


def words(answer):
    return " ".join(answer.content.decode().split())


def test_a_term_a_source_and_an_account_with_what_was(lead_desk, auditor_desk):
    make_program(listed=["therapy:dbt"])
    dbt, source = Term.objects.get(code="dbt"), Source.objects.get(kind=Source.Kind.FEDERAL)
    typed = {"label": dbt.label, "question": "Do you teach it?", "synonyms": "dbt\nskills class"}
    lead_desk.post(reverse("admin:programs_term_change", args=[dbt.pk]), {**typed, "description": dbt.description})
    typed = {"name": source.name, "url": source.url, "published_on": "2025-08-20"}
    lead_desk.post(reverse("admin:programs_source_change", args=[source.pk]), typed)
    ben = make_account(email="ben@example.org")
    lead_desk.post(f"/admin/auth/user/{ben.pk}/change/", {"role": AUDITOR, "is_active": "on"})
    page = words(auditor_desk.get(PAGE))
    assert f"Question: {dbt.question} → Do you teach it?" in page
    assert "dbt, skills class" in page
    assert "2025-08-19 → 2025-08-20" in page
    assert "Role: curator → auditor" in page
    assert "lead-curator@example.org" in page
    assert PAGE in words(auditor_desk.get("/curation/actions/"))


def test_an_account_that_was_opened_is_told(lead_desk):
    lead_desk.post("/admin/auth/user/add/", {"email": "new@example.org", "role": AUDITOR})
    assert get_user_model().objects.filter(username="new@example.org").exists()
    page = words(lead_desk.get(PAGE))
    assert "new@example.org" in page
    assert "Added." in page
