# SPDX-License-Identifier: Apache-2.0
"""Goal: a public page comes from memory exactly when it is what the database would say, and nothing personal is ever in it."""
import gzip
import threading

from client import Client
from cache_client import comments_path, post_comment, fetch, fresh_metric

SETTINGS = {"limits.rates": "off", "server.workers": 1, "cache.refill_min": 0}


def test_a_second_reader_costs_no_query(server, article, reader):
    post_comment(reader, article, "read me twice")
    first = fetch(server, comments_path(article))
    questions, hits = fresh_metric(server, "madang_cache_fills_total"), fresh_metric(server, "madang_cache_hits_total")
    for _ in range(20):
        assert fetch(server, comments_path(article))[2] == first[2]
    assert fresh_metric(server, "madang_cache_fills_total") == questions
    assert fresh_metric(server, "madang_cache_hits_total") >= hits + 20


def test_a_write_is_seen_by_the_next_read(server, article, reader):
    fetch(server, comments_path(article))
    for i in range(10):
        answer = post_comment(reader, article, f"number {i}")
        status, fields, body = fetch(server, comments_path(article))
        assert status == 200 and int(fields["madang-version"]) >= answer.version
        assert f"number {i}".encode() in body


def test_a_matching_etag_gives_304_and_head_gives_no_body(server, article, reader):
    post_comment(reader, article, "tagged")
    status, fields, body = fetch(server, comments_path(article))
    assert status == 200
    status, again, nothing = fetch(server, comments_path(article), {"If-None-Match": fields["etag"]})
    assert (status, nothing, again["etag"]) == (304, b"", fields["etag"])
    status, head, nothing = fetch(server, comments_path(article), method="HEAD")
    assert (status, nothing, head["content-length"]) == (200, b"", str(len(body)))


def test_a_page_is_compressed_at_the_second_request_and_once(server, article, reader):
    post_comment(reader, article, "squeeze " * 400)
    plain = fetch(server, comments_path(article))
    answers = [fetch(server, comments_path(article), {"Accept-Encoding": "gzip"}) for _ in range(4)]
    status, fields, body = answers[-1]
    assert fields["content-encoding"] == "gzip" and gzip.decompress(body) == plain[2]
    assert fields["etag"] != plain[1]["etag"] and "accept-encoding" in fields["vary"].lower()
    assert len(body) * 3 < len(plain[2])
    assert fetch(server, comments_path(article), {"Accept-Encoding": "gzip", "If-None-Match": fields["etag"]})[0] == 304
    assert fetch(server, comments_path(article), {"Accept-Encoding": "gzip;q=0"})[1].get("content-encoding") is None


def test_two_hundred_readers_share_one_fill(server, database, article, reader):
    post_comment(reader, article, "crowded")
    fetch(server, comments_path(article))
    gate = database.pg.connect(database.name, "madang")
    fills = fresh_metric(server, "madang_cache_fills_total")
    with gate, gate.cursor() as c:
        # Reads wait while the table is locked; none of them may ask a second time.
        c.execute("lock table core.comment in access exclusive mode")
        got, threads = [], []

        def read():
            got.append(fetch(server, comments_path(article, "?sort=oldest"))[0])
        for _ in range(200):
            threads.append(threading.Thread(target=read))
            threads[-1].start()
        server.wait_for(lambda: server.metric("madang_requests_open") >= 200, what="200 readers waiting")
    gate.close()
    for t in threads:
        t.join()
    assert got == [200] * 200
    assert fresh_metric(server, "madang_cache_fills_total") == fills + 1


def test_a_version_ahead_of_the_database_is_503(server, article):
    version = int(fetch(server, comments_path(article))[1]["madang-version"])
    assert fetch(server, comments_path(article), {"Madang-Min-Version": str(version)})[0] == 200
    assert fetch(server, comments_path(article), {"Madang-Min-Version": str(version + 1000)})[0] == 503
    assert fetch(server, comments_path(article), {"Madang-Min-Version": "x"})[0] == 400


def test_the_version_check_repairs_a_lost_notification(server, database, article, reader):
    """A change without a notification (made directly in the database) is seen within the check interval."""
    post_comment(reader, article, "before")
    version = int(fetch(server, comments_path(article))[1]["madang-version"])
    database.sql("select core.article_bump(%s, 0, 'state', null)", [article["id"]])
    server.wait_for(lambda: int(fetch(server, comments_path(article))[1]["madang-version"]) == version + 1, seconds=1.5,
                    what="the new version")


def test_hidden_articles_leave_the_cache(server, article, reader, admin):
    post_comment(reader, article, "soon hidden")
    assert fetch(server, comments_path(article))[0] == 200
    admin.api.patch(f"/v1/articles/{article['id']}", {"state": "hidden"})
    assert fetch(server, comments_path(article))[0] == 404


def test_a_comment_refreshes_the_page_of_another_server(make_server, database, article, reader):
    """Two servers stand for two machines: a comment through one is on the other's kept page at once. No check repairs
    anything within a minute, so it is the notice that does it."""
    other = make_server(database, {**SETTINGS, "cache.check": "1min"}).start()
    api = Client(other.url)
    fetch(other, comments_path(article))
    for i in range(5):
        answer = post_comment(reader, article, f"heard {i}")
        other.wait_for(lambda: int(fetch(other, comments_path(article))[1]["madang-version"]) >= answer.version,
                       seconds=2, what="the notice")
    api.close()
    other.stop()


