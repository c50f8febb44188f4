# SPDX-License-Identifier: Apache-2.0
"""Goal: each answer carries its request's id and each log line about it the same one; log.requests says which requests get a line."""
import contextlib
import re
import socket

import pytest

from cache_client import comments_path, fetch

SETTINGS = {"server.workers": 1, "log.requests": "all", "server.trusted_proxies": "127.0.0.2"}
OURS = re.compile(r"[0-9a-f]{16}")
MISSING = "/v1/articles/01890000-0000-7000-8000-000000000000"


def ask(server, head, source="127.0.0.1"):
    """(status, fields) of the answer to a head as it stands here."""
    with contextlib.closing(socket.create_connection((server.host, server.port), 5, (source, 0))) as link:
        link.sendall((head.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n").encode())
        data = b""
        while more := link.recv(65536):
            data += more
    head = data.split(b"\r\n\r\n")[0].decode().split("\r\n")
    return int(head[0].split()[1]), {k.lower(): v for k, v in (line.split(": ", 1) for line in head[1:])}


def id_of(server, path, id=None, source="127.0.0.1"):
    more = f"\nX-Request-Id: {id}" if id is not None else ""
    return ask(server, f"GET {path} HTTP/1.1\nHost: {server.host}:{server.port}{more}", source)[1]["x-request-id"]


def lines(server, id):
    server.wait_for(lambda: any(line.get("request_id") == id for line in server.log_lines()), what="the line of " + id)
    return [line for line in server.log_lines() if line.get("request_id") == id]


@pytest.fixture
def etag(server, article):
    """Of a page that is in memory."""
    fetch(server, comments_path(article))
    return fetch(server, comments_path(article))[1]["etag"]


@pytest.mark.parametrize("head,status", [
    ("GET {path} HTTP/1.1\nHost: {host}", 200),
    ("HEAD {path} HTTP/1.1\nHost: {host}", 200),
    ("GET {path} HTTP/1.1\nHost: {host}\nIf-None-Match: {etag}", 304),
    ("GET {path} HTTP/1.1\nHost: {host}\nAccept-Encoding: gzip", 200),
    ("GET /v1/nowhere HTTP/1.1\nHost: {host}", 404),
    ("GET /nowhere HTTP/1.1\nHost: {host}\nAccept: text/html", 404),
    ("PUT {path} HTTP/1.1\nHost: {host}", 405),
    ("OPTIONS {path} HTTP/1.1\nHost: {host}\nOrigin: https://news.example\nAccess-Control-Request-Method: GET", 204),
    ("GET /sign-in HTTP/1.1\nHost: {host}", 200),
    ("GET /v1/session HTTP/1.1\nHost: {host}", 401),
    ("GET {path} HTTP/1.1", 400),
    ("BREW {path} HTTP/1.1\nHost: {host}", 501),
])
def test_every_kind_of_answer_carries_one(server, article, etag, head, status):
    filled = head.format(path=comments_path(article), host=f"{server.host}:{server.port}", etag=etag)
    got, fields = ask(server, filled)
    assert got == status and OURS.fullmatch(fields["x-request-id"]), (got, fields)


def test_ids_do_not_repeat_and_do_not_count_up(server, article, etag):
    path = comments_path(article)
    ids = [fetch(server, path)[1]["x-request-id"] for _ in range(300)]
    assert len(set(ids)) == 300
    steps = {(int(b, 16) - int(a, 16)) % 2**64 for a, b in zip(ids, ids[1:])}
    assert len(steps) > 290


@pytest.mark.parametrize("path", ["cached", MISSING])
def test_a_trusted_proxy_names_the_request(server, article, etag, path):
    path = comments_path(article) if path == "cached" else path
    for id in ("0123456789abcdef0123456789abcdef", "A-b_c.d~9", "x" * 64):
        assert id_of(server, path, id, "127.0.0.2") == id
        assert lines(server, id)[-1]["msg"] == "request answered"


@pytest.mark.parametrize("id", ["", "x" * 65, "a b", "a,b", "a\"b", "a{b}", "é", "a/b"])
def test_a_malformed_id_is_replaced(server, article, id):
    assert OURS.fullmatch(id_of(server, MISSING, id, "127.0.0.2"))


def test_two_ids_are_none(server):
    assert OURS.fullmatch(id_of(server, MISSING, "one\nX-Request-Id: two", "127.0.0.2"))


def test_a_client_cannot_choose_its_id(server):
    assert OURS.fullmatch(id_of(server, MISSING, "chosen"))


def test_a_line_has_what_was_answered(server, article, etag):
    path = comments_path(article)
    for more, status in (("", 200), (f"\nIf-None-Match: {etag}", 304)):
        got, fields = ask(server, f"GET {path} HTTP/1.1\nHost: {server.host}:{server.port}{more}")
        line, = lines(server, fields["x-request-id"])
        assert got == status
        assert (line["msg"], line["method"], line["route"], line["status"], line["cached"]) == (
            "request answered", "GET", "/v1/articles/{article}/comments", status, True)
        assert line["bytes"] == int(fields.get("content-length", 0))
        assert 0 <= line["duration_ms"] < 1000 and re.fullmatch("[0-9a-f]{16}", line["network"])


def test_a_line_of_an_uncached_answer_names_method_route_and_object(server, article):
    _, fields = ask(server, f"DELETE /v1/articles/{article['id']}/comments/{article['id']} HTTP/1.1\nHost: {server.host}:{server.port}")
    line, = lines(server, fields["x-request-id"])
    assert (line["method"], line["route"], line["object"], line["status"], line["cached"]) == (
        "DELETE", "/v1/articles/{article}/comments/{comment}", article["id"], 401, False)


def test_one_network_has_one_digest_and_no_address(server, article):
    seen = {lines(server, id_of(server, MISSING, source=source))[0]["network"] for source in ("127.0.0.1", "127.0.0.1", "127.0.0.3")}
    assert len(seen) == 2
    assert not any("127.0.0.3" in str(line) for line in server.log_lines() if "request_id" in line)


def test_lines_of_the_database_carry_it(server, database, article):
    """Those of a query that fails."""
    database.sql("alter function api_1.article_find rename to article_find_gone")
    try:
        _, fields = ask(server, f"GET /v1/articles?key=none HTTP/1.1\nHost: {server.host}:{server.port}")
    finally:
        database.sql("alter function api_1.article_find_gone rename to article_find")
    said = [line["msg"] for line in lines(server, fields["x-request-id"])]
    assert "statement failed" in said and "request answered" in said


def test_a_refused_head_is_a_line_of_its_own(server):
    _, fields = ask(server, "GET / HTTP/9.9")
    line, = lines(server, fields["x-request-id"])
    assert (line["msg"], line["status"]) == ("request refused", 505)


@pytest.mark.parametrize("value,cached,uncached", [("off", 0, 0), ("uncached", 0, 1), ("all", 1, 1)])
def test_log_requests_says_which_are_logged(make_server, database, article, value, cached, uncached):
    s = make_server(database, {"server.workers": 1, "log.requests": value}).start()
    path = comments_path(article)
    while not s.metric("madang_cache_hits_total"):
        fetch(s, path)
    before = len(s.log_lines())
    hit, miss = (fetch(s, at)[1]["x-request-id"] for at in (path, MISSING))
    s.stop()
    said = [line.get("request_id") for line in s.log_lines()[before:]]
    assert (said.count(hit), said.count(miss)) == (cached, uncached)


def test_another_value_is_refused(make_server, database):
    s = make_server(database, {"log.requests": "on"})
    assert s.start(wait=None).process.wait(20) == 1
    assert "off, uncached or all" in s.log_text()
    s.process = None
