# SPDX-License-Identifier: Apache-2.0
"""Goal: while somebody keeps one article's row locked, writes to all other articles go on, and those to it are refused or wait."""
import threading
import time
import uuid

import pytest

from client import Client

pytestmark = pytest.mark.fault

SETTINGS = {"server.workers": 2, "log.level": "warn"}
SECONDS = 3
SLOW = 0.15                 # a write that waited for somebody else's lock takes the time limit of one, 0.2 s
WRITERS = 6


@pytest.fixture
def articles(admin):
    made = []
    for n in range(5):
        key = f"locked-{uuid.uuid4()}"
        answer = admin.api.post("/v1/articles", {"key": key, "url": f"https://news.example/{key}", "title": f"Locked {n}"})
        assert answer.status == 201, answer
        made.append(answer.json["id"])
    return made


class Writers:
    """Threads with a connection each that comment until stopped. took: seconds of every answer."""

    def __init__(self, api, articles, number):
        self.stopping = threading.Event()
        self.statuses, self.took, self.written, self.broken = [], [], [], []
        self.threads = [threading.Thread(target=self.run, args=(api.signed_in(api.token), articles[n % len(articles)], n), daemon=True)
                        for n in range(number)]
        for t in self.threads:
            t.start()

    def run(self, api, article, who):
        api.check = False
        try:
            for n in range(1_000_000):
                if self.stopping.is_set():
                    break
                text, since = f"Comment {n} of {who} on {article}", time.monotonic()
                answer = api.post(f"/v1/articles/{article}/comments", {"body": text})
                self.took.append(time.monotonic() - since)
                self.statuses.append(answer.status)
                if answer.status == 201:
                    self.written.append((answer.json["comment"]["id"], article, text))
        except BaseException as e:
            self.broken.append(e)
        finally:
            api.close()

    def stop(self):
        self.stopping.set()
        for t in self.threads:
            t.join(30)
        assert not self.broken, self.broken[0]
        return self


def check_written(database, writers, articles):
    """Each acknowledged comment is there with its id, and nothing else is."""
    rows = database.sql("select id::text, article_id::text, body from core.comment where article_id = any(%s::uuid[])", [articles])
    assert sorted(rows) == sorted(writers)
    assert database.sql("select * from core.recount()") == []


def hold(database, *articles):
    holder = database.pg.connect(database.name)
    holder.autocommit = False
    for article in articles:
        holder.cursor().execute("select from core.article where id = %s for update", [article])
    return holder


def run_with_lock(server, database, api, locked, free):
    """Writers of both for a while with the lock and a while after it."""
    holder = hold(database, *locked)
    try:
        others, held = Writers(api, free, WRITERS), Writers(api, locked, 4)
        time.sleep(SECONDS)
        others.stop()
        during = list(held.statuses)
    finally:
        holder.rollback()
        holder.close()
    server.wait_for(lambda: 201 in held.statuses, what="a comment on the article that was locked")
    return others, held.stop(), during


@pytest.mark.parametrize("number", [1, 3])
def test_writes_to_other_articles_pass_a_locked_one(server, database, reader, articles, number):
    """Of all writes to other articles no more than a handful a worker and lock wait as long as a lock is waited for."""
    locked, free = articles[:number], articles[number:]
    others, held, during = run_with_lock(server, database, reader.api, locked, free)
    slow = sum(took > SLOW for took in others.took)
    print(f"{len(others.took)} writes to other articles, {slow} slow, the slowest {max(others.took):.3f} s; held: {len(during)} refused")
    assert set(others.statuses) == {201}
    assert slow <= 2 * WRITERS * number + len(others.took) // 20
    assert len(others.took) >= 100
    assert set(during) <= {503}
    assert set(held.statuses) == {503, 201}
    check_written(database, others.written + held.written, articles)


def test_a_short_lock_delays_writers_without_an_error(server, database, reader, articles):
    """A lock of half a second costs the article's writers that time and no error."""
    holder = hold(database, articles[0])
    try:
        held = Writers(reader.api, articles[:1], 4)
        time.sleep(0.5)
        assert held.statuses == []
    finally:
        holder.rollback()
        holder.close()
    server.wait_for(lambda: len(held.statuses) > 20, what="comments after the lock")
    held.stop()
    assert set(held.statuses) == {201}
    check_written(database, held.written, articles)


@pytest.mark.parametrize("ms, fewest, most", [(0, 0, 0.9), (3000, 2.9, 4.5)])
def test_how_long_a_write_waits_is_a_setting(database, make_server, reader, articles, ms, fewest, most):
    s = make_server(database, {**SETTINGS, "server.workers": 1, "database.lock_wait_max": f"{ms}ms"}).start()
    holder, took = hold(database, articles[0]), []
    there = Client(s.url, reader.api.token, check=False)
    try:
        since = time.monotonic()
        answer = there.post(f"/v1/articles/{articles[0]}/comments", {"body": "Held up."})
        took.append(time.monotonic() - since)
    finally:
        holder.rollback()
        holder.close()
        there.close()
    assert answer.status == 503 and fewest <= took[0] < most, (answer, took)
    s.stop()


def test_an_article_edit_that_waits_delays_no_other_write(server, database, reader, admin, articles):
    """A write that commits alone does not keep the writes behind it waiting until it gives up, which takes a second."""
    holder = hold(database, articles[0])
    edits = []
    admin.api.check = False

    def edit():
        for n in range(3):
            edits.append(admin.api.patch(f"/v1/articles/{articles[0]}", {"title": f"Another {n}"}).status)
    editor = threading.Thread(target=edit, daemon=True)
    try:
        editor.start()
        others = Writers(reader.api, articles[1:], 2 * WRITERS)
        editor.join(20)
        others.stop()
    finally:
        admin.api.check = True
        holder.rollback()
        holder.close()
    assert edits == [503] * 3
    assert set(others.statuses) == {201}
    assert sum(took > 0.7 for took in others.took) <= 4
    check_written(database, others.written, articles)
