# SPDX-License-Identifier: Apache-2.0
"""Goal: the shipped nginx configuration, run by the real nginx, serves Madang over TLS and passes on the true client address and scheme."""
import http.client
import json
import os
import re
import socket
import ssl
import time
import urllib.parse

import pytest

from client import validate
from conftest import PASSWORD, create_account
from nginx import NAME, NGINX, ORIGIN, Https, Nginx
from ports import free_port
from wire import read_answer

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@pytest.fixture(scope="module")
def site(database, make_server):
    """(nginx, server) in front of one another."""
    s = make_server(database, {"server.base_url": ORIGIN, "server.trusted_proxies": "127.0.0.1",
                               "http.body_timeout": "1s"}).start()
    n = Nginx(s.port).start()
    yield n, s
    errors = n.errors()
    n.stop()
    assert "[emerg]" not in errors and "[alert]" not in errors, errors


@pytest.fixture
def https(site):
    link = Https(site[0])
    yield link
    link.close()


def test_an_answer_passes_nginx_unchanged(site, https):
    got = https.ask("GET", "/openapi.json")
    validate(got)
    assert got.status == 200
    assert got.json["openapi"].startswith("3.1")
    assert got.headers["Strict-Transport-Security"]


def test_an_etag_passes_both_ways(https):
    first = https.ask("GET", "/openapi.json")
    if first.etag is None:
        pytest.skip("this answer has no ETag")
    again = https.ask("GET", "/openapi.json", headers={"If-None-Match": first.etag})
    assert again.status == 304 and again.body == b""


def plain(nginx, path, host):
    """From port 80: the answer, or None when the connection was closed without one."""
    link = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=20)
    try:
        link.request("GET", path, headers={"Host": host})
        return link.getresponse()
    except http.client.RemoteDisconnected:
        return None
    finally:
        link.close()


def test_plain_http_redirects_to_https(site):
    for path in ("/v1/articles?key=x", "//evil.example/", "/a?next=https://evil.example"):
        got = plain(site[0], path, NAME)
        assert got.status == 301 and got.headers["Location"] == ORIGIN + path


@pytest.mark.parametrize("host", ["evil.example", NAME + ".evil.example", "127.0.0.1", "www." + NAME, "localhost:80"])
def test_other_names_are_refused(site, https, host):
    for got in (plain(site[0], "/x", host), https.ask("GET", "/openapi.json", headers={"Host": host})):
        assert got is None or got.status == 421, got
        assert got is None or got.headers["Location"] is None


def test_no_certificate_for_other_names(site):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name in ("evil.example", None):
        with socket.create_connection(("127.0.0.1", site[0].port), 10) as raw:
            with pytest.raises(ssl.SSLError):
                context.wrap_socket(raw, server_hostname=name)


# ---- header fields
CAREFUL = ("Strict-Transport-Security", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy",
           "X-Content-Type-Options", "Cache-Control")


def check_fields(answer):
    for name in CAREFUL:
        assert len(answer.headers.get_all(name, [])) == 1, (name, answer)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    for name in ("Access-Control-Allow-Origin", "Cross-Origin-Opener-Policy", "Retry-After", "Vary", "Server", "Date"):
        assert len(answer.headers.get_all(name, [])) <= 1, (name, answer)
    assert answer.headers["Server"] in (None, "nginx")


def style(https):
    return re.search(r'href="(/assets/[^"]+)"', https.ask("GET", "/").text)[1]


