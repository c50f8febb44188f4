# SPDX-License-Identifier: Apache-2.0
"""Goal: a thread reads the same by pages as in one piece, at every level, in every order, and tombstones stay in it."""
import pytest

SETTINGS = {"limits.rates": "off", "comments.page_max": "64kB"}
ORDERS = ("newest", "oldest", "best", "replies")


def post(account, article, body, parent=None, status=201):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments",
                              {"body": body, "parent_id": parent})
    assert answer.status == status, answer
    return answer.json["comment"] if status == 201 else answer


def vote(account, article, comment, value):
    answer = account.api.put(f"/v1/articles/{article['id']}/comments/{comment['id']}/vote", {"value": value})
    assert answer.status == 200, answer
    return answer.json["votes"]


def page(api, article, **query):
    answer = api.get(f"/v1/articles/{article['id']}/comments", query=query)
    assert answer.status == 200, answer
    return answer


def walk(api, path, **query):
    """All nodes of a list, page by page."""
    nodes, cursor = [], None
    for _ in range(500):
        more = {"cursor": cursor} if cursor else {}
        answer = api.get(path, query={**query, **more})
        assert answer.status == 200, answer
        nodes += answer.json["comments"]
        cursor = answer.json["next"]
        if cursor is None:
            return nodes
    raise AssertionError("the walk does not end")


@pytest.fixture(scope="module")
def voices(make_account):
    return [make_account("reader") for _ in range(3)]


@pytest.fixture(scope="module")
def thread(voices, admin):
    """An article with 25 threads; the first has 12 replies, the second a chain of 6."""
    answer = admin.api.post("/v1/articles", {"key": "long", "url": "https://news.example/long", "title": "Long"})
    article = answer.json
    tops = [post(voices[i % 3], article, f"top {i}") for i in range(25)]
    replies = [post(voices[i % 3], article, f"reply {i}", tops[0]["id"]) for i in range(12)]
    chain = [tops[1]]
    for i in range(6):
        chain.append(post(voices[i % 3], article, f"link {i}", chain[-1]["id"]))
    vote(voices[1], article, tops[3], 1)
    vote(voices[2], article, tops[3], 1)
    vote(voices[0], article, tops[4], -1)
    vote(voices[1], article, replies[5], 1)
    article["tops"], article["replies"], article["chain"] = tops, replies, chain
    return article


def test_an_empty_thread_has_no_comments(api, article):
    answer = page(api, article)
    assert answer.json["comments"] == [] and answer.json["next"] is None
    assert answer.json["article"]["comment_count"] == 0


def test_a_comment_is_seen_at_once(api, article, reader):
    made = post(reader, article, "Hello *there*.\n\n<b>not bold</b>")
    assert made["state"] == "published" and made["body"] == "Hello *there*.\n\n<b>not bold</b>"
    node = page(api, article).json["comments"][0]
    assert node["id"] == made["id"] and node["parent_id"] is None
    assert node["author"] == {"id": reader.id, "username": reader.username, "role": "reader"}
    assert node["html"].startswith('<p dir="auto">Hello <em>there</em>.</p>') and "<b>" not in node["html"]
    assert node["votes"] == {"up": 0, "down": 0} and node["revision"] == 1 and node["edited_at"] is None


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", (1, 7, 100))
def test_pages_add_up_to_the_thread(api, thread, order, limit):
    nodes = walk(api, f"/v1/articles/{thread['id']}/comments", sort=order, limit=limit, replies=2)
    ids = [n["id"] for n in nodes]
    assert sorted(ids) == sorted(t["id"] for t in thread["tops"])
    assert len(set(ids)) == 25
    if order == "newest":
        assert ids == sorted(ids, reverse=True)
    if order == "oldest":
        assert ids == sorted(ids)
    if order == "best":
        assert ids[0] == thread["tops"][3]["id"] and ids[-1] == thread["tops"][4]["id"]
    if order == "replies":
        assert ids[:2] == [thread["tops"][0]["id"], thread["tops"][1]["id"]]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("inline", (0, 3, 10))
