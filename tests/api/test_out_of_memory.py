# SPDX-License-Identifier: Apache-2.0
"""Goal: an allocation of libpq's that fails costs a connection, and never gives anybody another's answer."""
import itertools
import json
import os

import pytest

from conftest import counter
from libpq_fails import ANY, LibpqFails
from wire import Wire

pytestmark = [pytest.mark.release, pytest.mark.fault]    # AddressSanitizer has an allocator of its own

READERS, ARTICLES = 12, 6
QUIET = {"server.workers": 1, "log.level": "warn", "log.requests": "off", "rules.refresh": "1min", "jobs.poll_interval": "1min", "sweep.every": "1h"}
ROUNDS = 20
WHOLE = bool(os.environ.get("MADANG_EVERY_ALLOCATION"))    # else what some seconds allow


class Crowd:
    """Readers on kept connections, each asking for what only it may get, all at once."""

    def __init__(self, server, tokens, articles):
        self.server, self.tokens, self.articles = server, tokens, articles
        self.wires = [Wire(server.host, server.port, timeout=30) for _ in range(READERS + 2 * ARTICLES)]
        self.limits = itertools.cycle(range(1, 101))
        self.statuses, self.wrong, self.asked = {}, [], set()

    def requests(self):
        """(request, what an answer of 2xx must be) for each connection."""
        for name, token in self.tokens.items():
            yield self.request("GET", "/v1/session", token), lambda got, name=name: got["account"]["username"] == name
        for article, tag in self.articles.items():
            path = f"/v1/articles/{article}/comments?limit={next(self.limits)}"
            self.asked.add(path)
            yield self.request("GET", path), self.is_page(article, tag)
        for (article, tag), token in zip(self.articles.items(), self.tokens.values()):
            body = f"{tag} number {next(counter)} of many that tell nobody anything"
            yield (self.request("POST", f"/v1/articles/{article}/comments", token, {"body": body}),
                   lambda got, body=body: body in got["comment"]["html"])

    @staticmethod
    def is_page(article, tag):
        return lambda got: got["article"]["id"] == article and all(tag in c["html"] for c in got["comments"])

    @staticmethod
    def request(method, path, token=None, body=None):
        text = json.dumps(body) if body else ""
        return (f"{method} {path} HTTP/1.1\r\nHost: a.example\r\n" + (f"Authorization: Bearer {token}\r\n" if token else "") +
                (f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n" if body else "") + f"\r\n{text}").encode()

    def round(self):
        all = list(self.requests())
        for wire, (request, _) in zip(self.wires, all):
            wire.send(request)
        for wire, (request, good) in zip(self.wires, all):
            self.judge(request, wire.answer(), good)

    def judge(self, request, answer, good):
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status not in (200, 201, 503) or (answer.status != 503 and not good(json.loads(answer.body))):
            self.wrong.append((request.split(b"\r\n")[0], answer))

    def judge_pages(self):
        """Every page that was asked for: what memory has must be its article's."""
        for path in sorted(self.asked):
            article = path.split("/")[3]
            request = self.request("GET", path)
            self.judge(request, self.wires[0].send(request).answer(), self.is_page(article, self.articles[article]))
        self.asked.clear()

    def close(self):
        for wire in self.wires:
            wire.socket.close()


@pytest.fixture(scope="module")
def fails(tmp_path_factory):
    return LibpqFails(str(tmp_path_factory.mktemp("libpq")))


@pytest.fixture(scope="module")
def server(make_server, database, fails):
    """One worker, whose libpq can be made to fail."""
    server = make_server(database, {**QUIET, "database.backoff_max": "50ms"}, environment=fails.environment).start()
    fails.watch(server.worker())
    return server


@pytest.fixture
def crowd(server, admin, make_account):
    readers = [make_account("reader") for _ in range(READERS)]
    articles = {}
    for _ in range(ARTICLES):
        tag = f"tag{next(counter)}x"
        made = admin.api.post("/v1/articles", {"key": tag, "url": f"https://news.example/{tag}", "title": tag})
        articles[made.json["id"]] = tag
        for n in range(8):
            assert readers[n].api.post(f"/v1/articles/{made.json['id']}/comments", {"body": f"{tag} comment {n} with more words"}).status == 201
    made = Crowd(server, {r.username: r.token for r in readers}, articles)
    yield made
    made.close()


def kill_links(database):
    database.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang %%'"
                 " and datname = current_database()", user="postgres")


def fail_once(fails, crowd, place, countdown, most=40):
    """False where no allocation was refused within so many rounds."""
    failed = fails.failed()
    fails.arm(place, countdown)
    for _ in range(most):
        crowd.round()
        if fails.failed() > failed:
            break
    fails.arm(0, 0)
    crowd.round()
    assert not crowd.wrong, (hex(place), countdown, crowd.wrong[:5])
    return fails.failed() > failed


@pytest.fixture
def places(server, database, fails, crowd):
    """(where libpq allocates in every round of requests, where now and then, where only while it connects)"""
    kill_links(database)
    server.wait_for(lambda: server.metric("madang_database_connections_lost_total") >= 5 and server.metric("madang_notify_listener_up"), what="links")
    counts = [fails.places()]
    for _ in range(ROUNDS):
        crowd.round()
        counts.append(fails.places())
    assert not crowd.wrong and set(crowd.statuses) == {200, 201}, (crowd.statuses, crowd.wrong[:5])
    rounds = {place: sum(now.get(place, 0) > last.get(place, 0) for last, now in zip(counts, counts[1:])) for place in counts[-1]}
    return ([place for place, n in rounds.items() if n == ROUNDS], [place for place, n in rounds.items() if 0 < n < ROUNDS],
            [place for place, n in rounds.items() if n == 0])


def test_a_failed_allocation_never_mixes_up_answers(server, database, fails, crowd, places):
    """Each place where libpq allocates is refused while readers ask, then the n-th allocation wherever it is."""
    steady, rare, connecting = places
    assert len(steady) >= 3
    for place in steady:
        assert fail_once(fails, crowd, place, 1), hex(place)
    for place in rare + (steady if WHOLE else []):
        for countdown in (1, 2, 5, 17) if WHOLE else (1,):
            fail_once(fails, crowd, place, countdown)
    reached = sum(fail_once(fails, crowd, ANY, n) for n in (range(1, 400) if WHOLE else range(1, 70)))
    assert reached == (399 if WHOLE else 69)
    for place in connecting if WHOLE else connecting[::4]:
        kill_links(database)
        fail_once(fails, crowd, place, 1, most=3)
    for n in range(1, 300 if WHOLE else 60, 1 if WHOLE else 10):
        kill_links(database)
        fail_once(fails, crowd, ANY, n)
    crowd.judge_pages()
    print(f"{len(steady)}, {len(rare)} and {len(connecting)} places, {fails.failed()} failures, answers {crowd.statuses}")
    assert not crowd.wrong, crowd.wrong[:5]
    assert crowd.statuses.get(503, 0) <= sum(crowd.statuses.values()) / 50
    server.wait_for(lambda: server.admin("/readyz")[0] == 200, what="readyz")
