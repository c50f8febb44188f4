# SPDX-License-Identifier: Apache-2.0
"""Goal: a kept page is never older than a second, each by its own age; whether it is still right costs a look at its version,
and not the page; and that look is not held up by pages."""
import json
import os
import signal
import threading
import time

import pytest

from cache_client import LockedTable, PendingRequest, comments_path, post_comment, fetch, fresh_metric
from wire import Wire

# The defaults: cache.refill_min and cache.stale_max as they are by default.
SETTINGS = {"limits.rates": "off", "server.workers": 1}
SECOND = 1.0


def version_of(answer):
    assert answer[0] == 200, answer
    return int(answer[1]["madang-version"])


def until(seconds):
    """Calls come for so long: what passes is the time that the test is about."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield
        time.sleep(0.02)


def waits(server, n):
    server.wait_for(lambda: server.metric("madang_cache_coalesced_total") >= n, what="a reader that waits")


def test_refilling_one_page_does_not_make_another_fresh(server, database, article, reader):
    """A page that was not read since it became stale stays stale when another page of its article is refilled."""
    cold, hot = comments_path(article, "?sort=oldest"), comments_path(article)
    old = version_of(fetch(server, cold))
    fetch(server, hot)
    first = post_comment(reader, article, "makes both outdated")
    for _ in until(1.5 * SECOND):
        fetch(server, hot, {"Madang-Min-Version": str(first.version)})
    post_comment(reader, article, "a fresh notice")
    waiting = fresh_metric(server, "madang_cache_coalesced_total")
    with LockedTable(database):
        readers = [PendingRequest(server, cold), PendingRequest(server, cold)]
        server.wait_for(lambda: any(r.got for r in readers) or server.metric("madang_cache_coalesced_total") > waiting,
                        what="an answer, or a reader that waits")
        assert all(r.got is None for r in readers), "nobody gets what was outdated for longer than a second"
    assert all(version_of(r.result()) > old for r in readers)


def test_a_young_page_is_served_while_it_is_filled(make_server, database, article, reader):
    """That another page of its article was just refilled does not make this one older."""
    server = make_server(database, {**SETTINGS, "cache.refill_min": 0, "cache.stale_max": "20s",
                                    "cache.check": "1min"}).start()
    one, other = comments_path(article, "?sort=oldest"), comments_path(article)
    old = version_of(fetch(server, one))
    fetch(server, other)
    answer = post_comment(reader, article, "makes both outdated")
    server.wait_for(lambda: version_of(fetch(server, other)) == answer.version, what="the other page, refilled")
    with LockedTable(database):
        first = PendingRequest(server, one)
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="the one that fills")
        status, fields, _ = fetch(server, one)
        assert (status, int(fields["madang-version"])) == (200, old) and "madang-stale" not in fields
    assert version_of(first.result()) == answer.version
    server.stop()


def test_nothing_unmarked_is_older_than_a_second(server, article, reader):
    """Writes go on, one page of the article is read all the time, the other now and then."""
    known, late = [], []        # (when it was answered, version), both rising
    stop = threading.Event()

    def reads(path, pause):
        while not stop.wait(pause):
            began = time.monotonic()
            answer = fetch(server, path)
            least = max((v for at, v in list(known) if at <= began - SECOND), default=0)
            if version_of(answer) < least and "madang-stale" not in answer[1]:
                late.append((path, version_of(answer), least))
    readers = [threading.Thread(target=reads, args=(comments_path(article), 0.005)),
               threading.Thread(target=reads, args=(comments_path(article, "?sort=best"), 0.33)),
               threading.Thread(target=reads, args=(comments_path(article, "?sort=oldest"), 1.2))]
    for r in readers:
        r.start()
    for n in range(100):
        answer = post_comment(reader, article, f"number {n}")
        known.append((time.monotonic(), answer.version))
        time.sleep(0.04)
    stop.set()
    for r in readers:
        r.join()
    assert not late


# ---- asking for the version alone
@pytest.fixture(scope="module")
def quick(make_server, database):
    """Unchecked for long after a tenth of a second."""
    return make_server(database, {**SETTINGS, "cache.check": "50ms", "cache.stale_max": "50ms"}).start()


def counted(server):
    return fresh_metric(server, "madang_cache_fills_total"), fresh_metric(server, "madang_cache_revalidated_total")


def test_an_unchanged_page_is_revalidated_without_a_fill(quick, article, reader):
    """Read now and then, it costs a question for its version and no fill, until it changes."""
    post_comment(reader, article, "read seldom")
    first = fetch(quick, comments_path(article))
    fills, unchanged = counted(quick)
    for _ in range(6):
        time.sleep(0.3)
        assert fetch(quick, comments_path(article))[2] == first[2]
    again = counted(quick)
    assert again[0] == fills and again[1] >= unchanged + 5


def test_a_page_that_changed_unnoticed_is_filled(quick, database, article, reader):
    """Behind the server's back, so that nothing but the version can tell."""
    version = version_of(fetch(quick, comments_path(article)))
    time.sleep(0.5)             # not read, so not checked
    database.sql("select core.article_bump(%s, 0, 'state', null)", [article["id"]])
    assert version_of(fetch(quick, comments_path(article))) == version + 1


