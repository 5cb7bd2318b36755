"""A clinician's account through its pages: whose shortlist it is, and what a link shows."""

import re
from datetime import timedelta

import pytest
import time_machine

from programs.models import ShareLink, Shortlist, Team
from tests.accounts import make_clinician, signed_in
from tests.builders import ON, make_program

pytestmark = pytest.mark.django_db
NEW = "/clinicians/shortlists/new/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(f"{ON}T12:00:00-05:00", tick=False) as clock:
        yield clock


def save(client, *programs, label="Unit 4, week 48", **more):
    return client.post(NEW, {"p": [program.slug for program in programs], "label": label, **more})


def text(answer):
    return answer.content.decode()


def share(client, found, **more):
    client.post(f"/clinicians/shortlists/{found.pk}/share/", more)
    page = text(client.get(f"/clinicians/shortlists/{found.pk}/"))
    return re.search(r"(/clinicians/shared/[^\"]+)", page)[1]


# shortlists


def test_programs_of_the_results_become_a_shortlist_and_the_need_stays_behind(hers):
    program = make_program("Harbor IOP")
    need = {"near": "01852", "age": "67", "condition": "ptsd", "leaving_on": ON.isoformat()}
    asked = text(hers.post(NEW, {"p": program.slug, **need}))
    assert "Harbor IOP" in asked
    assert 'name="age" value="67"' in asked, "so that one can go back to the search"
    answer = save(hers, program, **need)
    (found,) = Shortlist.objects.all()
    assert answer["Location"] == f"/clinicians/shortlists/{found.pk}/"
    kept = str([list(found.entries.values()), Shortlist.objects.values().get(), dict(hers.session)])
    assert "01852" not in kept
    assert "ptsd" not in kept


def test_who_is_not_signed_in_comes_back_with_the_programs_and_nothing_else(client):
    program = make_program("Harbor IOP")
    answer = client.post(NEW, {"p": program.slug, "near": "01852", "age": "67"})
    assert answer["Location"] == f"/accounts/login/?next=/clinicians/shortlists/new/%3Fp%3D{program.slug}"


def test_a_label_of_a_patient_is_refused_beside_the_field_and_what_was_typed_stays(hers):
    page = text(save(hers, make_program("Harbor IOP"), label="Smith, J"))
    assert 'id="id_label_error"' in page
    assert "looks like a name" in page
    assert 'value="Smith, J"' in page
    assert "Harbor IOP" in page
    assert not Shortlist.objects.exists()


def test_programs_are_added_to_a_shortlist_of_ones_own_alone(hers, ada):
    one, other = make_program("One"), make_program("Other")
    save(hers, one)
    found = ada.shortlists.get()
    hers.post(NEW, {"p": other.slug, "add": "1", "shortlist": found.pk})
    assert found.entries.count() == 2
    bos = signed_in(make_clinician("bo@hospital.example").user)
    bos.post(NEW, {"p": make_program("Third").slug, "add": "1", "shortlist": found.pk})
    assert found.entries.count() == 2


def test_a_shortlist_is_put_in_order_by_buttons(hers, ada):
    one, other = make_program("One"), make_program("Other")
    save(hers, one, other)
    found = ada.shortlists.get()
    path = f"/clinicians/shortlists/{found.pk}/"
    hers.post(path, {"up": other.slug})
    assert [entry.program for entry in found.entries.all()] == [other, one]
    hers.post(path, {"off": other.slug})
    assert [entry.program for entry in found.entries.all()] == [one]
    assert 'id="id_label_error"' in text(hers.post(path, {"label": "MRN 4815162"}))
    hers.post(path, {"label": "Evenings"})
    assert Shortlist.objects.get().label == "Evenings"


def test_another_clinicians_shortlist_is_not_there(hers, ada):
    save(hers, make_program())
    found = ada.shortlists.get()
    share(hers, found)
    link = ShareLink.objects.get()
    bos = signed_in(make_clinician("bo@hospital.example").user)
    for path, data in (
        ("", None), ("", {"label": "Evenings"}), ("share/", {"days": 7}), (f"share/{link.pk}/end/", None),
        (f"share/{link.pk}/end/", {}), ("delete/", None),
    ):  # fmt: skip
        address = f"/clinicians/shortlists/{found.pk}/{path}"
        answer = bos.get(address) if data is None else bos.post(address, data)
        assert answer.status_code == 404, address
    answer = bos.post(f"/clinicians/shortlists/{found.pk}/delete/", follow=True)
    assert "There is no such shortlist any more." in text(answer)
    link.refresh_from_db()
    assert link.revoked_at is None
    assert Shortlist.objects.get().label == "Unit 4, week 48"


def test_the_team_sees_it_and_changes_nothing(hers, ada):
    bo, program = make_clinician("bo@hospital.example"), make_program()
    team = Team.objects.create(name="Ward B")
    team.members.add(ada, bo)
    save(hers, program, team=str(team.pk))
    path, bos = f"/clinicians/shortlists/{ada.shortlists.get().pk}/", signed_in(bo.user)
    assert program.name in text(bos.get(path))
    bos.post(path, {"off": program.slug, "label": "Evenings"})
    assert ada.shortlists.get().entries.count() == 1
    assert ada.shortlists.get().label == "Unit 4, week 48"
    assert bos.get(f"{path}delete/").status_code == 404


