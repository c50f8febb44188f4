# SPDX-License-Identifier: Apache-2.0
"""Goal: a promoted synchronous standby has every acknowledged write, and Madang reconnects to it without help."""
import os
import random
import time

import pytest

from client import Client
from conftest import Database
from fault_site import SETTINGS, SHIPPED, At, people, sign_up, streaming_pair, url_of_pair
from oracle import Oracle
from server import migrate

SEED = int(os.environ.get("MADANG_FAULT_SEED", "0")) or random.randrange(1, 1 << 30)


@pytest.fixture
def pair():
    """A primary with a migrated database, and its standby."""
    with streaming_pair() as (primary, standby):
        migrate(primary.url("madang", "madang_app"), primary.url("madang", "madang"))
        yield primary, standby


@pytest.fixture
def synchronous():
    """A primary that commits only what its standby has on disk too, and that standby."""
    with streaming_pair(fsync=True) as (primary, standby):
        migrate(primary.url("madang", "madang_app"), primary.url("madang", "madang"))
        primary.sql("alter system set synchronous_standby_names = '*'")
        primary.sql("select pg_reload_conf()")
        yield primary, standby


def serve(make_server, pair, settings):
    return make_server(At(url_of_pair(pair, "madang_app"), url_of_pair(pair, "madang")), {**SETTINGS, **settings}, user=SHIPPED).start()


def test_a_promoted_standby_has_every_acknowledged_write(synchronous, make_server):
    primary, standby = synchronous
    server = serve(make_server, synchronous, {})
    oracle = Oracle(server, Database(primary, "madang"), *people(server, 2, 1, 1, 4), SEED).start()
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


def test_a_promoted_standby_has_another_epoch(pair, make_server):
    """A standby that missed writes gives their versions to other contents: no ETag of before fits."""
    primary, standby = pair
    made = Database(primary, "madang")
    server = serve(make_server, pair, {"server.workers": 1})
    api = Client(server.url)
    editor = sign_up(server, api, "editor", "admin")
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