def test_inlined_replies_continue_with_their_cursor(api, thread, order, inline):
    nodes = walk(api, f"/v1/articles/{thread['id']}/comments", sort=order, limit=100, replies=inline)
    first = next(n for n in nodes if n["id"] == thread["tops"][0]["id"])
    assert first["replies"]["count"] == 12
    listed = first["replies"]["comments"]
    assert len(listed) == inline and first["replies"]["next"] is not None
    rest = []
    cursor = first["replies"]["next"]
    while cursor:
        answer = api.get(f"/v1/articles/{thread['id']}/comments/{first['id']}/replies",
                         query={"cursor": cursor, "limit": 5})
        assert answer.status == 200, answer
        rest += answer.json["comments"]
        cursor = answer.json["next"]
    whole = [n["id"] for n in listed + rest]
    assert sorted(whole) == sorted(r["id"] for r in thread["replies"])
    direct = walk(api, f"/v1/articles/{thread['id']}/comments/{first['id']}/replies", sort=order, limit=100)
    assert [n["id"] for n in direct] == whole
    second = next(n for n in nodes if n["id"] == thread["tops"][1]["id"])
    assert second["replies"]["count"] == 1
    assert (second["replies"]["next"] is None) == (inline > 0)
    if inline:
        inner = second["replies"]["comments"][0]
        assert inner["replies"] == {"count": 1, "comments": [], "next": inner["replies"]["next"]}
        assert inner["replies"]["next"] is not None


def test_a_comment_comes_with_its_ancestors(api, thread):
    last = thread["chain"][-1]
    answer = api.get(f"/v1/articles/{thread['id']}/comments/{last['id']}")
    assert answer.status == 200, answer
    assert [n["id"] for n in answer.json["ancestors"]] == [c["id"] for c in thread["chain"][:-1]]
    assert answer.json["comment"]["id"] == last["id"]
    assert answer.json["comment"]["parent_id"] == thread["chain"][-2]["id"]


def test_a_cursor_of_another_list_or_order_is_refused(api, thread, article):
    path = f"/v1/articles/{thread['id']}/comments"
    cursor = api.get(path, query={"limit": 2, "sort": "best"}).json["next"]
    assert api.get(path, query={"cursor": cursor}).status == 200
    assert api.get(path, query={"cursor": cursor, "sort": "best"}).status == 200
    for bad in ({"cursor": cursor, "sort": "newest"}, {"cursor": cursor[:-1]}, {"cursor": "x"},
                {"cursor": cursor + "A"}, {"cursor": ""}):
        answer = api.get(path, query=bad)
        assert (answer.status, answer.code) == (400, "bad_cursor"), answer
    foreign = api.get(f"/v1/articles/{article['id']}/comments", query={"cursor": cursor})
    assert (foreign.status, foreign.code) == (400, "bad_cursor")


@pytest.mark.parametrize("query", ("limit=0", "limit=101", "limit=x", "limit=1&limit=2", "replies=11",
                                   "sort=worst", "colour=red", "limit=", "limit=%ff"))
def test_malformed_queries_are_400(api, article, query):
    answer = api.get(f"/v1/articles/{article['id']}/comments?{query}")
    assert (answer.status, answer.code) == (400, "bad_query"), answer


def test_each_write_changes_etag_and_version(api, article, reader):
    before = page(api, article)
    again = api.get(f"/v1/articles/{article['id']}/comments", headers={"If-None-Match": before.etag})
    assert again.status == 304 and again.body == b"" and again.etag == before.etag
    assert before.headers["Cache-Control"] == "no-cache"
    answer = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "news"})
    assert answer.version == answer.json["article_version"] == before.version + 1
    after = api.get(f"/v1/articles/{article['id']}/comments",
                    headers={"If-None-Match": before.etag, "Madang-Min-Version": str(answer.version)})
    assert after.status == 200 and after.version == answer.version
    future = api.get(f"/v1/articles/{article['id']}/comments",
                     headers={"Madang-Min-Version": str(answer.version + 1000)})
    assert future.status == 503 or future.version == answer.version


def test_a_tombstone_stays_while_there_are_replies(api, article, reader, moderator):
    parent = post(reader, article, "to be taken back")
    child = post(moderator, article, "an answer", parent["id"])
    path = f"/v1/articles/{article['id']}/comments"
    assert reader.api.delete(f"{path}/{parent['id']}").status == 204
    node = page(api, article).json["comments"][0]
    assert node["state"] == "withdrawn" and node["id"] == parent["id"]
    assert node["html"] is node["author"] is node["votes"] is node["edited_at"] is None
    assert node["replies"]["count"] == 1 and page(api, article).json["article"]["comment_count"] == 1
    assert post(reader, article, "too late", parent["id"], status=422).code == "bad_parent"
    assert moderator.api.delete(f"{path}/{child['id']}").status == 204
    assert page(api, article).json["comments"] == []
    assert api.get(f"{path}/{parent['id']}").status == 404


def test_only_the_author_withdraws(article, reader, moderator, make_account, api):
    made = post(reader, article, "mine")
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    assert api.delete(path).status == 401
    assert make_account("reader").api.delete(path).status == 403
    assert moderator.api.delete(path).status == 403
    assert reader.api.delete(path).status == 204
    assert reader.api.delete(path).status == 204


