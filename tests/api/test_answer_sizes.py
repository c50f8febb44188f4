# SPDX-License-Identifier: Apache-2.0
"""Goal: no answer that carries texts is larger than comments.page_max; a list ends early instead, and its cursor goes on."""
import json
import re

import pytest

from conftest import Account
from visitor import Visitor

PAGE_MAX = 262144
SETTINGS = {"comments.page_max": f"{PAGE_MAX}B", "comments.html_max": "32kB", "comments.depth_max": 2000, "cache.size": 0}
QUOTES = "&quot;" * 5000        # what 5,000 quotation marks are rendered to
DEEP = 300


def insert(database, article, author, parents, depth, html=QUOTES, body="x"):
    """A published comment under each of the parents, in one statement, not through the api; their ids in order."""
    return [str(r[0]) for r in database.sql("""
        insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible, created_at, body, html)
        select %s, core.new_id(), p, %s, %s, 'writer', 'reader', 'published', true, core.now(), %s, %s
        from unnest(%s::uuid[]) with ordinality x (p, n) order by n returning id""",
                                            [article["id"], depth, author.id, body, html, [str(p) for p in parents]])]


def chain_of(database, article, author, n, html=QUOTES):
    """n comments, each the answer to the one before; their ids from the root down."""
    return [str(r[0]) for r in database.sql("""
        with recursive ids as (select core.new_id() as id, 0 as depth union all select core.new_id(), depth + 1 from ids where depth < %s - 1),
        made as materialized (select id, depth, coalesce(lag(id) over (order by depth), %s) as parent from ids)
        insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible, created_at, body, html)
        select %s, id, parent, depth, %s, 'writer', 'reader', 'published', true, core.now(), 'x', %s from made order by depth returning id""",
                                            [n, article["id"], article["id"], author.id, html])]


def settle(database, article):
    """Counters as if the api had written the comments."""
    database.sql("""update core.comment p set reply_count = (select count(*) from core.comment c where c.article_id = p.article_id and c.parent_id = p.id)
        where p.article_id = %s""", [article["id"]])
    database.sql("update core.article set version = version + 1, comment_count = (select count(*) from core.comment c where c.article_id = %s) where id = %s",
                 [article["id"], article["id"]])


@pytest.fixture(scope="module")
def story(admin):
    made = iter(range(100))

    def make():
        n = next(made)
        return admin.api.post("/v1/articles", {"key": f"large-{n}", "url": f"https://news.example/large-{n}", "title": "Large"}).json
    return make


@pytest.fixture(scope="module")
def deep(database, story, reader):
    """(article, ids from the root down)"""
    article = story()
    chain = chain_of(database, article, reader, DEEP)
    settle(database, article)
    return article, chain


@pytest.fixture(scope="module")
def wide(database, story, reader):
    """(article, {top-level id: ids of its replies})"""
    article = story()
    tops = insert(database, article, reader, [article["id"]] * 40, 0)
    tree = {top: insert(database, article, reader, [top] * 12, 1) for top in tops}
    settle(database, article)
    return article, tree


@pytest.fixture(scope="module")
def crowded(database, story, reader):
    """A thread of many short comments: on a page of HTML their frame is what is large."""
    article = story()
    tops = insert(database, article, reader, [article["id"]] * 100, 0, "<p>short</p>")
    insert(database, article, reader, tops * 10, 1, "<p>short</p>")
    settle(database, article)
    return article


def bounded(answer):
    body = answer.body if hasattr(answer, "body") else answer.content
    status = answer.status if hasattr(answer, "status") else answer.status_code
    assert status == 200, answer
    assert len(body) <= PAGE_MAX, len(body)
    return answer


def walk(api, path, name, **query):
    """All items of a list, page by page, each page within its bound; (items, number of pages)."""
    items, pages = [], 0
    while True:
        answer = bounded(api.get(path, query=query)).json
        items += answer[name]
        pages += 1
        if answer["next"] is None:
            return items, pages
        assert answer[name], "a page is never empty where there is more"
        query = {**query, "cursor": answer["next"]}


