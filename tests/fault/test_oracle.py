"""Goal: under each fault of one table, nothing that Madang acknowledged is lost, doubled or somebody else's.

The server runs as the unprivileged user of the shipped units. Between it and PostgreSQL stands a proxy of ours.
`MADANG_FAULT_SECONDS` is the length of each row's load (default 3), `MADANG_FAULT_MIX` that of the mixed run (default 15).
"""
import os
import random
import signal
import subprocess
import threading
import time

import pytest

from conftest import PASSWORD, Account, Database
from client import Client
from db_proxy import Proxy
from oracle import Oracle
from postgres import Cluster
from server import Server
from fixture_site import create_account

SECONDS = float(os.environ.get("MADANG_FAULT_SECONDS", "3"))
MIX = float(os.environ.get("MADANG_FAULT_MIX", "15"))
SEED = int(os.environ.get("MADANG_FAULT_SEED", "0")) or random.randrange(1, 1 << 30)
SETTINGS = {"server.workers": 2, "hash.workers": 2, "log.level": "info"}
READERS, MODERATORS, VISITORS, ARTICLES = 3, 2, 2, 6


class Rig:
    """What a fault may touch, and the baseline it must return to."""

    def __init__(self, proxy, server, database, postgres):
        self.proxy, self.server, self.database, self.postgres = proxy, server, database, postgres
        self.random = random.Random(SEED)

    def children(self, kind):
        """Process ids of the supervisor's children whose command name has `kind` in it."""
        found = open(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read().split()
        return [int(pid) for pid in found if kind in open(f"/proc/{pid}/comm").read()]

    def workers(self):
        return self.children("worker") or self.children("madang")

    def backends(self, like="madang %"):
        return [row[0] for row in self.database.sql(
            "select pid from pg_stat_activity where application_name like %s and datname = current_database()",
            [like], user="postgres")]

    def descriptors(self):
        return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in self.children(""))

    def ready(self):
        return self.server.admin("/readyz")[0] == 200


# ---- the faults. Each is a generator function: inject, yield while the load runs, heal.
def connections_cut(s):
    """Every connection to PostgreSQL is terminated, again and again."""
    stop = threading.Event()

    def cut():
        while not stop.wait(0.4):
            for pid in s.backends():
                s.database.sql("select pg_terminate_backend(%s)", [pid], user="postgres")
    t = threading.Thread(target=cut, daemon=True)
    t.start()
    yield
    stop.set()
    t.join()


def proxied(mode, **options):
    def fault(s):
        s.proxy.set(mode, **options)
        yield
        s.proxy.set("pass")
    fault.__name__ = mode
    return fault


def answers_of_commits_lost(s):
    """One commit in ten is executed and its answer never arrives."""
    s.proxy.set("drop_commits", share=0.1)
    yield
    s.proxy.set("pass")
    assert s.proxy.cuts > 0, "no answer was dropped: the row tested nothing"


def black_hole(s):
    """For a second and a half PostgreSQL reads and answers nothing."""
    s.proxy.set("swallow")
    time.sleep(1.5)
    s.proxy.set("pass")
    yield


def unreachable(s):
    """PostgreSQL refuses connections for a second."""
    s.proxy.set("refuse")
    time.sleep(1)
    s.proxy.set("pass")
    yield


def worker_killed(s):
    stop = threading.Event()

    def kill():
        while not stop.wait(0.8):
            died = s.server.metric("madang_children_died_total")
            os.kill(s.random.choice(s.workers()), signal.SIGKILL)
            s.server.wait_for(lambda: s.server.metric("madang_children_died_total") > died, what="a new worker")
    t = threading.Thread(target=kill, daemon=True)
    t.start()
    yield
    stop.set()
    t.join()


def worker_frozen(s):
    """One worker is stopped for a second."""
    pid = s.random.choice(s.workers())
    os.kill(pid, signal.SIGSTOP)
    time.sleep(1)
    os.kill(pid, signal.SIGCONT)
    yield


def database_crashed(s):
    """PostgreSQL stops at once, without a checkpoint, and comes back."""
    s.postgres.restart(signal.SIGQUIT)
    yield


def article_locked(s):
    """Somebody holds one article's row for two seconds."""
    link = s.postgres.connect(s.database.name)
    link.autocommit = False
    with link.cursor() as at:
        at.execute("select 1 from core.article order by id limit 1 for update")
        time.sleep(2)
    link.rollback()
    link.close()
    yield


def settings_reloaded(s):
    """SIGHUP ten times a second."""
    stop = threading.Event()

    def reload():
        while not stop.wait(0.1):
            os.kill(s.server.pid, signal.SIGHUP)
    t = threading.Thread(target=reload, daemon=True)
    t.start()
    yield
    stop.set()
    t.join()


