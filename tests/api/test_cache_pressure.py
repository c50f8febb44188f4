# SPDX-License-Identifier: Apache-2.0
"""Goal: under pressure pages lose first the reader's own parts, then their freshness, and are refused last. Every
memory and queue of the cache is bounded."""
import socket

import pytest

from client import Client
from cache_client import LockedTable, PendingRequest, comments_path, post_comment, fetch, fresh_metric

QUEUE = 8
SETTINGS = {"limits.rates": "off", "server.workers": 1, "database.queue_max": QUEUE, "database.pipeline_max": 1,
            "database.ask_timeout": "30s", "database.statement_timeout": "30s", "cache.check": "50ms", "cache.refill_min": 0,
            "rules.refresh": "1min"}
HTML = {"Accept": "text/html"}


class Busy:
    """The table of comments is locked, and this many reads of uncached pages wait for it."""

    def __init__(self, server, database, article):
        self.server, self.article, self.held, self.readers = server, article, LockedTable(database), []

    def __enter__(self):
        self.held.__enter__()
        return self

    def waiting(self, n):
        """n in all: one with the database, the rest in the queue."""
        while len(self.readers) < n:
            self.readers.append(PendingRequest(self.server, comments_path(self.article, f"?limit={50 + len(self.readers)}")))
        self.server.wait_for(lambda: self.server.metric("madang_database_waiting", connection="read") >= n, what="a queue of reads")

    def __exit__(self, *exc):
        self.held.__exit__()
        assert all(r.result()[0] in (200, 503) for r in self.readers)


@pytest.fixture
def busy(server, database, article):
    return Busy(server, database, article)


def own(account):
    return {**HTML, "Cookie": "madang=" + account.token}


def is_shared(answer, reader):
    status, fields, body = answer
    assert status == 200 and fields["cache-control"] == "private, no-store" and "etag" not in fields
    assert b"You are still signed in." in body and reader.username.encode() not in body.split(b"<main")[0]
    return fields["madang-shared"] == "1"


def is_own(answer, reader):
    status, fields, body = answer
    assert status == 200 and "madang-shared" not in fields
    return reader.username.encode() in body.split(b"<main")[0]