def test_stale_pages_are_served_without_a_database(make_server, make_database):
    """The last copy is served, marked, until the database is back; what was never read is 503."""
    database = make_database()
    server = make_server(database, {**SETTINGS, "database.ask_timeout": "500ms"}).start()
    server.cli("article", "create", "a", "https://news.example/a", "A")
    article = {"id": str(database.one("select id from core.article where key = 'a'"))}
    assert fetch(server, comments_path(article))[0] == 200
    database.pg.sql(f"alter database {database.name} with allow_connections false")
    database.pg.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()",
                    [database.name])
    server.wait_for(lambda: server.admin("/readyz")[0] == 503, what="the database's absence")

    def marked():
        status, fields, _ = fetch(server, comments_path(article))
        assert status == 200
        return fields.get("madang-stale") == "1" and "age" in fields
    server.wait_for(marked, what="a marked page")
    assert fetch(server, comments_path(article, "?sort=best"))[0] == 503
    database.pg.sql(f"alter database {database.name} with allow_connections true")
    server.wait_for(lambda: "madang-stale" not in fetch(server, comments_path(article))[1], seconds=20, what="a fresh page")
    server.stop()


def test_a_hanging_database_delays_no_reader_of_a_cached_page(server, database, article, reader):
    """Once a fill has hung for cache.stale_max, readers get the last copy, marked, at once."""
    answer = post_comment(reader, article, "kept")
    fetch(server, comments_path(article))
    gate = database.pg.connect(database.name, "madang")
    with gate, gate.cursor() as c:
        c.execute("lock table core.comment in access exclusive mode")
        database.sql("update core.article set version = version + 1 where id = %s", [article["id"]])
        first = threading.Thread(target=fetch, args=(server, comments_path(article)))

        def marked():
            if not first.is_alive() and first.ident is None:
                first.start()
            status, fields, _ = fetch(server, comments_path(article))
            assert status == 200 and int(fields["madang-version"]) >= answer.version
            return fields.get("madang-stale") == "1"
        server.wait_for(marked, seconds=8, what="a marked page")
    gate.close()
    first.join()


def test_the_cache_evicts_pages_at_its_limit(make_server, database, article, reader):
    """Many targets, one mebibyte: old pages go, and every answer stays right."""
    for i in range(12):
        post_comment(reader, article, f"{i} " + "z" * 4900)
    server = make_server(database, {**SETTINGS, "cache.size": "1MB"}).start()
    for limit in range(1, 101):
        for sort in ("newest", "oldest", "best", "replies"):
            status, _, body = fetch(server, comments_path(article, f"?limit={limit}&sort={sort}"))
            assert status == 200
    fresh_metric(server, "madang_cache_evicted_total")
    assert server.metric("madang_cache_evicted_total") > 0
    assert server.metric("madang_cache_bytes") <= 1048576 * 1.1
    server.stop()


def test_the_html_page_without_a_session_is_shared(server, article, reader):
    """Readers without a session share one page of HTML; with one it is private and never kept."""
    post_comment(reader, article, "on the page")
    path = f"/a/{article['id']}"
    html = {"Accept": "text/html"}
    first, second = fetch(server, path, html), fetch(server, path, html)
    assert first[0] == 200 and first[1]["cache-control"] == "no-cache" and "etag" in first[1]
    assert second[2] == first[2] and second[1]["etag"] == first[1]["etag"]
    assert fetch(server, path, {**html, "If-None-Match": first[1]["etag"]})[0] == 304
    assert "script-src" in first[1]["content-security-policy"] and "cookie" in first[1]["vary"].lower()
    own = fetch(server, path, {**html, "Cookie": "madang=" + reader.token})
    assert own[1]["cache-control"] == "private, no-store" and "etag" not in own[1]
    assert reader.username.encode() in own[2]
    assert fetch(server, path, html)[2] == first[2], "what a session saw is not kept"
    answer = post_comment(reader, article, "and one more")
    status, fields, body = fetch(server, f"{path}?v={answer.version}", html)
    assert status == 200 and b"and one more" in body


def test_a_change_of_origins_drops_cached_pages(make_server, database, article):
    """The frame policy and the settings of a cached page are the current ones."""
    server = make_server(database, {**SETTINGS, "rules.refresh": "50ms"}).start()
    path = f"/a/{article['id']}"

    def policy():
        return fetch(server, path, {"Accept": "text/html"})[1]["content-security-policy"]
    assert policy().endswith("frame-ancestors 'self'")
    server.cli("site", "origin", "default", "https://paper.example")
    server.wait_for(lambda: policy().endswith("frame-ancestors 'self' https://paper.example"), what="the new origin")
    server.cli("site", "origin", "default", "https://paper.example", "--remove")
    server.wait_for(lambda: policy().endswith("frame-ancestors 'self'"), what="the page without it")
    fills = fresh_metric(server, "madang_cache_fills_total")
    policy()
    assert fresh_metric(server, "madang_cache_fills_total") == fills
    server.reload()
    server.wait_for(lambda: policy() and fresh_metric(server, "madang_cache_fills_total") > fills, what="the page, filled again")
    server.stop()
