# SPDX-License-Identifier: Apache-2.0
"""Goal: every line of the contract's conventions holds, on good input and on bad."""
import http.client
import json
import socket
import uuid

import pytest

from client import validate
from corpora import json_files

NOWHERE = "00000000-0000-7000-8000-000000000000"
ELSEWHERE = "https://evil.example"
SIGN_IN = {"login": "nobody", "password": "none of your concern"}


@pytest.fixture(scope="module")
def page(admin):
    """The path of an open article."""
    made = admin.api.post("/v1/articles", {"key": "conventions", "url": "https://news.example/conventions",
                                           "title": "Conventions"})
    assert made.status == 201, made
    return "/v1/articles/" + made.json["id"]


def raw(server, octets):
    """All bytes that the server answers to these; the request must ask for a close."""
    with socket.create_connection((server.host, server.port), 10) as s:
        s.sendall(octets)
        said = b""
        while more := s.recv(65536):
            said += more
    return said


# ---- paths and methods
@pytest.mark.parametrize("path", ["/v1/nowhere", "/v1", "/v1/", "/v1/session/", "//v1/session", "/v1//session",
                                  "/v1/accounts/not-an-id", f"/v1/accounts/{NOWHERE}x", f"/v1/accounts/{NOWHERE}/x",
                                  "/v1/sess%69on%2f", "/v1/accounts/%ff", "/.git/config",
                                  "/" + "/".join("abcdefghijklmnop")])
def test_unknown_paths_are_404(api, path):
    answer = api.get(path, check=False)
    assert (answer.status, answer.code) == (404, "not_found")
    assert answer.type == "application/problem+json"


@pytest.mark.parametrize("path", ["/v1/accounts/%00", "/v1/accounts/%zz", "/v1/accounts/%f"])
def test_badly_encoded_paths_are_400(api, path):
    assert api.get(path, check=False).code == "bad_request"


def test_paths_are_compared_decoded(reader):
    assert reader.api.get("/v1/%73ession", check=False).status == 200
    upper = reader.api.get(f"/v1/accounts/{reader.id.upper()}")
    assert upper.json["id"] == reader.id


def test_absent_objects_are_404(api):
    for path in (f"/v1/accounts/{NOWHERE}", f"/v1/articles/{NOWHERE}", f"/v1/articles/{NOWHERE}/comments"):
        assert api.get(path).code == "not_found"


@pytest.mark.parametrize("method,path,allow", [
    ("PUT", "/v1/sessions", {"POST", "OPTIONS"}),
    ("POST", "/v1/session", {"GET", "HEAD", "DELETE", "OPTIONS"}),
    ("DELETE", f"/v1/accounts/{NOWHERE}", {"GET", "HEAD", "OPTIONS"}),
    ("PATCH", "/openapi.json", {"GET", "HEAD", "OPTIONS"}),
])
def test_a_405_lists_the_allowed_methods(api, method, path, allow):
    answer = api.request(method, path)
    assert answer.status == 405 and answer.code == "method_not_allowed"
    assert set(answer.headers["Allow"].split(", ")) == allow


def test_an_unknown_method_is_501(api):
    assert api.request("BREW", "/v1/session").status == 501


def test_head_is_get_without_its_body(api, reader):
    for path in (f"/v1/accounts/{reader.id}", "/openapi.json", f"/v1/accounts/{NOWHERE}"):
        get, head = api.get(path), api.head(path)
        assert head.status == get.status and head.body == b""
        for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
            assert head.headers[name] == get.headers[name], name


# ---- bodies
@pytest.mark.parametrize("body", ["", " ", "{", "[]", "null", "1", '"x"', '{"login":"a","password":"b"}x', "{'login':1}",
                                  '{"login":"a","login":"b","password":"c"}', '{"login":"\\ud800","password":"b"}',
                                  '{"login":"\\udc00\\ud800","password":"b"}', '\ufeff{"login":"a","password":"b"}',
                                  '{"login":' + "[" * 200 + "]" * 200 + "}", '{"login":1e999}', "{\"login\":\"a\nb\"}"])
def test_invalid_json_is_400(api, body):
    answer = api.post("/v1/sessions", body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.code) == (400, "bad_json"), answer


