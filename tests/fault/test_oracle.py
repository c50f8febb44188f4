# SPDX-License-Identifier: Apache-2.0
"""Goal: under each fault of one table, nothing that Madang acknowledged is lost, doubled or somebody else's.

The server runs as the unprivileged user of the shipped units. Between it and PostgreSQL stands a proxy of ours.
`MADANG_FAULT_SECONDS` is the length of each row's load (default 3), `MADANG_FAULT_MIX` that of the mixed run (default 15),
`MADANG_FAULT_SEED` the seed of both.
"""
import os
import random
import subprocess
import tempfile
import time

import psycopg2
import pytest

from client import Client
from conftest import Database
from db_proxy import Proxy
from fault_site import (SETTINGS, SHIPPED, At, Disk, cluster_on_disks, descriptors, memory, own,
                        people as make_people)
from faults import FAULTS, RELEASE_FAULTS
from oracle import Decider, Oracle
from postgres import BIN
from server import migrate, preset, wall_clock

SECONDS = float(os.environ.get("MADANG_FAULT_SECONDS", "3"))
MIX = float(os.environ.get("MADANG_FAULT_MIX", "15"))
SEED = int(os.environ.get("MADANG_FAULT_SEED", "0")) or random.randrange(1, 1 << 30)
READERS, MODERATORS, VISITORS, ARTICLES = 3, 2, 2, 6
MEMORY_MARGIN = 8 * 1024           # KiB over the baseline that the released binary may have after a fault


class Rig:
    """The parts that a fault may touch, and the baseline to which it must return."""

    def __init__(self, proxy, server, database, disks, folder):
        self.proxy, self.server, self.database, self.postgres = proxy, server, database, database.pg
        self.disks, self.folder = disks, folder
        self.random = random.Random(SEED)
        self.memory = None          # KiB after a load without a fault

    def a_child(self, kind):
        """The process id of one; waits while all of them are being replaced."""
        self.server.wait_for(lambda: self.server.children(kind), what=f"a {kind}")
        return self.random.choice(self.server.children(kind))

    def a_worker(self):
        return self.a_child("worker")

    def backends(self):
        return [row[0] for row in self.database.sql(
            "select pid from pg_stat_activity where application_name like 'madang %%' and datname = current_database()",
            [], user="postgres")]

    def ready(self):
        return self.server.admin("/readyz")[0] == 200

    def move_clock(self, seconds):
        with open(self.server.environment["MADANG_CLOCK_FILE"], "w") as f:
            f.write(str(seconds))


@pytest.fixture(scope="module")
def durable():
    """(a migrated database of a cluster that keeps its promises: fsync, full_page_writes, synchronous_commit; its disks)"""
    with cluster_on_disks() as (cluster, disks):
        database = Database(cluster, "madang")
        migrate(database.url, database.owner_url)
        yield database, disks


@pytest.fixture(scope="module")
def rig(durable, make_server):
    database, disks = durable
    with Proxy(database.pg, SEED) as proxy, tempfile.TemporaryDirectory() as folder:
        server = make_server(At(proxy.url(database.name, "madang_app"), database.owner_url),
                             {**SETTINGS, "audit.seal_every": "200ms"}, user=SHIPPED)
        disks = {**disks, **{name: Disk(f"{server.folder}/{name}", "4g", SHIPPED) for name in ("heads", "log-disk")}}
        disks["log"] = disks.pop("log-disk")
        server.log = f"{server.folder}/log-disk/log"
        server.settings.update({"audit.key_file": f"{server.folder}/key", "audit.heads_file": f"{server.folder}/heads/heads"})
        server.write()
        server.cli("audit", "key", server.settings["audit.key_file"])
        own(server.settings["audit.key_file"], SHIPPED)
        server.environment = {**wall_clock(server.folder), "MADANG_CLOCK_FILE": f"{server.folder}/clock"}
        made = Rig(proxy, server, database, disks, folder)
        made.move_clock(0)
        server.start()
        yield made
        server.stop()
        for name in ("heads", "log"):
            disks[name].close()


@pytest.fixture(scope="module")
def people(rig):
    """(articles, readers, moderators, visitors)"""
    return make_people(rig.server, READERS, MODERATORS, VISITORS, ARTICLES)


def no_fault(rig):
    yield


def load(rig, people, seconds, faults):
    """Runs the load, with the faults one after the other, then settles and checks; returns the oracle."""
    rig.server.wait_for(rig.ready, 30, "readyz before the fault")
    before, connections = descriptors(rig.server), len(rig.backends())
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
    oracle.close()
    returned(rig, before, connections)
    return oracle


