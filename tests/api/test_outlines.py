"""Goal: readers with a session share a page's outline, and each of them sees exactly what would have been drawn for them alone."""
import re

import pytest

from kept import Held, Reader, page, post, raw, settled

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0}


def own(account):
    return {"Accept": "text/html", "Cookie": "madang=" + account.token}


def at(article, comment=None):
    return f"/a/{article['id']}" + (f"/c/{comment}" if comment else "")


def drawn(answer):
    """A page without what is another one every time: the key of its forms, and the minutes since."""
    status, fields, body = answer
    assert status == 200 and fields["cache-control"] == "private, no-store" and "etag" not in fields, answer
    text = re.sub(r'name="key" value="[^"]+"', 'name="key"', body.decode())
    return re.sub(r">(just now|\d+ minutes? ago)</time>", ">ago</time>", text)


@pytest.fixture(scope="module")
def truth(make_server, database):
    """Nothing is kept there."""
    return make_server(database, {**SETTINGS, "cache.size": 0}).start()


@pytest.fixture
def comments(reader, article):
    """Three, of which the last answers the first."""
    first = post(reader, article, "The **first**.").json["comment"]["id"]
    return [first, post(reader, article, "The second.").json["comment"]["id"], post(reader, article, "An answer.", parent_id=first).json["comment"]["id"]]


def fills(server):
    return settled(server, "madang_cache_fills_total")


def test_the_second_one_costs_one_question(server, article, comments, make_account):
    one, other = make_account("reader"), make_account("reader")
    raw(server, at(article), own(one))
    before, hits = fills(server), settled(server, "madang_cache_hits_total")
    for who in (one, other, one, other):
        body = raw(server, at(article), own(who))[2].decode()
        assert who.username in body and "The <strong>first</strong>." in body
    assert fills(server) == before and settled(server, "madang_cache_hits_total") == hits + 4


@pytest.mark.parametrize("query", ["", "?sort=oldest", "?sort=best&limit=2", "?limit=1&utm_source=mail"])
def test_everybody_sees_their_own(server, truth, article, comments, reader, moderator, make_account, query):
    """A stranger, one who voted and reported, the author, one who waits for a moderator, a moderator: as it is drawn from scratch."""
    stranger, busy = make_account("reader"), make_account("reader")
    assert busy.api.put(f"{page(article)}/{comments[0]}/vote", {"value": 1}).status == 200
    assert busy.api.post(f"{page(article)}/{comments[1]}/reports", {"reason": "spam"}).status in (200, 201)
    for path in (at(article) + query, at(article, comments[0]) + query):
        for who in (stranger, busy, reader, moderator) * 2:
            assert drawn(raw(server, path, own(who))) == drawn(raw(truth, path, own(who)))
    text = raw(server, at(article), own(busy))[2].decode()
    assert text.count('aria-pressed="true"') == 1 and text.count(">Reported<") == 1
    assert ">You<" in raw(server, at(article), own(reader))[2].decode()
    assert f'href="/desk/{comments[0]}"' in raw(server, at(article), own(moderator))[2].decode()


def test_what_was_just_done_is_there(server, article, comments, make_account):
    """At once, whatever version was in memory, and to nobody else."""
    who, other = make_account("reader"), make_account("reader")
    for n in range(5):
        raw(server, at(article), own(other))
        answer = post(who, article, f"Written number {n}.")
        text = raw(server, at(article), own(who))[2].decode()
        assert f"Written number {n}." in text and text.count(">You<") == n + 1
        assert who.api.put(f"{page(article)}/{comments[0]}/vote", {"value": (-1) ** n}).status == 200
        assert len(re.findall(rf'value="0" aria-pressed="true" aria-label="Vote {"down" if n % 2 else "up"}',
                              raw(server, at(article), own(who))[2].decode())) == 1
        text = raw(server, at(article), own(other))[2].decode()
        assert f"Written number {n}." in text and ">You<" not in text and 'aria-pressed="true"' not in text
        assert answer.version > 0


def test_forms_are_ones_own(server, article, comments, make_account):
    """Each page has its reader's form token and a key of its own, and they work."""
    one, other = make_account("reader"), make_account("reader")
    texts = [raw(server, at(article), own(who))[2].decode() for who in (one, other, one)]
    tokens = [set(re.findall(r'name="form_token" value="([^"]*)"', t)) for t in texts]
    keys = [re.findall(r'name="key" value="([^"]*)"', t) for t in texts]
    assert [len(t) for t in tokens] == [1, 1, 1] and tokens[0] == tokens[2] != tokens[1]
    assert len({k for found in keys for k in found}) == 3
    assert not any("\x02" in t or "\x03" in t for t in texts)


