# SPDX-License-Identifier: Apache-2.0
"""Goal: under a running server the database connections never deadlock, and no request gets the error of another."""
import random

import pytest

from conftest import counter
from load import run_load

ARTICLES = 50


@pytest.fixture(scope="module")
def articles(admin):
    made = []
    for n in range(ARTICLES):
        answer = admin.api.post("/v1/articles", {"key": f"links-{next(counter)}", "title": f"Links {n}",
                                                 "url": f"https://news.example/links-{next(counter)}"})
        assert answer.status == 201, answer
        made.append(answer.json["id"])
    return made


def deadlocks(database):
    database.sql("select pg_stat_force_next_flush()")
    return database.one("select deadlocks from pg_stat_database where datname = current_database()")


def database_errors(server):
    return server.metric("madang_database_errors_total")


def comments(database):
    return database.one("select count(*) from core.comment")


def test_concurrent_posts_do_not_deadlock(server, database, reader, articles):
    """Two workers, 64 posts at a time on 50 articles in random order for five seconds."""
    before, had, errors = deadlocks(database), comments(database), database_errors(server)

    def post(api, call, who):
        article = random.choice(articles)
        return api.post(f"/v1/articles/{article}/comments", {"body": f"Post {call} of thread {who}."}).status
    counts = run_load(reader.api, 64, post, seconds=5)
    assert set(counts) == {201}, counts
    assert comments(database) - had == counts[201]
    assert deadlocks(database) == before
    assert database_errors(server) == errors
    commits = server.metric("madang_database_batches_total")
    print(f"{counts[201]} posts in {commits:.0f} commits")


def test_concurrent_mixed_writes_do_not_deadlock(server, database, make_account, articles):
    """Four accounts post, vote and report on six articles without a deadlock."""
    people = [make_account("reader") for _ in range(4)]
    few = articles[:6]
    before = deadlocks(database)
    seeds = []
    for article in few:
        answer = people[0].api.post(f"/v1/articles/{article}/comments", {"body": "The one they all vote on."})
        assert answer.status == 201, answer
        seeds.append((article, answer.json["comment"]["id"]))

    def act(api, call, who):
        api.token = people[who % 4].token
        article, comment = random.choice(seeds)
        at = f"/v1/articles/{article}/comments"
        what = random.randrange(4)
        if what == 0:
            return api.put(f"{at}/{comment}/vote", {"value": random.choice([1, -1])}).status
        if what == 1:
            return api.delete(f"{at}/{comment}/vote").status
        if what == 2:
            return api.post(f"{at}/{comment}/reports", {"reason": "spam"}).status
        return api.post(at, {"body": f"Reply {call} of thread {who}.", "parent_id": comment}).status
    counts = run_load(people[0].api, 32, act, seconds=2)
    assert not [status for status in counts if status >= 500], counts
    assert deadlocks(database) == before


def test_an_error_in_a_batch_fails_only_its_own_request(server, database, reader, articles):
    """A function that raises in a batch fails no other request of the batch."""
    database.sql("create function core.trap() returns trigger language plpgsql as $$ begin "
                 "if new.body like 'RAISE%' then raise exception 'as asked'; end if; return new; end $$; "
                 "create trigger trap before insert on core.comment for each row execute function core.trap()")
    had, errors = comments(database), database_errors(server)

    def post(api, call, who):
        bad = who == 3 and call % 5 == 2
        answer = api.post(f"/v1/articles/{random.choice(articles)}/comments",
                          {"body": "RAISE" if bad else f"Fine {call} {who}."})
        assert answer.status == (500 if bad else 201), answer
        return answer.status
    try:
        counts = run_load(reader.api, 32, post, each=15)
    finally:
        database.sql("drop trigger trap on core.comment; drop function core.trap()")
    assert counts[500] == 3 and counts[201] == 32 * 15 - 3
    assert comments(database) - had == counts[201]
    server.wait_for(lambda: database_errors(server) == errors + 3, what="count of the errors")
