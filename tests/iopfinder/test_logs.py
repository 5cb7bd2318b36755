"""No log line says what somebody looked for."""

import logging
import runpy
from pathlib import Path

import pytest
from gunicorn.config import Config

from iopfinder.logs import WithoutQuery

HOME = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("message", "args", "kept"),
    [
        ('"%s" %s', ("GET /programs/?near=01609&condition=ptsd HTTP/1.1", 200), '"GET /programs/ HTTP/1.1" 200'),
        ("Not Found: %s", ("/nothing/?near=Lowell",), "Not Found: /nothing/"),
        ("Error handling request %s %s", ("GET", "/?busy=mon-0900-1700"), "Error handling request GET /"),
        ("Referer http://127.0.0.1:8000/programs/?q=panic.", (), "Referer http://127.0.0.1:8000/programs/"),
        ('"%s" %s', ("GET /programs/?q=women's+shelter HTTP/1.1", 200), '"GET /programs/ HTTP/1.1" 200'),
        ('"%s" %s', ('GET /programs/?q="panic" HTTP/1.1', 200), '"GET /programs/ HTTP/1.1" 200'),
        ("Bad request syntax (%r)", ("GET /?near=my old town HTTP/1.1",), "Bad request syntax ('GET / HTTP/1.1')"),
        ("Invalid HTTP request line: %r", ("GET ?q=panic HTTP/1.1",), "Invalid HTTP request line: 'GET  HTTP/1.1'"),
        ("Invalid request from ip=203.0.113.9: Invalid method", (), "Invalid request from ip=-: Invalid method"),
        ("Gone: %s", ("/update/WzEsImFiYyJd.x-Y_z/insurance/",), "Gone: /update/-/insurance/"),
        ("POST %s", ("/update/stop/NQ.x-Y_z/ HTTP/1.1",), "POST /update/stop/-/ HTTP/1.1"),
        ("Gone: %s", ("/clinicians/shared/WzEsImFiYyJd.x-Y_z/",), "Gone: /clinicians/shared/-/"),
        ("GET %s", ("/clinicians/join/WzEsImFiYyJd.x-Y_z/ HTTP/1.1",), "GET /clinicians/join/-/ HTTP/1.1"),
        ("Is the catalogue there?", (), "Is the catalogue there?"),
    ],
)
def test_what_stands_behind_the_question_mark_is_cut_off(message, args, kept):
    record = logging.LogRecord("django.server", logging.INFO, "", 0, message, args, None)
    assert WithoutQuery().filter(record)
    assert record.getMessage() == kept


def test_every_handler_of_the_project_cuts_queries(settings):
    assert all("without_query" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_gunicorn_writes_neither_queries_nor_addresses():
    configuration = runpy.run_path(str(HOME / "gunicorn.conf.py"))
    # h: address, r: first line with the query, q: query, f: referrer with its query, a: browser, {..}i: headers
    for field in ("%(h)s", "%(r)s", "%(q)s", "%(f)s", "%(a)s", "}i)s"):
        assert field not in configuration["access_log_format"]
    assert configuration["control_socket_disable"] is True
    logger = configuration["DiscreetLogger"](Config())
    assert all(log.filters for log in (logger.error_log, logger.access_log))
