# SPDX-License-Identifier: Apache-2.0
"""Goal: while the database hangs, a cached page is served within cache.stale_max and marked as stale."""
import os
import signal
import time

import pytest

from cache_client import LockedTable, PendingRequest, comments_path, post_comment, fetch, fresh_metric

pytestmark = pytest.mark.fault

STALE = 0.4
SETTINGS = {"server.workers": 1, "cache.stale_max": f"{int(STALE * 1000)}ms", "cache.check": "50ms"}
HTML = {"Accept": "text/html"}


class Stopped:
    """Every backend of the server's, stopped: PostgreSQL takes questions and answers none."""

    def __init__(self, database):
        self.database = database

    def __enter__(self):
        self.pids = [r[0] for r in self.database.sql(
            "select pid from pg_stat_activity where datname = current_database() and application_name like 'madang %%'")]
        for pid in self.pids:
            os.kill(pid, signal.SIGSTOP)

    def __exit__(self, *exc):
        for pid in self.pids:
            os.kill(pid, signal.SIGCONT)


@pytest.fixture
def hung(make_server, database):
    """A server of its own, quick with its copies."""
    s = make_server(database, SETTINGS).start()
    yield s
    s.stop()


@pytest.mark.parametrize("html", [False, True], ids=["json", "html"])
@pytest.mark.parametrize("outdated", [False, True], ids=["unchecked", "outdated"])
def test_a_cached_page_is_served_while_the_database_hangs(hung, database, article, reader, html, outdated):
    path = f"/a/{article['id']}" if html else comments_path(article)
    post_comment(reader, article, "words")
    kept = fetch(hung, path, HTML)
    assert kept[0] == 200
    if outdated:
        database.sql("select core.article_bump(%s, 0, 'state', null)", [article["id"]])
    time.sleep(2 * STALE)       # what is kept is neither fresh nor young
    with Stopped(database):
        began, readers = time.monotonic(), [PendingRequest(hung, path, HTML) for _ in range(64)]
        answers = [r.result() for r in readers]
        took = time.monotonic() - began
        assert {a[0] for a in answers} == {200} and {a[2] for a in answers} == {kept[2]}
        assert sum("madang-stale" in a[1] for a in answers) >= 60
        assert took < STALE + 2
        again = time.monotonic()
        assert "madang-stale" in fetch(hung, path, HTML)[1] and time.monotonic() - again < 1, "who comes now waits for nothing"
    hung.wait_for(lambda: "madang-stale" not in fetch(hung, path, HTML)[1], what="the page as it is")


def test_waiting_readers_share_one_query(hung, database, article, reader):
    post_comment(reader, article, "words")
    fetch(hung, comments_path(article))
    made = post_comment(reader, article, "more words")
    time.sleep(2 * STALE)
    fills = fresh_metric(hung, "madang_cache_fills_total")
    with LockedTable(database):
        for _ in range(5):
            answers = [r.result() for r in [PendingRequest(hung, comments_path(article)) for _ in range(8)]]
            assert {a[0] for a in answers} == {200} and all("madang-stale" in a[1] for a in answers)
    hung.wait_for(lambda: int(fetch(hung, comments_path(article))[1]["madang-version"]) >= made.version, what="the fetch to end")
    assert fresh_metric(hung, "madang_cache_fills_total") <= fills + 2


def test_a_reader_who_wants_a_newer_version_gets_no_older_one(hung, database, article, reader):
    post_comment(reader, article, "words")
    fetch(hung, comments_path(article))
    made = post_comment(reader, article, "more words")
    time.sleep(2 * STALE)
    with LockedTable(database):
        wants = PendingRequest(hung, comments_path(article), {"Madang-Min-Version": str(made.version)})
        assert "madang-stale" in fetch(hung, comments_path(article))[1]
    status, fields, _ = wants.result()
    assert status == 200 and int(fields["madang-version"]) >= made.version and "madang-stale" not in fields


def test_a_signed_in_reader_gets_the_shared_page(hung, database, article, reader):
    path = f"/a/{article['id']}"
    post_comment(reader, article, "words")
    mine = {"Cookie": f"madang={reader.token}", **HTML}
    assert fetch(hung, path, HTML)[0] == fetch(hung, path, mine)[0] == 200
    post_comment(reader, article, "more words")
    time.sleep(2 * STALE)
    with LockedTable(database):
        began = time.monotonic()
        for r in [PendingRequest(hung, path, mine) for _ in range(8)]:
            status, fields, _ = r.result()
            assert (status, fields["madang-shared"], fields["madang-stale"]) == (200, "1", "1")
            assert fields["cache-control"] == "private, no-store"
        assert time.monotonic() - began < STALE + 2
    hung.wait_for(lambda: "madang-shared" not in fetch(hung, path, mine)[1], what="the reader's own page")


def test_without_stale_max_no_stale_page_is_served(make_server, database, article, reader):
    server = make_server(database, {**SETTINGS, "cache.stale_max": 0}).start()
    post_comment(reader, article, "words")
    fetch(server, comments_path(article))
    made = post_comment(reader, article, "more words")
    time.sleep(STALE)
    with LockedTable(database):
        waits = PendingRequest(server, comments_path(article))
        server.wait_for(lambda: server.metric("madang_requests_open") == 1, what="a reader that waits")
    status, fields, _ = waits.result()
    assert status == 200 and int(fields["madang-version"]) >= made.version
    server.stop()
