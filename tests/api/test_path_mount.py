# SPDX-License-Identifier: Apache-2.0
"""Goal: below a path of the newspaper's host everything a reader needs works, and nothing that needs a role answers there."""
import json
import re
import urllib.parse

import pytest
import requests

from conftest import create_account
from fixture_site import PASSWORD

NEWS, PATH, DESK = "news.example", "/talk", "desk.example"
BASE, NEWS_ORIGIN, DESK_ORIGIN = f"https://{NEWS}{PATH}", f"https://{NEWS}", f"https://{DESK}"
SETTINGS = {"server.base_url": BASE, "server.desk_url": DESK_ORIGIN, "server.origins": "https://other.example"}
HTML = "text/html,*/*;q=0.8"


class Browser:
    """Sends Host and Origin of one host, and the Cookie field that a browser would send there."""

    def __init__(self, server, host=NEWS):
        self.url, self.host, self.origin, self.cookie = server.url, host, f"https://{host}", None
        self.http = requests.Session()

    def ask(self, method, path, data=None, headers=None, **more):
        fields = {"Host": self.host, "Accept": HTML, "Accept-Encoding": "identity", **(headers or {})}
        if method not in ("GET", "HEAD", "OPTIONS"):
            fields.setdefault("Origin", self.origin)
        if self.cookie:
            fields["Cookie"] = self.cookie
        self.http.cookies.clear()
        got = self.http.request(method, self.url + path, data=data, headers=fields, allow_redirects=False, **more)
        if "Set-Cookie" in got.headers:
            self.cookie = got.headers["Set-Cookie"].split(";")[0]
        return got

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def form(self, path, **fields):
        """Posts the form with the token of the page that has it."""
        here = "/" if self.host == DESK else PATH + "/"
        token = re.search(r'name="form_token" value="([^"]+)"', self.get(here if self.host != DESK else "/account").text)
        return self.ask("POST", path, {**fields, **({"form_token": token[1]} if token else {})})


@pytest.fixture(scope="module")
def people(server, database):
    for name, role in (("reader", "reader"), ("author", "reader"), ("boss", "admin")):
        create_account(server, name, role)
    server.cli("site", "origin", "default", "https://partner.example")


@pytest.fixture(scope="module")
def boss(server, people):
    """An administrator who is signed in on the desk's host."""
    b = Browser(server, DESK)
    got = b.form("/sign-in", login="boss", password=PASSWORD, next="/desk")
    assert got.status_code == 303 and got.headers["Location"] == "/desk", got.text
    return b


@pytest.fixture(scope="module")
def article(boss):
    got = boss.ask("POST", "/v1/articles", json={"key": "mounted", "url": "https://news.example/1", "title": "Mounted", "site": "default"})
    assert got.status_code == 201, got.text
    return got.json()["id"]


@pytest.fixture
def reader(server, people):
    b = Browser(server)
    got = b.ask("POST", PATH + "/sign-in", {"login": "reader", "password": PASSWORD, "next": "/"})
    assert got.status_code == 303 and got.headers["Location"].startswith(PATH + "/"), got.text
    return b


@pytest.fixture
def staff_reader(server, people):
    """The administrator, signed in below the path."""
    b = Browser(server)
    assert b.ask("POST", PATH + "/sign-in", {"login": "boss", "password": PASSWORD}).status_code == 303
    return b


def addresses(html):
    return re.findall(r'(?:href|action|src|formaction)="([^"]*)"', html)


def check_addresses(html):
    found = addresses(html)
    assert found
    for address in found:
        assert not address.startswith("/") or address.startswith(PATH + "/"), address
        assert not address.startswith(PATH + PATH), address
    return found


# ---- the path
def test_the_bare_path_is_redirected_to_the_one_with_a_slash(server, people):
    b = Browser(server)
    for query in ("", "?v=1&x=/a"):
        got = b.get(PATH + query)
        assert got.status_code == 308 and got.headers["Location"] == PATH + "/" + query
    assert b.get(PATH + "/").status_code == 200


