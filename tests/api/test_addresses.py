# SPDX-License-Identifier: Apache-2.0
"""Goal: a page has one article, whichever spelling of its address comes in, goes out, or was stored before."""
import os
import uuid

import pytest

from visitor import Visitor, key, version
from visitor import page as html

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SETTINGS = {"limits.rates": "off"}
# One page: as a browser, a feed reader, an advertisement, a mail and an old link name it.
PAGE = "https://news.example/%EB%89%B4%EC%8A%A4/1"
SPELLINGS = [
    PAGE, PAGE + "/", PAGE + "//", PAGE + "#comments", PAGE + "?", PAGE + "?utm_source=mail&utm_medium=x", PAGE + "/?fbclid=1#top",
    "HTTPS://NEWS.EXAMPLE/%EB%89%B4%EC%8A%A4/1", "https://news.example:443/%eb%89%b4%ec%8a%a4/1", "https://news.example/뉴스/1",
    "https://news.example./x/../%EB%89%B4%EC%8A%A4/./1", "https://news.example/%EB%89%B4%EC%8A%A4/%31", " " + PAGE + " ",
    "http://news.example/%EB%89%B4%EC%8A%A4/1", "https://www.news.example/%EB%89%B4%EC%8A%A4/1", "HTTP://WWW.news.example:80/뉴스/1/#top", PAGE + "?id=1",
]
OTHERS = ["https://m.news.example/%EB%89%B4%EC%8A%A4/1", "https://www.example/%EB%89%B4%EC%8A%A4/1",
          "https://wwwnews.example/%EB%89%B4%EC%8A%A4/1", "https://www.www.news.example/%EB%89%B4%EC%8A%A4/1", "https://news.example/%EB%89%B4%EC%8A%A4/1/2", "https://news.example:8443/%EB%89%B4%EC%8A%A4/1", PAGE + "%2F"]
NO_ADDRESSES = ["https://news.example/%zz", "https://news.example/%", "news.example/a", "ftp://news.example/a", "https://a b.example/",
                "https://user@news.example/", "https://news.example/a\\b", "javascript:alert(1)", "https://" + "a/" * 1100, "x"]


def make(admin, url, key=None, **more):
    return admin.api.post("/v1/articles", {"key": key or str(uuid.uuid4()), "url": url, "title": "A page", **more})


def found(api, url):
    answer = api.get("/v1/articles", query={"url": url})
    return answer.json["id"] if answer.status == 200 else answer.code


@pytest.fixture(scope="module")
def page(admin):
    answer = make(admin, SPELLINGS[7], "the-page")
    assert answer.status == 201 and answer.json["url"] == PAGE
    return answer.json["id"]


@pytest.mark.parametrize("url", SPELLINGS)
def test_every_spelling_of_an_address_finds_one_article(api, admin, page, url):
    assert found(api, url) == page
    second = make(admin, url)
    assert (second.status, second.code, second.json["current"]["id"]) == (409, "url_taken", page)
    again = make(admin, url, "the-page")
    assert (again.status, again.json["id"]) == (200, page)


@pytest.mark.parametrize("url", OTHERS)
def test_different_addresses_are_different_articles(api, page, url):
    assert found(api, url) == "not_found"


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_malformed_addresses_are_refused(api, admin, article, url):
    assert found(api, url) == "bad_query"
    for answer in (make(admin, url), admin.api.patch(f"/v1/articles/{article['id']}", {"url": url})):
        assert answer.status == 422 and answer.json["fields"][0]["field"] == "url", answer


@pytest.mark.parametrize("sent,kept", [
    ("http://한국.kr/경로?q={1}|2", "http://xn--3e0b707e.kr/%EA%B2%BD%EB%A1%9C?q=%7B1%7D%7C2"),
    ("https://slash.example/story/", "https://slash.example/story/"),      # it may lead nowhere without
    ("https://[2001:DB8:0::1]:443/x?utm_id=1&id=2", "https://[2001:db8::1]/x?id=2"),
])
def test_an_article_is_found_by_its_normalized_address(api, admin, sent, kept):
    answer = make(admin, sent)
    assert (answer.status, answer.json["url"]) == (201, kept)
    assert found(api, sent) == found(api, kept) == answer.json["id"]


def test_a_moved_page_keeps_its_former_addresses(api, admin, page):
    moved = make(admin, "https://moved.example/old/").json["id"]
    path = f"/v1/articles/{moved}"
    assert admin.api.patch(path, {"url": "https://MOVED.example/new?utm_source=x"}).json["url"] == "https://moved.example/new"
    assert found(api, "https://moved.example/old#x") == found(api, "https://moved.example/new/") == moved
    assert admin.api.patch(path, {"url": "https://moved.example/old"}).json["url"] == "https://moved.example/old"
    taken = admin.api.patch(path, {"url": SPELLINGS[10]})
    assert (taken.status, taken.code, taken.json["current"]["id"]) == (409, "url_taken", page)