def system_calls_fail(s):
    """In one worker sending, receiving and accepting fail now and then with errors that the kernel may give."""
    calls = ("sendto:error=ENOBUFS:when=40+60", "recvfrom:error=ECONNRESET:when=90+160", "accept4:error=EMFILE:when=2+3",
             "sendmsg:error=EPIPE:when=50+90")
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=sendto,recvfrom,accept4,sendmsg",
         *(word for call in calls for word in ("-e", "inject=" + call)), "-p", str(s.random.choice(s.workers()))],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    yield
    tracer.send_signal(signal.SIGINT)
    said = tracer.communicate(timeout=20)[1]
    assert tracer.returncode in (0, 130, -signal.SIGINT) and not said, said


FAULTS = [connections_cut, answers_of_commits_lost, proxied("delay", seconds=0.02), proxied("throttle", rate=400_000),
          proxied("slice"), black_hole, unreachable, worker_killed, worker_frozen, database_crashed, article_locked,
          settings_reloaded, system_calls_fail]


@pytest.fixture(scope="module")
def durable():
    """A migrated database of a cluster that keeps its promises: fsync, full_page_writes, synchronous_commit."""
    with Cluster(fsync=True) as pg:
        pg.create("madang")
        database = Database(pg, "madang")
        server = Server(database.url, database.owner_url)
        try:
            server.cli("migrate")
            server.cli("site", "create", "default", "--title", "The Default Courier")
        finally:
            server.close()
        yield database


@pytest.fixture(scope="module")
def rig(durable, make_server):
    database, postgres = durable, durable.pg
    with Proxy(postgres, SEED) as proxy:
        at = type("At", (), {"url": proxy.url(database.name, "madang_app"), "owner_url": database.owner_url})
        server = make_server(at, {**SETTINGS, "database.statement_timeout": "2s", "database.ask_timeout": "3s",
                                  "database.connect_timeout": "1s"}, user="nobody").start()
        yield Rig(proxy, server, database, postgres)
        server.stop()


@pytest.fixture(scope="module")
def people(rig):
    """(articles, readers, moderators, visitors)"""
    api = Client(rig.server.url)

    def accounts(name, role, count):
        for n in range(count):
            create_account(rig.server, f"{name}-of-oracle-{n}", role)
        return [Account(f"{name}-of-oracle-{n}", role, PASSWORD).sign_in(api) for n in range(count)]
    made = (accounts("reader", "reader", READERS), accounts("moderator", "moderator", MODERATORS),
            accounts("visitor", "reader", VISITORS))
    create_account(rig.server, "editor-of-oracle", "admin")
    editor = Account("editor-of-oracle", "admin").sign_in(api)
    articles = []
    for n in range(ARTICLES):
        answer = editor.api.post("/v1/articles", {"key": f"oracle-{n}", "url": f"https://news.example/oracle-{n}",
                                                  "title": f"Oracle {n}"})
        assert answer.status == 201, answer
        articles.append(answer.json["id"])
    return articles, *made


def load(rig, people, seconds, faults):
    """Runs the load, with the faults one after the other, then settles and checks; returns the oracle."""
    rig.server.wait_for(rig.ready, 30, "readyz before the fault")
    before = rig.descriptors()
    oracle = Oracle(rig.server, rig.database, *people, SEED).start()
    try:
        oracle.run(0.5)
        for fault in faults:
            steps = fault(rig)
            next(steps)
            oracle.run(seconds)
            for _ in steps:
                raise AssertionError(f"{fault.__name__} yields once")
    finally:
        rig.proxy.set("pass")
        oracle.stop()
    rig.server.wait_for(rig.ready, 30, "readyz after the fault")
    oracle.settle()
    oracle.check()
    rig.server.wait_for(lambda: rig.descriptors() <= before + 2 * len(oracle.actors), 15,
                          f"return to {before} descriptors")
    return oracle


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_each_acknowledged_write_exists_once_after_a_fault(rig, people, fault, record_property):
    oracle = load(rig, people, SECONDS, [fault])
    counts = oracle.counts()
    record_property("answers", str(counts))
    assert counts.get(201, 0) > 20, f"seed {SEED}: the load did hardly anything: {counts}"


def test_mixed_faults_lose_no_acknowledged_write(rig, people, record_property):
    """A random fault after the other for MADANG_FAULT_MIX seconds."""
    rng, each = random.Random(SEED), min(SECONDS, 20)
    faults = [rng.choice(FAULTS) for _ in range(max(1, int(MIX / (each + 0.7))))]
    oracle = load(rig, people, each, faults)
    record_property("answers", str(oracle.counts()))
    print(f"seed {SEED}: {[f.__name__ for f in faults]}: {oracle.counts()}")