@pytest.mark.parametrize("target", ["/", "/sign-in", "/v1/session", "/openapi.json", "/talks/sign-in", "/Talk/sign-in", "/x/talk/sign-in",
                                    "//talk/sign-in", "/talk-/", "/tal", "/talk/talk/sign-in", "/a/00000000-0000-7000-8000-000000000000"])
def test_what_does_not_begin_with_the_path_is_unknown(server, people, target):
    b = Browser(server)
    for method in ("GET", "POST", "OPTIONS"):
        got = b.ask(method, target)
        assert got.status_code == 404, got.text
    problem = b.get(target, Accept="application/json")
    assert problem.headers["Content-Type"] == "application/problem+json" and problem.json()["code"] == "not_found"
    check_addresses(b.get(target).text)


def test_the_path_has_one_spelling_after_decoding(server, people):
    assert Browser(server).get("/%74alk/sign-in").status_code == 200


def test_openapi_names_the_path_in_servers(server, people):
    public = Browser(server).get(PATH + "/openapi.json")
    assert public.json()["servers"] == [{"url": PATH}]
    desk = Browser(server, DESK).get("/openapi.json")
    assert desk.json()["servers"] == [{"url": "/"}]
    assert {**public.json(), "servers": 0} == {**desk.json(), "servers": 0}
    again = Browser(server).get(PATH + "/openapi.json", **{"If-None-Match": public.headers["ETag"]})
    assert again.status_code == 304


def test_assets_come_from_below_the_path(server, people):
    b = Browser(server)
    found = [a for a in check_addresses(b.get(PATH + "/sign-in").text) if "/assets/" in a]
    assert found
    for address in found:
        assert b.get(address).status_code == 200
        assert b.get(address.removeprefix(PATH)).status_code == 404


# ---- what a reader does
def test_a_reader_signs_in_comments_votes_and_signs_out(server, people, article, reader):
    thread = f"{PATH}/a/{article}"
    shown = reader.get(thread)
    assert shown.status_code == 200
    check_addresses(shown.text)
    posted = reader.form(thread + "/comments", body="Below a path, as @author says.")
    assert posted.status_code == 303 and posted.headers["Location"].startswith(f"{thread}?"), posted.headers
    page = reader.get(posted.headers["Location"].split("#")[0])
    assert ">@author</a> says." in page.text
    made = re.search(r"#c-([0-9a-f-]{36})", posted.headers["Location"])[1]
    writer = Browser(server)
    assert writer.ask("POST", PATH + "/sign-in", {"login": "author", "password": PASSWORD}).status_code == 303
    voted = writer.form(f"{thread}/c/{made}/vote", value="1", back=f"/a/{article}?sort=newest")
    assert voted.status_code == 303 and voted.headers["Location"].startswith(f"{thread}?sort=newest&"), voted.headers
    assert writer.get(f"/talk/v1/articles/{article}/mine").json()
    for path in ("/account", "/account/notices", "/account/appeals", f"/a/{article}/c/{made}", f"/a/{article}/c/{made}/edit",
                 f"/a/{article}/c/{made}/withdraw", f"/a/{article}/c/{made}/report", "/notices/illegal", "/house-rules/default"):
        got = reader.get(PATH + path)
        assert got.status_code in (200, 422), (path, got.text)
        check_addresses(got.text)
    out = reader.form(PATH + "/sign-out")
    assert out.status_code == 303 and out.headers["Location"].startswith(PATH + "/")


def test_a_frame_stays_below_the_path(server, people, article, reader):
    frame = f"{PATH}/embed/{article}"
    posted = reader.form(frame + "/comments", body="In a frame below a path.", back=f"/embed/{article}?sort=newest")
    assert posted.status_code == 303 and posted.headers["Location"].startswith(frame + "?sort=newest&"), posted.headers
    found = check_addresses(reader.get(posted.headers["Location"].split("#")[0]).text)
    assert any(a.startswith(frame + "/c/") for a in found)
    cached = Browser(server).get(frame)
    check_addresses(cached.text)
    assert "frame-ancestors 'self' https://partner.example" in cached.headers["Content-Security-Policy"]


