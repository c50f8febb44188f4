# SPDX-License-Identifier: Apache-2.0
"""Goal: if anything fails between a commit and a listener, each comment is told once, or the listener is told to load the page again.

The faults are those of tests/lib/faults.py. They run here, not under the oracle's load, because a follower needs one article
with a steady writer to tell a lost event from a late one.
"""
import collections
import heapq
import http.client
import queue
import re
import resource
import select
import signal
import socket
import threading
import time

import pytest

from client import Client
from conftest import Database
from db_proxy import Proxy
from fault_site import SETTINGS as BASE
from fault_site import SHIPPED, At, sign_up, streaming_pair, url_of_pair
from faults import answers_of_commits_lost, black_hole, connections_cut, database_crashed, unreachable, worker_frozen, worker_killed
from listener import Listener
from postgres import Cluster
from server import migrate

LIVE = {**BASE, "live.collect": "100ms", "live.check": "500ms", "live.retry_min": "50ms", "live.retry_max": "150ms", "limits.rates": "off",
        "live.streams_per_address": 3000, "http.connections_per_address": 3000}

READERS, ADDRESSES = 10_000, 20     # 500 readers of an address, as live.streams_per_address allows


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
                try:
                    event = listener.next(1)
                except queue.Empty:
                    continue
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
    """Every follower has been told of every comment of the article, each once; by its number if an event had no room for it."""
    def ids():
        return {row[0] for row in database.sql("select id::text from core.comment where article_id = %s and state = 'published'", [article])}
    wanted = ids()
    server.wait_for(lambda: all(len(f.told) + f.unnamed >= len(wanted) for f in followers), seconds, "all comments told")
    for follower in followers:
        follower.stop()
        assert follower.resets == 0
        assert set(follower.told) <= wanted and len(follower.told) + follower.unnamed == len(wanted)
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


class Rig:
    """What a fault of tests/lib/faults.py may touch."""

    def __init__(self, server, database, proxy):
        self.server, self.database, self.postgres, self.proxy = server, database, database.pg, proxy

    def a_worker(self):
        self.server.wait_for(lambda: self.server.children("worker"), what="a worker")
        return self.server.children("worker")[0]

    def backends(self):
        return [row[0] for row in self.database.sql("select pid from pg_stat_activity where application_name like 'madang %%'"
                                                    " and datname = current_database()", user="postgres")]


@pytest.fixture
def durable():
    """A migrated database of a cluster that keeps what it commits."""
    with Cluster(fsync=True) as cluster:
        cluster.create("madang")
        database = Database(cluster, "madang")
        migrate(database.url, database.owner_url)
        yield database


@pytest.mark.parametrize("fault", [connections_cut, answers_of_commits_lost, black_hole, unreachable, worker_killed, worker_frozen, database_crashed],
                         ids=lambda fault: fault.__name__)
def test_a_fault_loses_and_doubles_no_event(make_server, durable, fault):
    with Proxy(durable.pg) as proxy:
        server = make_server(At(proxy.url("madang", "madang_app"), durable.owner_url), LIVE).start()
        accounts, article = site(server)
        followers = [Follower(server, article) for _ in range(8)]
        writer = Writer(accounts, article)
        server.wait_for(lambda: len(writer.stored) > 5, what="comments before the fault")
        steps = fault(Rig(server, durable, proxy))
        next(steps)
        had = len(writer.stored)
        server.wait_for(lambda: len(writer.stored) > had + 20, 40, "comments under the fault")
        for _ in steps:
            raise AssertionError(f"{fault.__name__} yields once")
        assert set(writer.stop()) <= all_told(server, durable, followers, article, 40)
        server.stop()


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
        server.wait_for(lambda: all(f.resets or len(f.told) + f.unnamed >= len(wanted) for f in followers), 20, "all comments told, or a reset")
        time.sleep(0.3)
        for follower in followers:
            follower.stop()
            assert follower.resets or set(follower.told) <= wanted and len(follower.told) + follower.unnamed == len(wanted)
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
        wanted = all_told(server, Database(standby, "madang"), followers, article)
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


