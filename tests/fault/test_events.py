# SPDX-License-Identifier: Apache-2.0
"""Goal: if anything fails between a commit and a listener, each comment is told once, or the listener is told to load the page again."""
import collections
import http.client
import os
import signal
import threading
import time

import pytest

from client import Client
from conftest import Database
from fault_site import SHIPPED, At, sign_up, streaming_pair, url_of_pair
from fault_site import SETTINGS as BASE
from listener import Listener
from server import migrate

LIVE = {**BASE, "live.collect": "100ms", "live.check": "500ms", "live.retry_min": "50ms", "live.retry_max": "150ms", "limits.rates": "off",
        "live.streams_per_address": 3000, "http.connections_per_address": 3000}


class Follower:
    """Follows an article as a browser does: it connects again with its version after every end."""

    def __init__(self, server, article, since=1):
        self.server, self.article, self.v = server, article, since
        self.told, self.resets, self.unnamed, self.streams = collections.Counter(), 0, 0, 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stopped.is_set():
            try:
                self.follow()
            except (OSError, IndexError):      # refused, or cut before the head
                pass
            self.stopped.wait(0.1)

    def follow(self):
        with Listener(self.server.url, self.article, self.v) as listener:
            self.streams += 1
            while not self.stopped.is_set():
                event = listener.next(60)
                if event is None:
                    return
                self.v = event["v"]
                self.resets += event["event"] == "reset"
                self.told.update(id for id, _ in event.get("new", []))
                self.unnamed += event.get("more", 0)

    def stop(self):
        self.stopped.set()


class Writer:
    """Posts about 20 comments a second; `stored` has the acknowledged ids."""

    def __init__(self, accounts, article):
        self.accounts, self.article, self.stored, self.stopped = accounts, article, [], threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        n = 0
        while not self.stopped.wait(0.05):
            n += 1
            try:
                api = self.accounts[n % len(self.accounts)].api
                answer = api.request("POST", f"/v1/articles/{self.article}/comments", {"body": f"Words {n}."}, check=False)
            except (OSError, http.client.HTTPException):        # a cut connection
                continue
            if answer.status == 201:
                self.stored.append(answer.json["comment"]["id"])

    def stop(self):
        self.stopped.set()
        self.thread.join(20)
        return self.stored


def site(server):
    """(accounts, article) of a new server."""
    api = Client(server.url)
    boss = sign_up(server, api, "boss", "admin")
    made = boss.api.post("/v1/articles", {"key": "followed", "url": "https://news.example/followed", "title": "Followed"})
    assert made.status == 201
    return [sign_up(server, api, f"writer{n}", "reader") for n in range(2)], made.json["id"]


def all_told(server, database, followers, article, seconds=20):
    """Every follower has been told of every comment of the article, each once."""
    def ids():
        return {row[0] for row in database.sql("select id::text from core.comment where article_id = %s and state = 'published'", [article])}
    wanted = ids()
    server.wait_for(lambda: all(set(f.told) >= wanted for f in followers), seconds, "all comments told")
    for follower in followers:
        follower.stop()
        assert (follower.resets, follower.unnamed) == (0, 0)
        assert set(follower.told) == wanted
        assert set(follower.told.values()) <= {1}, "told twice"
    return wanted


@pytest.fixture
def start(make_server, make_database):
    """A function that starts a server on a new database: (server, database, accounts, article)."""
    def begin(**settings):
        database = make_database()
        server = make_server(database, {**LIVE, **settings}).start()
        return server, database, *site(server)
    return begin


def test_a_killed_worker_loses_and_doubles_no_event(start):
    server, database, accounts, article = start()
    followers = [Follower(server, article) for _ in range(12)]
    writer = Writer(accounts, article)
    for _ in range(4):
        time.sleep(0.7)
        os.kill(server.worker(), signal.SIGKILL)
    time.sleep(0.7)
    stored = writer.stop()
    assert len(stored) > 10
    assert set(stored) <= all_told(server, database, followers, article)
    assert sum(f.streams for f in followers) > len(followers)


def test_cut_database_connections_lose_and_double_no_event(start):
    server, database, accounts, article = start()
    followers = [Follower(server, article) for _ in range(6)]
    writer = Writer(accounts, article)
    for _ in range(5):
        time.sleep(0.5)
        database.one("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'madang %%'"
                     " and datname = current_database()", user="postgres")
    time.sleep(0.7)
    assert set(writer.stop()) <= all_told(server, database, followers, article)


def test_lost_notifications_are_made_up_for_within_the_check(start):
    server, database, accounts, article = start()
    source = database.one("select pg_get_functiondef('api_1.notify_versions'::regproc)")
    followers = [Follower(server, article) for _ in range(8)]
    database.sql("create or replace function api_1.notify_versions(p_payloads text[], out outcome text) language plpgsql security definer"
                 " set search_path = pg_catalog, pg_temp as $$ begin outcome := 'ok'; end $$")
    writer = Writer(accounts, article)
    time.sleep(2)
    stored = writer.stop()
    began = time.monotonic()
    assert set(stored) <= all_told(server, database, followers, article, 5)
    assert time.monotonic() - began < 3
    assert server.metric("madang_live_repairs_total") > 0
    database.sql(source)