def test_scripts_find_the_discussion_below_the_path(server, people, article):
    for root in ("/a", "/embed"):
        assert f'data-discussion="{PATH}{root}/{article}"' in Browser(server).get(f"{PATH}{root}/{article}").text


def test_back_and_next_stay_without_the_path(server, people, article):
    b = Browser(server)
    shown = b.get(f"{PATH}/a/{article}?sort=newest").text
    links = [a for a in addresses(shown) if a.startswith(PATH + "/sign-in?next=")]
    assert links and all(urllib.parse.unquote(a.split("next=")[1]).startswith("/a/") for a in links), links
    refused = b.get(PATH + "/account")
    assert refused.status_code == 303 and refused.headers["Location"] == PATH + "/sign-in?next=%2Faccount"
    assert 'name="next" value="/account"' in b.get(refused.headers["Location"]).text
    got = b.ask("POST", PATH + "/sign-in", {"login": "reader", "password": PASSWORD, "next": "/account"})
    assert got.headers["Location"] == PATH + "/account"


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"])
def test_a_foreign_next_leads_to_the_front_page(server, people, next):
    got = Browser(server).ask("POST", PATH + "/sign-in", {"login": "reader", "password": PASSWORD, "next": next})
    assert got.status_code == 303 and got.headers["Location"].startswith(PATH + "/") and "evil" not in got.headers["Location"]


