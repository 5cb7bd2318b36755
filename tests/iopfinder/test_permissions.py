"""Every address with every role, against a table: a new address without a line here fails.

A line says what each role meets when it looks (GET) and when it sends (POST): comes *in*, is asked to *sign in*, is
told *no* (403), or that this is *not done* here (405).
"""

from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from programs.curation.clinicians import enroll
from programs.curation.roles import AUDITOR, CURATOR, LEAD
from programs.models import Action, Assertion, Program
from tests.accounts import make_account, signed_in
from tests.builders import make_program

pytestmark = pytest.mark.django_db

NOBODY, NO_ROLE, CLINICIAN, SUPERUSER = "nobody", "no role", "clinician", "superuser"
ROLES = (NOBODY, NO_ROLE, CLINICIAN, CURATOR, LEAD, AUDITOR, SUPERUSER)
IN, SIGN_IN, NO, NOT_DONE = "in", "sign in", "no", "not done"

AT_THE_DESK = {CURATOR, LEAD, AUDITOR, SUPERUSER}
MAY = {
    "see_desk": AT_THE_DESK,
    "record_facts": {CURATOR, LEAD, SUPERUSER},
    "publish_programs": {LEAD, SUPERUSER},
}
THE_PROGRAM = "the program"  # stands for its number
SLUG, NUMBER = {"slug": "harbor-iop-lowell"}, {"number": 999999}


@dataclass(frozen=True)
class Line:
    """look, send: role -> what it meets; `otherwise` for the roles that are not named."""

    arguments: dict = field(default_factory=dict)
    look: object = IN
    send: object = NOT_DONE

    def expected(self, method, role):
        met = self.look if method == "GET" else self.send
        return met if isinstance(met, str) else met(role)


def those(roles):
    """These come in; the others are told no, and who is nobody is asked to sign in."""

    def met(role):
        if role in roles:
            return IN
        return SIGN_IN if role == NOBODY else NO

    return met


def in_admin(roles):
    """The admin's own sign-in page, to which it sends all but the desk, says no there."""

    def met(role):
        if role in roles:
            return IN
        return NO if role in AT_THE_DESK else SIGN_IN

    return met


def accounts_only(role):
    return SIGN_IN if role == NOBODY else IN


def read_only(role):
    return SIGN_IN if role == NOBODY else NOT_DONE


def read_only_in_admin(role):
    return NOT_DONE if role in AT_THE_DESK else SIGN_IN


def page(**arguments):
    return Line(arguments)


def form(**arguments):
    return Line(arguments, send=IN)


def account():
    return Line(look=accounts_only, send=accounts_only)


def clinicians(**arguments):
    """Pages of a clinician's account; nobody at the desk has one."""
    return Line(arguments, look=those({CLINICIAN}), send=those({CLINICIAN}))


def pressed(permission, **arguments):
    """A button of the desk, without a page of its own."""
    return Line(arguments, look=NOT_DONE, send=those(MAY[permission]))


def desk(permission="see_desk", **arguments):
    return Line(arguments, look=those(AT_THE_DESK), send=those(MAY[permission]))