# ---- first: the public page
def test_signed_in_readers_get_the_shared_page_under_load(server, busy, article, reader):
    """While half the queue is full, readers get the public page with a line that says so; before and after, their own."""
    path = f"/a/{article['id']}"
    plain = fetch(server, path, HTML)
    assert is_own(fetch(server, path, own(reader)), reader)
    with busy:
        busy.waiting(2)
        patient = PendingRequest(server, path, own(reader))
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 3, what="one that wants their own page")
        assert patient.got is None
        busy.waiting(2 + QUEUE // 2)
        for _ in range(3):
            answer = fetch(server, path, own(reader))
            assert is_shared(answer, reader) and "madang-stale" not in answer[1]
        shared = fetch(server, path, HTML)
        assert shared[2] == plain[2] and shared[1]["etag"] == plain[1]["etag"] and shared[1].keys() == plain[1].keys()
        bearer = PendingRequest(server, path, {**HTML, "Authorization": "Bearer " + reader.token})
        assert fetch(server, path, {"Authorization": "Basic YTpi"})[0] == 401
    assert patient.result()[0] == 200 and b"Sign out" in patient.got[2]
    assert b"Sign out" in bearer.result()[2]
    assert is_own(fetch(server, path, own(reader)), reader)


def test_the_shared_page_is_built_once_and_accounted(server, busy, article, reader):
    """With the line on it, for all who get it, and is in the account of what pages take."""
    path = f"/a/{article['id']}"
    plain = fetch(server, path, HTML)[2]
    with busy:
        busy.waiting(1 + QUEUE // 2)
        before = fresh_metric(server, "madang_cache_bytes")
        bodies = {fetch(server, path, own(reader))[2]}
        once = fresh_metric(server, "madang_cache_bytes")
        for _ in range(5):
            bodies.add(fetch(server, path, own(reader))[2])
        assert fresh_metric(server, "madang_cache_bytes") == once
    assert len(bodies) == 1
    assert len(plain) < len(bodies.pop()) <= once - before


def test_a_reader_who_waits_twice_gets_the_page_and_version(make_server, database, article, reader):
    """A signed-in reader waits for a version that the current fill lacks, and so for the next fill. By then the pressure is
    over. The answer is still the public page, since its request began without the session."""
    server = make_server(database, SETTINGS).start()
    path = f"/a/{article['id']}"
    with Busy(server, database, article) as busy:
        fill = PendingRequest(server, path, HTML)
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 1, what="the fill")
        busy.waiting(2 + QUEUE // 2)
        version = database.one("select version from core.article where id = %s", [article["id"]])
        waiter = PendingRequest(server, f"{path}?v={version + 1}", own(reader))
        server.wait_for(lambda: fresh_metric(server, "madang_requests_open") == len(busy.readers) + 2, what="one that waits")
        database.sql("update core.article set version = version + 1 where id = %s", [article["id"]])
        server.reload({"database.queue_max": 1000})
        server.wait_for(lambda: "settings reloaded" in server.log_text(), what="the reload")
        fresh_metric(server, "madang_requests_open")
    assert fill.result()[0] == 200 and int(fill.got[1]["madang-version"]) == version
    assert int(waiter.result()[1]["madang-version"]) == version + 1
    assert is_shared(waiter.got, reader)
    server.stop()


def test_readers_with_and_without_a_session_share_a_fill(server, busy, article, reader):
    """An uncached page costs one query for all readers, signed in or not."""
    path = f"/a/{article['id']}?sort=best"
    with busy:
        busy.waiting(1 + QUEUE // 2)
        fills = fresh_metric(server, "madang_cache_fills_total")
        signed_in = [PendingRequest(server, path, own(reader)) for _ in range(5)]
        server.wait_for(lambda: server.metric("madang_requests_open") == len(busy.readers) + 5, what="five that wait")
        others = [PendingRequest(server, path, HTML) for _ in range(5)]
        server.wait_for(lambda: server.metric("madang_requests_open") == len(busy.readers) + 10, what="ten that wait")
        assert fresh_metric(server, "madang_cache_fills_total") == fills + 1
    assert all(is_shared(r.result(), reader) for r in signed_in)
    plain = {r.result()[2] for r in others}
    assert len(plain) == 1 and all(r.got[1]["cache-control"] == "no-cache" and "madang-shared" not in r.got[1] for r in others)
    assert b"still signed in" not in plain.pop()


def test_a_page_is_served_without_its_personal_part_under_load(server, busy, article, reader):
    """Of a page that was asked for before: it is drawn without, and not refused for it."""
    path = f"/a/{article['id']}"
    with busy:
        early = PendingRequest(server, path, own(reader))
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 1, what="the reader's question")
        busy.waiting(QUEUE)
    status, fields, body = early.result()
    assert status == 200 and fields["madang-shared"] == "1" and fields["cache-control"] == "private, no-store"
    assert b"Sign out" in body and b"leaves out your votes and everything that only you can see" in body


# ---- then: older pages
def fills(server, path):
    """The first reader whose answer is not there at once."""
    while True:
        reader = PendingRequest(server, path)
        waits = fresh_metric(server, "madang_requests_open") > 0
        reader.join(0.2)        # what was sent may be on its way still
        if waits and reader.got is None:
            return reader


def test_pages_may_be_older_under_load(server, database, busy, article, reader):
    """Ten times as old as else, marked, at once; without pressure only behind a fetch that has taken a second."""
    hot, path = comments_path(article), f"/a/{article['id']}"
    fetch(server, path, HTML)
    version = int(fetch(server, hot)[1]["madang-version"])
    with busy:
        database.sql("update core.article set version = version + 1 where id = %s", [article["id"]])
        first = fills(server, hot)
        probes = []

        def marked():       # as soon as it is outdated, and its fill has hung, for longer than cache.stale_max
            probes.append(PendingRequest(server, hot))
            probes[-1].join(0.3)
            return any(p.got is not None and p.got[1].get("madang-stale") == "1" for p in probes)
        server.wait_for(marked, what="a page that is too old")
        late = [PendingRequest(server, path, HTML), PendingRequest(server, path, HTML)]
        for r in [first, *late]:        # without pressure too, once the fetch has taken as long
            assert int(r.result()[1]["madang-version"]) == version and r.got[1]["madang-stale"] == "1"
        busy.waiting(1 + QUEUE // 2)
        status, fields, body = fetch(server, path, HTML)
        assert (status, int(fields["madang-version"]), fields["madang-stale"]) == (200, version, "1") and "age" in fields
        answer = fetch(server, path, own(reader))
        assert is_shared(answer, reader) and answer[1]["madang-stale"] == "1"
    server.wait_for(lambda: int(fetch(server, hot)[1]["madang-version"]) == version + 1, what="the page as it is")


# ---- then: nothing
def test_a_full_queue_refuses_only_uncached_pages(server, busy, article, reader):
    """And only that."""
    path = f"/a/{article['id']}"
    fetch(server, path, HTML)
    with busy:
        busy.waiting(1 + QUEUE)
        status, fields, body = fetch(server, comments_path(article, "?sort=replies"))
        assert status == 503 and fields["retry-after"] == "1" and b'"busy"' in body
        assert fetch(server, path, HTML)[0] == 200
        assert is_shared(fetch(server, path, own(reader)), reader)
        assert fetch(server, "/account", own(reader))[0] == 503


# ---- bounds
def test_the_number_of_waiting_readers_is_bounded(make_server, database, article, reader):
    """One more than may wait is refused at once; of a page that is kept it gets the last copy, marked."""
    server = make_server(database, {**SETTINGS, "cache.waiting_max": 5, "cache.stale_max": "1min"}).start()
    kept, new = comments_path(article), comments_path(article, "?sort=best")
    version = int(fetch(server, kept)[1]["madang-version"])
    with LockedTable(database):
        database.sql("update core.article set version = version + 1 where id = %s", [article["id"]])
        wanted = {"Madang-Min-Version": str(version + 1)}
        waiting = [PendingRequest(server, path, wanted) for path in (kept, new) for _ in range(6)]
        server.wait_for(lambda: server.metric("madang_requests_open") == 12, what="two fills, and five that wait for each")
        status, fields, body = fetch(server, new)
        assert (status, fields["retry-after"]) == (503, "1") and b'"busy"' in body
        assert fetch(server, kept, wanted)[0] == 503
        assert fetch(server, kept)[0] == 200
    assert [r.result()[0] for r in waiting] == [200] * 12
    server.stop()


def test_copies_being_sent_count_against_the_cache_limit(make_server, database, article, reader):
    """Readers that do not read hold copies that were replaced: they count, and what is kept makes room for them."""
    server = make_server(database, {**SETTINGS, "cache.size": "16MB", "comments.page_max": "16MB", "comments.length_max": 65536, "comments.bytes_max": "64kB",
                                    "comments.html_max": "1MB"}).start()
    api = Client(server.url, reader.token)
    for n in range(100):
        assert api.post(comments_path(article), {"body": f"{n} " + "z" * 65000}).status == 201
    path, small = comments_path(article, "?limit=100"), [comments_path(article, f"?limit={n}") for n in (1, 2, 3)]
    size = len(fetch(server, path)[2])
    assert size > 6000000, "more than the kernel takes at once"
    slow = []
    for n in range(3):
        for other in small:
            fetch(server, other)
        slow.append(socket.socket())
        slow[n].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow[n].connect((server.host, server.port))
        version = api.post(comments_path(article), {"body": f"makes them outdated, {n}"}).version
        slow[n].sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nMadang-Min-Version: {version}\r\n\r\n".encode())
        assert slow[n].recv(12) == b"HTTP/1.1 200"
    assert fresh_metric(server, "madang_cache_bytes") >= 3 * size * 0.98
    assert server.metric("madang_cache_evicted_total") >= len(small) and server.metric("madang_cache_pages") == 1
    for s in slow:
        s.close()
    server.wait_for(lambda: server.metric("madang_cache_bytes") <= 16 * 1048576, what="what the slow ones held")
    api.close()
    server.stop()