def test_a_cached_page_is_the_same_for_all_readers(server, people, article):
    first, second = (Browser(server).get(f"{PATH}/a/{article}") for _ in range(2))
    assert first.content == second.content and first.headers["ETag"] == second.headers["ETag"]
    check_addresses(first.text)
    again = Browser(server).get(f"{PATH}/a/{article}", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_merged_article_redirects_below_the_path(server, people, boss, article):
    other = boss.ask("POST", "/v1/articles", json={"key": "twin", "url": "https://news.example/2", "title": "Twin", "site": "default"}).json()["id"]
    server.cli("article", "merge", article, other)
    for path in ("/a/{}", "/v1/articles/{}", "/v1/articles/{}/comments"):
        got = Browser(server).get(PATH + path.format(other))
        assert got.status_code == 308 and got.headers["Location"] == PATH + path.format(article)


# ---- cookies and origins
def test_the_cookie_belongs_to_the_path(server, people):
    b = Browser(server)
    got = b.ask("POST", PATH + "/sign-in", {"login": "reader", "password": PASSWORD})
    name, attributes = got.headers["Set-Cookie"].split("=")[0], got.headers["Set-Cookie"].split("; ")[1:]
    assert name == "__Secure-madang" and {"Path=/talk/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(attributes)
    token = b.cookie.split("=")[1]
    for name, status in (("__Secure-madang", 200), ("__Host-madang", 401), ("madang", 401)):
        b.cookie = f"{name}={token}"
        assert b.get(PATH + "/v1/session").status_code == status, name
    b.cookie = f"__Secure-madang={token}"
    out = b.form(PATH + "/sign-out")
    assert out.headers["Set-Cookie"].startswith("__Secure-madang=; Path=/talk/; Max-Age=0")


def test_the_desk_has_a_cookie_of_its_own(server, boss):
    assert boss.cookie.startswith("__Host-madang=")
    b = Browser(server, DESK)
    b.cookie = boss.cookie.replace("__Host-", "__Secure-")
    assert b.get("/v1/session").status_code == 401


def test_origins_are_compared_without_the_path(server, people, article, reader):
    for origin, allowed in ((NEWS_ORIGIN, True), ("https://other.example", True), (BASE, False),
                            (DESK_ORIGIN, False), ("https://evil.example", False), ("null", False)):
        got = reader.ask("POST", f"{PATH}/v1/articles/{article}/comments", headers={"Origin": origin}, json={"body": "From " + origin})
        assert (got.status_code in (201, 429)) == allowed, (origin, got.text)
        assert (got.headers.get("Access-Control-Allow-Origin") == origin) == allowed
        assert allowed or got.json()["code"] == "bad_origin"


@pytest.mark.parametrize("origin", [NEWS_ORIGIN, "https://partner.example", "https://other.example", BASE, None])
def test_the_desk_takes_no_write_from_the_newspapers_pages(boss, origin):
    got = boss.ask("POST", "/v1/moderation/claims", headers={"Origin": origin}, json={"view": "open"})
    assert got.status_code == 403 and got.json()["code"] == "bad_origin", got.text
    assert got.headers.get("Access-Control-Allow-Origin") is None
    assert boss.ask("POST", "/desk/claim", {"view": "open"}, headers={"Origin": origin}).status_code == 403


# ---- the desk's host
def rows(server):
    """(method, path with ids in place of names, needs a role)"""
    for line in server.cli("routes").stdout.splitlines()[1:]:
        method, path, who = line.split()[:3]
        path = re.sub(r"\{[^}]*:text\}", "x", path)
        yield method, re.sub(r"\{[^}]*\}", "00000000-0000-7000-8000-000000000000", path), who in ("staff", "moderator", "admin")


def allowed(got):
    assert got.status_code in (204, 404)
    return [m.strip() for m in got.headers.get("Allow", "").split(",")]


def test_routes_that_need_a_role_answer_on_the_desks_host_only(server, people, boss, staff_reader):
    assert sum(needs for _, _, needs in rows(server)) > 60
    for method, path, needs in rows(server):
        assert needs or not path.startswith(("/desk", "/v1/moderation")), path
        for browser in (staff_reader, Browser(server)):
            assert (method in allowed(browser.ask("OPTIONS", PATH + path))) == (not needs), (method, path)
        assert method in allowed(boss.ask("OPTIONS", path)), (method, path)
        if needs:
            got = staff_reader.ask(method, PATH + path, headers={"Accept": "application/json"}, json=None if method == "GET" else {})
            assert got.status_code in (404, 405), (method, path, got.text)
            assert staff_reader.ask(method, path).status_code == 404


def test_a_bearer_token_has_no_role_below_the_path_either(server, people, boss):
    token = {"Authorization": "Bearer " + boss.cookie.split("=")[1]}
    b = Browser(server)
    assert b.get(PATH + "/v1/session", **token).json()["account"]["role"] == "admin"
    assert b.get(PATH + "/v1/moderation/cases", **token).status_code == 404
    assert b.get("/v1/moderation/cases", **token).status_code == 404
    assert Browser(server, DESK).get("/v1/moderation/cases", **token).status_code == 200


@pytest.mark.parametrize("host,answers", [(DESK, True), (DESK.upper(), True), (DESK + ":443", False), (DESK + ".", False), ("x" + DESK, False),
                                          (DESK + ".evil.example", False), (NEWS, False), ("127.0.0.1", False)])
def test_the_desk_answers_to_its_exact_name(server, boss, host, answers):
    b = Browser(server)
    b.host, b.cookie = host, boss.cookie
    assert (b.get("/desk").status_code == 200) == answers


def test_the_desks_host_works_at_its_root(server, boss, article):
    home = boss.get("/")
    assert home.status_code == 303 and home.headers["Location"] == "/desk"
    for path in ("/desk", "/desk/log", "/desk/search", "/desk/rules", "/desk/settings", "/desk/jobs", f"/desk/articles/{article}", "/account"):
        got = boss.get(path)
        assert got.status_code == 200, (path, got.text)
        assert not [a for a in addresses(got.text) if a.startswith((PATH, BASE))], path
        assert got.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert boss.get(PATH + "/desk").status_code == 404


def test_the_desks_host_sends_readers_to_the_discussion(boss, article):
    for path in (f"/a/{article}", f"/a/{article}?sort=newest&v=1", f"/a/{article}/c/{article}", "/embed/x", "/fragment?url=https://news.example/1"):
        got = boss.get(path)
        assert got.status_code == 303 and got.headers["Location"] == BASE + path
    assert boss.get("/anything").status_code == 404


def test_links_to_the_desk_lead_to_its_host(server, people, article, staff_reader, boss):
    made = staff_reader.ask("POST", f"{PATH}/v1/articles/{article}/comments", json={"body": "Staff writes below the path."})
    assert made.status_code == 201, made.text
    shown = staff_reader.get(f"{PATH}/a/{article}?v={made.headers['Madang-Version']}").text
    found = check_addresses(shown)
    assert DESK_ORIGIN + "/desk" in found
    assert f"{DESK_ORIGIN}/desk/{made.json()['comment']['id']}" in found
    got = Browser(server).ask("POST", PATH + "/sign-in", {"login": "boss", "password": PASSWORD, "next": "/desk?view=mine"})
    assert got.headers["Location"] == DESK_ORIGIN + "/desk?view=mine"


def test_signing_in_at_the_desk_leads_back_to_the_desk(server, people):
    b = Browser(server, DESK)
    got = b.get("/desk/log")
    assert got.status_code == 303 and got.headers["Location"] == "/sign-in?next=%2Fdesk%2Flog"
    assert addresses(b.get(got.headers["Location"]).text)


def test_a_form_pending_over_a_sign_in_cannot_reach_the_desk(server, people):
    """The sign-in page sends on the form that was refused; its address is the browser's word."""
    b = Browser(server)
    got = b.ask("POST", PATH + "/sign-in", {"login": "boss", "password": PASSWORD, "then": "/desk/claim", "pending-view": "open"})
    assert got.status_code == 303 and got.headers["Location"].startswith(PATH + "/"), got.headers


# ---- settings
def test_a_desk_without_a_path_has_its_host_too(make_server, database):
    s = make_server(database, {"server.base_url": "https://talk.example", "server.desk_url": DESK_ORIGIN}).start()
    public, desk = Browser(s, "talk.example"), Browser(s, DESK)
    assert public.get("/desk").status_code == 404 and desk.get("/desk").status_code == 303
    assert public.get("/sign-in").status_code == 200
    assert public.ask("POST", "/sign-in", {"login": "boss", "password": PASSWORD, "next": "/desk"}).headers["Location"] == DESK_ORIGIN + "/desk"
    assert public.cookie.startswith("__Host-madang=")


def test_a_path_without_a_host_for_the_desk_is_refused_with_its_line(make_server, database):
    s = make_server(database, {"server.base_url": BASE})
    with open(s.config) as f:
        line = next(n for n, text in enumerate(f, 1) if text.startswith("base_url"))
    for command in ("check", "serve"):
        done = s.cli(command, check=False)
        assert done.returncode != 0
        assert f"{s.config}:{line}: server.base_url: a path needs a host of its own for the desk; set server.desk_url too" in done.stderr


def test_a_reload_moves_the_pages_to_the_new_path(make_server, database, article):
    s = make_server(database, {**SETTINGS, "server.workers": 1}).start()
    assert f'href="{PATH}/sign-in' in Browser(s).get(f"{PATH}/a/{article}").text
    s.reload({"server.base_url": NEWS_ORIGIN + "/forum"})
    s.wait_for(lambda: Browser(s).get(f"/forum/a/{article}").status_code == 200, what="the new path")
    shown = Browser(s).get(f"/forum/a/{article}").text
    assert 'href="/forum/sign-in' in shown and PATH + "/" not in json.dumps(addresses(shown))
    assert Browser(s).get(f"{PATH}/a/{article}").status_code == 404