def test_one_fill_for_two_hundred_sessions(server, database, article, comments, make_account):
    readers = [make_account("reader") for _ in range(4)]
    post(readers[0], article, "A new version.")
    before = fills(server)
    with Held(database):
        waiting = [Reader(server, at(article) + "?sort=oldest", own(readers[n % 4])) for n in range(200)]
        server.wait_for(lambda: server.metric("madang_requests_open") >= 200, what="200 readers waiting")
    for n, r in enumerate(waiting):
        status, _, body = r.result()
        assert status == 200 and readers[n % 4].username in body.decode() and readers[(n + 1) % 4].username not in body.decode().split("<main")[0]
    assert fills(server) == before + 1


def test_a_session_that_is_over(server, truth, article, comments, make_account):
    """Gets the page of somebody who is not signed in, drawn from the same outline."""
    who = make_account("reader")
    raw(server, at(article), own(who))
    current = next(s for s in who.api.get("/v1/account/sessions").json["sessions"] if s["current"])
    assert who.api.delete(f"/v1/account/sessions/{current['id']}").status == 204
    for path in (at(article), at(article, comments[0])):
        text = drawn(raw(server, path, own(who)))
        assert text == drawn(raw(truth, path, own(who)))
        assert who.username not in text and "Share your thoughts." in text and "form_token" not in text


def test_what_is_hidden_is_gone(server, article, comments, make_account, moderator):
    """A rejected comment and a hidden article are in no outline."""
    who = make_account("reader")
    assert "The second." in raw(server, at(article), own(who))[2].decode()
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [
        {"case": comments[1], "version": 0, "action": "reject", "reason": "spam"}]})
    assert answer.status == 200 and answer.json["results"][0]["status"] == 200, answer
    assert "The second." not in raw(server, at(article), own(who))[2].decode()
    nowhere = at({"id": "00000000-0000-7000-8000-000000000000"})
    assert [raw(server, nowhere, own(who))[0] for _ in range(2)] == [404, 404]


def test_octets_that_look_like_a_gap(server, truth, article, make_account):
    """Control characters in a text are no gaps."""
    who, author = make_account("reader"), make_account("reader")
    answer = author.api.post(page(article), {"body": "one \x02t\x03 two \x02" + "A" * 43 + "t\x03 three"})
    assert answer.status in (201, 422)
    for _ in range(2):
        assert drawn(raw(server, at(article), own(who))) == drawn(raw(truth, at(article), own(who)))



def test_a_fill_that_began_before_is_not_enough(server, database, article, comments, admin, make_account):
    """Who asks after a write waits for the fill under way, and if that began before it, for another one."""
    early, late = make_account("reader"), make_account("reader")
    path = at(article) + "?sort=oldest"
    with Held(database):
        first = Reader(server, path, own(early))
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="a fill under way")
        assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "closed"}).status == 200
        second = Reader(server, path, own(late))
        server.wait_for(lambda: server.metric("madang_requests_open") == 2, what="one that waits for it")
    assert "This discussion is closed" not in first.result()[2].decode()
    assert "This discussion is closed" in second.result()[2].decode()


def test_they_take_turns(server, database, article, comments, make_account):
    """Who waited for a fill goes on in a turn of its own: what each has to do holds nobody up."""
    who = make_account("reader")
    later = settled(server, "madang_http_later_total")
    with Held(database):
        waiting = [Reader(server, at(article) + "?sort=replies", own(who)) for _ in range(50)]
        server.wait_for(lambda: server.metric("madang_requests_open") >= 50, what="50 readers waiting")
    assert all(who.username in r.result()[2].decode() for r in waiting)
    assert settled(server, "madang_http_later_total") >= later + 50


def test_hidden_without_a_word(server, database, article, comments, make_account):
    """The reader's own question finds an article hidden before any notice of it came, and no page comes from memory."""
    who = make_account("reader")
    assert raw(server, at(article), own(who))[0] == 200
    database.sql("update core.article set state = 'hidden' where id = %s", [article["id"]])
    assert raw(server, at(article), own(who))[0] == 404


def test_what_is_gone_is_not_kept(server, admin, article, comments):
    """Nor served when the database is away: a 404 takes the page out of memory."""
    kept = settled(server, "madang_cache_pages")
    assert raw(server, at(article))[0] == 200
    assert settled(server, "madang_cache_pages") == kept + 1
    assert admin.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"}).status == 200
    assert raw(server, at(article))[0] == 404
    assert settled(server, "madang_cache_pages") == kept