def test_a_nul_character_is_refused(api):
    for body in ('{"login":"a\\u0000b","password":"c"}', '{"lo\\u0000gin":"a","password":"c"}'):
        answer = api.post("/v1/sessions", body, headers={"Content-Type": "application/json"})
        assert (answer.status, answer.code) == (422, "bad_character")
    raw_nul = api.post("/v1/sessions", b'{"login":"a\x00b","password":"c"}', headers={"Content-Type": "application/json"})
    assert raw_nul.code == "bad_json"


def test_unknown_fields_are_refused(api):
    for more in ({"remember": True}, {"": 1}, {"Login": "x"}, {"login ": "x"}, {"login password": "x"}):
        answer = api.post("/v1/sessions", {**SIGN_IN, **more})
        assert (answer.status, answer.code) == (400, "unknown_field"), answer


def fields(answer):
    assert (answer.status, answer.code) == (422, "invalid"), answer
    return {f["field"]: f["code"] for f in answer.json["fields"]}


def test_all_failed_checks_are_reported_at_once(api):
    assert fields(api.post("/v1/sessions", {})) == {"login": "missing", "password": "missing"}
    assert fields(api.post("/v1/sessions", {"login": None, "password": ""})) == {"login": "missing", "password": "missing"}
    assert fields(api.post("/v1/sessions", {"login": 5, "password": ["x"]})) == {"login": "bad_type", "password": "bad_type"}
    assert fields(api.post("/v1/sessions", {**SIGN_IN, "login": "x" * 600})) == {"login": "too_long"}


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/jsonx", "application/x-www-form-urlencoded",
                                  "application/json; charset=latin-1", "multipart/form-data; boundary=x"])
def test_a_wrong_content_type_is_415(api, kind):
    headers = {} if kind is None else {"Content-Type": kind}
    answer = api.post("/v1/sessions", json.dumps(SIGN_IN).encode(), headers=headers)
    assert (answer.status, answer.code) == (415, "bad_content_type")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", "application/json; charset=utf-8",
                                  'application/json;charset="UTF-8"'])
def test_json_content_types_are_accepted(api, kind):
    assert api.post("/v1/sessions", json.dumps(SIGN_IN).encode(), headers={"Content-Type": kind}).status == 401


def test_a_body_that_is_too_large_is_413(api, reader, page):
    assert api.post("/v1/sessions", {**SIGN_IN, "login": "x" * 70000}).status == 413
    big = reader.api.post(page + "/comments", {"body": "x" * 91000})
    assert big.status == 413 and big.type == "application/problem+json"
    # A comment's route takes three times comments.bytes_max and 16 kB; what is then too long for a comment is a failed check.
    assert reader.api.post(page + "/comments", {"body": "x" * 90000}).status == 422


def test_a_body_where_none_is_expected_is_413(reader):
    answer = reader.api.delete("/v1/session", body={"sure": True})
    assert answer.status == 413
    assert reader.api.get("/v1/session").status == 200


# ---- query
@pytest.mark.parametrize("query", ["?x=1", "?limit=1&limit=2", "?limit", "?limit=", "?limit=0", "?limit=101", "?limit=-1",
                                   "?limit=1.0", "?limit=01x", "?limit=99999999999999999999", "?limit=%zz", "?limit=%00",
                                   "?limit=%ff", "?sort=", "?sort=hot", "?replies=11", "?%6cimit=1000",
                                   "?sort=newest&sort=newest"])
def test_malformed_queries_are_400(api, page, query):
    answer = api.get(page + "/comments" + query)
    assert answer.status == 400 and answer.code == "bad_query", answer


def test_an_unknown_parameter_is_named_before_a_duplicate(api, page):
    """Thousands of unknown names are not compared with each other."""
    for query, why in ("?x=1&x=2", "not known"), ("?limit=1&limit=2", "twice"), ("?" + "&".join(f"x{n}" for n in range(500)), "not known"):
        answer = api.get(page + "/comments" + query)
        assert answer.status == 400 and why in answer.json["detail"], answer


def test_a_query_where_none_is_expected_is_400(api, reader):
    assert reader.api.get("/v1/session?x").code == "bad_query"
    assert api.post("/v1/sessions?next=/", SIGN_IN).code == "bad_query"