# ---- threads
def test_a_comment_has_its_root_and_nearest_ancestors(api, deep):
    article, chain = deep
    path = f"/v1/articles/{article['id']}/comments/"
    shown = bounded(api.get(path + chain[-1])).json
    ids = [a["id"] for a in shown["ancestors"]]
    assert ids[0] == chain[0] and shown["ancestors"][0]["parent_id"] is None
    assert ids[1:] == chain[-1 - len(ids) + 1:-1] and 2 <= len(ids) <= 20
    assert shown["ancestors_more"] == {"count": DEEP - 1 - len(ids), "href": path + ids[1]}
    seen, href = set(ids), shown["ancestors_more"]["href"]
    for _ in range(DEEP):                       # the links lead all the way up
        more = bounded(api.get(href)).json
        seen |= {a["id"] for a in more["ancestors"]} | {more["comment"]["id"]}
        if more["ancestors_more"] is None:
            break
        href = more["ancestors_more"]["href"]
    assert seen == set(chain[:-1])


@pytest.mark.parametrize("depth, above, more", [(0, 0, None), (1, 1, None), (20, 20, None), (21, 20, 1), (40, 20, 20)])
def test_short_ancestors_are_at_most_twenty(database, api, story, reader, depth, above, more):
    article = story()
    chain = chain_of(database, article, reader, depth + 1, "<p>short</p>")
    settle(database, article)
    shown = api.get(f"/v1/articles/{article['id']}/comments/{chain[-1]}").json
    assert len(shown["ancestors"]) == above
    assert (shown["ancestors_more"] or {}).get("count") == more


@pytest.mark.parametrize("query", [{}, {"limit": 100, "replies": 10}, {"limit": 1, "replies": 10}, {"limit": 100, "replies": 0},
                                   {"limit": 37, "replies": 5, "sort": "oldest"}, {"limit": 100, "replies": 10, "sort": "best"},
                                   {"limit": 100, "replies": 10, "sort": "replies"}])
def test_a_thread_is_complete_page_by_page(api, wide, query):
    article, tree = wide
    nodes, pages = walk(api, f"/v1/articles/{article['id']}/comments", "comments", **query)
    assert sorted(n["id"] for n in nodes) == sorted(tree) and pages > 3
    for n in nodes[:3]:
        replies, at = [r["id"] for r in n["replies"]["comments"]], n["replies"]["next"]
        path = f"/v1/articles/{article['id']}/comments/{n['id']}/replies"
        while at is not None:
            more = bounded(api.get(path, query={"cursor": at, "limit": 100})).json
            replies += [r["id"] for r in more["comments"]]
            at = more["next"]
        assert sorted(replies) == sorted(tree[n["id"]])


@pytest.mark.parametrize("who", ["nobody", "reader", "moderator"])
def test_html_pages_are_bounded(server, deep, wide, crowded, who, reader, moderator):
    visitor = Visitor(server)
    if who != "nobody":
        visitor.sign_in(reader if who == "reader" else moderator)
    article, chain = deep
    for path in (f"/a/{article['id']}/c/{chain[-1]}?limit=100", f"/a/{article['id']}/c/{chain[5]}", f"/a/{wide[0]['id']}?limit=100&replies=10",
                 f"/a/{wide[0]['id']}/c/{list(wide[1])[0]}?limit=100", f"/a/{crowded['id']}?limit=100&replies=10"):
        bounded(visitor.get(path))
    up = bounded(visitor.get(f"/a/{article['id']}/c/{chain[-1]}")).text
    links = dict(reversed(pair) for pair in re.findall(r'<a[^>]* href="([^"]+)"[^>]*>(Further up|Start of this conversation)</a>', up))
    assert links["Start of this conversation"].endswith(chain[0])
    assert links["Further up"].rsplit("/", 1)[1] in chain[-8:-1]


