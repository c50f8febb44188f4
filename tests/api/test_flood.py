# SPDX-License-Identifier: Apache-2.0
"""Goal: a storm of sign-ins costs one hash for equal attempts; what is too much is 503 at once, and readers feel nothing."""
import json
import os
import select
import signal
import socket
import time

import pytest

from client import Client
from conftest import PASSWORD
from cache_client import LockedTable, comments_path

QUEUE = 4


@pytest.fixture(scope="module")
def flooded(database, make_server):
    """Two workers would have two queues."""
    return make_server(database, {"server.workers": 1, "hash.workers": 1, "hash.queue_max": QUEUE, "hash.nice": 7,
                                  "log.requests": "uncached"}).start()


class Hashers:
    """They stand still inside."""

    def __init__(self, server):
        self.pids = server.children("hasher")
        assert self.pids

    def __enter__(self):
        for pid in self.pids:
            os.kill(pid, signal.SIGSTOP)

    def __exit__(self, *exc):
        for pid in self.pids:
            os.kill(pid, signal.SIGCONT)


class Sent:
    """A request that was sent and has no answer yet."""

    def __init__(self, server, method, path, body=None, token=None):
        text = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        kind = "application/x-www-form-urlencoded" if isinstance(body, str) else "application/json"
        kind = "" if body is None else f"Content-Type: {kind}\r\nContent-Length: {len(text)}\r\n"
        self.link = socket.create_connection((server.host, server.port), timeout=60)
        self.began = time.monotonic()
        self.link.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                          f"{f'Authorization: Bearer {token}' if token else 'Accept: */*'}\r\n{kind}\r\n".encode() + text)

    def answer(self):
        with self.link, self.link.makefile("rb") as f:
            head = f.readline() + b"".join(iter(f.readline, b"\r\n"))
            self.took = time.monotonic() - self.began
            body = f.read()
        fields = dict(line.lower().rstrip().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
        self.status = int(head.split()[1])
        return self.status, fields, json.loads(body) if b"json" in fields[b"content-type"] else body


def Post(server, path, body, token=None):
    return Sent(server, "POST", path, body, token)


def SignIn(server, login, password=PASSWORD):
    return Post(server, "/v1/sessions", {"login": login, "password": password})


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def refused(server, capacity, send):
    """With as many under way as may be, three times as many more: each is 503 with Retry-After within 10 ms. The limit
    applies to the client's median and to the server's 95th percentile: on a shared machine the slowest
    twentieth of a client's times measures the machine."""
    had, n, seen = len(shed_lines(server)), 3 * capacity, []
    for number in range(n):
        post = send(number)
        status, fields, body = post.answer()
        assert (status, fields[b"retry-after"], body["code"]) == (503, b"1", "busy")
        seen.append(post.took)
    server.wait_for(lambda: len(shed_lines(server)) == had + n, what="lines of the refused")
    took = [line["duration_ms"] / 1e3 for line in shed_lines(server)[had:]]
    for who, figures in (("client", seen), ("server", took)):
        print(f"{n} refused; {who}: " + ", ".join(f"{part:.0%} {1e3 * quantile(figures, part):.2f} ms" for part in (.5, .95, 1)))
    assert quantile(seen, .5) < 0.01 and quantile(took, .95) < 0.01


def shed_lines(server):
    return [line for line in server.log_lines() if line["msg"] == "request answered" and line["status"] == 503]


def readable(server, article):
    client = Client(server.url)
    try:
        assert client.get(f"/v1/articles/{article['id']}/comments").status == 200
    finally:
        client.close()


def waiting(server, n):
    server.wait_for(lambda: server.metric("madang_hash_waiting") == n, what=f"{n} sign-ins that wait")


def test_equal_sign_in_attempts_share_one_hash(flooded, reader):
    """Each opens its own session, or fails, all with one hash."""
    shared = flooded.metric("madang_hash_shared_total")
    with Hashers(flooded):
        good = [SignIn(flooded, reader.username) for _ in range(8)]
        bad = [SignIn(flooded, reader.username, "Seven brown teapots") for _ in range(5)]
        unknown = [SignIn(flooded, "nobody at all") for _ in range(3)]
        waiting(flooded, 16)
    answers = [s.answer() for s in good]
    assert [a[0] for a in answers] == [201] * 8
    assert len({a[2]["token"] for a in answers}) == 8
    assert [s.answer()[0] for s in bad + unknown] == [401] * 8
    flooded.wait_for(lambda: flooded.metric("madang_hash_shared_total") == shared + 7 + 4 + 2, what="what was shared")


def test_the_number_of_waiting_equal_attempts_is_bounded(database, make_server, reader):
    """Of those that share one hash no more wait than may; the next is refused though it would cost nothing."""
    server = make_server(database, {"server.workers": 1, "hash.workers": 1, "hash.shared_max": 3}).start()
    with Hashers(server):
        first = [SignIn(server, reader.username) for _ in range(3)]
        waiting(server, 3)
        refused(server, 2, lambda n: SignIn(server, reader.username))
        other = SignIn(server, "somebody else")
        waiting(server, 4)
    assert [s.answer()[0] for s in first] == [201] * 3
    assert other.answer()[0] == 401
    server.stop()


def test_a_full_hash_queue_refuses_new_sign_ins_at_once(flooded, article):
    """The last come are refused at once, with Retry-After, and before the database is asked; readers go on."""
    with Hashers(flooded):
        first = [SignIn(flooded, f"login{n}") for n in range(QUEUE)]
        waiting(flooded, QUEUE)
        asked = flooded.metric("madang_database_queries_total")
        for _ in range(4):
            refused(flooded, QUEUE, lambda n: SignIn(flooded, f"late{n}"))
        readable(flooded, article)
        flooded.wait_for(lambda: flooded.metric("madang_requests_shed_total") >= 48, what="count of the refused")
        # the rules' refresh and the reader's page, but not as many logins
        assert flooded.metric("madang_database_queries_total") - asked < 40
    assert [s.answer()[0] for s in first] == [401] * QUEUE


class Locked:
    """An article's row is locked; a comment that is with the database waits for it, and as many as may behind that."""

    def __init__(self, database, server, article, token):
        self.database, self.server, self.token = database, server, token
        self.article = article

    def __enter__(self):
        self.holder = self.database.pg.connect(self.database.name)
        self.holder.autocommit = False
        self.holder.cursor().execute("select from core.article where id = %s for update", [self.article["id"]])
        self.first = [Post(self.server, comments_path(self.article), {"body": "The one that finds the lock."}, self.token)]
        self.server.wait_for(lambda: self.database.one("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%%comment_post%%'",
                                                       user="postgres") == 1, what="write that waits for the lock")
        self.first += [Post(self.server, comments_path(self.article), {"body": f"Waits, number {n}."}, self.token) for n in range(8)]
        return self

    def __exit__(self, *exc):
        self.holder.close()


def test_a_full_queue_refuses_before_parsing(database, make_server, reader, article):
    """An invalid comment is 503 instead of 422 while the queue is full: it is neither parsed nor rendered nor judged."""
    server = make_server(database, {"server.workers": 1, "database.queue_max": 8, "database.batch_max": 64,
                                    "database.lock_timeout": "5s", "database.lock_wait_max": "10s"}).start()
    posted = Post(server, comments_path(article), {"body": "Of the author's own."}, reader.token).answer()[2]["comment"]["id"]
    api, html = f"{comments_path(article)}/{posted}", f"/a/{article['id']}"
    bad = [("PUT", f"{api}/vote", {"value": 7}), ("POST", f"{api}/reports", {"reason": "none"}),
           ("POST", comments_path(article), {"body": ""}), ("PATCH", api, {"body": "", "revision": 1}),
           ("POST", f"{html}/comments", "body=" + "z" * 9000), ("POST", f"{html}/c/{posted}/vote", "value=7"),
           ("POST", f"{html}/c/{posted}/edit", "body=" + "z" * 9000), ("POST", f"{html}/c/{posted}/report", "reason=none")]

    def asked():
        sent = [Sent(server, method, path, body, reader.token) for method, path, body in bad]
        return [s.answer()[0] for s in sent]
    assert asked() == [422] * len(bad)
    with Locked(database, server, article, reader.token) as locked:
        assert asked() == [503] * len(bad)
        locked.holder.rollback()
        answers = [s.answer()[0] for s in locked.first[1:]]
        assert sorted(answers)[:-1] == [201] * 7 and answers[-1] in (201, 503), answers      # the server's own work may have a place
    server.stop()


def test_a_full_write_queue_refuses_writes_and_serves_reads(database, make_server, reader, article):
    """Behind an article's lock as many wait as may; the next are refused unread, and reads go on."""
    server = make_server(database, {"server.workers": 1, "database.queue_max": 8, "database.batch_max": 64,
                                    "database.lock_wait_max": "10s"}).start()
    with Locked(database, server, article, reader.token) as locked:
        refused(server, 9, lambda n: Post(server, comments_path(article), {"body": f"Late, number {n}."}, reader.token))
        readable(server, article)
        locked.holder.rollback()
        # a lock that is held for a second is given up on: only on a slow machine
        answers = [post.answer()[0] for post in locked.first]
        assert answers[1:] == [201] * 8 and answers[0] in (201, 503)


READS = {"server.workers": 1, "database.queue_max": 8, "database.pipeline_max": 1, "database.ask_timeout": "1min",
         "database.statement_timeout": "1min", "database.work_timeout": "1min",
         "rules.refresh": "1min", "jobs.poll_interval": "1min", "sweep.every": "1h"}       # nothing else asks


def fill(server, link, send):
    """One that is with the database, and as many behind it as may wait."""
    def under_way(n):
        server.wait_for(lambda: server.metric("madang_database_waiting", connection=link) == n, what=f"{n} questions")
    first = [send(0)]
    under_way(1)
    first += [send(n) for n in range(1, 9)]
    under_way(9)
    return first


def test_a_full_read_queue_serves_cached_pages(database, make_server, article):
    """Uncached pages wait while the table of comments is locked; cached pages are still served."""
    server = make_server(database, READS).start()
    readable(server, article)
    with LockedTable(database):
        first = fill(server, "read", lambda n: Sent(server, "GET", comments_path(article, f"?limit={n + 1}")))
        refused(server, 9, lambda n: Sent(server, "GET", comments_path(article, f"?limit={n + 30}")))
        readable(server, article)
    assert [s.answer()[0] for s in first] == [200] * 9
    server.stop()


def test_a_full_desk_queue_disturbs_no_reader_or_writer(database, make_server, article, moderator):
    """The desk's questions, while the table of cases is held: readers and writers go on."""
    server = make_server(database, READS).start()
    server.wait_for(lambda: server.metric("madang_database_waiting", connection="work") == 0, what="the end of what a start asks")
    with LockedTable(database, "core.case_file"):
        first = fill(server, "work", lambda n: Sent(server, "GET", "/v1/moderation/cases", token=moderator.token))
        refused(server, 9, lambda n: Sent(server, "GET", "/v1/moderation/cases", token=moderator.token))
        readable(server, article)
        client = Client(server.url, moderator.token)
        assert client.post(comments_path(article), {"body": "Written meanwhile."}).status == 201
        client.close()
    # a lock that is held for a second is given up on, by one after the other
    assert {s.answer()[0] for s in first} <= {200, 503} and first[-1].status == 200
    server.stop()


def test_hashers_run_at_the_configured_nice_level(flooded):
    assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in flooded.children("hasher")] == [7]


