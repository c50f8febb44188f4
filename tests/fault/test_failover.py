"""Goal: a promoted synchronous standby has every acknowledged write, and Madang goes on with it by itself."""
import os
import random
import shutil
import subprocess
import time

import pytest

from conftest import PASSWORD, Account, Database
from client import Client
from oracle import Oracle
from postgres import BIN, Cluster
from server import Server, free_port
from fixture_site import create_account

SEED = int(os.environ.get("MADANG_FAULT_SEED", "0")) or random.randrange(1, 1 << 30)
STREAMING = {"wal_level": "replica", "max_wal_senders": "4", "hot_standby": "on", "max_connections": "120"}


def base_backup(primary, folder):
    done = subprocess.run(["setpriv", *primary.become(), f"{BIN}/pg_basebackup", "-h", primary.folder, "-p",
                           str(primary.port), "-U", "postgres", "-D", folder, "-X", "stream", "-R", "-c", "fast",
                           "--no-sync"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
    assert done.returncode == 0, done.stdout


def url_of(pair, user):
    """Both addresses; libpq takes the one that accepts writes."""
    hosts = ",".join(f"127.0.0.1:{pg.port}" for pg in pair)
    return f"postgresql://{user}@{hosts}/madang?target_session_attrs=read-write&connect_timeout=2"


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """A primary that commits only what its standby has on disk too, and that standby; both listen on loopback."""
    with Cluster(fsync=True, port=free_port(), settings=STREAMING) as primary:
        standby = Cluster(fsync=True, port=free_port(), settings={
            **STREAMING, "primary_conninfo": f"host={primary.folder} port={primary.port} user=postgres"})
        standby.folder = str(primary.folder) + "-standby"
        os.makedirs(standby.folder, mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(standby.folder, "postgres", "postgres")
        base_backup(primary, standby.data)
        try:
            standby.start()
            primary.sql("alter system set synchronous_standby_names = '*'")
            primary.sql("select pg_reload_conf()")
            yield primary, standby
        finally:
            standby.stop()


@pytest.fixture(scope="module")
def database(pair):
    primary, _ = pair
    primary.create("madang")
    made = Database(primary, "madang")
    server = Server(made.url, made.owner_url)
    try:
        server.cli("migrate")
        server.cli("site", "create", "default", "--title", "The Default Courier")
    finally:
        server.close()
    return made


def test_a_promoted_standby_has_every_acknowledged_write(pair, database, make_server):
    primary, standby = pair
    at = type("At", (), {"url": url_of(pair, "madang_app"), "owner_url": url_of(pair, "madang")})
    server = make_server(at, {"server.workers": 2, "log.level": "info", "database.statement_timeout": "2s",
                              "database.ask_timeout": "3s", "database.connect_timeout": "1s"}, user="nobody").start()
    api = Client(server.url)

    def account(name, role):
        create_account(server, name, role)
        return Account(name, role, PASSWORD).sign_in(api)
    editor = account("editor", "admin")
    articles = [editor.api.post("/v1/articles", {"key": f"k{n}", "url": f"https://news.example/k{n}",
                                                 "title": f"Story {n}"}).json["id"] for n in range(4)]
    oracle = Oracle(server, database, articles, [account("one", "reader"), account("two", "reader")],
                    [account("mina", "moderator")], [account("visitor", "reader")], SEED).start()
    try:
        oracle.run(2)
        primary.process.kill()
        primary.process.wait(10)
        began, had = time.monotonic(), len(oracle.comments)
        standby.sql("select pg_promote(true, 30)")
        server.wait_for(lambda: len(oracle.comments) > had + 10, 30, "comments on the promoted standby")
        away = time.monotonic() - began
        oracle.run(2)
    finally:
        oracle.stop()
    oracle.database = Database(standby, "madang")
    oracle.settle()
    oracle.check()
    print(f"seed {SEED}: comments {away:.2f} s after the promotion began: {oracle.counts()}")


@pytest.fixture
def streaming():
    """A primary and a standby of its own, the latter with all of the former."""
    with Cluster(port=free_port(), settings=STREAMING) as primary:
        standby = Cluster(port=free_port(), settings={
            **STREAMING, "primary_conninfo": f"host={primary.folder} port={primary.port} user=postgres"})
        standby.folder = str(primary.folder) + "-standby"
        os.makedirs(standby.folder, mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(standby.folder, "postgres", "postgres")
        primary.create("madang")
        base_backup(primary, standby.data)
        try:
            yield primary, standby.start()
        finally:
            standby.stop()
            shutil.rmtree(standby.folder, ignore_errors=True)


def test_a_promoted_standby_has_another_epoch(streaming, make_server):
    """A standby that missed writes gives their versions to other contents: no ETag of before fits."""
    primary, standby = streaming
    made = Database(primary, "madang")
    at = type("At", (), {"url": url_of(streaming, "madang_app"), "owner_url": url_of(streaming, "madang")})
    server = make_server(at, {"server.workers": 1})
    server.cli("migrate")
    server.cli("site", "create", "default", "--title", "The Default Courier")
    server.start()
    api = Client(server.url)
    create_account(server, "editor", "admin")
    editor = Account("editor", "admin", PASSWORD).sign_in(api)
    article = editor.api.post("/v1/articles", {"key": "k", "url": "https://news.example/k", "title": "Story"}).json["id"]
    page = f"/v1/articles/{article}/comments"
    before = api.get(page)
    assert api.get(page, headers={"If-None-Match": before.etag}).status == 304
    epoch = made.one("select core.epoch()")
    server.wait_for(lambda: standby.sql("select count(*) from core.article", database="madang")[0][0] == 1, what="the standby")
    assert Database(standby, "madang").one("select core.epoch()") == epoch, "the same on a standby that follows"
    primary.process.kill()
    primary.process.wait(10)
    standby.sql("select pg_promote(true, 30)")
    assert Database(standby, "madang").one("select core.epoch()") != epoch
    server.wait_for(lambda: api.get(page, headers={"If-None-Match": before.etag}).status == 200, what="another ETag")
    after = api.get(page)
    assert (after.version, after.etag == before.etag) == (before.version, False)
    server.wait_for(lambda: server.admin("/readyz")[0] == 200, what="all links")
    server.stop()
