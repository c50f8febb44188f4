# SPDX-License-Identifier: Apache-2.0
"""Goal: answers of every kind are complete: their JSON reads back, and their header fields are those of their kind."""
import json
import re

import pytest

from client import Client
from conftest import PASSWORD, create_account
from wire import Wire

NOWHERE = "00000000-0000-7000-8000-000000000000"
FORM = "application/x-www-form-urlencoded"
AWKWARD = ["a\nb", "a\tb\r", "quote\"back\\slash", "bell\x07 del\x7f", "한글\u2028\U0001f44d", "</script>"]


@pytest.fixture
def page(article):
    return f"/v1/articles/{article['id']}"


@pytest.fixture(scope="module")
def browser(server):
    """A client for pages, which the api's document does not have."""
    c = Client(server.url, check=False)
    yield c
    c.close()


@pytest.fixture(scope="module")
def hasty(database, make_server):
    """A server whose deadlines are short."""
    return make_server(database, {"http.head_timeout": "100ms", "http.body_timeout": "100ms"}).start()


@pytest.fixture(scope="module")
def hasty_reader(hasty):
    """The token of a session there."""
    create_account(hasty, "hasty", "reader")
    api = Client(hasty.url)
    answer = api.post("/v1/sessions", {"login": "hasty", "password": PASSWORD})
    api.close()
    return answer.json["token"]


# ---- JSON
@pytest.mark.parametrize("name", AWKWARD)
def test_a_refusal_that_quotes_the_client_is_json(admin, name):
    for rules in ({name: 1}, {"words": {name: {"list": ["x"]}}}, {"reason": name}):
        answer = admin.api.put("/v1/moderation/rules", {"version": 0, "rules": rules})
        assert (answer.status, answer.code) == (422, "bad_rules"), answer
        assert answer.json["fields"][0]["code"] == "bad_rules"


# ---- what a browser may do with it
SITE = "https://paper.example"
CLOSED = "default-src 'none'; frame-ancestors "
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def framed(server, database, browser):
    """The site has an origin of its own, and every worker has loaded it."""
    database.sql("update core.site set origins = array[%s]", [SITE])

    def heard():
        return all(SITE in browser.get("/a/" + NOWHERE, headers={**PAGE, "Connection": "close"})
                   .headers["Content-Security-Policy"] for _ in range(8))
    server.wait_for(heard, what="the site's origin")


def policy(answer):
    given = answer.headers["Content-Security-Policy"]
    return given, given.partition("frame-ancestors ")[2]


def check(answer, framers, corp="same-origin", coop=None, page=None):
    page = answer.type == "text/html" if page is None else page
    given, found = policy(answer)
    assert found == framers, answer
    assert ("script-src 'self'" in given) == page and given.startswith("default-src 'none'; "), answer
    assert page or given == CLOSED + framers
    assert answer.headers["Cross-Origin-Resource-Policy"] == corp, answer
    assert answer.headers["Cross-Origin-Opener-Policy"] == coop, answer
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_json_answers_may_be_framed_by_nobody(server, api, reader, page, framed):
    for answer in (reader.api.get("/v1/session"), api.get("/v1/session"), api.get("/v1/nowhere", check=False),
                   api.delete("/openapi.json", check=False), api.post("/v1/sessions", {"login": "x"}),
                   api.request("OPTIONS", page), api.get("/v1", check=False)):
        check(answer, "'none'", page=False)
    # A page that every origin may read, every origin may load; also from the cache and when revalidated.
    first = api.get(page)
    for answer in (first, api.get(page), api.get(page, headers={"If-None-Match": first.etag}), api.get("/openapi.json"),
                   api.get(f"/v1/accounts/{NOWHERE}"), api.get("/v1/articles/" + NOWHERE)):
        check(answer, "'none'", corp="cross-origin", page=False)


def test_discussion_pages_may_be_framed_by_listed_sites(browser, page, reader, framed):
    html = "/a/" + page.rpartition("/")[2]
    first = browser.get(html, headers=PAGE)
    mine = {**PAGE, "Cookie": f"madang={reader.token}"}
    for path in (html, html + f"/c/{NOWHERE}", html + f"/c/{NOWHERE}/report", "/a/" + NOWHERE):
        for headers in (PAGE, mine):
            answer = browser.get(path, headers=headers)
            check(answer, f"'self' {SITE}", corp="cross-origin")
    again = browser.get(html, headers={**PAGE, "If-None-Match": first.etag})
    assert again.status == 304
    check(again, f"'self' {SITE}", corp="cross-origin", page=True)
    check(browser.post(html + "/comments", "body=x", headers={**PAGE, "Content-Type": FORM}), f"'self' {SITE}", corp="cross-origin")


@pytest.mark.parametrize("path,coop", [
    ("/", None), ("/sign-in", None), ("/sign-up", None), ("/notices/illegal", None), ("/nothing", None), ("/abc", None),
    ("/account", "same-origin"), ("/account/notices", "same-origin"), ("/account/nothing", "same-origin"),
    ("/desk", "same-origin"), ("/desk/log", "same-origin"), ("/desk/%2e%2e/x", "same-origin"), ("/%64esk", "same-origin"),
    ("/accounts", None), ("/deskx", None)])