@pytest.mark.parametrize("cursor", ["x", "", "AAAA", "=" * 20, "a" * 500, "%F0%9F%92%A9"])
def test_a_malformed_cursor_is_400(api, page, cursor):
    answer = api.get(page + "/comments?cursor=" + cursor)
    assert (answer.status, answer.code) == (400, "bad_cursor"), answer


# ---- credentials
BAD_AUTHORIZATIONS = ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Token " + "A" * 43, "A" * 43, "Bearer " + "A" * 42,
                      "Bearer " + "A" * 44, "Bearer " + "!" * 43, "Bearer " + "A" * 43 + " x", "Bearer " + "A" * 43]


@pytest.mark.parametrize("value", BAD_AUTHORIZATIONS)
def test_bad_credentials_are_401(api, value):
    answer = api.get("/v1/session", headers={"Authorization": value})
    assert (answer.status, answer.code) == (401, "sign_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_missing_credentials_are_401_everywhere(api, page):
    for method, path, body in (("GET", "/v1/session", None), ("DELETE", "/v1/session", None),
                               ("GET", "/v1/account/sessions", None), ("GET", "/v1/account/notices", None),
                               ("PUT", "/v1/account/password", {"current": "x", "new": "y"}),
                               ("PUT", f"/v1/accounts/{NOWHERE}/role", {"role": "admin"}),
                               ("POST", page + "/comments", {"body": "x"}), ("GET", page + "/mine", None),
                               ("GET", "/v1/moderation/cases", None)):
        answer = api.request(method, path, body)
        assert (answer.status, answer.code) == (401, "sign_in"), answer
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_scheme_is_read_in_any_case(reader, api):
    for scheme in ("bearer", "BEARER", "Bearer"):
        assert api.get("/v1/session", headers={"Authorization": f"{scheme} {reader.token}"}).status == 200


def test_public_reads_ignore_credentials(api, page):
    for value in BAD_AUTHORIZATIONS:
        answer = api.get(page, headers={"Authorization": value, "Cookie": "madang=x"})
        assert answer.status == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def cookie(account):
    return f"madang={account.token}"


def test_a_cookie_signs_in(api, reader):
    assert api.get("/v1/session", headers={"Cookie": cookie(reader)}).json["account"]["id"] == reader.id
    assert api.get("/v1/session", headers={"Cookie": f"a=b; {cookie(reader)}; c=d"}).status == 200
    for bad in ("madang=", "madang=x", f"Madang={reader.token}", f"__Host-madang={reader.token}",
                f"{cookie(reader)}; {cookie(reader)}", f"{cookie(reader)}; madang=x"):
        assert api.get("/v1/session", headers={"Cookie": bad}).status == 401, bad


def test_a_cookie_is_ignored_beside_authorization(api, reader, make_account):
    other = make_account()
    both = api.get("/v1/session", headers={"Authorization": f"Bearer {other.token}", "Cookie": cookie(reader)})
    assert both.json["account"]["id"] == other.id
    assert api.get("/v1/session", headers={"Authorization": "Bearer x", "Cookie": cookie(reader)}).status == 401
    # Nor does it call for an Origin then.
    assert api.post("/v1/account/notices/" + NOWHERE + "/read",
                    headers={"Authorization": f"Bearer {other.token}", "Cookie": cookie(reader)}).status == 404


# ---- origins
def unsafe(api, headers):
    return api.post(f"/v1/account/notices/{NOWHERE}/read", headers=headers)


@pytest.mark.parametrize("headers", [
    {"Origin": ELSEWHERE}, {"Origin": "null"}, {"Origin": ""}, {"Origin": "http://127.0.0.1"}, {"Origin": "127.0.0.1"},
    {"Origin": "{url}/"}, {"Origin": "{url}.evil.example"}, {"Origin": "{url}, {url}"}, {"Origin": "http://x@127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "same-origin, cross-site"}, {"Origin": ELSEWHERE, "Sec-Fetch-Site": "same-origin"},
    {"Origin": "{url}", "Sec-Fetch-Site": "nonsense"},
])
def test_a_write_from_a_foreign_origin_is_refused(server, api, reader, headers):
    headers = {name: value.replace("{url}", server.url) for name, value in headers.items()}
    for who in ({"Authorization": f"Bearer {reader.token}"}, {"Cookie": cookie(reader)}):
        answer = unsafe(api, {**headers, **who})
        assert (answer.status, answer.code) == (403, "bad_origin"), answer
        assert answer.headers["Access-Control-Allow-Origin"] in (None, server.url)
    # Sign-in and sign-up too.
    for path, body in (("/v1/sessions", SIGN_IN), ("/v1/accounts", {})):
        assert api.post(path, body, headers=headers).code == "bad_origin"


def test_a_write_with_a_cookie_needs_an_origin(server, api, reader):
    for more in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}):
        assert unsafe(api, {"Cookie": cookie(reader), **more}).code == "bad_origin"
    assert unsafe(api, {"Cookie": cookie(reader), "Origin": server.url}).status == 404
    assert unsafe(api, {"Cookie": cookie(reader), "Origin": server.url.upper().replace("HTTP", "http")}).status == 404


