# SPDX-License-Identifier: Apache-2.0
"""Goal: a page of the newspaper makes its article for its first reader, where the site allows it, within limits, and for its own address only."""
import uuid

import pytest

PAPER = "https://www.paper.example"
SETTINGS = {"limits.rates": "off", "rules.refresh": "50ms", "sweep.every": "50ms", "limits.site_first_sights": 20}
PATH = "/v1/articles/first-sight"
HTML = {"Accept": "text/html"}


def refresh(server, api):
    """Every worker has loaded the sites' present origins and settings."""
    def loaded():
        pages = [api.get("/embed?url=https%3A%2F%2Fpaper.example%2Fnone&site=paper", headers={**HTML, "Connection": "close"}, check=False)
                 for _ in range(8)]
        return all(PAPER in page.headers["content-security-policy"] and 'id="start"' in page.text for page in pages)
    server.wait_for(loaded, what="the site's origins and settings")


@pytest.fixture(scope="module", autouse=True)
def sites(server, database, api):
    database.sql("select core.site_make(core.new_id(), 'paper', 'Paper', array[%s, 'https://blog.example'])", [PAPER])
    database.sql("select core.site_make(core.new_id(), 'off', 'Off', array['https://off.example'])")
    database.sql("""update core.site set settings = '{"first_sight": true}', updated_at = core.now() where key = 'paper'""")
    refresh(server, api)


@pytest.fixture(autouse=True)
def a_new_day(database):
    """Each test has the day's limit for itself."""
    database.sql("delete from core.first_sight")


@pytest.fixture
def url():
    return f"https://paper.example/{uuid.uuid4().hex}"


def ask(api, url, title="The bridge is open", origin=PAPER, site="paper", **fields):
    body = {name: value for name, value in {"url": url, "title": title, "site": site}.items() if value is not None}
    return api.post(PATH, body, headers={"Origin": origin, **fields} if origin else fields)


def test_a_page_of_the_newspaper_makes_its_article(api, reader, url):
    made = ask(api, url.replace("https://", "http://www.") + "?utm_source=x#top")
    assert made.status == 201 and made.headers["madang-version"] == "1"
    assert made.headers["access-control-allow-origin"] == PAPER and made.headers.get("access-control-allow-credentials") is None
    assert (made.json["title"], made.json["site"], made.json["state"]) == ("The bridge is open", "paper", "open")
    assert api.get("/v1/articles", query={"url": url, "site": "paper"}).json["id"] == made.json["id"]
    assert reader.api.post(f"/v1/articles/{made.json['id']}/comments", {"body": "First."}).status == 201


def test_only_the_first_sight_sets_the_title(api, url):
    made = ask(api, url).json
    again = ask(api, url + "/", title="Another headline")
    assert again.status == 200 and again.json == made


@pytest.mark.parametrize("title, kept", [
    ("  Two\r\n\tlines \u00a0 and\u2003spaces\u200b ", "Two lines and spaces"),
    ("Turned \u202egnp.exe\u2066 text", "Turned gnp.exe text"),
    ("다리 <b>가</b> 열리다 & more", "다리 <b>가</b> 열리다 & more"),
    ("가" * 300, "가" * 100),
    (None, None),
])
def test_a_title_is_one_visible_line(api, url, title, kept):
    made = ask(api, url, title=title)
    assert made.status == 201 and made.json["title"] == (kept or url)


def test_a_page_says_its_title_as_text(api, url):
    made = ask(api, url, title="<script>alert(1)</script>").json
    for path in (f"/a/{made['id']}", f"/embed/{made['id']}", f"/fragment/{made['id']}"):
        assert "<script>alert" not in api.get(path, headers=HTML, check=False).text