def test_other_pages_are_framed_by_no_other_site(browser, moderator, framed, path, coop):
    for headers in ({}, PAGE, {**PAGE, "Cookie": f"madang={moderator.token}"}):
        answer = browser.get(path, headers=headers)
        assert answer.status in (200, 303, 401, 404), answer
        check(answer, "'self'", coop=coop)


def test_assets_may_be_loaded_by_every_site(browser, framed):
    style = re.search(r'href="(/assets/[^"]+)"', browser.get("/", headers=PAGE).text)[1]
    for path in (style, "/assets/nothing.css"):
        check(browser.get(path), "'none'", corp="cross-origin", page=False)


def test_signing_out_clears_only_the_browsers_cache(browser, api, make_account, server):
    form = {"Content-Type": FORM, "Origin": server.url, **PAGE}
    token = make_account().token
    said = browser.get("/account", headers={**PAGE, "Cookie": f"madang={token}"}).text
    field = re.search(r'name="form_token" value="([^"]+)"', said)[1]
    out = browser.post("/sign-out", "form_token=" + field, headers={**form, "Cookie": f"madang={token}"})
    assert out.status == 303
    for answer in (out, make_account().api.delete("/v1/session"),
                   api.delete("/v1/session", headers={"Cookie": f"madang={make_account().token}", "Origin": server.url})):
        assert answer.headers["Clear-Site-Data"] == '"cache"', answer
    assert browser.get("/sign-in").headers["Clear-Site-Data"] is None


# ---- what a script may read
def kinds():
    """(status, what is sent) of every kind of refusal; {O} is the Origin's line."""
    host, rest = "Host: a.example\r\n", "{O}\r\n"
    length = "Content-Type: application/json\r\nContent-Length: "
    yield 404, "GET /v1/nothing HTTP/1.1\r\n" + host + rest
    yield 404, "POST /v1/nothing HTTP/1.1\r\n" + host + length + "2\r\n" + rest + "{{}}"
    yield 404, "OPTIONS /v1/nothing HTTP/1.1\r\n" + host + "Access-Control-Request-Method: POST\r\n" + rest
    yield 405, "PUT /v1/sessions HTTP/1.1\r\n" + host + rest
    yield 405, "DELETE /v1/articles HTTP/1.1\r\n" + host + rest
    yield 401, "GET /v1/session HTTP/1.1\r\n" + host + rest
    yield 400, "GET /v1/session HTTP/1.1\r\n" + host + "{O}Bad Field: x\r\n\r\n"
    yield 400, "GET /v1/session HTTP/1.1\r\n" + host + "Bad Field: x\r\n{O}\r\n"
    yield 400, "GET /%00 HTTP/1.1\r\n" + host + rest
    yield 400, "GET /v1/session HTTP/1.1\r\n{O}\r\n"
    yield 400, "POST /v1/sessions HTTP/1.1\r\n" + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n" + rest
    yield 400, "POST /v1/sessions HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n" + rest + "x\r\n"
    yield 400, "POST /v1/nothing HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n" + rest + "x\r\n"
    yield 408, "POST /v1/sessions HTTP/1.1\r\n" + host + length + "9\r\n" + rest + "{{"
    yield 408, "POST /v1/sessions HTTP/1.1\r\n" + host + "{O}X-Later: "
    yield 413, "POST /v1/sessions HTTP/1.1\r\n" + host + length + "99999\r\n" + rest
    yield 413, "POST /v1/sessions HTTP/1.1\r\n" + host + length + "99999999999\r\n" + rest
    yield 413, "POST /v1/sessions HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n" + rest + "fffff\r\n"
    yield 413, "PUT /v1/account/password HTTP/1.1\r\n" + host + length + "99999\r\nAuthorization: Bearer {T}\r\n" + rest
    yield 414, "GET /" + 9000 * "x" + " HTTP/1.1\r\n" + host + rest
    yield 415, "POST /v1/sessions HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: 2\r\n" + rest + "{{}}"
    yield 417, "POST /v1/sessions HTTP/1.1\r\n" + host + "Expect: miracles\r\nContent-Length: 2\r\n" + rest
    yield 421, "GET ftp://a.example/ HTTP/1.1\r\n" + host + rest
    yield 431, "GET /v1/session HTTP/1.1\r\n" + host + "{O}X: " + 20000 * "x" + "\r\n\r\n"
    yield 431, "GET /v1/session HTTP/1.1\r\n" + host + 120 * "X: y\r\n" + rest
    yield 501, "BREW /v1/session HTTP/1.1\r\n" + host + rest
    yield 505, "GET /v1/session HTTP/2.0\r\n" + host + rest