def test_an_edit_needs_the_current_revision(article, reader, api, clock):
    made = post(reader, article, "frist")
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    source = reader.api.get(path + "/source")
    assert source.json["body"] == "frist" and source.json["revision"] == 1
    answer = reader.api.patch(path, {"body": "first", "revision": 1})
    assert answer.status == 200 and answer.json["comment"]["revision"] == 2
    assert answer.json["comment"]["edited_at"] is not None
    stale = reader.api.patch(path, {"body": "other", "revision": 1})
    assert (stale.status, stale.code) == (409, "conflict") and "current" in stale.json
    clock(3600)
    late = reader.api.patch(path, {"body": "late", "revision": 2})
    assert (late.status, late.code) == (409, "edit_window")
    assert "first" in api.get(path).json["comment"]["html"]


def test_only_the_author_edits(article, reader, moderator, api):
    made = post(reader, article, "mine to edit")
    path = f"/v1/articles/{article['id']}/comments/{made['id']}"
    assert api.patch(path, {"body": "x", "revision": 1}).status == 401
    assert moderator.api.patch(path, {"body": "x", "revision": 1}).status == 403
    assert api.get(path + "/source").status == 401
    assert moderator.api.get(path + "/source").status == 200


def test_votes_change_and_can_be_removed(article, reader, voices, api):
    made = post(reader, article, "vote on me")
    own = reader.api.put(f"/v1/articles/{article['id']}/comments/{made['id']}/vote", {"value": 1})
    assert (own.status, own.code) == (403, "forbidden")
    assert vote(voices[0], article, made, 1) == {"up": 1, "down": 0}
    assert vote(voices[0], article, made, 1) == {"up": 1, "down": 0}
    assert vote(voices[1], article, made, -1) == {"up": 1, "down": 1}
    assert vote(voices[0], article, made, -1) == {"up": 0, "down": 2}
    answer = voices[0].api.delete(f"/v1/articles/{article['id']}/comments/{made['id']}/vote")
    assert answer.json["votes"] == {"up": 0, "down": 1}
    mine = voices[1].api.get(f"/v1/articles/{article['id']}/mine").json
    assert mine["votes"] == {made["id"]: -1}
    for bad in ({"value": 0}, {"value": 2}, {"value": "1"}, {"value": 1.5}, {"value": True}, {}):
        answer = voices[0].api.put(f"/v1/articles/{article['id']}/comments/{made['id']}/vote", bad)
        assert answer.status == 422, answer


def test_a_tombstone_takes_no_votes(article, reader, voices):
    parent = post(reader, article, "gone soon")
    post(voices[0], article, "answer", parent["id"])
    reader.api.delete(f"/v1/articles/{article['id']}/comments/{parent['id']}")
    answer = voices[1].api.put(f"/v1/articles/{article['id']}/comments/{parent['id']}/vote", {"value": 1})
    assert answer.status == 404


def test_bodies_beyond_the_limits_are_refused(article, reader):
    path = f"/v1/articles/{article['id']}/comments"
    for at_most in "x" * 5000, "가" * 5000, "👨‍👩‍👧‍👦" * 900, "e\u0301" * 5000:
        assert reader.api.post(path, {"body": at_most}).status == 201
    answer = reader.api.post(path, {"body": "가" * 5001})
    assert (answer.status, answer.code, answer.json["characters"], answer.json["characters_max"]) == (422, "too_long", 5001, 5000)
    assert "5001 of at most 5000 characters" in answer.json["detail"]
    answer = reader.api.post(path, {"body": "👨‍👩‍👧‍👦" * 1000})
    assert (answer.status, answer.code, answer.json["bytes"], answer.json["bytes_max"]) == (422, "too_long", 25000, 24576)
    assert reader.api.post(path, {"body": "\n" * 24577 + "x"}).json["characters"] == 24578
    answer = reader.api.post(path, {"body": ">" * 4999 + "x"})
    assert (answer.status, answer.code) == (422, "too_large_rendered"), answer
    for empty in ("", " \n\t ", "&nbsp;"[:0]):
        assert reader.api.post(path, {"body": empty}).status == 422
    answer = reader.api.post(path, {"body": "a\u0000b"})
    assert (answer.status, answer.code) == (422, "bad_character")
    answer = reader.api.post(path, b'{"body":"\\ud800"}', headers={"Content-Type": "application/json"})
    assert (answer.status, answer.code) == (400, "bad_json")
    answer = reader.api.post(path, {"body": "x", "colour": "red"})
    assert (answer.status, answer.code) == (400, "unknown_field")
    assert reader.api.post(path, {"body": 1}).status == 422
    assert reader.api.post(path, b"{}", headers={"Content-Type": "text/plain"}).status == 415