@pytest.mark.parametrize("fields, status, code", [
    ({"origin": None}, 403, "bad_origin"),
    ({"origin": "null"}, 403, "bad_origin"),
    ({"origin": "https://stranger.example"}, 403, "bad_origin"),
    ({"origin": "https://off.example"}, 403, "bad_origin"),                     # of another site
    ({"origin": "https://off.example", "site": "off"}, 403, "forbidden"),      # the site has it off
    ({"origin": PAPER, "site": None}, 403, "bad_origin"),                       # the default site is another one
    ({"site": "nowhere"}, 422, "unknown_site"),
    ({"title": "x" * 1001}, 422, "invalid"),
    ({"title": "\u200b \u2060"}, 422, "invalid"),
    ({"title": ""}, 422, "invalid"),
])
def test_other_requests_make_nothing(api, url, fields, status, code):
    got = ask(api, url, **fields)
    assert (got.status, got.code) == (status, code)
    assert api.get("/v1/articles", query={"url": url, "site": "paper"}).status == 404


@pytest.mark.parametrize("address", [
    "https://blog.example/a", "https://stranger.example/a", "https://paper.example.stranger.example/a", "https://paper.example:8443/a",
    "https://m.paper.example/a", "https://www.www.paper.example/a",
])
def test_an_address_belongs_to_the_page_that_asks(api, address):
    got = ask(api, address)
    assert got.status == 422 and got.json["fields"] == [{"field": "url", "code": "other_origin"}]


@pytest.mark.parametrize("address", ["", "paper.example/a", "javascript:alert(1)", "https://user@paper.example/", "https://paper.example/%zz", "x" * 2049])
def test_a_malformed_address_is_refused(api, address):
    got = ask(api, address)
    assert got.status == 422 and got.json["fields"][0]["field"] == "url"


def test_a_hidden_article_stays_hidden(api, admin, url):
    made = ask(api, url).json["id"]
    assert admin.api.patch(f"/v1/articles/{made}", {"state": "hidden"}).status == 200
    assert ask(api, url).status == 404


def test_a_page_of_the_newspaper_never_acts_with_a_cookie(api, reader, url):
    got = ask(api, url, Cookie=f"madang={reader.token}")
    assert (got.status, got.code) == (403, "bad_origin")


def test_a_site_takes_so_many_in_a_day(api, database, clock, url):
    for n in range(20):
        assert ask(api, f"{url}/{n}").status == 201
    late = ask(api, f"{url}/late")
    assert (late.status, late.code) == (429, "too_fast") and 86000 < int(late.headers["Retry-After"]) <= 86400
    assert ask(api, f"{url}/7").status == 200, "an article that is there"
    database.sql("update core.first_sight set at = at - interval '25 hours'")
    assert ask(api, f"{url}/late").status == 201


def test_a_network_makes_so_many_in_an_hour(make_server, database, api, url):
    server = make_server(database, {**SETTINGS, "limits.rates": "on", "limits.first_sights": 3, "server.trusted_proxies": "127.0.0.1"}).start()
    from client import Client
    client = Client(server.url)
    try:
        def at(address, n):
            return ask(client, f"{url}/{n}", **{"X-Forwarded-For": address})
        server.wait_for(lambda: at("203.0.113.99", 0).status != 403, what="the site's origins")
        assert [at("203.0.113.1", n).status for n in range(4)] == [200, 201, 201, 429]
        refused = at("203.0.113.1", 5)
        assert refused.code == "too_fast" and 0 < int(refused.headers["Retry-After"]) <= 1200
        assert refused.headers["access-control-allow-origin"] == PAPER
        assert at("203.0.113.2", 5).status == 201, "another network"
    finally:
        client.close()


# ---- what becomes of it
def test_one_without_a_comment_is_deleted_after_its_time(server, api, database, reader, url):
    alone, discussed, held = (ask(api, f"{url}/{n}").json["id"] for n in range(3))
    assert reader.api.post(f"/v1/articles/{discussed}/comments", {"body": "I was there."}).status == 201
    comment = reader.api.post(f"/v1/articles/{held}/comments", {"body": "Hold this."}).json["comment"]["id"]
    database.sql("update core.comment set state = 'held', visible = false where id = %s", [comment])
    database.sql("update core.first_sight set at = at - interval '29 days'")
    swept = database.one("select count(*) from core.audit")     # a sweep that finds nothing due changes nothing
    assert database.one("select core.sweep_first_sights(100, 30 * 86400)") == 0 and database.one("select count(*) from core.audit") == swept
    assert api.get(f"/a/{alone}", headers=HTML, check=False).status == 200
    database.sql("update core.first_sight set at = at - interval '2 days'")
    server.wait_for(lambda: database.one("select count(*) from core.first_sight") == 0, what="the sweep")
    assert [api.get(f"/v1/articles/{one}").status for one in (alone, discussed, held)] == [404, 200, 200]
    server.wait_for(lambda: api.get(f"/a/{alone}", headers=HTML, check=False).status == 404, what="the page to leave the memory")
    assert ask(api, f"{url}/0").status == 201, "its address is free"