def test_revalidation_finds_a_hidden_article(quick, database, article):
    fetch(quick, comments_path(article))
    time.sleep(0.5)
    database.sql("update core.article set state = 'hidden' where id = %s", [article["id"]])
    assert fetch(quick, comments_path(article))[0] == 404


def test_an_article_that_returns_is_cached_again(quick, database, article, reader):
    """It comes back with the version that it had when it was hidden; another page of it was kept all the while."""
    post_comment(reader, article, "here, gone, here")
    version = version_of(fetch(quick, comments_path(article)))
    fetch(quick, comments_path(article, "?sort=oldest"))
    for state, status in ("hidden", 404), ("open", 200):
        database.sql("update core.article set state = %s where id = %s", [state, article["id"]])
        quick.wait_for(lambda: fetch(quick, comments_path(article))[0] == status, what=f"the article, {state}")
    fetch(quick, comments_path(article, "?sort=oldest"))
    fills = counted(quick)[0]
    for _ in until(SECOND):
        assert version_of(fetch(quick, comments_path(article))) == version_of(fetch(quick, comments_path(article, "?sort=oldest"))) == version
    # A check that began while the article was hidden may end after both fills: then each of the two pages is asked for once more.
    assert counted(quick)[0] - fills <= 2, "nothing changed, so no page is asked for"


def test_concurrent_readers_share_one_version_query(make_server, database, article, reader):
    """Thirty that find the page unchecked cost one question."""
    quick = make_server(database, {**SETTINGS, "cache.check": "50ms"}).start()
    post_comment(reader, article, "looked at by many")
    version = version_of(fetch(quick, comments_path(article)))
    wires = [Wire(quick.host, quick.port) for _ in range(31)]
    time.sleep(1.5)
    waits = fresh_metric(quick, "madang_cache_coalesced_total")
    fills, unchanged = counted(quick)
    asks = [f"GET {comments_path(article)} HTTP/1.1\r\nHost: a\r\n{field}\r\n".encode()
            for field in ["Madang-Min-Version: 1000\r\n"] + [""] * 30]
    with LockedTable(database, "core.article"):
        for wire, ask in reversed(list(zip(wires, asks))):  # at once: a later request would get the answer for a hanging database
            wire.send(ask)
        quick.wait_for(lambda: quick.metric("madang_cache_coalesced_total") >= waits + 20, what="readers that wait")
    answers = [w.answer() for w in wires]
    assert [a.status for a in answers] == [503] + [200] * 30
    assert {a.fields["madang-version"] for a in answers[1:]} == {str(version)}
    again = counted(quick)
    assert 1 <= again[1] - unchanged <= 2, "one for all, and one for who wants more than there is"
    assert again[0] == fills
    for w in wires:
        w.socket.close()
    quick.stop()


def test_more_articles_than_one_version_query_takes_are_all_revalidated(make_server, database, admin, make_account):
    """Each is checked in its turn: with one article a question, the last of many is repaired like the first."""
    server = make_server(database, {**SETTINGS, "cache.check_batch": 1, "cache.check": "100ms", "cache.stale_max": "1min"}).start()
    articles = [admin.api.post("/v1/articles", {"key": f"many-{n}", "url": f"https://news.example/many-{n}", "title": "T"}).json
                for n in range(12)]
    versions = [version_of(fetch(server, comments_path(a))) for a in articles]
    for a in articles:
        database.sql("select core.article_bump(%s, 0, 'state', null)", [a["id"]])

    def repaired():
        return [version_of(fetch(server, comments_path(a))) for a in articles] == [v + 1 for v in versions]
    server.wait_for(repaired, what="every page's new version")
    server.stop()