@pytest.mark.parametrize("headers", [{}, {"Origin": "{url}"}, {"Origin": "{url}", "Sec-Fetch-Site": "same-origin"},
                                     {"Origin": "{url}", "Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-origin"},
                                     {"Sec-Fetch-Site": "none"}])
def test_a_write_from_the_sites_origin_is_accepted(server, api, reader, headers):
    headers = {name: value.replace("{url}", server.url) for name, value in headers.items()}
    assert unsafe(api, {**headers, "Authorization": f"Bearer {reader.token}"}).status == 404
    assert api.post("/v1/sessions", SIGN_IN, headers=headers).status == 401


def test_a_page_elsewhere_reads_with_a_token_and_never_with_the_cookie(api, reader):
    there = {"Origin": ELSEWHERE, "Sec-Fetch-Site": "cross-site"}
    answer = api.get("/v1/session", headers={"Authorization": f"Bearer {reader.token}", **there})
    assert answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] is None
    assert api.get("/v1/session", headers={"Cookie": cookie(reader), **there}).code == "sign_in"


def test_a_page_of_a_sites_origin_acts_with_a_token_and_never_with_the_cookie(server, api, reader):
    """It may frame the discussion, and every script of its advertisements runs there."""
    there = {"Origin": "https://paper.example", "Sec-Fetch-Site": "same-site"}
    bearer = {"Authorization": f"Bearer {reader.token}", **there}
    server.cli("site", "origin", "default", "https://paper.example")
    server.wait_for(lambda: unsafe(api, bearer).status == 404, 5, "the origin in force")
    answer = api.get("/v1/session", headers=bearer)
    assert answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] == "https://paper.example"
    assert answer.headers["Access-Control-Allow-Credentials"] is None
    assert api.get("/v1/session", headers={"Cookie": cookie(reader), **there}).code == "sign_in"
    assert unsafe(api, {"Cookie": cookie(reader), **there}).code == "bad_origin"
    assert api.post("/v1/sessions", SIGN_IN, headers=there).headers["Set-Cookie"] is None


# ---- CORS
def test_public_reads_allow_every_origin(api, page):
    for headers in ({}, {"Origin": ELSEWHERE}, {"Origin": "null"}):
        answer = api.get(page, headers=headers)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Credentials"] is None
        assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) == {"ETag", "Madang-Version", "Retry-After", "X-Request-Id"}


def test_other_answers_echo_a_listed_origin(server, api, reader):
    mine = {"Authorization": f"Bearer {reader.token}"}
    listed = api.get("/v1/session", headers={**mine, "Origin": server.url})
    assert listed.headers["Access-Control-Allow-Origin"] == server.url
    assert listed.headers["Vary"] == "Origin"
    for headers in ({}, {"Origin": ELSEWHERE}):
        answer = api.get("/v1/session", headers={**mine, **headers})
        assert answer.headers["Access-Control-Allow-Origin"] is None and answer.headers["Vary"] == "Origin"
    # A script may read why it was refused.
    assert api.get("/v1/session", headers={"Origin": server.url}).headers["Access-Control-Allow-Origin"] == server.url