def test_votes_show_on_every_comment_of_a_page(server, crowded, make_account):
    """However many stand on it."""
    voter = make_account()
    path = f"/v1/articles/{crowded['id']}/comments"
    page = voter.api.get(path, query={"limit": 30, "replies": 10}).json["comments"]
    chosen = [page[0]["id"], page[-1]["id"], page[-1]["replies"]["comments"][-1]["id"]] if page[-1]["replies"]["comments"] else [page[-1]["id"]]
    for c in chosen:
        assert voter.api.put(f"{path}/{c}/vote", {"value": 1}).status == 200
    visitor = Visitor(server)
    visitor.sign_in(voter)
    shown = ""
    html = visitor.get(f"/a/{crowded['id']}?limit=30&replies=10").text
    assert html.count('aria-pressed="true"') == sum(f'/c/{c}/vote' in html for c in chosen) > 0, shown


# ---- lists
@pytest.fixture(scope="module")
def busy(database, story, api, server, make_account, moderator, admin):
    """An author with much of everything, all of it long: what each list would show a hundred of."""
    article, author = story(), make_account()
    many = '"' * 1900
    ids = insert(database, article, author, [article["id"]] * 40, 0, html="<p>" + QUOTES + "</p>", body='"' * 5000)
    settle(database, article)
    # cases: decided once, with notes and messages, then opened again by reports with details
    for at in range(0, 40, 5):
        done = moderator.api.post("/v1/moderation/decisions", {"decisions": [
            {"case": i, "version": 0, "action": "reject", "reason": "abuse", "note": many, "message": many} for i in ids[at:at + 5]]})
        assert done.status == 200 and all(r["status"] == 200 for r in done.json["results"])
    for i in ids[:20]:
        author.api.post("/v1/appeals", {"decision": database.one("select id from core.decision where comment_id = %s", [i]), "text": '"' * 8000})
    for n in range(30):
        assert moderator.api.post(f"/v1/moderation/accounts/{author.id}/notes", {"text": '"' * 3900}).status == 201
        assert moderator.api.post(f"/v1/moderation/accounts/{author.id}/sanctions",
                                  {"kind": "warn", "reason": "abuse", "note": many, "message": many}).status == 201
    server.wait_for(lambda: database.one("select count(*) from core.search_queue") == 0, what="the search's copy of the texts")
    return article, author, ids


def same(items, expected, key="id"):
    assert len(items) == expected and len({i[key] for i in items}) == expected


@pytest.mark.parametrize("path, name, key, expected, query", [
    ("/v1/moderation/decisions", "decisions", "id", 40, {"account": True}),
    ("/v1/moderation/search", "cases", "case", 40, {"author": True, "in": "comments"}),
    ("/v1/moderation/appeals", "appeals", "id", 20, {}),
    ("/v1/moderation/audit", "entries", "id", 40, {"action": "reject"})])
def test_desk_lists_are_complete_page_by_page(busy, admin, path, name, key, expected, query):
    query = {k: busy[1].id if v is True else v for k, v in query.items()}
    items, pages = walk(admin.api, path, name, limit=100, **query)
    same(items, expected, key)
    assert pages > 1


def test_cases_are_complete_page_by_page(busy, moderator):
    items, pages = walk(moderator.api, "/v1/moderation/cases", "cases", limit=100, view="appealed")
    same(items, 20, "case")
    assert pages > 1


def test_a_claim_takes_no_more_than_it_shows(database, server, story, make_account):
    article, author, chooser = story(), make_account(), make_account("moderator")
    ids = insert(database, article, author, [article["id"]] * 12, 0, body='"' * 5000)
    settle(database, article)
    done = chooser.api.post("/v1/moderation/decisions", {"decisions": [{"case": i, "version": 0, "action": "escalate"} for i in ids]})
    assert done.status == 200
    other, seen = make_account("moderator"), []
    for _ in range(12):
        shown = bounded(other.api.post("/v1/moderation/claims", {"limit": 12, "article": article["id"]}, check=False)).json["cases"]
        held = {str(r[0]) for r in database.sql("select comment_id from core.case_file where claimed_by = %s", [other.id])}
        seen += [c["case"] for c in shown]
        assert held == set(seen)
        if len(seen) == 12:
            break
    assert len(seen) == len(set(seen)) == 12