TABLE = {
    # for everybody
    "home": page(),
    "programs": page(),
    "program": page(**SLUG),
    "sessions": page(**SLUG),
    "compare": page(),
    "list": page(),
    "guides": page(),
    "right-for-me": page(),
    "help-me-choose": page(),
    "guide": page(slug="what-is-an-iop"),
    "clinicians": form(),
    "accuracy": page(),
    "about": page(),
    "privacy": page(),
    "accessibility": page(),
    "api-search": page(),
    "api-vocabularies": page(),
    "api-programs-csv": page(),
    "api-programs-xlsx": page(),
    "api-programs-geojson": page(),
    "api-program": page(**SLUG),
    "healthz": page(),
    "robots": page(),
    "sitemap": page(),
    "opensearch": page(),
    "add-program": form(),
    "report": form(**SLUG),
    "receipt": form(),
    # by a signed address; a wrong one opens nothing
    "stop-reminders": form(token="wrong"),
    "staff-update": form(token="wrong"),
    "staff-new-link": Line({"token": "wrong"}, look=NOT_DONE, send=IN),
    "staff-update-section": form(token="wrong", section="contact"),
    "clinicians-packet": form(),
    "clinicians-handout": form(),
    "clinicians-shared": form(token="wrong"),
    # a clinician's account
    "clinicians-account": clinicians(),
    "clinicians-delete-account": clinicians(),
    "clinicians-new-shortlist": clinicians(),
    "clinicians-shortlist": clinicians(**NUMBER),
    "clinicians-end-link": clinicians(**NUMBER, link=999999),
    "clinicians-share": Line(NUMBER, look=NOT_DONE, send=those({CLINICIAN})),
    "clinicians-delete-shortlist": clinicians(**NUMBER),
    "clinicians-teams": clinicians(),
    "clinicians-team": clinicians(**NUMBER),
    "clinicians-part": clinicians(number=999999, member=999999),
    "clinicians-join": clinicians(token="wrong"),
    "clinicians-outcome": clinicians(**SLUG),
    # the desk
    "desk": desk(),
    "desk-leads": desk(),
    "desk-call": desk("record_facts", **SLUG),
    "desk-publish": pressed("publish_programs", **SLUG),
    "desk-note": pressed("record_facts", **NUMBER),
    "desk-inbox": desk(),
    "desk-report": desk("record_facts", **NUMBER),
    "desk-proposal": desk("record_facts", **NUMBER),
    "desk-links": desk("record_facts", **SLUG),
    "desk-undo": pressed("record_facts", **NUMBER),
    "desk-take-back": pressed("record_facts", **NUMBER),
    "desk-clinicians": desk("record_facts"),
    "desk-duplicates": desk(),
    # who sends nothing asks for a merge; a curator may only tell apart
    "desk-merge": desk("publish_programs", one="harbor-iop-lowell", other="harbour-iop-lowell"),
    "desk-rules": desk(),
    "desk-overrides": desk("record_facts"),
    "desk-override": desk("record_facts", **NUMBER),
    "desk-quality": desk(),
    "desk-quality-file": desk(),
    "desk-programs": desk(),
    "desk-program": desk("record_facts", **SLUG),
    "desk-history": desk(**SLUG),
    "desk-actions": desk(),
    "desk-admin-log": desk(),
    "desk-add": desk("record_facts"),
    "desk-imports": desk("record_facts"),
    "desk-import": desk("record_facts", **NUMBER),
    "desk-export": desk(),
    "desk-template": desk(),
    "desk-template-file": desk(kind="csv"),
    # accounts
    "account_login": form(),
    "account_signup": form(),
    "account_logout": form(),
    "account_inactive": page(),
    "account_reauthenticate": account(),
    "account_email": account(),
    "account_email_verification_sent": page(),
    "account_confirm_email": form(key="wrong"),
    "account_change_password": account(),
    "account_set_password": account(),
    "account_reset_password": form(),
    "account_reset_password_done": page(),
    "account_reset_password_from_key": form(uidb36="1", key="wrong"),
    "account_reset_password_from_key_done": page(),
    "account_confirm_login_code": account(),
    "mfa_index": Line(look=accounts_only, send=read_only),
    "mfa_authenticate": account(),
    "mfa_reauthenticate": account(),
    "mfa_activate_totp": account(),
    "mfa_deactivate_totp": account(),
    "mfa_view_recovery_codes": Line(look=accounts_only, send=read_only),
    "mfa_generate_recovery_codes": account(),
    "mfa_download_recovery_codes": account(),
}

LEADS, CURATORS, ROOT, NONE = MAY["publish_programs"], MAY["record_facts"], {SUPERUSER}, set()


@dataclass(frozen=True)
class Table:
    """Of the Django admin: who may look at its rows, change them, add one, delete one."""

    look: set
    change: set = field(default_factory=set)
    add: set = field(default_factory=set)
    delete: set = field(default_factory=set)