def test_every_kind_of_answer_passes_with_its_fields(site, https):
    json_tag = https.ask("GET", "/openapi.json").etag
    for method, path, headers, status, framers, corp, coop in (
            ("GET", "/openapi.json", {}, 200, "'none'", "cross-origin", None),
            ("GET", "/openapi.json", {"If-None-Match": json_tag}, 304, "'none'", "cross-origin", None),
            ("GET", "/v1/session", {}, 401, "'none'", "same-origin", None),
            ("GET", "/v1/nothing", {}, 404, "'none'", "same-origin", None),
            ("PUT", "/v1/sessions", {}, 405, "'none'", "same-origin", None),
            ("GET", "/a/x", {"Accept": "text/html"}, 404, "'self'", "cross-origin", None),
            ("GET", "/sign-in", {}, 200, "'self'", "same-origin", None),
            ("GET", "/account", {"Accept": "text/html"}, 303, "'self'", "same-origin", "same-origin"),
            ("GET", "/desk", {}, 401, "'self'", "same-origin", "same-origin"),
            ("GET", style(https), {}, 200, "'none'", "cross-origin", None)):
        got = https.ask(method, path, headers=headers)
        assert got.status == status, got
        check_fields(got)
        assert got.headers["Content-Security-Policy"].endswith("; frame-ancestors " + framers), got
        assert got.headers["Cross-Origin-Resource-Policy"] == corp and got.headers["Cross-Origin-Opener-Policy"] == coop


# ---- what is too much, too odd, too fast
def largest_form(server):
    """(path, bytes) of the route that takes the largest body."""
    rows = [line.split() for line in server.cli("routes").stdout.splitlines()[1:]]
    return max(((row[1], int(row[3])) for row in rows), key=lambda row: row[1])


def own(answer, status, page=False, code=None, origin=ORIGIN):
    """An answer of nginx's own, in Madang's form. origin None: it had read none."""
    assert answer.status == status, answer
    assert answer.type == ("text/html" if page else "application/problem+json"), answer
    check_fields(answer)
    if page:
        assert "<h1>" in answer.text and answer.headers["Access-Control-Allow-Origin"] is None
    else:
        assert answer.json["status"] == status and answer.code == (code or answer.code), answer
        assert answer.headers["Access-Control-Allow-Origin"] == origin and answer.headers["Vary"] == "Origin"
        assert answer.headers["Access-Control-Allow-Credentials"] == (origin and "true")


def alone(nginx, *request):
    """On a connection of its own: nginx closes one whose body it did not read to the end."""
    link = Https(nginx)
    try:
        return link.ask(*request)
    finally:
        link.close()


def test_the_largest_body_that_madang_accepts_passes_nginx(site):
    path, most = largest_form(site[1])
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    # Signed out, so it is not taken in; but it is Madang that says so, of every size up to its own limit.
    for size in (1 << 20, most, 4 << 20):
        got = alone(site[0], "POST", path, b"x" * size, form)
        assert got.status == 401 and got.code == "sign_in", got
    for size in ((4 << 20) + 1, 5 << 20):
        got = alone(site[0], "POST", path, b"x" * size, form)
        assert got.status == 413 and got.json["detail"] == "The request is larger than the limit. Make it shorter, then send it again.", got


def test_refusals_of_nginx_have_madangs_form(site, https):
    script, browser = {"Origin": ORIGIN}, {"Accept": "text/html"}
    assert https.ask("GET", "/x", headers={"Host": ""}).status in (400, 421)
    for headers, page, prefix in ((script, False, "/v1/"), (browser, True, "/a/")):
        own(alone(site[0], "POST", prefix + "x", b"x" * (6 << 20), headers), 413, page, "too_large")
        own(https.ask("GET", prefix + "x" * 17000, headers=headers), 414, False, "target_too_long", None)
        own(https.ask("GET", prefix + "x", headers={**headers, **{f"X-{n}": "x" * 15000 for n in range(6)}}), 431, page,
            "head_too_large")


def test_a_rate_limit_of_nginx_has_madangs_form(site):
    n = Nginx(site[1].port).start()
    try:
        link = Https(n)
        for _ in range(1000):
            got = link.ask("GET", "/v1/nothing", headers={"Origin": ORIGIN})
            if got.status == 429:
                break
        own(got, 429, code="too_fast")
        assert int(got.headers["Retry-After"]) > 0
        got = link.ask("GET", "/a/x", headers={"Accept": "text/html"})
        link.close()
        if got.status == 429:
            own(got, 429, page=True)
    finally:
        n.stop()


