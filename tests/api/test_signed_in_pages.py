# SPDX-License-Identifier: Apache-2.0
"""Goal: readers with a session share the document of a page, and each sees exactly the page that is drawn without a cache."""
import re

import pytest

from cache_client import LockedTable, PendingRequest, comments_path, post_comment, fetch, fresh_metric

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0}


def own(account):
    return {"Accept": "text/html", "Cookie": "madang=" + account.token}


def at(article, comment=None):
    return f"/a/{article['id']}" + (f"/c/{comment}" if comment else "")


def drawn(answer):
    """The page without the parts that differ each time: the key of its forms, times in minutes, and the server's address."""
    status, fields, body = answer
    assert status == 200 and fields["cache-control"] == "private, no-store" and "etag" not in fields, answer
    text = re.sub(r'name="key" value="[^"]+"', 'name="key"', body.decode())
    text = re.sub(r"http://127\.0\.0\.1:\d+/", "http://server/", text)
    return re.sub(r">(just now|\d+ minutes? ago)</time>", ">ago</time>", text)


@pytest.fixture(scope="module")
def truth(make_server, database, server):
    """A server without a cache, with the same links."""
    return make_server(database, {**SETTINGS, "cache.size": 0, "server.base_url": server.url}).start()


@pytest.fixture
def comments(reader, article):
    """Three, of which the last answers the first."""
    first = post_comment(reader, article, "The **first**.").json["comment"]["id"]
    return [first, post_comment(reader, article, "The second.").json["comment"]["id"], post_comment(reader, article, "An answer.", parent_id=first).json["comment"]["id"]]


def fills(server):
    return fresh_metric(server, "madang_cache_fills_total")


def test_a_cached_page_costs_a_signed_in_reader_one_query(server, article, comments, make_account):
    one, other = make_account("reader"), make_account("reader")
    fetch(server, at(article), own(one))
    before, hits = fills(server), fresh_metric(server, "madang_cache_hits_total")
    for who in (one, other, one, other):
        body = fetch(server, at(article), own(who))[2].decode()
        assert who.username in body and "The <strong>first</strong>." in body
    assert fills(server) == before and fresh_metric(server, "madang_cache_hits_total") == hits + 4


@pytest.mark.parametrize("query", ["", "?sort=oldest", "?sort=best&limit=2", "?limit=1&utm_source=mail"])
def test_each_reader_sees_their_own_page(server, truth, article, comments, reader, moderator, make_account, query):
    """A stranger, a reader who voted and reported, the author, a moderator: each page is the one drawn without a cache."""
    stranger, busy = make_account("reader"), make_account("reader")
    assert busy.api.put(f"{comments_path(article)}/{comments[0]}/vote", {"value": 1}).status == 200
    assert busy.api.post(f"{comments_path(article)}/{comments[1]}/reports", {"reason": "spam"}).status in (200, 201)
    for path in (at(article) + query, at(article, comments[0]) + query):
        for who in (stranger, busy, reader, moderator) * 2:
            assert drawn(fetch(server, path, own(who))) == drawn(fetch(truth, path, own(who)))
    text = fetch(server, at(article), own(busy))[2].decode()
    assert text.count('aria-pressed="true"') == 1 and text.count(">Reported<") == 1
    assert ">You<" in fetch(server, at(article), own(reader))[2].decode()
    assert f'href="/desk/{comments[0]}"' in fetch(server, at(article), own(moderator))[2].decode()


def test_a_readers_own_write_shows_at_once_and_to_nobody_else(server, article, comments, make_account):
    who, other = make_account("reader"), make_account("reader")
    for n in range(5):
        fetch(server, at(article), own(other))
        answer = post_comment(who, article, f"Written number {n}.")
        text = fetch(server, at(article), own(who))[2].decode()
        assert f"Written number {n}." in text and text.count(">You<") == n + 1
        assert who.api.put(f"{comments_path(article)}/{comments[0]}/vote", {"value": (-1) ** n}).status == 200
        assert len(re.findall(rf'value="0" aria-pressed="true" aria-label="Vote {"down" if n % 2 else "up"}',
                              fetch(server, at(article), own(who))[2].decode())) == 1
        text = fetch(server, at(article), own(other))[2].decode()
        assert f"Written number {n}." in text and ">You<" not in text and 'aria-pressed="true"' not in text
        assert answer.version > 0


def test_forms_carry_their_readers_own_token_and_key(server, article, comments, make_account):
    one, other = make_account("reader"), make_account("reader")
    texts = [fetch(server, at(article), own(who))[2].decode() for who in (one, other, one)]
    tokens = [set(re.findall(r'name="form_token" value="([^"]*)"', t)) for t in texts]
    keys = [re.findall(r'name="key" value="([^"]*)"', t) for t in texts]
    assert [len(t) for t in tokens] == [1, 1, 1] and tokens[0] == tokens[2] != tokens[1]
    assert len({k for found in keys for k in found}) == 3