def test_hashers_run_at_idle_priority_when_configured(make_server, database):
    server = make_server(database, {"server.workers": 1, "hash.workers": 2, "hash.nice": 20}).start()
    assert [os.sched_getscheduler(pid) for pid in server.children("hasher")] == [os.SCHED_IDLE] * 2
    server.stop()


def test_a_stopping_worker_answers_waiting_sign_ins(database, make_server):
    """Its time to stop runs out while many sign-ins that the database has answered wait for their turn: what these ask next
    finds the hashers still, or an end; the worker ends cleanly."""
    server = make_server(database, {"server.workers": 1, "server.loop_budget": "10us", "server.drain_timeout": "1s", "http.drain_grace": "10ms",
                                    "http.connections_per_address": 1000, "database.pipeline_max": 1024, "hash.queue_max": 1000}).start()
    worker = server.worker()
    with socket.create_connection((server.host, server.port), timeout=10) as idle:
        with LockedTable(database, "core.account"):
            first = Sent(server, "GET", "/v1/accounts/01890000-0000-7000-8000-000000000000")
            server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") >= 1, what="a question that hangs")
            sent = [SignIn(server, f"login{n}") for n in range(400)]
            server.wait_for(lambda: server.metric("madang_database_waiting", connection="read") > len(sent), what="questions that hang")
            server.process.send_signal(signal.SIGTERM)
            assert idle.recv(1) == b""                  # the server closed it
            over = time.monotonic() + 1
            os.kill(worker, signal.SIGSTOP)
        server.wait_for(lambda: database.one("select count(*) from pg_stat_activity where datname = current_database() and"
                        " application_name like 'madang %%' and state = 'active'", user="postgres") == 0, what="all answers")
        os.kill(worker, signal.SIGCONT)
        assert select.select([first.link], [], [], 10)[0]
        os.kill(worker, signal.SIGSTOP)                 # the remaining requests are answered, their connections are deferred
        server.wait_for(lambda: time.monotonic() > over, what="the end of its time")
        os.kill(worker, signal.SIGCONT)
    assert server.process.wait(20) == 0                 # another signal would be one in a hurry
    server.process = None
    server.assert_clean()
    assert '"worker drained"' in server.log_text() and "unfinished workers killed" not in server.log_text()
    assert b"HTTP/1.1 503" in {s.link.recv(12) for s in sent}
    for s in sent:
        s.link.close()


