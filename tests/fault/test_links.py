# SPDX-License-Identifier: Apache-2.0
"""Goal: broken connections, backends and hashers lose no write and double none."""
import os
import random
import signal
import threading

from client import Client
from conftest import PASSWORD
from load import run_load

KILL = ("select count(pg_terminate_backend(pid)) from pg_stat_activity "
        "where application_name like 'madang %' and datname = current_database()")


def cutter(times, cut):
    """A thread that cuts `times` times, 0.3 s apart (load in between, not a wait for anything)."""
    stop = threading.Event()

    def run():
        for _ in range(times):
            if stop.wait(0.3):
                return
            cut()
    t = threading.Thread(target=run, daemon=True)
    t.start()
    return t, stop


def test_cut_connections_lose_and_double_no_comment(server, database, reader, article):
    """All links are cut again and again under 32 posters: every 201 is there, and only once."""
    had = database.one("select count(*) from core.comment")
    t, stop = cutter(5, lambda: database.one(KILL, user="postgres"))

    def post(api, call, who):
        return api.post(f"/v1/articles/{article['id']}/comments", {"body": f"Cut {call} {who}."}).status
    counts = run_load(reader.api, 32, post, seconds=2.5)
    stop.set()
    t.join()
    assert set(counts) <= {201, 503}, counts
    assert counts[201] > 100 and counts[503] <= counts[201] // 20, counts
    posted = database.one("select count(*) from core.comment") - had
    assert posted == database.one("select count(distinct body) from core.comment where body like 'Cut %%'")
    assert counts[201] <= posted <= counts[201] + counts[503]
    assert server.metric("madang_database_connections_lost_total") >= 10
    server.wait_for(lambda: server.admin("/readyz")[0] == 200, what="readyz")


def test_reads_succeed_soon_after_cut_connections(server, database, api, article):
    """Reads while the links are cut: at worst 503, and fine right after."""
    t, stop = cutter(3, lambda: database.one(KILL, user="postgres"))
    counts = run_load(api, 16, lambda c, call, who: c.get(f"/v1/articles/{article['id']}/comments").status,
                   seconds=1.5)
    stop.set()
    t.join()
    assert set(counts) <= {200, 503}, counts
    assert counts[503] <= counts[200] // 20, counts


def test_killed_hashers_give_no_wrong_answer(database, make_server, make_account):
    """The hashers are killed under sign-ins: asked again, or 503; never a wrong answer."""
    server = make_server(database, {"hash.workers": 2, "hash.memory": "19MB", "hash.passes": 2}).start()
    person = make_account("reader")
    killed = []

    def kill():
        died = server.metric("madang_children_exited_total")
        found = server.children("hasher")
        if found:
            killed.append(random.choice(found))
            os.kill(killed[-1], signal.SIGKILL)
            server.wait_for(lambda: server.metric("madang_children_exited_total") > died, what="new hasher")
    api = Client(server.url)
    t, stop = cutter(4, kill)
    counts = run_load(api, 6, lambda c, call, who: c.post("/v1/sessions", {
        "login": person.username, "password": PASSWORD}).status, seconds=3)
    stop.set()
    t.join()
    api.close()
    assert killed
    assert set(counts) <= {201, 503}, counts
    assert counts[201] > 0 and counts[503] <= 2 * len(killed), counts
