# SPDX-License-Identifier: Apache-2.0
"""Goal: two articles of one page become one: nothing is lost, every link and key of the duplicate leads to the article."""
import uuid

import pytest

from client import Client
from visitor import Visitor, comment

SETTINGS = {"limits.rates": "off", "cache.check": "50ms", "rules.refresh": "50ms"}
CALLS = [("GET", "", None), ("GET", "/comments?sort=best&limit=2", None), ("GET", "/comments/{c}", None), ("GET", "/comments/{c}/replies", None),
         ("GET", "/comments/{c}/source", None), ("GET", "/mine", None), ("POST", "/comments", {"body": "Late, with an old link."}),
         ("PATCH", "/comments/{c}", {"body": "Edited with an old link.", "revision": 1}), ("PUT", "/comments/{c}/vote", {"value": 1}),
         ("POST", "/comments/{c}/reports", {"reason": "spam"}), ("PATCH", "", {"title": "By an old link"}), ("DELETE", "/comments/{c}", None)]


def make(admin, **more):
    n = uuid.uuid4().hex
    answer = admin.api.post("/v1/articles", {"key": n, "url": f"https://news.example/{n}", "title": f"Story {n}", **more})
    assert answer.status == 201, answer
    return answer.json


def merge(server, a, b, check=True):
    return server.cli("article", "merge", a["id"], b["id"], check=check)


class Pair:
    """Two articles of one page, each with a thread, a held comment, votes, a report, marks."""

    def __init__(self, admin, moderator, reader, make_account):
        self.a, self.b = make(admin), make(admin)
        self.tops, self.below = {}, {}
        for article in (self.a, self.b):
            path = f"/v1/articles/{article['id']}/comments"
            self.tops[article["id"]] = [comment(reader, article, f"Top {i} of {article['key']}") for i in range(3)]
            top = self.tops[article["id"]][0]
            made = make_account().api.post(path, {"body": "Below.", "parent_id": top})
            self.below[article["id"]] = made.json["comment"]["id"]
            assert moderator.api.put(f"{path}/{top}/vote", {"value": 1}).status == 200
            assert make_account().api.post(f"{path}/{self.tops[article['id']][1]}/reports", {"reason": "abuse", "detail": "Here."}).status == 201
            for i, marks in enumerate([{"pinned": True}, {"pinned": True, "featured": True}, {"locked": True}]):
                assert moderator.api.patch(f"/v1/moderation/comments/{self.tops[article['id']][i]}", marks).status == 200
        self.rejected = comment(reader, self.b, "To be rejected.")
        done = moderator.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": self.rejected, "version": 0, "action": "reject", "reason": "spam"}]}).json["results"][0]
        assert done["status"] == 200
        self.decision = done["decision"]


@pytest.fixture
def pair(admin, moderator, reader, make_account):
    return Pair(admin, moderator, reader, make_account)


def thread(api, article, **query):
    return api.get(f"/v1/articles/{article['id']}/comments", query={"sort": "oldest", "limit": 50, **query})


def test_comments_move_with_everything_attached(server, api, database, moderator, reader, pair):
    a, b = pair.a, pair.b
    before = {x["id"]: x for article in (a, b) for x in thread(api, article).json["comments"]}
    versions = [api.get(f"/v1/articles/{x['id']}").version for x in (a, b)]
    said = merge(server, a, b).stdout
    assert f"merged {b['id']} into {a['id']}, moved 5 comments" in said
    above = {"Madang-Min-Version": str(max(versions) + 1)}      # for readers who hold a version of the duplicate
    page = api.get(f"/v1/articles/{a['id']}/comments?sort=oldest&limit=50", headers=above)
    assert page.status == 200 and page.version > max(versions)
    assert [x["id"] for x in page.json["comments"]] == sorted(before), "in one order"
    for x in page.json["comments"]:
        was = before[x["id"]]
        assert {k: v for k, v in x.items() if k != "pinned"} == {k: v for k, v in was.items() if k != "pinned"}, "with votes and replies"
    article = page.json["article"]
    assert article["comment_count"] == 8 and article["title"] == a["title"] and article["url"] == a["url"]
    marks = article["marks"]
    assert marks["pinned"] == [*pair.tops[a["id"]][:2], pair.tops[b["id"]][0]], "three, the article's own first"
    assert marks["locked"] == [pair.tops[x["id"]][2] for x in (a, b)] and len(marks["featured"]) == 2
    case = moderator.api.get(f"/v1/moderation/cases/{pair.tops[b['id']][1]}").json
    assert case["article"]["id"] == a["id"] and case["version"] == 1
    undone = moderator.api.post(f"/v1/moderation/decisions/{pair.decision}/undo")
    assert undone.status == 200, undone
    assert pair.rejected in [x["id"] for x in thread(api, a).json["comments"]], "a decision of before is undone after"
    notices = reader.api.get("/v1/account/notices").json["notices"]
    assert b["id"] not in str(notices)
    tables = database.sql("select c.relname from pg_class c join pg_attribute t on t.attrelid = c.oid where c.relnamespace = 'core'::regnamespace "
                          "and c.relkind = 'r' and t.attname = 'article_id' and not t.attisdropped")
    assert len(tables) > 15
    for (name,) in tables:
        assert database.one(f"select count(*) from core.{name} where article_id = %s", [b["id"]]) == 0, name
    assert database.sql("select * from core.recount()") == []


def test_a_merge_is_audited(server, admin, pair):
    merge(server, pair.a, pair.b)
    entry = admin.api.get("/v1/moderation/audit", query={"action": "article_merge", "object": pair.a["id"]}).json["entries"]
    assert len(entry) == 1 and entry[0]["actor"] is None and entry[0]["site"] == "default"
    assert entry[0]["codes"] == {"from": pair.b["id"], "comments": 5} and entry[0]["private"]["title"] == pair.b["title"]
    assert "before" in merge(server, pair.a, pair.b).stdout, "a second time nothing happens"
    assert len(admin.api.get("/v1/moderation/audit", query={"action": "article_merge", "object": pair.a["id"]}).json["entries"]) == 1