def test_unfit_parents_are_refused(article, thread, reader):
    assert post(reader, article, "x", thread["tops"][0]["id"], status=422).code == "bad_parent"
    missing = "01900000-0000-7000-8000-000000000000"
    assert post(reader, article, "x", missing, status=422).code == "bad_parent"
    assert post(reader, article, "x", "not-an-id", status=422).json["fields"][0]["field"] == "parent_id"


def test_closed_articles_take_no_comments_and_hidden_ones_are_404(api, article, reader, moderator):
    made = post(reader, article, "before")
    path = f"/v1/articles/{article['id']}"
    assert moderator.api.patch(path, {"state": "closed"}).json["state"] == "closed"
    assert post(reader, article, "after", status=409).code == "article_closed"
    answer = reader.api.patch(f"{path}/comments/{made['id']}", {"body": "x", "revision": 1})
    assert (answer.status, answer.code) == (409, "article_closed")
    assert moderator.api.put(f"{path}/comments/{made['id']}/vote", {"value": 1}).status == 200
    assert moderator.api.patch(path, {"state": "hidden"}).status == 200
    for url in (path, f"{path}/comments", f"{path}/comments/{made['id']}"):
        assert api.get(url).status == 404
    assert reader.api.patch(path, {"state": "open"}).status == 404


def test_a_page_ends_early_at_its_size(api, article, reader):
    for i in range(20):
        post(reader, article, f"{i} " + "y" * 4990)
    answer = page(api, article, limit=100)
    assert 1 <= len(answer.json["comments"]) < 20 and answer.json["next"] is not None
    assert len(walk(api, f"/v1/articles/{article['id']}/comments", limit=100)) == 20


def test_a_comment_sent_again_with_its_key_is_one_comment(article, reader, make_account):
    path = f"/v1/articles/{article['id']}/comments"
    key = {"Idempotency-Key": "01900000-0000-7000-8000-0000000000aa"}
    one = reader.api.post(path, {"body": "once"}, headers=key)
    two = reader.api.post(path, {"body": "once"}, headers=key)
    assert one.status == two.status == 201 and one.json["comment"]["id"] == two.json["comment"]["id"]
    other = reader.api.post(path, {"body": "twice"}, headers=key)
    assert (other.status, other.code) == (422, "key_reused")
    assert make_account("reader").api.post(path, {"body": "theirs"}, headers=key).status == 201
    assert reader.api.post(path, {"body": "x"}, headers={"Idempotency-Key": "no"}).status == 400


def test_admins_make_articles_that_are_found_by_key_and_url(api, admin, reader):
    body = {"key": "one", "url": "https://news.example/one", "title": "One"}
    assert reader.api.post("/v1/articles", body).status == 403
    assert api.post("/v1/articles", body).status == 401
    made = admin.api.post("/v1/articles", body)
    again = admin.api.post("/v1/articles", body)
    assert (made.status, again.status) == (201, 200) and made.json["id"] == again.json["id"]
    assert api.get("/v1/articles", query={"key": "one"}).json["id"] == made.json["id"]
    assert api.get("/v1/articles", query={"url": body["url"]}).json["id"] == made.json["id"]
    moved = admin.api.patch(f"/v1/articles/{made.json['id']}", {"url": "https://news.example/moved", "title": "Uno"})
    assert moved.json["title"] == "Uno"
    for url in (body["url"], "https://news.example/moved"):
        assert api.get("/v1/articles", query={"url": url}).json["id"] == made.json["id"]
    assert api.get("/v1/articles").code == "bad_query"
    assert api.get("/v1/articles", query={"key": "none"}).status == 404
    bad = admin.api.post("/v1/articles", {**body, "key": "two", "url": "javascript:alert(1)"})
    assert bad.status == 422 and bad.json["fields"] == [{"field": "url", "code": "bad_url"}]


def test_counts_are_given_for_known_articles(api, article, thread, reader):
    post(reader, article, "one")
    missing = "01900000-0000-7000-8000-000000000000"
    answer = api.post("/v1/counts", {"articles": [article["id"], thread["id"], missing]})
    assert answer.json["counts"][article["id"]] == 1 and answer.json["counts"][thread["id"]] == 43
    assert answer.json["counts"].get(missing, 0) == 0
    assert api.post("/v1/counts", {"articles": [missing] * 101}).status == 422
    assert api.post("/v1/counts", {"articles": ["x"]}).status == 422