def preflight(api, path, method, origin):
    return api.request("OPTIONS", path, headers={"Origin": origin, "Access-Control-Request-Method": method,
                                                 "Access-Control-Request-Headers": "content-type"})


def test_a_preflight_allows_what_its_route_allows(server, api, page):
    public = preflight(api, page + "/comments", "GET", ELSEWHERE)
    assert public.status == 204 and public.headers["Access-Control-Allow-Origin"] == "*"
    own = preflight(api, page + "/comments", "POST", server.url)
    assert own.status == 204 and own.headers["Access-Control-Allow-Origin"] == server.url
    assert own.headers["Access-Control-Allow-Methods"] == "POST"
    assert set(own.headers["Access-Control-Allow-Headers"].split(", ")) == {
        "Authorization", "Content-Type", "Idempotency-Key", "Madang-Min-Version"}
    assert own.headers["Vary"] == "Origin"
    for origin, method in ((ELSEWHERE, "POST"), ("null", "POST"), (server.url, "BREW"), (server.url, "PUT")):
        answer = preflight(api, page + "/comments", method, origin)
        assert answer.status == 204 and answer.headers["Access-Control-Allow-Origin"] is None
    assert preflight(api, "/v1/nowhere", "GET", server.url).status == 404


def test_an_origin_of_a_site_is_accepted(server, api, reader, database):
    database.sql("update core.site set origins = array['https://news.example']")

    def accepted():
        return unsafe(api, {"Authorization": f"Bearer {reader.token}", "Origin": "https://news.example"}).status == 404
    server.wait_for(accepted, 10, "the site's origin")


# ---- public reads
def test_public_reads_are_revalidated_by_etag(api, page):
    first = api.get(page)
    tag = first.etag
    assert tag.startswith(f'"{first.version}-') and first.headers["Cache-Control"] == "no-cache"
    for value in (tag, "W/" + tag, "*", f'"x", {tag}', f'W/"x" , W/{tag},"y"', f'"a,b", {tag}'):
        again = api.get(page, headers={"If-None-Match": value})
        assert again.status == 304 and again.body == b"", value
        assert again.etag == tag and again.version == first.version
        assert api.head(page, headers={"If-None-Match": value}).status == 304
    for value in ("", "x", '"x"', tag[:-1], tag.strip('"'), "*, " + tag, f'x{tag}', '"' + tag):
        assert api.get(page, headers={"If-None-Match": value}).status == 200, value


def test_a_changed_thread_has_another_etag(api, reader, page):
    before = api.get(page)
    posted = reader.api.post(page + "/comments", {"body": "The version rises by one."})
    assert posted.status == 201 and posted.version == posted.json["article_version"] == before.version + 1
    after = api.get(page, headers={"If-None-Match": before.etag})
    assert after.status == 200 and after.version == posted.version


def test_a_min_version_ahead_of_the_page_is_503(api, page):
    now = api.get(page).version
    assert api.get(page, headers={"Madang-Min-Version": str(now)}).status == 200
    ahead = api.get(page, headers={"Madang-Min-Version": str(now + 1)})
    assert ahead.status == 503 and int(ahead.headers["Retry-After"]) > 0
    for bad in ("x", "-1", "1.5", "", "9" * 30):
        assert api.get(page, headers={"Madang-Min-Version": bad}).status == 400, bad


def test_a_profile_has_an_etag(api, reader):
    first = api.get(f"/v1/accounts/{reader.id}")
    assert first.etag and api.get(f"/v1/accounts/{reader.id}", headers={"If-None-Match": first.etag}).status == 304


def test_all_other_answers_are_private(api, reader):
    for answer in (reader.api.get("/v1/session"), reader.api.get("/v1/account/sessions"), api.get("/v1/session"),
                   api.post("/v1/sessions", SIGN_IN), api.get(f"/v1/accounts/{NOWHERE}"), api.get("/v1/nowhere", check=False)):
        assert answer.headers["Cache-Control"] == "private, no-store", answer
        assert answer.etag is None