def test_the_newsroom_takes_over_an_article_with_its_own_key_and_title(server, api, admin, database, url):
    made = ask(api, url, title="A lie").json["id"]
    assert "A lie" in api.get(f"/a/{made}", headers=HTML, check=False).text
    taken = admin.api.post("/v1/articles", {"site": "paper", "key": url, "url": url + "/", "title": "The truth"})
    assert taken.status == 200 and (taken.json["id"], taken.json["key"], taken.json["title"]) == (made, url, "The truth")
    assert database.one("select count(*) from core.first_sight") == 0
    server.wait_for(lambda: "The truth" in api.get(f"/a/{made}", headers=HTML, check=False).text)
    other = admin.api.post("/v1/articles", {"site": "paper", "key": url + "2", "url": url, "title": "Another"})
    assert (other.status, other.code) == (409, "url_taken"), "once"


def test_a_merged_article_is_not_swept(server, api, database, url):
    into, away = (ask(api, f"{url}/{n}").json["id"] for n in range(2))
    server.cli("article", "merge", into, away)
    assert database.one("select count(*) from core.first_sight") == 0
    assert api.get(f"/v1/articles/{into}").status == 200


def test_each_article_is_audited_with_the_page_that_made_it(api, admin, url):
    made = ask(api, url).json["id"]
    entry, = admin.api.get("/v1/moderation/audit", query={"object": made}).json["entries"]
    assert (entry["action"], entry["actor"], entry["codes"]) == ("article_create", None, {"first_sight": PAPER})


# ---- the page of an unknown article
@pytest.mark.parametrize("query, starts", [
    ("url=https%3A%2F%2Fpaper.example%2Fnone&site=paper", True),
    ("url=https%3A%2F%2Foff.example%2Fnone&site=off", False),
    ("key=none&site=paper", False),
    ("url=javascript%3Aalert(1)&site=paper", False),
    ("url=https%3A%2F%2Fpaper.example%2Fnone&site=nowhere", False),
])
def test_the_start_of_a_discussion_is_offered_only_where_it_works(api, query, starts):
    got = api.get(f"/embed?{query}", headers=HTML, check=False)
    assert got.status == 200 and ('id="start" hidden' in got.text) == ("data-embedders" in got.text) == starts
    fragment = api.get(f"/fragment?{query}", headers=HTML, check=False)
    assert "no discussion here yet" in fragment.text and "<button" not in fragment.text and "start" not in fragment.text


def test_the_setting_is_a_yes_or_no_that_the_desk_keeps(server, admin, database):
    from visitor import Visitor, key, version
    path = "/v1/moderation/settings"
    now = admin.api.get(path, query={"site": "off"}).json
    wrong = admin.api.put(path, {"version": now["version"], "settings": {"first_sight": "yes"}}, query={"site": "off"})
    assert wrong.status == 422 and wrong.json["fields"] == [{"field": "settings.first_sight", "code": "bad_type"}]
    desk = Visitor(server)
    desk.sign_in(admin)
    for ticked in ({"first_sight": "yes"}, {}):
        shown = desk.get("/desk/settings?site=off").text
        sent = {"site": "off", "key": key(shown), "version": version(shown), "mode": "open", "trailing_slash": "same", **ticked}
        assert desk.post("/desk/settings", sent).status_code == 303
        assert admin.api.get(path, query={"site": "off"}).json["settings"].get("first_sight", False) == bool(ticked)