ADMIN = {
    "auth_user": Table(LEADS, change=LEADS, add=LEADS),
    "auth_group": Table(ROOT),
    "account_emailaddress": Table(ROOT, change=ROOT, add=ROOT, delete=ROOT),
    "mfa_authenticator": Table(ROOT, change=ROOT, add=ROOT, delete=ROOT),
    "programs_program": Table(AT_THE_DESK, change=CURATORS),
    "programs_organization": Table(AT_THE_DESK),
    "programs_site": Table(AT_THE_DESK),
    "programs_track": Table(ROOT),
    "programs_term": Table(AT_THE_DESK, change=LEADS),
    "programs_source": Table(AT_THE_DESK, change=LEADS),
    "programs_assertion": Table(AT_THE_DESK),
    "programs_importrun": Table(AT_THE_DESK),
    "programs_importrow": Table(AT_THE_DESK),
}
# Pages of the admin that are of no table. Signing in is that of the desk.
ADMIN_PAGES = {
    "index": Line(look=in_admin(AT_THE_DESK), send=in_admin(AT_THE_DESK)),
    "app_list": Line({"app_label": "programs"}, look=in_admin(AT_THE_DESK), send=in_admin(AT_THE_DESK)),
    "logout": Line(look=lambda role: NOT_DONE if role in AT_THE_DESK else IN, send=IN),
    "login": Line(look=those(AT_THE_DESK), send=those(AT_THE_DESK)),
    "jsi18n": Line(look=in_admin(AT_THE_DESK), send=read_only_in_admin),
    "autocomplete": Line(look=in_admin(NONE), send=read_only_in_admin),
    "password_change": Line(look=in_admin(AT_THE_DESK), send=in_admin(AT_THE_DESK)),
    "password_change_done": Line(look=in_admin(AT_THE_DESK), send=read_only_in_admin),
    "view_on_site": Line(
        {"content_type_id": 999999, "object_id": 1}, look=in_admin(AT_THE_DESK), send=in_admin(AT_THE_DESK)
    ),
}


def admin_lines():
    lines = {f"admin:{name}": line for name, line in ADMIN_PAGES.items()}
    for table, who in ADMIN.items():
        row = {"object_id": THE_PROGRAM if table == "programs_program" else "999999"}
        lines |= {
            f"admin:{table}_changelist": Line(look=in_admin(who.look), send=in_admin(who.look)),
            f"admin:{table}_history": Line(row, look=in_admin(AT_THE_DESK), send=in_admin(AT_THE_DESK)),
            f"admin:{table}_change": Line(row, look=in_admin(who.look), send=in_admin(who.change)),
            f"admin:{table}_add": Line(look=in_admin(who.add), send=in_admin(who.add)),
            f"admin:{table}_delete": Line(row, look=in_admin(who.delete), send=in_admin(who.delete)),
        }
    return lines


ALL = TABLE | admin_lines()
LEAVING = ("admin:logout", "account_logout")


def names(patterns=None, space=""):
    """The names of all addresses; one without a name, of the admin's old ones, leads on to another."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield space + pattern.name


def test_every_address_has_its_line_and_every_line_its_address():
    assert set(names()) == set(ALL)


@pytest.fixture
def quick(monkeypatch):
    """Who comes in is asked here, not what the page looks like; and tries are not counted."""
    monkeypatch.setattr("django.shortcuts.loader.render_to_string", lambda *args, **options: "")
    monkeypatch.setattr("django.template.response.SimpleTemplateResponse.rendered_content", "")
    monkeypatch.setattr("allauth.core.internal.ratelimit.consume", lambda *args, **options: True)


def client_of(role):
    if role == NOBODY:
        return Client()
    user = make_account(role if role in (CURATOR, LEAD, AUDITOR) else None, email="somebody@example.org")
    if role == CLINICIAN:
        enroll(user, "Riverside Hospital")
    if role == SUPERUSER:
        user.is_staff = user.is_superuser = True
        user.save()
    return signed_in(user)


def met(answer):
    """What somebody meets; a redirect to the sign-in page, the desk's or the admin's, is being asked to sign in."""
    if answer.status_code == 302 and answer["Location"].startswith(("/accounts/login/", "/admin/login/")):
        return SIGN_IN
    return {403: NO, 405: NOT_DONE}.get(answer.status_code, IN)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_at_every_address_what_the_table_says(role, quick):
    program = make_program("Harbor IOP")
    make_program("Harbour IOP")
    client, wrong = client_of(role), []
    client.raise_request_exception = False
    kept = client.cookies.copy()
    before = {model: model.objects.count() for model in (Action, Assertion, Program)}
    for name in [*(name for name in ALL if name not in LEAVING), *LEAVING]:
        line = ALL[name]
        arguments = {key: program.pk if value == THE_PROGRAM else value for key, value in line.arguments.items()}
        for method, send in (("GET", client.get), ("POST", client.post)):
            answer = send(reverse(name, kwargs=arguments))
            if answer.status_code >= 500 or met(answer) != line.expected(method, role):
                wrong.append(f"{method} {name}: {met(answer)} ({answer.status_code})")
            client.cookies = kept.copy()
    assert not wrong, "\n".join(wrong)
    assert {model: model.objects.count() for model in before} == before, "an empty form writes nothing"