def test_a_stopping_worker_frees_waiting_pages(database, make_server, article, reader):
    """The same for readers with a session: the document has arrived, and they wait to ask for their overlay."""
    server = make_server(database, {"server.workers": 1, "server.loop_budget": "10us", "server.drain_timeout": "1s", "http.drain_grace": "10ms",
                                    "http.connections_per_address": 1000, "limits.rates": "off"}).start()
    worker = server.worker()
    with socket.create_connection((server.host, server.port), timeout=10) as idle:
        with LockedTable(database):
            sent = [Sent(server, "GET", f"/a/{article['id']}", token=reader.token) for _ in range(400)]
            server.wait_for(lambda: server.metric("madang_requests_open") >= len(sent), what="readers that wait")
            server.process.send_signal(signal.SIGTERM)
            assert idle.recv(1) == b""                  # the server closed it
            over = time.monotonic() + 1
            os.kill(worker, signal.SIGSTOP)
        server.wait_for(lambda: database.one("select count(*) from pg_stat_activity where datname = current_database() and"
                        " application_name like 'madang %%' and state = 'active'", user="postgres") == 0, what="the page")
        os.kill(worker, signal.SIGCONT)
        assert select.select([one.link for one in sent], [], [], 10)[0]
        os.kill(worker, signal.SIGSTOP)                 # the other requests have the document, and wait to ask
        server.wait_for(lambda: time.monotonic() > over, what="the end of its time")
        os.kill(worker, signal.SIGCONT)
    assert server.process.wait(20) == 0
    server.process = None
    server.assert_clean()
    assert {s.link.recv(12) for s in sent} == {b"HTTP/1.1 200", b"HTTP/1.1 503"}
    for s in sent:
        s.link.close()
