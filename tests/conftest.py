"""What every test stands on: no way out to the network, a real browser on request, a database of its own."""

import gc
import ipaddress
import os
import socket
import sqlite3
from contextlib import closing

import pytest
import time_machine
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.chromium"]

# How long an example takes says more about the machine than about the finder. The same commit meets the same examples,
# so that no run fails by chance; EXAMPLES=2000 looks at so many others.
settings.register_profile(
    "house", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow],
    derandomize="EXAMPLES" not in os.environ,
)  # fmt: skip
settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "admin_client"}


class NetworkRefusedError(RuntimeError):
    """A test asked for another machine."""


def is_loopback(host):
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Connections and look-ups of names stay on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, only_loopback(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", only_loopback_names(socket.getaddrinfo))
        yield


def only_loopback(connect):
    def connect_here(sock, address):
        if sock.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            raise NetworkRefusedError(f"A test tried to connect to {address[0]}.")
        return connect(sock, address)

    return connect_here


def only_loopback_names(getaddrinfo):
    def getaddrinfo_here(host, *args, **kwargs):
        if not is_loopback(host):
            raise NetworkRefusedError(f"A test tried to look up {host}.")
        return getaddrinfo(host, *args, **kwargs)

    return getaddrinfo_here


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite's test database is a file: threads of one test then meet as they do in production."""
    for one in connections.all():
        if one.vendor == "sqlite":
            one.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.getbasetemp() / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Terms and roles stand there from the start: almost every test needs them, and would write them anew.

    Also after a test that wrote for good. SQLite's database is then what it was, by a copy: emptying its tables and
    filling those of Django and of the terms again takes as long as many a test.
    """
    with closing(sqlite3.connect(":memory:")) as copy, pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            fill()
            if connection.vendor == "sqlite":
                connection.connection.backup(copy)
        empty = TransactionTestCase._fixture_teardown

        def bring_back(test):
            if connection.vendor == "sqlite":
                connection.ensure_connection()
                copy.backup(connection.connection)
            else:
                empty(test)
                fill()

        patch.setattr(TransactionTestCase, "_fixture_teardown", bring_back)
        yield


def fill():
    from programs.curation.roles import keep_roles
    from tests.builders import load_vocabulary

    load_vocabulary()
    keep_roles()


@pytest.fixture
def admin_client(db):
    """An account that may do everything in the Django admin, with the second factor that it asks for."""
    from programs.curation.roles import LEAD
    from tests.accounts import make_account, signed_in

    user = make_account(LEAD)
    user.is_superuser = True
    user.save()
    return signed_in(user)


@pytest.fixture(autouse=True)
def clock(request):
    """Noon of the builders' day, whatever day it is. A browser has its own clock, so its tests look at the real day."""
    from tests.builders import ON

    if "browser" in request.fixturenames:
        yield
    else:
        with time_machine.travel(f"{ON}T12:00:00-05:00"):
            yield


@pytest.fixture(autouse=True)
def nothing_of_another_test():
    """Versions begin anew with each test's database, so a snapshot must not outlive its test; nor must a cache."""
    from django.core.cache import cache

    from programs.search import holder

    holder.forget()
    cache.clear()


# What is drawn from the catalogue in memory, or guarded at the door, is the same on any database: these run once.
SAME_ON_ANY_DATABASE = frozenset(
    f"test_{name}"
    for name in (
        "chosen_first", "compare", "errors", "guide_help_me_choose", "guide_pages", "guide_right_for_me", "headers",
        "help_lines", "home", "list", "listing", "my_week", "permissions", "phone_script", "pinned_map", "results",
        "sessions", "stencil", "wording",
    )
)  # fmt: skip


def touches_database(item):
    if item.path.stem in SAME_ON_ANY_DATABASE:
        return False
    return item.get_closest_marker("django_db") is not None or DATABASE_FIXTURES & set(item.fixturenames)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if touches_database(item):
            item.add_marker("database")
        if "browser" in item.fixturenames:
            item.add_marker("browser")
    if os.environ.get("BROWSER") == "0":
        left_out = [item for item in items if item.get_closest_marker("browser")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish(session):
    """All that is loaded by now stays to the end: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_report_header(config):
    lines = [f"database: {connections['default'].vendor}"]
    if os.environ.get("BROWSER") == "0":
        lines.append("BROWSER=0: the tests in a real browser are left out")
    return lines