def test_a_full_read_queue_does_not_delay_revalidation(make_server, database, article, reader, admin):
    """The queue of the read link is full and its table locked: a page that did not change stays fresh for as long as it takes."""
    post_comment(reader, article, "stays as it is")
    server = make_server(database, {**SETTINGS, "database.queue_max": 4, "database.pipeline_max": 1, "cache.check": "50ms",
                                    "cache.stale_max": "500ms", "database.ask_timeout": "20s",
                                    "database.statement_timeout": "20s"}).start()
    kept = fetch(server, comments_path(article))
    with LockedTable(database):
        busy = [PendingRequest(server, comments_path(article, f"?limit={n}")) for n in range(1, 12)]
        server.wait_for(lambda: sum(b.got is not None and b.got[0] == 503 for b in busy) >= 6, what="a full queue")
        for _ in until(1.5 * SECOND):
            status, fields, body = fetch(server, comments_path(article), timeout=5)
            assert (status, body) == (200, kept[2]) and "madang-stale" not in fields
    assert sorted({b.result()[0] for b in busy}) == [200, 503]
    server.stop()


# ---- a version that is not there
@pytest.mark.parametrize("kind", ["json", "html"])
def test_an_impossible_version_costs_no_fill(server, database, article, reader, kind):
    """For any number of readers: a request without a version gets the page, and no request waits for more than two queries."""
    version = post_comment(reader, article, "the last there is").version
    path = comments_path(article, "?sort=oldest") if kind == "json" else f"/a/{article['id']}"
    fields = {"Accept": "text/html", "Madang-Min-Version": str(version + 1000)}
    wanted = path if kind == "json" else f"{path}?v={version + 1000}"
    fills = fresh_metric(server, "madang_cache_fills_total")
    with LockedTable(database, "core.article"):
        first = PendingRequest(server, wanted, fields if kind == "json" else {"Accept": "text/html"})
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="the one that fills")
        plain = PendingRequest(server, path)
        impossible = [PendingRequest(server, wanted, fields) for _ in range(30)]
        server.wait_for(lambda: server.metric("madang_requests_open") == 32, what="those that wait")
    assert [r.result()[0] for r in [first, *impossible]] == [503] * 31
    assert version_of(plain.result()) == version and "madang-stale" not in plain.got[1]
    if kind == "json":
        assert b'"behind"' in first.got[2] and first.got[1]["retry-after"] == "1"
    # The page of who wants no version; and one more where the lock outlasted the look at the versions.
    assert fresh_metric(server, "madang_cache_fills_total") <= fills + 2


def test_a_304_compresses_nothing(server, article, reader):
    """However often it is asked with gzip: what is not sent is not made."""
    post_comment(reader, article, "squeeze " * 600)
    etag = fetch(server, comments_path(article))[1]["etag"]
    size = fresh_metric(server, "madang_cache_bytes")
    for _ in range(5):
        assert fetch(server, comments_path(article), {"Accept-Encoding": "gzip", "If-None-Match": etag})[0] == 304
    assert fresh_metric(server, "madang_cache_bytes") == size
    for _ in range(3):
        fetch(server, comments_path(article), {"Accept-Encoding": "gzip"})
    assert fresh_metric(server, "madang_cache_bytes") > size


def test_a_deferred_request_looks_in_the_cache_again(make_server, database, article, reader, admin):
    """Between the head of a request and its turn lies what others asked for: by then the page may be there."""
    server = make_server(database, {**SETTINGS, "server.loop_budget": "50us", "cache.check": "1min"}).start()
    elsewhere = admin.api.post("/v1/articles", {"key": "elsewhere", "url": "https://news.example/e", "title": "E"}).json
    text = json.dumps({"body": "**much** to *render* " * 230}).encode()
    get = f"GET {comments_path(article)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    write = (f"POST {comments_path(elsewhere)} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {reader.token}\r\n"
             f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n").encode() + text
    wires = [Wire(server.host, server.port) for _ in range(42)]
    fills, unchanged = counted(server)
    os.kill(server.worker(), signal.SIGSTOP)
    for wire, what in zip(wires, [get] + [write] * 40 + [get]):
        wire.send(what)
    os.kill(server.worker(), signal.SIGCONT)
    assert [w.answer().status for w in wires] == [200] + [201] * 40 + [200]
    assert fresh_metric(server, "madang_http_deferred_total") > 0
    assert counted(server) == (fills + 1, unchanged)
    for w in wires:
        w.socket.close()
    server.stop()