def test_two_hundred_sessions_share_one_fill(server, database, article, comments, make_account):
    readers = [make_account("reader") for _ in range(4)]
    post_comment(readers[0], article, "A new version.")
    before = fills(server)
    with LockedTable(database):
        waiting = [PendingRequest(server, at(article) + "?sort=oldest", own(readers[n % 4])) for n in range(200)]
        server.wait_for(lambda: server.metric("madang_requests_open") >= 200, what="200 readers waiting")
    for n, r in enumerate(waiting):
        status, _, body = r.result()
        assert status == 200 and readers[n % 4].username in body.decode() and readers[(n + 1) % 4].username not in body.decode().split("<main")[0]
    assert fills(server) == before + 1


def test_an_ended_session_gets_the_page_of_a_stranger(server, truth, article, comments, make_account):
    who = make_account("reader")
    fetch(server, at(article), own(who))
    current = next(s for s in who.api.get("/v1/account/sessions").json["sessions"] if s["current"])
    assert who.api.delete(f"/v1/account/sessions/{current['id']}").status == 204
    for path in (at(article), at(article, comments[0])):
        text = drawn(fetch(server, path, own(who)))
        assert text == drawn(fetch(truth, path, own(who)))
        assert who.username not in text and "Share your thoughts." in text and "form_token" not in text


def test_hidden_content_is_in_no_cached_page(server, article, comments, make_account, moderator):
    who = make_account("reader")
    assert "The second." in fetch(server, at(article), own(who))[2].decode()
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comments[1], "version": 0, "action": "reject", "reason": "spam"}]})
    assert answer.status == 200 and answer.json["results"][0]["status"] == 200, answer
    assert "The second." not in fetch(server, at(article), own(who))[2].decode()
    nowhere = at({"id": "00000000-0000-7000-8000-000000000000"})
    assert [fetch(server, nowhere, own(who))[0] for _ in range(2)] == [404, 404]


def test_control_characters_in_a_text_are_text(server, truth, article, make_account):
    who, author = make_account("reader"), make_account("reader")
    answer = author.api.post(comments_path(article), {"body": "one \x02t\x03 two \x01 three"})
    assert answer.status in (201, 422)
    for _ in range(2):
        assert drawn(fetch(server, at(article), own(who))) == drawn(fetch(truth, at(article), own(who)))


def test_a_fill_that_began_before_a_write_does_not_answer_it(server, database, article, comments, admin, make_account):
    """A request after a write waits for the fill under way. If that fill began before the write, it waits for another."""
    early, late = make_account("reader"), make_account("reader")
    path = at(article) + "?sort=oldest"
    with LockedTable(database):
        first = PendingRequest(server, path, own(early))
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="a fill under way")
        assert admin.api.patch(f"/v1/articles/{article['id']}", {"title": "A newer title"}).status == 200
        second = PendingRequest(server, path, own(late))
        server.wait_for(lambda: server.metric("madang_requests_open") == 2, what="one that waits for it")
    assert "A newer title" not in first.result()[2].decode()
    assert "A newer title" in second.result()[2].decode()


def test_readers_who_waited_for_a_fill_are_served_in_turns(server, database, article, comments, make_account):
    """Each waiting request continues in its own event, so drawing 50 pages does not delay other requests."""
    who = make_account("reader")
    later = fresh_metric(server, "madang_http_deferred_total")
    with LockedTable(database):
        waiting = [PendingRequest(server, at(article) + "?sort=replies", own(who)) for _ in range(50)]
        server.wait_for(lambda: server.metric("madang_requests_open") >= 50, what="50 readers waiting")
    assert all(who.username in r.result()[2].decode() for r in waiting)
    assert fresh_metric(server, "madang_http_deferred_total") >= later + 50


def test_a_hidden_article_is_404_before_any_notification(server, database, article, comments, make_account):
    """The overlay's query finds the article hidden, so the cached document is not shown."""
    who = make_account("reader")
    assert fetch(server, at(article), own(who))[0] == 200
    database.sql("update core.article set state = 'hidden' where id = %s", [article["id"]])
    assert fetch(server, at(article), own(who))[0] == 404


def test_a_404_takes_the_page_out_of_the_cache(server, admin, article, comments):
    """The page is then not served without a database either."""
    server.wait_for(lambda: server.metric("madang_requests_open") == 0, what="the end of earlier requests, which may fill a page")
    kept = fresh_metric(server, "madang_cache_pages")
    assert fetch(server, at(article))[0] == 200
    assert fresh_metric(server, "madang_cache_pages") == kept + 1
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"}).status == 200
    assert fetch(server, at(article))[0] == 404
    assert fresh_metric(server, "madang_cache_pages") == kept