def test_deleting_asks_first_and_says_what_goes(hers, ada):
    save(hers, make_program(), make_program())
    found = ada.shortlists.get()
    link = share(hers, found)
    page = text(hers.get(f"/clinicians/shortlists/{found.pk}/delete/"))
    assert "2 programs" in page
    assert "1 link that still works" in page
    assert Shortlist.objects.exists()
    hers.post(f"/clinicians/shortlists/{found.pk}/delete/")
    assert not Shortlist.objects.exists()
    assert hers.get(link).status_code == 404


def test_a_program_that_went_is_said_to_be_gone(hers, ada):
    program = make_program("Harbor IOP")
    save(hers, program)
    program.status, program.withdrawn_because = "withdrawn", "closed"
    program.save()
    assert "not listed any more" in text(hers.get(f"/clinicians/shortlists/{ada.shortlists.get().pk}/"))


# links


def test_a_shared_link_shows_programs_alone_and_is_kept_by_nobody(hers, ada, client):
    save(hers, make_program("Harbor IOP"), label="Evenings, Unit 4")
    answer = client.get(share(hers, ada.shortlists.get()))
    assert "Harbor IOP" in text(answer)
    for ours in ("Evenings, Unit 4", ada.user.email, ada.workplace, "What happened?"):
        assert ours not in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_a_shared_link_ends_with_its_days_or_by_its_owner(hers, ada, client, clock):
    save(hers, make_program("Harbor IOP"))
    found = ada.shortlists.get()
    link = share(hers, found)
    clock.shift(timedelta(days=7, seconds=-1))
    assert client.get(link).status_code == 200
    clock.shift(timedelta(seconds=1))
    answer = client.get(link)
    assert answer.status_code == 410
    assert "Harbor IOP" not in text(answer)
    again = share(signed_in(ada.user), found, days="30")
    end(signed_in(ada.user), ShareLink.objects.first())
    assert client.get(again).status_code == 410


def end(hers, link):
    return hers.post(f"/clinicians/shortlists/{link.shortlist_id}/share/{link.pk}/end/", follow=True)


def test_ending_a_link_asks_first_says_that_it_is_for_good_and_offers_another(hers, ada, client):
    save(hers, make_program("Harbor IOP"))
    found = ada.shortlists.get()
    address = share(hers, found)
    link = ShareLink.objects.get()
    asking = f"/clinicians/shortlists/{found.pk}/share/{link.pk}/end/"
    assert asking in text(hers.get(f"/clinicians/shortlists/{found.pk}/"))
    page = text(hers.get(asking))
    assert "It cannot be brought back" in page
    assert address in page
    assert client.get(address).status_code == 200, "asking ends nothing"
    for _n in range(2):
        page = text(end(hers, link))
        assert "The link has ended" in page
        assert "Make a link" in page
    link.refresh_from_db()
    since = link.revoked_at
    end(hers, link)
    link.refresh_from_db()
    assert link.revoked_at == since
    assert client.get(address).status_code == 410
    assert client.get(share(hers, found)).status_code == 200
    assert client.get(address).status_code == 410, "another link opens no earlier one"


def test_a_link_that_ran_out_offers_another_too(hers, ada, clock):
    save(hers, make_program())
    share(hers, ada.shortlists.get())
    clock.shift(timedelta(days=8))
    link = ShareLink.objects.get()
    asking = f"/clinicians/shortlists/{link.shortlist_id}/share/{link.pk}/end/"
    assert "The link has ended" in text(signed_in(ada.user).get(asking))


@pytest.mark.parametrize("token", ["wrong", "WzEsImFiYyJd.x", "1", "%00"])
def test_a_link_that_we_never_made_opens_nothing(client, token):
    assert client.get(f"/clinicians/shared/{token}/").status_code == 404


# all pages


def test_every_page_is_kept_by_nobody(hers, ada):
    save(hers, make_program())
    hers.post("/clinicians/teams/", {"name": "Ward B"})
    team = Team.objects.get()
    for path in (
        "account/", "shortlists/new/", f"shortlists/{ada.shortlists.get().pk}/", "teams/", f"teams/{team.pk}/"
    ):  # fmt: skip
        answer = hers.get(f"/clinicians/{path}")
        assert answer.status_code == 200, path
        assert "no-store" in answer["Cache-Control"]


def test_workplace_is_mended_until_it_is_verified(hers, ada):
    hers.post("/clinicians/account/", {"workplace": "Other Hospital", "phone": ""})
    ada.refresh_from_db()
    assert ada.workplace == "Other Hospital"
    bo = make_clinician("bo@hospital.example", verified=True)
    signed_in(bo.user).post("/clinicians/account/", {"workplace": "Other Hospital", "phone": ""})
    bo.refresh_from_db()
    assert bo.workplace == "Riverside Hospital, Unit 4"


def test_a_number_that_no_row_can_have_is_not_there(hers):
    far = 10**30
    for path in (f"teams/{far}/", f"teams/{far}/part/{far}/", f"shortlists/{far}/"):
        assert hers.get(f"/clinicians/{path}").status_code == 404, path