def test_a_body_that_drips_is_ended_through_nginx_too(site):
    with socket.create_connection(("127.0.0.1", site[0].port), 20) as raw:
        with site[0].context().wrap_socket(raw, server_hostname=NAME) as tls:
            tls.sendall(f"POST /v1/sessions HTTP/1.1\r\nHost: {NAME}\r\nContent-Type: application/json\r\n"
                        "Content-Length: 9000\r\n\r\n".encode())
            began, said = time.monotonic(), b""
            tls.settimeout(0.1)
            while read_answer_of(said) is None and time.monotonic() - began < 10:
                tls.sendall(b"x")
                try:
                    said += tls.recv(65536)
                except TimeoutError:
                    pass
    assert read_answer_of(said).status == 408 and time.monotonic() - began < 5, said


def read_answer_of(data):
    found = read_answer(data)
    return found and found[0]


def test_problems_of_madang_pass_nginx_unchanged(https):
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


@pytest.fixture(scope="module")
def away():
    """nginx in front of a port without a server."""
    n = Nginx(free_port()).start()
    link = Https(n)
    yield link
    link.close()
    n.stop()


@pytest.mark.parametrize("method,path", [
    ("GET", "/v1/session"), ("POST", "/v1/sessions"), ("DELETE", "/v1/session"), ("GET", "/v1"), ("GET", "/v1?x=1"),
    ("GET", "/openapi.json"), ("GET", "/%761/session"), ("GET", "/%76%31/articles?key=/a/")])
def test_an_unreachable_madang_is_a_problem_document_for_scripts(away, method, path):
    got = away.ask(method, path, b"{}" if method == "POST" else None, {"Origin": ORIGIN})
    own(got, 503, code="unavailable")
    assert int(got.headers["Retry-After"]) > 0
    assert away.ask(method, path).headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize("method,path", [
    ("GET", "/"), ("GET", "/a/00000000-0000-7000-8000-000000000000"), ("POST", "/a/x/comments"), ("GET", "/desk"),
    ("POST", "/sign-in"), ("GET", "/account"), ("GET", "/v10"), ("GET", "/x?next=/v1/"), ("GET", "/assets/x.css")])
def test_an_unreachable_madang_is_a_page_for_readers(away, method, path):
    got = away.ask(method, path, b"body=x" if method == "POST" else None)
    own(got, 503, page=True)
    assert int(got.headers["Retry-After"]) > 0
    assert got.headers["Cross-Origin-Opener-Policy"] == ("same-origin" if path in ("/desk", "/account") else None)
    # A site's frame shows that its discussion is away.
    assert ("frame-ancestors" in got.headers["Content-Security-Policy"]) == (not path.startswith("/a/"))


# ---- the newspaper's own server
NEWS, DESK = "news.example", "desk.news.example"
INCLUDE = '<p>Before</p>\n<!--# include virtual="/.madang/fragment?url=https://news.example/articles/1" -->\n<p>After</p>\n'
AWAY = ('<p>Before</p>\n<p class="madang-away"><a href="https://talk.example.org/embed?url=https://news.example/articles/1">'
        'Read the discussion</a></p>\n\n<p>After</p>\n')


def publish(nginx, **pages):
    os.makedirs(nginx.folder + "/news", exist_ok=True)
    for name, text in pages.items():
        with open(f"{nginx.folder}/news/{name}.html", "w") as f:
            f.write(text)


@pytest.fixture
def paper(site):
    """(nginx, a link to the newspaper) of a newspaper whose pages include discussions."""
    n = Nginx(site[1].port, ("madang.conf", "ssi.conf"))
    publish(n, article=INCLUDE, unknown=INCLUDE.replace("articles/1", "articles/none"), wrong="<p>Before</p><!--# include nonsense --><p>After</p>")
    link = Https(n.start(), NEWS)
    yield n, link
    link.close()
    errors = n.errors()
    n.stop()
    assert "[emerg]" not in errors and "[alert]" not in errors, errors


