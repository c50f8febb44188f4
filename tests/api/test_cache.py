"""Goal: a public page comes from memory exactly when it is what the database would say, and nothing personal is ever in it."""
import gzip
import threading

from client import Client
from kept import page, post, raw, settled

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0}


def test_a_second_reader_asks_nothing(server, article, reader):
    post(reader, article, "read me twice")
    first = raw(server, page(article))
    questions, hits = settled(server, "madang_cache_fills_total"), settled(server, "madang_cache_hits_total")
    for _ in range(20):
        assert raw(server, page(article))[2] == first[2]
    assert settled(server, "madang_cache_fills_total") == questions
    assert settled(server, "madang_cache_hits_total") >= hits + 20


def test_a_write_is_seen_by_the_next_read(server, article, reader):
    raw(server, page(article))
    for i in range(10):
        answer = post(reader, article, f"number {i}")
        status, fields, body = raw(server, page(article))
        assert status == 200 and int(fields["madang-version"]) >= answer.version
        assert f"number {i}".encode() in body


def test_304_and_head(server, article, reader):
    post(reader, article, "tagged")
    status, fields, body = raw(server, page(article))
    assert status == 200
    status, again, nothing = raw(server, page(article), {"If-None-Match": fields["etag"]})
    assert (status, nothing, again["etag"]) == (304, b"", fields["etag"])
    status, head, nothing = raw(server, page(article), method="HEAD")
    assert (status, nothing, head["content-length"]) == (200, b"", str(len(body)))


def test_gzip_is_made_once_asked_twice(server, article, reader):
    post(reader, article, "squeeze " * 400)
    plain = raw(server, page(article))
    answers = [raw(server, page(article), {"Accept-Encoding": "gzip"}) for _ in range(4)]
    status, fields, body = answers[-1]
    assert fields["content-encoding"] == "gzip" and gzip.decompress(body) == plain[2]
    assert fields["etag"] != plain[1]["etag"] and "accept-encoding" in fields["vary"].lower()
    assert len(body) * 3 < len(plain[2])
    assert raw(server, page(article), {"Accept-Encoding": "gzip", "If-None-Match": fields["etag"]})[0] == 304
    assert raw(server, page(article), {"Accept-Encoding": "gzip;q=0"})[1].get("content-encoding") is None


def test_one_fill_for_two_hundred_readers(server, database, article, reader):
    post(reader, article, "crowded")
    raw(server, page(article))
    gate = database.pg.connect(database.name, "madang")
    fills = settled(server, "madang_cache_fills_total")
    with gate, gate.cursor() as c:
        # Reads wait while the table is locked; none of them may ask a second time.
        c.execute("lock table core.comment in access exclusive mode")
        got, threads = [], []

        def read():
            got.append(raw(server, page(article, "?sort=oldest"))[0])
        for _ in range(200):
            threads.append(threading.Thread(target=read))
            threads[-1].start()
        server.wait_for(lambda: server.metric("madang_requests_open") >= 200, what="200 readers waiting")
    gate.close()
    for t in threads:
        t.join()
    assert got == [200] * 200
    assert settled(server, "madang_cache_fills_total") == fills + 1


def test_a_version_that_is_not_there_is_503(server, article):
    version = int(raw(server, page(article))[1]["madang-version"])
    assert raw(server, page(article), {"Madang-Min-Version": str(version)})[0] == 200
    assert raw(server, page(article), {"Madang-Min-Version": str(version + 1000)})[0] == 503
    assert raw(server, page(article), {"Madang-Min-Version": "x"})[0] == 400


def test_a_lost_notice_is_repaired_by_version(server, database, article, reader):
    """A change that no notice tells of (made behind the server's back) is seen within the check's time."""
    post(reader, article, "before")
    version = int(raw(server, page(article))[1]["madang-version"])
    database.sql("select core.article_bump(%s, 0, 'state', null)", [article["id"]])
    server.wait_for(lambda: int(raw(server, page(article))[1]["madang-version"]) == version + 1, seconds=1.5,
                    what="the new version")


def test_hidden_articles_leave_the_cache(server, article, reader, admin):
    post(reader, article, "soon hidden")
    assert raw(server, page(article))[0] == 200
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"})
    assert raw(server, page(article))[0] == 404


def test_other_workers_hear_of_it(make_server, database, article, reader):
    """Two servers stand for two machines: a comment through one is on the other's kept page at once. No check repairs
    anything within a minute, so it is the notice that does it."""
    other = make_server(database, {**SETTINGS, "cache.check": 60000}).start()
    api = Client(other.url)
    raw(other, page(article))
    for i in range(5):
        answer = post(reader, article, f"heard {i}")
        other.wait_for(lambda: int(raw(other, page(article))[1]["madang-version"]) >= answer.version,
                       seconds=2, what="the notice")
    api.close()
    other.stop()