@pytest.mark.parametrize("method,below,body", CALLS, ids=[f"{m} {b}" for m, b, _ in CALLS])
def test_calls_to_the_duplicate_are_redirected(server, admin, moderator, pair, method, below, body):
    merge(server, pair.a, pair.b)
    c = pair.tops[pair.b["id"]][0]
    answer = moderator.api.request(method, f"/v1/articles/{pair.b['id'].upper()}{below.format(c=c)}", body)
    assert answer.status == 308, answer
    assert answer.headers["location"] == f"/v1/articles/{pair.a['id']}{below.format(c=c)}"
    assert moderator.api.request(method, answer.headers["location"], body).status != 404


def test_pages_of_the_duplicate_redirect_and_keep_the_typed_text(server, reader, pair):
    a, b, c = pair.a["id"], pair.b["id"], pair.tops[pair.b["id"]][0]
    visitor, nobody = Visitor(server), Visitor(server)
    visitor.sign_in(reader)
    cursor = thread(Client(server.url), pair.b, sort="best", limit=1).json["next"]
    for v in (visitor, nobody):
        assert v.get(f"/a/{b}").status_code == 200, "kept in memory"
    merge(server, pair.a, pair.b)
    for v in (visitor, nobody):
        server.wait_for(lambda v=v: all(v.get(f"/a/{b}").status_code == 308 for _ in range(8)), what="every worker's page of it is gone")
        for path, to in [(f"/a/{b}", f"/a/{a}"), (f"/a/{b}/c/{c}", f"/a/{a}/c/{c}"), (f"/a/{b}?sort=best&cursor={cursor}&v=7", f"/a/{a}?sort=best")]:
            answer = v.get(path)
            assert (answer.status_code, answer.headers["location"]) == (308, to), path
            assert v.get(to).status_code == 200
    posted = visitor.http.post(visitor.url + f"/a/{b}/comments", headers={"Origin": visitor.url},
                               data={"body": "Typed before the articles became one.", "form_token": visitor.token()})
    assert posted.status_code == 200 and posted.history[0].status_code == 308
    assert "Typed before the articles became one." in posted.text


def test_keys_and_addresses_of_the_duplicate_find_the_article(server, api, admin, pair):
    a, b = pair.a, pair.b
    merge(server, a, b)
    for query in ({"key": b["key"]}, {"url": b["url"]}, {"url": b["url"] + "/#x"}, {"key": a["key"]}):
        assert api.get("/v1/articles", query=query).json["id"] == a["id"], query
    again = admin.api.post("/v1/articles", {"key": b["key"], "url": b["url"], "title": "As the CMS knows it"})
    assert (again.status, again.json["id"]) == (200, a["id"])
    assert server.cli("article", "create", b["key"], b["url"], "By hand").stdout.strip() == a["id"]
    third = make(admin)
    server.cli("article", "merge", third["id"], a["id"])
    assert api.get("/v1/articles", query={"key": b["key"]}).json["id"] == third["id"]
    assert api.get(f"/v1/articles/{b['id']}").headers["location"] == f"/v1/articles/{third['id']}", "at once, not from one to the next"
    desk = Visitor(server)
    desk.sign_in(admin)
    assert third["id"] in desk.http.get(desk.url + "/desk/articles", params={"q": b["key"]}).text


def test_a_job_for_the_duplicate_finds_its_comments(server, moderator, pair):
    job = moderator.api.post("/v1/moderation/jobs", {"filter": {"article": pair.b["id"]}, "action": "reject", "reason": "spam"}).json["job"]
    merge(server, pair.a, pair.b)
    assert moderator.api.get(f"/v1/moderation/jobs/{job['id']}").json["job"]["filter"]["article"] == pair.a["id"]


def test_merged_articles_leave_the_list_of_twins(server, database, admin):
    a, b = make(admin), make(admin)
    site = database.one("select id from core.site where key = 'default'")
    database.sql("insert into core.article_duplicate (article_id, site_id, url) values (%s, %s, %s)", [b["id"], site, a["url"]])
    assert f"articles {a['id']} and {b['id']} both belong to {a['url']}" in server.cli("check").stdout
    merge(server, b, a)
    assert "both belong to" not in server.cli("check").stdout, "whichever of the two stays"


def test_unfit_pairs_are_refused(server, admin, pair):
    server.cli("site", "create", "second", "--title", "Second")
    other = make(admin, site="second")
    nowhere = {"id": "01900000-0000-7000-8000-000000000000"}
    for a, b, why in [(pair.a, pair.a, "both ids are"), (pair.a, nowhere, "there is no article"), (nowhere, pair.a, "there is no article"),
                      (pair.a, other, "different sites"), (pair.a, {"id": "story-1"}, "story-1")]:
        said = merge(server, a, b, check=False)
        assert said.returncode == 1 and why in said.stderr, said.stderr


def test_unknown_articles_stay_404(api, admin, article):
    for path in ("", "/comments", "/comments/01900000-0000-7000-8000-000000000000"):
        assert api.get(f"/v1/articles/01900000-0000-7000-8000-000000000000{path}").status == 404
    assert api.get(f"/v1/articles/{article['id']}/comments/01900000-0000-7000-8000-000000000000").status == 404
    hidden = make(admin)
    assert admin.api.patch(f"/v1/articles/{hidden['id']}", {"state": "hidden"}).status == 200
    assert api.get(f"/v1/articles/{hidden['id']}").status == 404
