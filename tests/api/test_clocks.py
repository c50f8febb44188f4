# SPDX-License-Identifier: Apache-2.0
"""Goal: a wrong clock leaves nothing dated wrongly, and deletes nothing."""
import json
import time
import uuid

import pytest

from client import Client
from server import wall_clock

pytestmark = pytest.mark.fault

SETTINGS = {"limits.rates": "off", "sweep.every": "1h"}


def made_at(id):
    """The time in a UUIDv7, in seconds."""
    return int(id.replace("-", "")[:12], 16) / 1000


def id_of(answer):
    """Of what was made, whether it is the answer or a member of it."""
    return answer.json.get("id") or next(iter(answer.json.values()))["id"]


@pytest.fixture
def moved(database, make_server, tmp_path):
    """A server of one worker, and move(seconds), which sets its wall clock."""
    path = tmp_path / "ahead"

    def move(seconds):
        path.write_text(str(seconds))
    move(0)
    server = make_server(database, {**SETTINGS, "server.workers": 1})
    server.environment = {**wall_clock(tmp_path), "MADANG_CLOCK_FILE": str(path)}
    return server.start(), move


@pytest.mark.parametrize("jump", [3600, 10 * 365 * 86400, -3600], ids=["an hour ahead", "ten years ahead", "an hour behind"])
def test_a_clock_that_jumps_and_returns_dates_nothing_wrongly(moved, article, reader, moderator, jump):
    server, move = moved
    there = Client(server.url)
    there.token = reader.api.token

    def post(body):
        return there.post(f"/v1/articles/{article['id']}/comments", {"body": body})

    def note():
        there.token = moderator.api.token
        made = there.post(f"/v1/moderation/accounts/{reader.id}/notes", {"text": "A note."})
        there.token = reader.api.token
        return made
    assert post("Before it jumped.").status == 201
    move(jump)
    for made in (post("While the clock is wrong."), note()):
        if jump > 0 or made.status != 201:
            assert (made.status, made.code) == (503, "clock_skew"), made
        else:           # ids do not follow a clock that goes back
            assert abs(made_at(id_of(made)) - time.time()) < 5, made
    move(0)
    server.wait_for(lambda: post("The clock is right again.").status == 201, what="a comment")
    for made in (post("And another."), note()):
        assert made.status == 201 and abs(made_at(id_of(made)) - time.time()) < 5, made
    there.close()
    server.stop()


@pytest.fixture
def due_later(database, make_account):
    """Rows that are deleted by time, and not yet due: rows() says how much of each there is."""
    reader, key = make_account("reader"), str(uuid.uuid4())
    article = make_account("admin").api.post("/v1/articles", {"key": key, "url": f"https://news.example/{key}", "title": "Story"}).json
    made = reader.api.post(f"/v1/articles/{article['id']}/comments", {"body": "Withdrawn."},
                           headers={"Idempotency-Key": str(uuid.uuid4())})
    assert made.status == 201, made
    id = made.json["comment"]["id"]
    assert reader.api.delete(f"/v1/articles/{article['id']}/comments/{id}").status == 204

    def rows():
        return [database.one(f"select count(*) from {what}", [which]) for what, which in (
            ("core.session where account_id = %s", reader.id), ("core.idempotency where account_id = %s", reader.id),
            ("core.comment where body <> '' and id = %s", id))]
    assert all(rows()), rows()
    return rows


def swept(server, database):
    """A whole sweep that began after this call has ended."""
    for _ in range(2):
        last = database.one("select last_at from core.sweep_state")
        server.wait_for(lambda: database.one("select last_at from core.sweep_state") != last, what="a sweep")


def stopped(server):
    return json.loads(server.admin("/readyz")[1]).get("deletion_stopped")


@pytest.fixture
def sweeping(database, make_server):
    server = make_server(database, {**SETTINGS, "server.workers": 1, "sweep.every": "20ms"}).start()
    swept(server, database)
    yield server
    server.stop()


def lines(server, what):
    return [line for line in server.log_lines() if line["msg"] == what]


@pytest.mark.parametrize("step", [365 * 86400 * 10, 86400 * 40, -7200], ids=["ten years on", "forty days on", "two hours back"])
def test_nothing_is_deleted_after_the_databases_clock_stepped(sweeping, database, due_later, clock, step):
    had = due_later()
    clock(step, accept=False)
    sweeping.wait_for(lambda: stopped(sweeping), what="its word in readyz")
    assert "stepped" in stopped(sweeping) and sweeping.admin("/readyz")[0] == 200
    assert due_later() == had
    told = sweeping.cli("check", check=False)
    assert told.returncode == 1 and "--accept-clock" in told.stdout, told.stdout
    assert len(lines(sweeping, "deletion by time stopped")) == 1
    clock(0, accept=False)
    sweeping.wait_for(lambda: sweeping.metric("madang_ready") == 1, what="it to be ready")
    assert stopped(sweeping), "it is not forgotten when the clock steps back"
    clock(step, accept=False)

    assert "accepted the database's clock" in sweeping.cli("check", "--accept-clock", check=False).stdout
    sweeping.wait_for(lambda: not stopped(sweeping), what="sweeps")
    assert len(lines(sweeping, "deletion by time resumed")) == 1
    if step > 86400 * 365:
        sweeping.wait_for(lambda: not any(due_later()), what="what had its time to be deleted")
    else:
        swept(sweeping, database)
        assert step > 0 or due_later() == had
    assert database.one("select codes ->> 'doubt' from core.audit where action = 'clock_accept' order by seq desc limit 1").startswith("the database")


def test_nothing_is_deleted_when_the_last_sweep_is_long_ago(database, make_server, due_later, clock):
    had = due_later()
    clock(365 * 86400)
    database.sql("update core.sweep_state set last_at = core.now() - interval '32 days' returning 1")
    server = make_server(database, {**SETTINGS, "server.workers": 1, "sweep.every": "20ms"}).start()
    server.wait_for(lambda: stopped(server), what="its word in readyz")
    assert "last sweep" in stopped(server)
    assert due_later() == had
    server.cli("check", "--accept-clock", check=False)
    server.wait_for(lambda: not any(due_later()), what="what had its time to be deleted")
    server.stop()


def test_nothing_is_deleted_while_both_clocks_differ(database, due_later, clock):
    """Without a word from anybody it goes on when they agree."""
    had = due_later()
    clock(365 * 86400)

    def sweep(ahead):
        return database.one("select body -> 'clock' ->> 'doubt' from api_1.sweep(500, 1, 1, p_clock => %s)",
                            [json.dumps({"wall": int((time.time() + ahead) * 1000)})])
    for ahead in (6, -6, 3600, -86400):
        assert "ahead of the worker's" in sweep(ahead)
        assert due_later() == had
    assert sweep(0) is None
    assert not any(due_later())