@pytest.mark.parametrize("crash", [True, False], ids=["crash", "restart"])
def test_a_restart_of_the_database_loses_and_doubles_no_event(make_server, crash):
    with streaming_pair(fsync=True) as (primary, _):
        migrate(primary.url("madang", "madang_app"), primary.url("madang", "madang"))
        database = Database(primary, "madang")
        server = make_server(database, LIVE).start()
        accounts, article = site(server)
        followers = [Follower(server, article) for _ in range(6)]
        writer = Writer(accounts, article)
        time.sleep(1)
        had = len(writer.stored)
        primary.restart(signal.SIGQUIT if crash else signal.SIGINT)
        server.wait_for(lambda: len(writer.stored) > had + 10, 30, "comments after the restart")
        writer.stop()
        all_told(server, database, followers, article)
        server.stop()


def test_commits_that_a_crash_lost_make_the_page_load_again(make_server):
    """The database does not wait for its disk, so it forgets comments that were told and gives their versions to others."""
    with streaming_pair() as (primary, _):
        migrate(primary.url("madang", "madang_app"), primary.url("madang", "madang"))
        database = Database(primary, "madang")
        server = make_server(database, {**LIVE, "live.check": "5s"}).start()
        accounts, article = site(server)
        followers = [Follower(server, article) for _ in range(6)]
        writer = Writer(accounts, article)
        time.sleep(1)
        had = len(writer.stored)
        primary.restart(signal.SIGQUIT)
        server.wait_for(lambda: len(writer.stored) > had + 10, 30, "comments after the crash")
        stored = writer.stop()
        wanted = {row[0] for row in database.sql("select id::text from core.comment where article_id = %s", [article])}
        lost = set(stored) - wanted
        server.wait_for(lambda: all(f.resets or set(f.told) >= wanted for f in followers), 20, "all comments told, or a reset")
        time.sleep(0.3)
        for follower in followers:
            follower.stop()
            assert follower.resets or set(follower.told) == wanted
        print(f"{len(lost)} acknowledged comments lost")
        server.stop()


def test_a_failover_loses_and_doubles_no_event(make_server):
    with streaming_pair(fsync=True) as pair:
        primary, standby = pair
        migrate(primary.url("madang", "madang_app"), primary.url("madang", "madang"))
        primary.sql("alter system set synchronous_standby_names = '*'")
        primary.sql("select pg_reload_conf()")
        server = make_server(At(url_of_pair(pair, "madang_app"), url_of_pair(pair, "madang")), LIVE, user=SHIPPED).start()
        accounts, article = site(server)
        followers = [Follower(server, article) for _ in range(6)]
        writer = Writer(accounts, article)
        time.sleep(1.5)
        had = len(writer.stored)
        primary.process.kill()
        primary.process.wait(10)
        standby.sql("select pg_promote(true, 30)")
        server.wait_for(lambda: len(writer.stored) > had + 10, 30, "comments on the promoted standby")
        stored = writer.stop()
        database = Database(standby, "madang")
        wanted = {row[0] for row in database.sql("select id::text from core.comment where article_id = %s and state = 'published'", [article])}
        server.wait_for(lambda: all(set(f.told) >= wanted for f in followers), 20, "all comments told")
        for follower in followers:
            follower.stop()
            assert set(follower.told.values()) <= {1} and follower.resets == 0
        assert set(stored) <= wanted
        server.stop()


def test_a_listener_on_another_machine_hears_as_soon(start, make_server):
    server, database, accounts, article = start()
    other = make_server(database, LIVE).start()
    time.sleep(0.5)
    lags = []
    with Listener(other.url, article, 1) as far, Listener(server.url, article, 1) as near:
        for n in range(10):
            began = time.monotonic()
            answer = accounts[n % 2].api.post(f"/v1/articles/{article}/comments", {"body": f"Word {n}."})
            assert answer.status == 201
            heard = [listener.next()["at"] - began for listener in (near, far)]
            lags.append(max(heard))
            time.sleep(0.3)
    assert sorted(lags)[len(lags) // 2] < 0.1 and max(lags) < 1, lags
    other.stop()


def test_a_thousand_readers_come_back_after_a_restart_without_a_query_each(start):
    server, database, accounts, article = start(**{"live.retry_max": "1s"})
    listeners = [Listener(server.url, article, 1) for _ in range(1000)]
    assert {listener.status for listener in listeners} == {200}
    server.stop()
    assert all(listener.ended.wait(10) for listener in listeners)
    retries = {listener.retry for listener in listeners}
    assert len(retries) > 300
    server.start()
    again = [Listener(server.url, article, 1) for _ in range(1000)]
    reads = server.metric("madang_live_journal_reads_total")
    assert reads <= 4, reads
    account = accounts[0].sign_in(Client(server.url))
    made = account.api.post(f"/v1/articles/{article}/comments", {"body": "After the restart."})
    assert made.status == 201
    assert all(listener.next(20)["new"] == [[made.json["comment"]["id"], None]] for listener in again)
    for listener in listeners + again:
        listener.close()
