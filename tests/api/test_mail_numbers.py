# SPDX-License-Identifier: Apache-2.0
"""Goal: a hundred thousand mails wait at no cost and leave at the mail server's speed; a courier needs little memory."""
import json
import os
import subprocess
import time

import pytest

from mail_site import Courier, SmtpServer, certificate
from ports import free_port
from server import binary

MANY = 100_000
PRIVATE_MAX = 24 << 20


@pytest.fixture(scope="module")
def database(make_database):
    database = make_database()
    database.sql("insert into core.outbox (id, address, template, data, created_at, due_at)"
                 " select core.new_id(), 'r' || n || '@example.org', 'illegal_received', '{\"reference\": \"r\"}', core.now(), core.now()"
                 f" from generate_series(1, {MANY}) n")
    database.sql("analyze core.outbox")
    return database


def private(pid):
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return sum(int(line.split()[1]) << 10 for line in f if line.startswith("Private_"))


def buffers(plan):
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def test_a_claim_of_ten_reads_the_same_however_many_wait(database):
    """Few pages (the first plan of a session included), and the same after thousands of claims as at the first."""
    def claim():
        text = ("explain (analyze, buffers, format json) select * from api_1.mail_claim(10, array_fill('\\x00'::bytea, array[10]), 60000, 60000, 604800, '{}')")
        plan = database.one(text)
        return buffers((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    first = claim()
    database.sql("select api_1.mail_claim(5000, '{}', 3600000, 60000, 604800, '{}')")
    claim()
    later = claim()
    print(f"a claim of ten: {first} buffers at first, {later} after 5,000 claims")
    assert first < 1600 and later < 1.3 * first


def test_the_mails_leave_at_the_mail_servers_speed(database):
    """The scripted server here is the limit: threads of Python. The courier's own work must not be."""
    with SmtpServer() as smtp, Courier(database, smtp, {"log.level": "info"}) as courier:
        begun = time.monotonic()
        courier.wait_for(lambda: len(smtp.mails) >= 1000, seconds=60, what="a thousand mails")
        seconds = time.monotonic() - begun
        assert smtp.most <= 10
    print(f"{1000 / seconds:.0f} mails a second")
    assert len({mail.id for mail in smtp.mails}) == len(smtp.mails)
    assert seconds < 30


@pytest.mark.release
def test_a_courier_needs_little_memory(database, tmp_path):
    """With ten connections over TLS under load."""
    context, authority = certificate(str(tmp_path))
    settings = {"mail.tls": "required", "mail.ca_file": authority, "log.level": "info", "mail.timeout": "60s", "mail.connect_timeout": "30s"}
    assert b"__asan_init" not in subprocess.run(["nm", "-D", binary()], stdout=subprocess.PIPE).stdout, "a release build is needed"
    with SmtpServer(context=context) as smtp, Courier(database, smtp, settings) as courier:
        courier.wait_for(lambda: len(smtp.mails) >= 500, seconds=120, what="mails")
        assert smtp.most == 10
        used = private(courier.process.pid)
    print(f"{used >> 10} kB private")
    assert used <= PRIVATE_MAX


# ---- one hot discussion
FOLLOWERS, BATCH = int(os.environ.get("MADANG_FOLLOWERS", 10_000)), 200
SINK = r"""
import asyncio, re, sys
seen = set()

class Sink(asyncio.Protocol):
    def connection_made(self, transport):
        self.out, self.rest, self.text = transport, b"", None
        self.out.write(b"220 sink\r\n")

    def data_received(self, data):
        self.rest += data
        while True:
            end = b"\r\n.\r\n" if self.text else b"\r\n"
            line, found, rest = self.rest.partition(end)
            if not found:
                return
            self.rest = rest
            if self.text:
                seen.add(re.search(rb"(?mi)^message-id: *(\S+)", line)[1])
                Sink.mails += 1
                self.text = False
                if Sink.mails % 500 == 0:
                    print(Sink.mails, len(seen), flush=True)
                self.out.write(b"250 ok\r\n")
            elif line[:4].upper() == b"DATA":
                self.text = True
                self.out.write(b"354 go on\r\n")
            else:
                self.out.write(b"221 bye\r\n" if line[:4].upper() == b"QUIT" else b"250 ok\r\n")

async def main():
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", int(sys.argv[1]))
    print("ready", flush=True)
    await server.serve_forever()
Sink.mails = 0
asyncio.run(main())
"""


@pytest.fixture
def hot(make_database):
    """A discussion with a new comment and FOLLOWERS followers who want a mail at once."""
    database = make_database()
    database.sql("insert into core.account (id, username, skeleton, password_hash, email, email_verified, mail_choices)"
                 " select md5('f' || n)::uuid, 'follower ' || n, 'follower' || n, 'h', 'f' || n || '@example.org', true, '{\"follow\": \"now\"}'"
                 f" from generate_series(0, {FOLLOWERS}) n returning 1")
    database.sql("select core.site_make(core.new_id(), 'default', 'Site', '{}') where not exists (select from core.site)")
    article = database.one("select id::text from core.article_make(core.new_id(), 'default', 'hot', 'https://news.example/hot', 'A hot article')")
    database.sql("insert into core.follow (article_id, account_id, follows) select %s, a.id, true from core.account a returning 1", [article])
    database.sql("insert into core.session (id, account_id, token, expires_at) values (core.new_id(), md5('f0')::uuid, '\\x01', core.now() + interval '1 day') returning 1")
    said = database.one("select outcome from api_1.comment_post('\\x01', %s, core.new_id(), null, 'x', 'x', '{\"sites\": {}}', null, null, 8)", [article])
    assert said == "ok"
    database.sql("analyze")
    return database


@pytest.mark.release
def test_a_hot_discussion_is_mailed_in_bounded_transactions_and_drains_as_a_whole(hot, tmp_path):
    """Every follower gets one mail (MADANG_FOLLOWERS=100000 for a very hot discussion); no step makes more than a batch, and the last mails leave as fast as the first."""
    port, steps, waiting = free_port(), [], hot.one("select count(*) from core.outbox")
    assert waiting == 0
    begun = time.monotonic()
    while True:
        at = time.monotonic()
        outcome = hot.one("select outcome from api_1.notification_step(%s)", [BATCH])
        steps.append(time.monotonic() - at)
        if len(steps) % 50 == 1:
            queued = hot.one("select count(*) from core.outbox")
            assert queued - waiting <= BATCH * 50
            waiting = queued
        if outcome == "idle":
            break
    queued, steps_took = hot.one("select count(*) from core.outbox"), time.monotonic() - begun
    assert queued == FOLLOWERS and len(steps) >= FOLLOWERS / BATCH
    with open(tmp_path / "sink", "w+") as said, Courier(hot, None, {"mail.transport": "smtp", "mail.smtp_url": f"smtp://127.0.0.1:{port}", "log.level": "info"}) as courier:
        sink = subprocess.Popen(["/usr/bin/python3", "-c", SINK, str(port)], stdout=said, stdin=subprocess.DEVNULL)
        try:
            def sent():
                lines = (tmp_path / "sink").read_text().split()
                return int(lines[-2]) if len(lines) > 2 else 0
            marks = {0: time.monotonic()}
            for part in (0.1, 0.9, 1.0):
                courier.wait_for(lambda: sent() >= FOLLOWERS * part, seconds=900, what=f"{part:.0%} of the mails")
                marks[part] = time.monotonic()
            courier.wait_for(lambda: hot.one("select count(*) from core.outbox where state = 'sent'") == FOLLOWERS, seconds=60, what="the last results")
        finally:
            sink.kill()
            sink.wait()
        assert open(tmp_path / "sink").read().split("\n")[-2] == f"{FOLLOWERS} {FOLLOWERS}", "each once"
    first, last = 0.1 * FOLLOWERS / (marks[0.1] - marks[0]), 0.1 * FOLLOWERS / (marks[1.0] - marks[0.9])
    print(f"queued in {len(steps)} steps of {1000 * max(steps):.0f} ms at most, {FOLLOWERS / steps_took:.0f} a second;"
          f" sent {FOLLOWERS / (marks[1.0] - marks[0]):.0f} a second, {first:.0f} at first, {last:.0f} at last")
    assert last > first / 2