def test_answers_to_decisions_are_bounded(busy, moderator):
    """A hundred conflicts would bring a hundred cases with them."""
    refused = bounded(moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": i, "version": 99, "action": "approve"} for i in busy[2]]}))
    results = refused.json["results"]
    assert [r["status"] for r in results] == [409] * 40
    assert "current" in results[0] and "current" not in results[-1]


def test_a_readers_own_lists_are_complete_page_by_page(busy, api):
    _, author, _ = busy
    author.sign_in(api)
    for path, name, key, expected in (("/v1/account/notices", "notices", "id", None), ("/v1/account/appeals", "appeals", "id", 20)):
        items, pages = walk(author.api, path, name, limit=100)
        same(items, expected or len(items), key)
        assert pages > 1 and len(items) >= 20, path
    items, pages = walk(author.api, f"/v1/articles/{busy[0]['id']}/mine", "comments")
    same(items, 40)
    assert pages > 1


def test_an_account_is_complete_list_by_list(busy, moderator):
    _, author, ids = busy
    path = f"/v1/moderation/accounts/{author.id}"
    first = bounded(moderator.api.get(path)).json
    for name, expected in (("sanctions", 30), ("decisions", 40), ("appeals", 20), ("comments", 40), ("notes", 30)):
        found, doc = list(first[name]), first
        while doc["next"][name] is not None:
            doc = bounded(moderator.api.get(path, query={"cursor": doc["next"][name]})).json
            found += doc[name]
        seen = [f["comment"]["id"] if name == "comments" else f["id"] for f in found]
        assert len(seen) == len(set(seen)) == expected, name
    assert moderator.api.get(path, query={"cursor": "nonsense"}).code == "bad_cursor"


def test_desk_and_account_pages_are_bounded(server, busy, admin):
    _, author, ids = busy
    chief, own = Visitor(server), Visitor(server)
    chief.sign_in(admin)
    own.sign_in(author)
    followed = 0
    for visitor, paths in ((chief, ("/desk?view=appealed&limit=100", f"/desk/{ids[0]}", f"/desk/log?account={author.id}&limit=100", "/desk/audit?limit=100",
                                    f"/desk/search?author={author.id}&limit=100", "/desk/appeals?limit=100", f"/desk/accounts/{author.id}")),
                           (own, ("/account", "/account/notices?limit=100", "/account/appeals", f"/a/{busy[0]['id']}"))):
        for path in paths:
            html = visitor.get(path)
            assert html.status_code == 200 and len(html.content) <= 2 * PAGE_MAX, (path, len(html.content))
            for more in re.findall(r'href="([^"]*cursor=[^"]+)"', html.text)[:2]:
                assert visitor.get(more.replace("&amp;", "&")).status_code == 200
                followed += 1
    assert followed > 6


def test_a_job_preview_shows_as_many_comments_as_fit(busy, moderator):
    made = bounded_made(moderator.api.post("/v1/moderation/jobs", {"filter": {"author": busy[1].id}, "action": "restore"}))
    assert made.json["job"]["matched"] == 40 and 1 <= len(made.json["sample"]) < 10


def bounded_made(answer):
    assert answer.status == 201 and len(answer.body) <= PAGE_MAX, len(answer.body)
    return answer


# ---- what is stored
def test_escapes_count_when_a_comment_is_stored(make_server, database, make_account, admin, story):
    """A link's quotation marks are two bytes each in an answer."""
    article = story()
    server = make_server(database, {**SETTINGS, "comments.html_max": "4kB", "comments.length_max": 5000}).start()
    author = make_account()
    from client import Client
    api = Client(server.url, author.token)
    path = f"/v1/articles/{article['id']}/comments"
    link = "[a](https://a.example/)"
    one = api.post(path, {"body": link})
    assert one.status == 201
    html = one.json["comment"]["html"]
    size, plain = len(json.dumps(html)) - 2, len(html)
    fits, over = 4096 // (size + 2), 4096 // (plain + 1)
    assert fits < over
    assert api.post(path, {"body": "\n\n".join([link] * (fits - 1))}).status == 201
    assert api.post(path, {"body": "\n\n".join([link] * over)}).code == "too_large_rendered"
    server.stop()