def test_the_desk_finds_an_article_by_any_spelling(server, admin, reader, page):
    def search(article):
        cases = admin.api.get("/v1/moderation/search", query={"in": "comments", "article": article}).json["cases"]
        return [c["article"]["id"] for c in cases]

    keyed = make(admin, "https://keyed.example/", "https://keyed.example/?p=1#a key is any text").json
    for article in (page, keyed["id"]):
        assert reader.api.post(f"/v1/articles/{article}/comments", {"body": "To be found."}).status == 201
    server.wait_for(lambda: search(keyed["key"]) == [keyed["id"]], what="the search's copy of the comments")
    assert [search(url) for url in SPELLINGS] == [[page]] * len(SPELLINGS)
    desk = Visitor(server)
    desk.sign_in(admin)
    for url in (*SPELLINGS, "the-page"):
        assert page in desk.http.get(desk.url + "/desk/articles", params={"q": url}).text, url


# ---- rules of a site

HOST = "https://rules.example"
SETTINGS_PATH = "/v1/moderation/settings"


class Site:
    """A site with rules of its own."""

    def __init__(self, admin, key):
        self.admin, self.key = admin, key

    def settings(self):
        return self.admin.api.get(SETTINGS_PATH, query={"site": self.key}).json

    def rules(self, **settings):
        return self.admin.api.put(SETTINGS_PATH, {"version": self.settings()["version"], "settings": settings}, query={"site": self.key})

    def make(self, rest):
        answer = make(self.admin, HOST + rest, site=self.key)
        assert answer.status == 201, answer
        return answer.json["id"]

    def found(self, *rests):
        answers = [self.admin.api.get("/v1/articles", query={"url": HOST + rest, "site": self.key}) for rest in rests]
        return [answer.json["id"] if answer.status == 200 else answer.code for answer in answers]


@pytest.fixture
def site(database, admin):
    key = uuid.uuid4().hex
    database.sql("select core.site_make(core.new_id(), %s, 'Rules', '{}')", [key])
    return Site(admin, key)


def test_only_the_query_parameters_that_a_site_lists_matter(site):
    assert site.rules(query_parameters=["id", "lang"]).status == 200
    first, second = site.make("/view?id=1&page=2"), site.make("/view?page=2&id=2")
    assert site.found("/view?id=1", "/view?ref=x&id=1&utm_id=1", "/view/?%69d=1#c") == [first] * 3
    assert site.found("/view?id=2") == [second]
    assert set(site.found("/view", "/view?ID=1", "/view?id=1&id=2", "/view?id=1&lang=ko", "/view?xid=1")) == {"not_found"}
    korean = site.make("/view?lang=ko&id=1")
    assert site.found("/view?id=1&lang=ko", "/view?lang=ko&id=1") == [korean] * 2


def test_a_slash_at_the_end_can_make_another_address(site):
    assert site.rules(trailing_slash="different").status == 200
    made = [site.make("/a"), site.make("/a/"), site.make("/")]
    assert site.found("/a?x=1", "/a/?x=1", "?x=1") == made and len(set(made)) == 3


def test_new_rules_apply_to_the_articles_that_exist(site):
    """The address beside the key has what the former rules left out."""
    made = site.make("/view/?id=1")
    assert site.found("/view?id=2") == [made]
    assert site.rules(query_parameters=["id"], trailing_slash="different").status == 200
    assert site.found("/view/?id=1", "/view?id=1", "/view/?id=2", "/view/") == [made] + ["not_found"] * 3
    assert site.rules().status == 200
    assert site.found("/view?id=2") == [made]


def test_the_present_address_outlives_a_rule_that_had_joined_it_with_a_former_one(site):
    made = site.make("/a")
    assert site.admin.api.patch(f"/v1/articles/{made}", {"url": HOST + "/a/"}).status == 200
    assert site.rules(trailing_slash="different").status == 200
    assert site.found("/a/", "/a") == [made, "not_found"]


def test_rules_that_would_make_two_articles_one_are_refused_with_the_list(site):
    assert site.rules(query_parameters=["id"]).status == 200
    pairs = [sorted(site.make(f"/b{n:02}?id={i}") for i in (1, 2)) for n in range(22)]
    refused = site.rules(title="Another")
    assert (refused.status, refused.code) == (422, "addresses_collide")
    assert refused.json["pages"] == [{"address": f"{HOST}/b{n:02}", "articles": pairs[n]} for n in range(20)] and refused.json["more"] == 2
    assert site.found("/b00?id=1")[0] in pairs[0] and site.found("/b00") == ["not_found"], "nothing changed"
    assert site.settings()["settings"] == {"query_parameters": ["id"]}


def test_merged_articles_let_the_rules_change(server, site):
    assert site.rules(query_parameters=["id"]).status == 200
    first, second = site.make("/b?id=1"), site.make("/b?id=2")
    server.cli("article", "merge", first, second)
    assert site.rules().status == 200
    assert site.found("/b", "/b?id=2") == [first] * 2