class Crowd:
    """Readers that follow an article by one epoll, and come back as browsers do: each after the time that it was told."""
    FIRST_S = 1         # without a time, as after a refused connection

    def __init__(self, server, article, n):
        self.server, self.epoll = server, select.epoll()
        self.request = f"GET /v1/articles/{article}/events?since=1 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        self.readers, self.due = {}, [(0, i) for i in range(n)]     # {fd: (socket, number, bytes)}; a heap
        self.ends = 0                           # answers that have ended

    def connect(self, i):
        s = socket.socket()
        s.bind((f"127.0.0.{2 + i % ADDRESSES}", 0))
        try:
            s.connect((self.server.host, self.server.port))
            s.sendall(self.request)
        except OSError:
            s.close()
            heapq.heappush(self.due, (time.monotonic() + self.FIRST_S, i))
            return
        s.setblocking(False)
        self.readers[s.fileno()] = (s, i, bytearray())
        self.epoll.register(s, select.EPOLLIN)

    def turn(self, connect=True):
        """Connects up to a hundred readers that are due, and reads what there is."""
        for _ in range(100):
            if not (connect and self.due and self.due[0][0] <= time.monotonic()):
                break
            self.connect(heapq.heappop(self.due)[1])
        for fd, _ in self.epoll.poll(0.02, 1000):
            s, i, got = self.readers[fd]
            try:
                more = s.recv(65536)
            except OSError:
                more = b""
            got += more
            if not more:
                self.left(fd)

    def left(self, fd):
        s, i, got = self.readers.pop(fd)
        self.epoll.unregister(s)
        s.close()
        self.ends += bool(got)
        told = re.findall(rb"retry: (\d+)", got)
        heapq.heappush(self.due, (time.monotonic() + (int(told[-1]) / 1000 if told else self.FIRST_S), i))

    def until(self, condition, seconds, connect=True):
        """Seconds until condition() holds."""
        began = time.monotonic()
        while not condition():
            assert time.monotonic() - began < seconds, f"{len(self.readers)} readers, {len(self.due)} away"
            self.turn(connect)
        return time.monotonic() - began

    def all(self, text):
        return not self.due and all(text in got for _, _, got in self.readers.values())

    def refused(self):
        """The status lines of answers after which a browser does not come back."""
        return {bytes(got.split(b"\r\n")[0]) for _, _, got in self.readers.values() if got and not got.startswith(b"HTTP/1.1 200 ")}

    def close(self):
        for s, _, _ in self.readers.values():
            s.close()
        self.epoll.close()


class Visitor:
    """Asks for the page of an article again and again; `took` has the seconds of each."""

    def __init__(self, server, article):
        self.server, self.path, self.took, self.others, self.stopped = server, f"/a/{article}", [], [], threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stopped.wait(0.02):
            began = time.monotonic()
            answer = Client(self.server.url).request("GET", self.path, check=False)
            self.took.append(time.monotonic() - began)
            if answer.status != 200:
                self.others.append(answer.status)

    def stop(self):
        self.stopped.set()
        self.thread.join(20)
        return sorted(self.took)


def test_readers_who_come_while_the_database_hangs_are_told_to_come_back(make_server, durable):
    """The first read of an article fails while many wait for it; a browser that got 404 would not come back."""
    with Proxy(durable.pg) as proxy:
        server = make_server(At(proxy.url("madang", "madang_app"), durable.owner_url),
                             {**LIVE, "server.workers": 1, "database.ask_timeout": "500ms", "live.loop_budget": "10us"}).start()
        accounts, article = site(server)
        proxy.set("swallow")
        crowd = Crowd(server, article, 800)
        try:
            crowd.until(lambda: crowd.ends > 2000 or crowd.refused(), 40)
            assert not crowd.refused()
            proxy.set("pass")
            crowd.until(lambda: crowd.all(b"retry: ") or crowd.refused(), 40)
            assert not crowd.refused()
        finally:
            crowd.close()
        server.stop()


@pytest.mark.alone
def test_ten_thousand_readers_come_back_after_a_restart_without_a_query_each(make_server, make_database):
    """With the shipped settings of streams. Pages come from memory meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < READERS + 2000:
        pytest.skip(f"only {hard} file descriptors for {READERS} readers")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    server = make_server(make_database(), {"server.workers": 2}).start()
    accounts, article = site(server)
    crowd = Crowd(server, article, READERS)
    try:
        crowd.until(lambda: crowd.all(b"retry: "), 60)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        crowd.until(lambda: not crowd.readers, 30, connect=False)
        stopping.join(30)
        waits = sorted(due for due, _ in crowd.due)
        assert waits[-1] - waits[0] > 10 and len({round(due, 2) for due in waits}) > 500, "they would all come at once"
        server.start()
        visitor, began = Visitor(server, article), time.monotonic()
        crowd.until(lambda: crowd.all(b"retry: "), 60)
        back, took = time.monotonic() - began, visitor.stop()
        reads = server.metric("madang_live_journal_reads_total")
        made = accounts[0].sign_in(Client(server.url)).api.post(f"/v1/articles/{article}/comments", {"body": "After the restart."})
        told = crowd.until(lambda: crowd.all(made.json["comment"]["id"].encode()), 20)
        print(f"{READERS} readers: {READERS / back:.0f}/s for {back:.1f} s, {reads:.0f} reads of the journal; {len(took)} pages meanwhile,"
              f" median {1000 * took[len(took) // 2]:.1f} ms, p99 {1000 * took[int(0.99 * (len(took) - 1))]:.1f} ms; all told after {told:.2f} s")
        assert reads <= 2 * 2, "one for each worker, and one to make sure"
        assert visitor.others == [] and len(took) > 100 and took[int(0.99 * (len(took) - 1))] < 1
        assert told < 5
    finally:
        crowd.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