def test_pages_go_on_without_a_database(make_server, make_database):
    """The last copy is served, marked, until the database is back; what was never read is 503."""
    database = make_database()
    server = make_server(database, {**SETTINGS, "database.ask_timeout": 500}).start()
    server.cli("article", "create", "a", "https://news.example/a", "A")
    article = {"id": str(database.one("select id from core.article where key = 'a'"))}
    assert raw(server, page(article))[0] == 200
    database.pg.sql(f"alter database {database.name} with allow_connections false")
    database.pg.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()",
                    [database.name])
    server.wait_for(lambda: server.admin("/readyz")[0] == 503, what="the database's absence")

    def marked():
        status, fields, _ = raw(server, page(article))
        assert status == 200
        return fields.get("madang-stale") == "1" and "age" in fields
    server.wait_for(marked, what="a marked page")
    assert raw(server, page(article, "?sort=best"))[0] == 503
    database.pg.sql(f"alter database {database.name} with allow_connections true")
    server.wait_for(lambda: "madang-stale" not in raw(server, page(article))[1], seconds=20, what="a fresh page")
    server.stop()


def test_a_hanging_database_keeps_nobody_waiting(server, database, article, reader):
    """Once a fill has hung for cache.stale_max, readers get the last copy, marked, at once."""
    answer = post(reader, article, "kept")
    raw(server, page(article))
    gate = database.pg.connect(database.name, "madang")
    with gate, gate.cursor() as c:
        c.execute("lock table core.comment in access exclusive mode")
        database.sql("update core.article set version = version + 1 where id = %s", [article["id"]])
        first = threading.Thread(target=raw, args=(server, page(article)))

        def marked():
            if not first.is_alive() and first.ident is None:
                first.start()
            status, fields, _ = raw(server, page(article))
            assert status == 200 and int(fields["madang-version"]) >= answer.version
            return fields.get("madang-stale") == "1"
        server.wait_for(marked, seconds=8, what="a marked page")
    gate.close()
    first.join()


def test_the_cache_is_bounded(make_server, database, article, reader):
    """Many targets, one mebibyte: old pages go, and every answer stays right."""
    for i in range(12):
        post(reader, article, f"{i} " + "z" * 4900)
    server = make_server(database, {**SETTINGS, "cache.size": 1}).start()
    for limit in range(1, 101):
        for sort in ("newest", "oldest", "best", "replies"):
            status, _, body = raw(server, page(article, f"?limit={limit}&sort={sort}"))
            assert status == 200
    settled(server, "madang_cache_evicted_total")
    assert server.metric("madang_cache_evicted_total") > 0
    assert server.metric("madang_cache_bytes") <= 1048576 * 1.1
    server.stop()


def test_the_html_page_without_a_session_is_shared(server, article, reader):
    """Readers without a session share one page of HTML; with one it is private and never kept."""
    post(reader, article, "on the page")
    path = f"/a/{article['id']}"
    html = {"Accept": "text/html"}
    first, second = raw(server, path, html), raw(server, path, html)
    assert first[0] == 200 and first[1]["cache-control"] == "no-cache" and "etag" in first[1]
    assert second[2] == first[2] and second[1]["etag"] == first[1]["etag"]
    assert raw(server, path, {**html, "If-None-Match": first[1]["etag"]})[0] == 304
    assert "script-src" in first[1]["content-security-policy"] and "cookie" in first[1]["vary"].lower()
    own = raw(server, path, {**html, "Cookie": "madang=" + reader.token})
    assert own[1]["cache-control"] == "private, no-store" and "etag" not in own[1]
    assert reader.username.encode() in own[2]
    assert raw(server, path, html)[2] == first[2], "what a session saw is not kept"
    answer = post(reader, article, "and one more")
    status, fields, body = raw(server, f"{path}?v={answer.version}", html)
    assert status == 200 and b"and one more" in body


def test_pages_are_forgotten_with_the_origins(make_server, database, article):
    """Who may frame a page, and what settings it shows, is what holds now, not when it was kept."""
    server = make_server(database, {**SETTINGS, "rules.refresh": 50}).start()
    path = f"/a/{article['id']}"

    def policy():
        return raw(server, path, {"Accept": "text/html"})[1]["content-security-policy"]
    assert policy().endswith("frame-ancestors 'self'")
    server.cli("site", "origin", "default", "https://paper.example")
    server.wait_for(lambda: policy().endswith("frame-ancestors 'self' https://paper.example"), what="the new origin")
    server.cli("site", "origin", "default", "https://paper.example", "--remove")
    server.wait_for(lambda: policy().endswith("frame-ancestors 'self'"), what="the page without it")
    fills = settled(server, "madang_cache_fills_total")
    policy()
    assert settled(server, "madang_cache_fills_total") == fills
    server.reload()
    server.wait_for(lambda: policy() and settled(server, "madang_cache_fills_total") > fills, what="the page, filled again")
    server.stop()