@pytest.fixture(scope="module")
def discussed(site):
    """The article of INCLUDE has a comment."""
    create_account(site[1], "editor", "admin")
    link = Https(site[0])
    made = link.ask("POST", "/v1/sessions", {"login": "editor", "password": PASSWORD})
    bearer = {"Authorization": "Bearer " + made.json["token"]}
    article = link.ask("POST", "/v1/articles", {"key": "ssi", "url": f"https://{NEWS}/articles/1", "title": "Included"}, bearer)
    assert article.status == 201, article
    comment = link.ask("POST", f"/v1/articles/{article.json['id']}/comments", {"body": "Read by everybody."}, bearer)
    assert comment.status == 201, comment
    link.close()


def test_a_page_includes_the_discussion_and_none_of_the_reader(site, paper, discussed):
    fields = {"Cookie": "__Host-madang=" + "x" * 43, "If-None-Match": '"1-x"', "Accept-Encoding": "gzip", "Accept": "text/html"}
    got = paper[1].ask("GET", "/article.html", headers=fields)
    assert got.status == 200, got
    before, included = got.text.split("<p>Before</p>")[0], got.text.split("<p>Before</p>")[1].split("<p>After</p>")[0]
    assert before == "" and "Read by everybody." in included, got.text
    assert "<html" not in included and 'action="/sign-out"' not in included and "madang-away" not in included
    assert got.headers["Content-Security-Policy"] is None and got.headers["Set-Cookie"] is None


def test_an_unknown_article_is_no_error_in_the_page(paper):
    got = paper[1].ask("GET", "/unknown.html")
    assert got.status == 200 and got.text.startswith("<p>Before</p>") and got.text.endswith("<p>After</p>\n"), got
    assert "problem" not in got.text and "{" not in got.text, got.text


def test_a_page_without_madang_has_a_link_in_its_place(away_paper):
    n, link, port = away_paper
    assert link.ask("GET", "/article.html").text == AWAY
    hangs = socket.create_server(("127.0.0.1", port), backlog=8)     # takes connections and never answers
    with hangs:
        began = time.monotonic()
        got = link.ask("GET", "/article.html")
        assert got.status == 200 and got.text == AWAY and time.monotonic() - began < 5
    assert link.ask("GET", "/article.html").text == AWAY


@pytest.fixture
def away_paper():
    """The same newspaper in front of a port without a server."""
    port = free_port()
    n = Nginx(port, ("madang.conf", "ssi.conf"))
    publish(n, article=INCLUDE)
    link = Https(n.start(), NEWS)
    yield n, link, port
    link.close()
    n.stop()


def test_a_wrong_directive_leaves_its_place_empty(paper):
    assert paper[1].ask("GET", "/wrong.html").text == "<p>Before</p><p>After</p>"


def test_the_fragments_address_is_for_pages_only(paper):
    assert paper[1].ask("GET", "/.madang/fragment?url=https://news.example/articles/1").status == 404


# ---- Madang below a path
@pytest.fixture(scope="module")
def mounted(make_database, make_server):
    """(nginx, server) of a newspaper with Madang below /talk/ and the desk on a host of its own."""
    s = make_server(make_database(), {"server.base_url": f"https://{NEWS}/talk", "server.desk_url": f"https://{DESK}",
                                      "server.trusted_proxies": "127.0.0.1"}).start()
    n = Nginx(s.port, ("madang.conf", "path-mount.conf"), {"talk.example.org;": DESK + ";"})
    publish(n, index="<p>The newspaper</p>")
    yield n.start(), s
    errors = n.errors()
    n.stop()
    assert "[emerg]" not in errors and "[alert]" not in errors, errors


