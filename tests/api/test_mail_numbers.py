# SPDX-License-Identifier: Apache-2.0
"""Goal: a hundred thousand mails wait at no cost and leave at the mail server's speed; a courier needs little memory."""
import json
import subprocess
import time

import pytest

from mail_site import Courier, SmtpServer, certificate
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
