"""Goal: the shipped nginx configuration, run by the real nginx, serves Madang over TLS and tells it the truth."""
import http.client
import json
import socket
import ssl

import pytest

from client import Answer, validate
from conftest import PASSWORD, create_account
from nginx import NGINX, Nginx
from server import free_port

NAME = "talk.example.org"
ORIGIN = f"https://{NAME}"

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def site(database, make_server):
    """(nginx, server) in front of one another."""
    s = make_server(database, {"server.base_url": ORIGIN, "server.trusted_proxies": "127.0.0.1"}).start()
    n = Nginx(s.port).start()
    yield n, s
    errors = n.errors()
    n.stop()
    assert "[emerg]" not in errors and "[alert]" not in errors, errors


class Https(http.client.HTTPSConnection):
    """To nginx's port, by the site's name."""

    def __init__(self, nginx):
        super().__init__(NAME, nginx.port, context=nginx.context(), timeout=20)

    def connect(self):
        raw = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(raw, server_hostname=NAME)

    def ask(self, method, path, body=None, headers=None):
        fields = {"Host": NAME, **(headers or {})}
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            fields["Content-Type"] = "application/json"
        self.request(method, path, body, fields)
        got = self.getresponse()
        return Answer(method, path, got.status, got.headers, got.read())


@pytest.fixture
def https(site):
    link = Https(site[0])
    yield link
    link.close()


def test_same_answer_as_without_nginx(site, https):
    got = https.ask("GET", "/openapi.json")
    validate(got)
    assert got.status == 200
    assert got.json["openapi"].startswith("3.1")
    assert got.headers["Strict-Transport-Security"]


def test_etag_passes_both_ways(https):
    first = https.ask("GET", "/openapi.json")
    if first.etag is None:
        pytest.skip("this answer has no ETag")
    again = https.ask("GET", "/openapi.json", headers={"If-None-Match": first.etag})
    assert again.status == 304 and again.body == b""


def test_plain_http_is_sent_to_https(site):
    link = http.client.HTTPConnection("127.0.0.1", site[0].plain_port, timeout=20)
    link.request("GET", "/v1/articles?key=x", headers={"Host": NAME})
    got = link.getresponse()
    assert got.status == 301 and got.headers["Location"] == f"{ORIGIN}/v1/articles?key=x"
    link.close()


def test_problems_are_madangs_own(https):
    for method, path, body, status in (
            ("GET", "/v1/nothing", None, 404),
            ("POST", "/v1/sessions", {"login": "nobody", "password": "wrong password"}, 401),
            ("POST", "/v1/sessions", {"login": "x" * 70000, "password": "y"}, 413)):
        got = https.ask(method, path, body)
        assert (got.status, got.type) == (status, "application/problem+json"), got


def test_cookie_is_the_https_one_and_signs_in(site, https):
    create_account(site[1], "proxied", "reader")
    got = https.ask("POST", "/v1/sessions", {"login": "proxied", "password": PASSWORD}, {"Origin": ORIGIN})
    assert got.status == 201, got
    cookie = got.headers["Set-Cookie"]
    assert cookie.startswith("__Host-madang=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    mine = https.ask("GET", "/v1/session", headers={"Cookie": cookie.split(";")[0]})
    assert mine.status == 200 and mine.json["account"]["username"] == "proxied"


def test_claimed_address_is_not_believed(site, https):
    https.ask("GET", "/v1/nothing-here", headers={"X-Forwarded-For": "203.0.113.77", "Forwarded": "for=203.0.113.77"})
    assert "203.0.113.77" not in site[1].log_text()


def test_upstream_connections_are_kept(site, https):
    for _ in range(30):
        assert https.ask("GET", "/openapi.json").status == 200
    port = f":{site[1].port:04X}"
    with open("/proc/net/tcp") as f:
        rows = [line.split() for line in f][1:]
    kept = [r for r in rows if r[2].endswith(port) and r[3] == "01"]
    assert 1 <= len(kept) <= 8, kept


def test_http2_is_offered(site):
    context = site[0].context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_connection(("127.0.0.1", site[0].port), 10) as raw:
        with context.wrap_socket(raw, server_hostname=NAME) as tls:
            assert tls.selected_alpn_protocol() == "h2"
            assert tls.version() in ("TLSv1.2", "TLSv1.3")


def test_old_tls_is_refused(site):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", site[0].port), 10) as raw:
        with pytest.raises((ssl.SSLError, OSError)):
            context.wrap_socket(raw)


def test_away_is_a_problem_too():
    n = Nginx(free_port()).start()
    try:
        link = Https(n)
        got = link.ask("GET", "/v1/session")
        link.close()
        assert (got.status, got.type, got.code) == (503, "application/problem+json", "unavailable")
        assert int(got.headers["Retry-After"]) > 0
    finally:
        n.stop()
