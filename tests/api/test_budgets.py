# SPDX-License-Identifier: Apache-2.0
"""Goal: what shall cost little is counted, not timed: commits of writes that wait for one lock."""
import base64
import hashlib
import json
import os
import socket

import pytest

from conftest import counter

pytestmark = pytest.mark.alone       # a neighbour changes what is counted

WRITES = 65


@pytest.fixture(scope="module")
def alone(database, make_server):
    """A server with one worker beside the module's, which has two."""
    # The count of commits begins with a heartbeat: by one of 500 ms the write of when the session was used is over.
    return make_server(database, {"server.workers": 1, "log.level": "warn", "server.heartbeat_interval": "500ms"}).start()


def figures(server):
    return server.metric("madang_database_writes_total"), server.metric("madang_database_batches_total")


def send_all(server, requests, locked, release):
    """Sends each request on a connection of its own while `locked` holds its lock, which is let go as
    soon as all wait for the database. The answers' statuses, and the commits that it then took."""
    links = [socket.create_connection((server.host, server.port), timeout=20) for _ in requests]
    shed = server.metric("madang_requests_shed_total")
    try:
        locked()
        for link, (method, path, token, body) in zip(links, requests):
            text = json.dumps(body).encode()
            link.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
                         f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text)
        server.wait_for(lambda: server.metric("madang_database_waiting", connection="write") == len(requests) or
                        server.metric("madang_requests_shed_total") > shed, what="waiting writes")
        writes, commits = figures(server)   # as new as what waits: a worker publishes all at once
        release()
        statuses = [int(link.makefile("rb").readline().split()[1]) for link in links]
        if all(status < 300 for status in statuses):
            # Or more: when the sessions were used is written beside them.
            server.wait_for(lambda: figures(server)[0] >= writes + len(requests), what="count of the writes")
        return statuses, figures(server)[1] - commits
    finally:
        release()
        for link in links:
            link.close()


def commits_of(server, database, make, good):
    """(article, how many commits it took after the lock's release) for the article and requests that make()
    gives. A lock that is held for a second is given up on (lock_timeout), which may happen here on a slow
    machine; some were written then, so: once more, with another article."""
    for _ in range(5):
        article, requests = make()
        holder = database.pg.connect(database.name)
        try:
            holder.autocommit = False
            statuses, commits = send_all(server, requests, lambda: holder.cursor().execute(
                "select from core.article where id = %s for update", [article["id"]]), holder.rollback)
        finally:
            holder.close()
        if set(statuses) == {good}:
            break
    assert set(statuses) == {good}
    return article, commits


def new_article(admin):
    n = next(counter)
    made = admin.api.post("/v1/articles", {"key": f"budget-{n}", "url": f"https://news.example/budget-{n}", "title": f"Budget {n}"})
    assert made.status == 201, made
    return made.json


def comments(admin, token, at):
    article = new_article(admin)
    return article, [("POST", f"/v1/articles/{article['id']}/comments", token, {"body": f"Comment {next(counter)} {n} {at}"})
                     for n in range(WRITES)]


def test_comments_that_wait_for_a_lock_share_commits(server, database, reader, admin):
    """Two workers: each commits its first write alone, and the rest together."""
    article, _ = commits_of(server, database, lambda: comments(admin, reader.token, "two"), 201)
    commits = database.one("select count(distinct xmin::text) from core.comment where article_id = %s", [article["id"]])
    print(f"{WRITES} comments in {commits} commits")
    assert commits <= 4
    assert database.one("select version from core.article where id = %s", [article["id"]]) == 1 + WRITES


def test_waiting_comments_of_one_worker_share_a_commit(alone, database, reader, admin):
    article, commits = commits_of(alone, database, lambda: comments(admin, reader.token, "one"), 201)
    assert commits <= 2
    assert database.one("select count(distinct xmin::text) from core.comment where article_id = %s", [article["id"]]) <= 2


def voters(database, n):
    """n tokens of readers, made in the database."""
    tokens = [base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=") for _ in range(n)]
    for token in tokens:
        name = f"voter{next(counter)}"
        database.sql("with a as (select core.new_id() as id), b as (select core.account_make(id, %s, %s, null, 'h', 'reader') from a)"
                     " insert into core.session (id, account_id, token, expires_at)"
                     " select core.new_id(), a.id, %s, core.now() + interval '1 hour' from a, b",
                     [name, name, hashlib.blake2b(token.encode(), digest_size=32).digest()])
    return tokens


def test_votes_that_wait_for_a_lock_share_commits(alone, database, reader, admin):
    """Votes of many on one comment: its counts move, and the article's version rises, once a commit."""
    seed, was = None, None

    def votes():
        nonlocal seed, was
        article = new_article(admin)
        seed = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": f"The one they all vote on {next(counter)}."}).json["comment"]
        was = database.one("select version from core.article where id = %s", [article["id"]])
        return article, [("PUT", f"/v1/articles/{article['id']}/comments/{seed['id']}/vote", token, {"value": 1})
                         for token in voters(database, WRITES)]
    article, commits = commits_of(alone, database, votes, 200)
    assert commits <= 2
    assert database.one("select version from core.article where id = %s", [article["id"]]) - was <= 2
    assert database.one("select up from core.comment where id = %s", [seed["id"]]) == WRITES
    assert database.one("select count(*) from core.vote where comment_id = %s", [seed["id"]]) == WRITES
    assert database.sql("select * from core.recount()") == []
