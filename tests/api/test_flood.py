"""Goal: a storm of sign-ins costs one hash for equal attempts; what is too much is 503 at once, and readers feel nothing."""
import json
import os
import signal
import socket
import statistics

import pytest

from client import Client
from conftest import PASSWORD

QUEUE = 4


@pytest.fixture(scope="module")
def flooded(database, make_server):
    """Two workers would have two queues."""
    return make_server(database, {"server.workers": 1, "hash.workers": 1, "hash.queue_max": QUEUE, "hash.nice": 7,
                                  "log.requests": "on"}).start()


def hashers(server):
    children = open(f"/proc/{server.pid}/task/{server.pid}/children").read().split()
    return [int(pid) for pid in children if "hasher" in open(f"/proc/{pid}/comm").read() +
            open(f"/proc/{pid}/cmdline").read()]


class Hashers:
    """They stand still inside."""

    def __init__(self, server):
        self.pids = hashers(server)
        assert self.pids

    def __enter__(self):
        for pid in self.pids:
            os.kill(pid, signal.SIGSTOP)

    def __exit__(self, *exc):
        for pid in self.pids:
            os.kill(pid, signal.SIGCONT)


class Post:
    """One that was sent and has no answer yet."""

    def __init__(self, server, path, body, token=None):
        text = json.dumps(body).encode()
        self.link = socket.create_connection((server.host, server.port), timeout=20)
        self.link.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                          f"{f'Authorization: Bearer {token}' if token else 'Accept: */*'}\r\n"
                          f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text)

    def answer(self):
        with self.link, self.link.makefile("rb") as f:
            head, _, body = f.read().partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        return int(head.split()[1]), fields, json.loads(body)


def SignIn(server, login, password=PASSWORD):
    return Post(server, "/v1/sessions", {"login": login, "password": password})


def refused(server, n, send):
    """503 with Retry-After for each of the n that send(number) sends, decided in less than 10 ms in the middle."""
    had = len(shed_lines(server))
    for post in [send(number) for number in range(n)]:
        status, fields, body = post.answer()
        assert (status, fields[b"retry-after"], body["code"]) == (503, b"1", "busy")
    server.wait_for(lambda: len(shed_lines(server)) == had + n, what="lines of the refused")
    took = [int(line["us"]) for line in shed_lines(server)[had:]]
    print(f"refused within {statistics.median(took)} us, {max(took)} at most")
    assert statistics.median(took) < 10000


def shed_lines(server):
    return [line for line in server.log_lines() if line.get("what") == "request" and line["status"] == "503"]


def readable(server, article):
    client = Client(server.url)
    try:
        assert client.get(f"/v1/articles/{article['id']}/comments").status == 200
    finally:
        client.close()


def waiting(server, n):
    server.wait_for(lambda: server.metric("madang_hash_waiting") == n, what=f"{n} sign-ins that wait")


def test_equal_attempts_share(flooded, reader):
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


def test_full_queue(flooded, article):
    """The last come are refused at once, with Retry-After, and before the database is asked; readers go on."""
    with Hashers(flooded):
        first = [SignIn(flooded, f"login{n}") for n in range(QUEUE)]
        waiting(flooded, QUEUE)
        asked = flooded.metric("madang_database_questions_total")
        refused(flooded, 40, lambda n: SignIn(flooded, f"late{n}"))
        readable(flooded, article)
        flooded.wait_for(lambda: flooded.metric("madang_requests_shed_total") >= 40, what="count of the refused")
        # the rules' refresh and the reader's page, but not forty logins
        assert flooded.metric("madang_database_questions_total") - asked < 40
    assert [s.answer()[0] for s in first] == [401] * QUEUE


def test_full_write_queue(database, make_server, reader, article):
    """Behind an article's lock as many wait as may; the next are refused unread, and reads go on."""
    server = make_server(database, {"server.workers": 1, "database.queue_max": 8, "database.batch_max": 64}).start()
    path = f"/v1/articles/{article['id']}/comments"
    holder = database.pg.connect(database.name)
    try:
        holder.autocommit = False
        holder.cursor().execute("select from core.article where id = %s for update", [article["id"]])
        first = [Post(server, path, {"body": "The one that finds the lock."}, reader.token)]
        server.wait_for(lambda: database.one("select count(*) from pg_stat_activity where wait_event_type = 'Lock'",
                                             user="postgres") == 1,
                        what="write that waits for the lock")
        first += [Post(server, path, {"body": f"Waits, number {n}."}, reader.token) for n in range(8)]
        refused(server, 20, lambda n: Post(server, path, {"body": f"Late, number {n}."}, reader.token))
        readable(server, article)
        holder.rollback()
        # a lock that is held for a second is given up on: only on a slow machine
        answers = [post.answer()[0] for post in first]
        assert answers[1:] == [201] * 8 and answers[0] in (201, 503)
    finally:
        holder.close()


def test_niced(flooded):
    assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in hashers(flooded)] == [7]
