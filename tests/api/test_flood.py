"""Goal: a storm of sign-ins costs one hash for equal attempts, 503 at once for the rest, and readers nothing."""
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


class SignIn:
    """One that was sent and has no answer yet."""

    def __init__(self, server, login, password=PASSWORD):
        text = json.dumps({"login": login, "password": password}).encode()
        self.link = socket.create_connection((server.host, server.port), timeout=20)
        self.link.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                          b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(text) + text)

    def answer(self):
        with self.link, self.link.makefile("rb") as f:
            head, _, body = f.read().partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        return int(head.split()[1]), fields, json.loads(body)


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
        for n in range(40):
            status, fields, body = SignIn(flooded, f"late{n}").answer()
            assert (status, fields[b"retry-after"], body["code"]) == (503, b"1", "busy")
        client = Client(flooded.url)
        assert client.get(f"/v1/articles/{article['id']}/comments").status == 200
        client.close()
        flooded.wait_for(lambda: flooded.metric("madang_requests_shed_total") >= 40, what="count of the refused")
        # the rules' refresh and the reader's page, but not forty logins
        assert flooded.metric("madang_database_questions_total") - asked < 40
    assert [s.answer()[0] for s in first] == [401] * QUEUE
    took = [int(line["us"]) for line in flooded.log_lines() if line.get("what") == "request" and line["status"] == "503"]
    assert len(took) == 40
    print(f"refused within {statistics.median(took)} us, {max(took)} at most")
    assert statistics.median(took) < 10000


def test_niced(flooded):
    assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in hashers(flooded)] == [7]