def returned(rig, before, connections):
    """Descriptors and connections are as before, and the released binary's memory as after a load without a fault."""
    try:
        rig.server.wait_for(lambda: descriptors(rig.server).total() <= before.total(), 15, "return to the descriptors of before")
    except AssertionError as e:
        raise AssertionError(f"more descriptors than before: {descriptors(rig.server) - before}") from e
    rig.server.wait_for(lambda: len(rig.backends()) <= connections, 15, f"return to {connections} connections")
    if preset() == "release" and rig.memory is not None:
        now = memory(rig.server)
        print(f"{now} KiB, {now - rig.memory:+} of the baseline")
        assert now <= rig.memory + MEMORY_MARGIN, f"seed {SEED}: {now} KiB, the baseline is {rig.memory}"


def take_baseline(rig, people):
    if preset() == "release" and rig.memory is None:
        load(rig, people, 3, [no_fault])
        rig.memory = memory(rig.server)


def run_row(rig, people, fault, record_property):
    take_baseline(rig, people)
    oracle = load(rig, people, SECONDS, [fault])
    counts = oracle.counts()
    record_property("answers", str(counts))
    assert counts.get(201, 0) > 20, f"seed {SEED}: the load did hardly anything: {counts}"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.__name__)
def test_each_acknowledged_write_exists_once_after_a_fault(rig, people, fault, record_property):
    run_row(rig, people, fault, record_property)


@pytest.mark.release
@pytest.mark.parametrize("fault", FAULTS + RELEASE_FAULTS, ids=lambda f: f.__name__)
def test_the_released_binary_returns_to_its_baseline_after_a_fault(rig, people, fault, record_property):
    run_row(rig, people, fault, record_property)


def pg(database, program, *args):
    cluster = database.pg
    done = subprocess.run([f"{BIN}/{program}", "-h", cluster.folder, "-p", str(cluster.port), "-U", "postgres", *args],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout


def put_in_place(database, copy):
    """The copy takes the database's name, while the server asks on."""
    cluster, name = database.pg, database.name
    cluster.sql(f'alter database "{name}" connection limit 0')
    for _ in range(100):
        cluster.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name])
        try:
            cluster.sql(f'alter database "{name}" rename to "{name}_lost"')
            break
        except psycopg2.errors.ObjectInUse:
            time.sleep(0.02)
    cluster.sql(f'alter database "{copy}" rename to "{name}"')
    cluster.drop(f"{name}_lost")


def test_an_older_copy_restored_while_serving_mixes_nothing_up(rig, people):
    """Each write acknowledged before the copy exists once. No answer is another reader's. After `check --restored` no page
    shows a row that the copy lacks."""
    database = rig.database
    before = Oracle(rig.server, database, *people, SEED).start()
    before.run(1.5)
    before.stop()
    before.settle()
    before.check()
    pg(database, "pg_dump", "-Fc", "-f", f"{rig.folder}/dump", database.name)
    during = Oracle(rig.server, database, *people, SEED).start()
    try:
        during.run(1)
        database.pg.sql('create database copy template template0 owner madang tablespace "small"')
        pg(database, "pg_restore", "--no-tablespaces", "-d", "copy", f"{rig.folder}/dump")
        during.lossy = True
        put_in_place(database, "copy")
        had = len(during.comments)
        rig.server.wait_for(lambda: len(during.comments) > had + 10, 30, "comments in the copy")
        during.run(1)
    finally:
        during.stop()
    during.close()
    assert "restored" in rig.server.cli("check", "--restored").stdout
    rig.server.wait_for(rig.ready, 30, "readyz")
    before.actors = [a for a in before.actors if not isinstance(a, Decider)]    # its cases were decided again since
    before.tokens = []                                                          # sessions have ended
    before.check()
    before.close()
    api = Client(rig.server.url)
    for account in (account for group in people[1:] for account in group):
        account.sign_in(api)
    stored = {row[0] for row in database.sql("select id::text from core.comment")}
    for article in people[0]:
        shown = {c["id"] for c in api.get(f"/v1/articles/{article}/comments").json["comments"]}
        assert shown and shown <= stored, shown - stored
    api.close()
    load(rig, people, 1, [no_fault])


def where_possible(fault):
    """A fault that cannot be injected here is reported, and the load goes on without it."""
    def either(rig):
        try:
            yield from fault(rig)
        except pytest.skip.Exception as e:
            print(f"{fault.__name__} skipped: {e}")
            yield
    either.__name__ = fault.__name__
    return either


def test_mixed_faults_lose_no_acknowledged_write(rig, people, record_property):
    """A random fault after the other for MADANG_FAULT_MIX seconds."""
    take_baseline(rig, people)
    rng, injected, until = random.Random(SEED), [], time.monotonic() + MIX

    def faults():
        while time.monotonic() < until:
            injected.append(rng.choice(FAULTS))
            print(f"{until - time.monotonic():4.0f} s left: {injected[-1].__name__}", flush=True)
            yield where_possible(injected[-1])
    oracle = load(rig, people, SECONDS, faults())
    record_property("answers", str(oracle.counts()))
    print(f"seed {SEED}: {len(injected)} faults of {len(set(injected))} kinds: {oracle.counts()}")