class Reader(Https):
    """A browser at one host: keeps its cookie and posts forms."""
    cookie = None

    def ask(self, method, path, body=None, headers=None):
        fields = {"Accept": "text/html", **({"Cookie": self.cookie} if self.cookie else {}), **(headers or {})}
        if isinstance(body, dict) and "Content-Type" not in fields:
            body = urllib.parse.urlencode(body).encode()
            fields.update({"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://" + self.name})
        got = super().ask(method, path, body, fields)
        if got.headers["Set-Cookie"]:
            self.cookie = got.headers["Set-Cookie"].split(";")[0]
        return got

    def json(self, path, body):
        return self.ask("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json", "Origin": "https://" + self.name})


def test_a_reader_and_a_moderator_work_below_a_path(mounted):
    nginx, server = mounted
    create_account(server, "below", "reader")
    create_account(server, "voter", "reader")
    create_account(server, "head", "admin")
    desk, below, voter = Reader(nginx, DESK), Reader(nginx, NEWS), Reader(nginx, NEWS)
    assert below.ask("GET", "/").text == "<p>The newspaper</p>"
    assert below.ask("GET", "/talk").headers["Location"].endswith("/talk/")
    assert below.ask("GET", "/talk/openapi.json").json["servers"] == [{"url": "/talk"}]

    assert desk.ask("GET", "/desk").headers["Location"] == "/sign-in?next=%2Fdesk"
    assert desk.ask("POST", "/sign-in", {"login": "head", "password": PASSWORD, "next": "/desk"}).headers["Location"] == "/desk"
    assert desk.cookie.startswith("__Host-madang=") and desk.ask("GET", "/desk").status == 200
    made = desk.json("/v1/articles", {"key": "k", "url": "https://news.example/1", "title": "One", "site": "default"})
    assert made.status == 201, made
    thread = f"/talk/a/{made.json['id']}"

    for browser, name in ((below, "below"), (voter, "voter")):
        got = browser.ask("POST", "/talk/sign-in", {"login": name, "password": PASSWORD, "next": thread.removeprefix("/talk")})
        assert got.status == 303 and got.headers["Location"] == thread, got
        assert got.headers["Set-Cookie"].startswith("__Secure-madang=") and "Path=/talk/;" in got.headers["Set-Cookie"]
    shown = below.ask("GET", thread).text
    for address in set(re.findall(r'(?:href|action|src)="(/[^"]*)"', shown)):
        assert address.startswith("/talk/"), address
    for address, kind in ((r'/talk/assets/[^"]+\.css', "text/css"), (r'/talk/assets/[^"]+\.js', "text/javascript")):
        assert below.ask("GET", re.search(f'(?:href|src)="({address})"', shown)[1]).type == kind

    def token(browser):
        return re.search(r'name="form_token" value="([^"]+)"', browser.ask("GET", thread).text)[1]
    posted = below.ask("POST", thread + "/comments", {"body": "Through nginx.", "form_token": token(below)})
    assert posted.status == 303 and posted.headers["Location"].startswith(thread), posted
    comment = posted.headers["Location"].split("#c-")[1]
    voted = voter.ask("POST", f"{thread}/c/{comment}/vote", {"value": "1", "form_token": token(voter)})
    assert voted.status == 303 and voted.headers["Location"].startswith(thread), voted
    assert below.ask("GET", "/talk/desk").status == 404 and below.ask("GET", "/talk/v1/moderation/cases").status == 404
    assert desk.ask("GET", f"/a/{made.json['id']}").headers["Location"] == f"https://{NEWS}{thread}"
    for browser in (desk, below, voter):
        browser.close()


def test_a_path_without_madang_says_so():
    n = Nginx(free_port(), ("madang.conf", "path-mount.conf"), {"talk.example.org;": DESK + ";"})
    publish(n, index="<p>The newspaper</p>")
    link = Https(n.start(), NEWS)
    try:
        got = link.ask("GET", "/talk/sign-in")
        assert got.status == 503 and "The discussion is being restarted." in got.text and got.headers["Retry-After"] == "5"
        assert link.ask("GET", "/").text == "<p>The newspaper</p>"
    finally:
        link.close()
        n.stop()