@pytest.mark.parametrize("status,sent", kinds(), ids=lambda v: str(v)[:60].replace("\r\n", " "))
def test_a_script_of_a_listed_origin_reads_every_refusal(hasty, hasty_reader, status, sent):
    for origin, allowed in ((hasty.url, hasty.url), ("https://elsewhere.example", None), (None, None)):
        line = f"Origin: {origin}\r\n" if origin else ""
        with Wire(hasty.host, hasty.port) as w:
            w.send(sent.format(O=line, T=hasty_reader).encode())
            answer = w.answer()
        # One from elsewhere may not write: refused before its body is looked at.
        assert answer.status == status or (origin != allowed and answer.status in (403, 408)), answer
        assert answer.fields.get("access-control-allow-origin") == allowed, (origin, answer.fields)
        assert answer.fields["vary"] == "Origin"
        assert answer.fields.get("access-control-allow-credentials") == ("true" if allowed else None)
        if allowed:
            assert answer.fields["access-control-expose-headers"] == "ETag, Madang-Version, Retry-After, X-Request-Id"
        assert answer.fields["content-security-policy"] == CLOSED + "'none'"
        assert answer.fields["cross-origin-resource-policy"] == "same-origin"
        assert json.loads(answer.body)["status"] == answer.status


def test_every_origin_reads_the_refusals_of_public_reads(hasty):
    with Wire(hasty.host, hasty.port) as w:
        w.send(b"GET /v1/articles?nonsense=1 HTTP/1.1\r\nHost: a\r\nOrigin: https://elsewhere.example\r\n\r\n")
        assert w.answer().fields["access-control-allow-origin"] == "*"
        w.send(f"GET /v1/articles/{NOWHERE} HTTP/1.1\r\nHost: a\r\nOrigin: https://elsewhere.example\r\n\r\n".encode())
        assert w.answer().fields["access-control-allow-origin"] == "*"


def test_a_script_reads_a_rate_limit_refusal(database, make_server):
    s = make_server(database, {"limits.rates": "on", "limits.reads": 2}).start()
    api = Client(s.url)
    for _ in range(8):
        answer = api.get("/v1/notices/illegal/NOTHING", headers={"Origin": s.url})
    assert answer.status == 429 and answer.headers["Access-Control-Allow-Origin"] == s.url
    check(answer, "'none'", page=False)
    api.close()


def test_an_odd_origin_in_a_refused_head_is_not_echoed(hasty):
    for line in (f"Origin: {hasty.url}\r\nOrigin: {hasty.url}\r\n", f"Origin: {hasty.url}\x01\r\n", "Origin:\r\n",
                 f"Origin: {hasty.url}/\r\n", f"X-Origin: {hasty.url}\r\n", f"Origin: {hasty.url} {hasty.url}\r\n"):
        with Wire(hasty.host, hasty.port) as w:
            w.send(("GET /v1/session HTTP/1.1\r\nHost: a\r\nBad Field: x\r\n" + line + "\r\n").encode())
            answer = w.answer()
        assert answer.status == 400 and "access-control-allow-origin" not in answer.fields, line


# ---- what a browser sees of what is too much
def test_a_form_that_is_too_large_or_too_slow_is_answered_by_a_page(hasty):
    head = "POST /sign-in HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\nContent-Type: " + FORM + "\r\nOrigin: " + hasty.url + "\r\n"
    for status, rest in ((413, "Content-Length: 999999\r\n\r\n"), (413, "Content-Length: 99999999\r\n\r\n"),
                         (408, "Content-Length: 9\r\n\r\nx"), (400, "Transfer-Encoding: chunked\r\n\r\nx\r\n")):
        with Wire(hasty.host, hasty.port) as w:
            w.send((head + rest).encode())
            answer = w.answer()
        assert answer.status == status and answer.last, answer
        assert answer.fields["content-type"] == "text/html; charset=utf-8", answer
        assert b"</html>" in answer.body and "access-control-allow-origin" not in answer.fields


# ---- one path, one place
def test_an_escaped_path_is_the_same_path(api, page, reader):
    plain = api.get(page)
    for path in (page.replace("v1", "%761"), page.replace("/v1/", "/%76%31/"), page.replace("articles", "%61rticles"),
                 page.replace("v1", "v%31")):
        for headers in ({}, PAGE):
            answer = api.get(path, headers=headers, check=False)
            assert (answer.status, answer.type, answer.body) == (200, "application/json", plain.body), path
    for path in ("/%761/session", "/v%31/session", "/%761", "/%76%31/nothing", "/openapi%2ejson/"):
        answer = api.get(path, headers=PAGE, check=False)
        assert answer.type == "application/problem+json" or path.endswith("/"), answer
    # A bearer's write goes there by no other rules.
    said = reader.api.post("/%761/articles/" + page.rpartition("/")[2] + "/comments", "body=x",
                           headers={"Content-Type": FORM, **PAGE}, check=False)
    assert (said.status, said.code) == (415, "bad_content_type")
    # Reserved characters stay encoded.
    for path in ("/v1%2fsession", "/v1/articles%3fkey=x", "/a%2f" + NOWHERE):
        assert api.get(path, check=False).status == 404, path