def test_every_answer_has_the_security_headers(api, reader, page):
    for answer in (api.get(page), api.get("/v1/session"), reader.api.get("/v1/session"), api.get("/v1/nowhere", check=False)):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Server"] is None
        for name in ("Cache-Control", "Content-Type", "ETag", "Access-Control-Allow-Origin"):
            assert len(answer.headers.get_all(name, [])) <= 1, name


# ---- Idempotency-Key
def test_idempotency_keys_are_uuids(reader, page):
    for key in ("x", "", "1", str(uuid.uuid4())[:-1], "{" + str(uuid.uuid4()) + "}"):
        answer = reader.api.post(page + "/comments", {"body": "keyed"}, headers={"Idempotency-Key": key})
        assert answer.status == 400, answer


def test_a_retry_with_its_key_gives_the_first_answer(reader, page, make_account):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = reader.api.post(page + "/comments", {"body": "once and only once"}, headers=key)
    again = reader.api.post(page + "/comments", {"body": "once and only once"}, headers=key)
    assert (first.status, again.status) == (201, 201)
    assert first.json["comment"]["id"] == again.json["comment"]["id"]
    other = reader.api.post(page + "/comments", {"body": "something else"}, headers=key)
    assert (other.status, other.code) == (422, "key_reused")
    theirs = make_account().api.post(page + "/comments", {"body": "my own key, by chance"}, headers=key)
    assert theirs.status == 201


def test_a_refusal_is_not_bound_to_its_key(reader, page):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    assert reader.api.post(page + "/comments", {"body": ""}, headers=key).status == 422
    assert reader.api.post(page + "/comments", {"body": "now with words"}, headers=key).status == 201


# ---- the rest
def test_json_test_suite_files_never_cause_a_5xx(api):
    """Every file as a body: what is not JSON is bad_json, what is fails further on; never a 5xx."""
    count = 0
    for name, octets in json_files():
        if len(octets) > 16000:
            continue
        count += 1
        answer = api.post("/v1/sessions", octets, headers={"Content-Type": "application/json"})
        validate(answer)
        assert 400 <= answer.status < 500, (name, answer)
        if name.startswith("n_"):
            assert answer.code == "bad_json", (name, answer)
        elif name.startswith("y_object") and "duplicated" not in name:
            assert answer.code in ("unknown_field", "bad_character", "invalid"), (name, answer)
    assert count > 300


def test_expect_100_continue_is_answered(server):
    body = json.dumps(SIGN_IN).encode()
    head = (f"POST %s HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
    assert raw(server, (head % "/v1/sessions").encode() + body).count(b"HTTP/1.1 ") in (1, 2)
    # Refused before the body: no 100.
    refused = raw(server, (head % "/v1/nowhere").encode())
    assert refused.startswith(b"HTTP/1.1 404") and b" 100 " not in refused.split(b"\r\n\r\n")[0]


def test_openapi_json_is_served(api):
    answer = api.get("/openapi.json")
    assert answer.status == 200 and answer.json["openapi"].startswith("3.1")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert api.get("/openapi.json", headers={"If-None-Match": answer.etag}).status == 304


def test_pipelined_answers_come_in_order(server, reader):
    ask = (f"GET %s HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nAuthorization: Bearer {reader.token}\r\n%s\r\n")
    said = raw(server, b"".join((ask % (p, c)).encode() for p, c in (
        ("/v1/session", ""), ("/v1/nowhere", ""), (f"/v1/accounts/{reader.id}", ""), ("/v1/session", "Connection: close\r\n"))))
    assert [int(part[:3]) for part in said.split(b"HTTP/1.1 ")[1:]] == [200, 404, 200, 200]


def test_the_log_contains_no_secrets(server, reader):
    log = server.log_text()
    assert '"msg":"request answered"' in log
    for secret in (reader.token, reader.password, SIGN_IN["password"], SIGN_IN["login"]):
        assert secret not in log


def test_the_connection_survives_an_error(server):
    link = http.client.HTTPConnection(server.host, server.port, timeout=10)
    for path, status in (("/v1/session", 401), ("/v1/nowhere", 404), ("/v1/session", 401)):
        link.request("GET", path)
        answer = link.getresponse()
        answer.read()
        assert answer.status == status and not answer.will_close
    link.close()