def test_the_desk_shows_the_articles_that_stand_in_the_way(server, admin, site):
    assert site.rules(query_parameters=["id"]).status == 200
    ids = [site.make(f"/view?id={n}") for n in (1, 2)]
    desk = Visitor(server)
    desk.sign_in(admin)
    path = f"/desk/settings?site={site.key}"
    shown = html(desk.get(path))
    assert 'name="query_parameters" type="text" value="id"' in shown

    def save(**fields):
        return desk.post("/desk/settings", {"site": site.key, "key": key(shown), "version": version(shown), "mode": "open", **fields})
    refused = html(save(query_parameters="", trailing_slash="same"), 422)
    assert f"{HOST}/view" in refused and all(f'href="/desk/articles/{one}"' in refused for one in ids)
    assert save(query_parameters="id, no", trailing_slash="different").status_code == 303
    shown = html(desk.get(path))
    assert 'name="query_parameters" type="text" value="id no"' in shown and '<option value="different" selected' in shown


def test_the_command_line_normalizes_addresses(server):
    made = server.cli("article", "create", "cli-1", "https://CLI.example/a/../b?gclid=1", "By hand").stdout.strip()
    assert server.cli("article", "create", "cli-1", "https://cli.example/elsewhere", "By hand").stdout.strip() == made, "by its key"
    taken = server.cli("article", "create", "cli-2", "https://cli.example/b/#x", "Another", check=False)
    assert taken.returncode == 1 and made in taken.stderr and "https://cli.example/b/" in taken.stderr
    bad = server.cli("article", "create", "cli-3", "cli.example/b", "Another", check=False)
    assert bad.returncode == 1 and "cli.example/b" in bad.stderr and "is not a URL" in bad.stderr


def test_migration_normalizes_stored_addresses(make_database, make_server):
    """Rows of older forms: the oldest article of a page keeps its address, and the newer ones are listed."""
    database = make_database()
    server = make_server(database)
    site = database.one("select id from core.site")
    raw = ["https://OLD.example/a?utm_source=1", "https://old.example/a/", "https://old.example/a#c", "https://old.example/b/", "https://old.example/%zz",
           "http://www.old.example/w", "https://old.example/w"]
    ids = []
    for n, url in enumerate(raw):
        ids.append(database.one("insert into core.article (id, site_id, key, url, title) values (core.new_id(), %s, %s, %s, 'Old') returning id",
                                [site, f"old-{n}", url]))
        database.sql("insert into core.journal (article_id, version, change) values (%s, 1, 'state')", [ids[-1]])
        database.sql("insert into core.article_url (site_id, url, article_id, form, address) values (%s, %s, %s, %s, %s)",
                     [site, url, ids[-1], int(n > 4), url])
    database.sql("insert into core.article_url (site_id, url, article_id, form, address) values (%s, 'https://old.example/b', %s, 0, 'https://old.example/b')",
                 [site, ids[3]])
    said = server.cli("migrate").stdout
    assert "converted 8 URLs to canonical form" in said and "3 articles belong to the page" in said, said
    rows = dict(database.sql("select url, article_id from core.article_url"))
    assert rows == {"https://old.example/a": ids[0], "https://old.example/b": ids[3], "https://old.example/%zz": ids[4],
                    "https://old.example/w": ids[5]}
    again = server.cli("migrate").stdout
    assert "canonical" not in again and "of a page" not in again, "once"
    listed = server.cli("check", check=False).stdout
    for twin in ids[1:3]:
        assert f"articles {ids[0]} and {twin} both belong to https://old.example/a" in listed, listed
    assert f"articles {ids[5]} and {ids[6]} both belong to https://old.example/w" in listed, listed


def test_migration_keeps_the_query_parameters_that_told_articles_apart(make_database, make_server):
    """Before rules of addresses every parameter counted."""
    database = make_database()
    server = make_server(database)
    site = database.one("select id from core.site")
    other = database.one("select core.site_make(core.new_id(), 'other', 'Other', '{}')")
    database.sql("alter table core.article_url drop column address, alter column form set default 2")
    urls = ["https://old.example/view?no=1&page=a", "https://old.example/view?no=2&%5Bx%5D=1", "http://www.old.example/slash/"]
    for n, url in enumerate(urls):
        database.sql("insert into core.article (id, site_id, key, url, title) values (%s, %s, %s, %s, 'Old')",
                     [f"01936f3a-7c00-7000-8000-00000000000{n}", site, f"old-{n}", url])
        database.sql("insert into core.article_url (site_id, url, article_id) select site_id, %s, id from core.article where url = %s",
                     [url.replace("http://www.", "https://").rstrip("/"), url])
    with open(os.path.join(ROOT, "schema", "migrations", "0005_address_rules.sql"), encoding="utf-8") as f:
        database.sql(f.read())
    server.cli("migrate")
    assert dict(database.sql("select key, settings from core.site")) == {"default": {"query_parameters": ["no", "page"]}, "other": {}}
    assert set(database.sql("select url, address from core.article_url")) == {
        ("https://old.example/view?no=1&page=a", urls[0]), ("https://old.example/view?no=2", urls[1]), ("https://old.example/slash", urls[2])}
    assert other and database.one("select count(*) from core.site_settings") == 1
