# SPDX-License-Identifier: Apache-2.0
"""Goal: a mail server that others wrote, OpenSMTPD, accepts the courier's mails and delivers what was sent."""
import email
import email.policy
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

import pytest

from mail_site import Courier
from ports import free_port

SMTPD = "/usr/sbin/smtpd"
CONF = """table readers {{ "@example.org" = "nobody" }}
listen on 127.0.0.1 port {port} hostname mta.test
action "box" maildir "{box}" virtual <readers> user "nobody"
match from any for domain "example.org" action "box"
"""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="OpenSMTPD starts as root only")


class Mta:
    """One OpenSMTPD, without TLS: Debian's 6.8.0 cannot use a key with OpenSSL 3. mails(): those that it delivered."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="madang-mta-", dir="/tmp")
        os.chmod(self.folder, 0o755)
        self.box, self.port = self.folder + "/box", free_port()
        os.mkdir(self.box)
        os.chown(self.box, pwd.getpwnam("nobody").pw_uid, -1)
        with open(self.folder + "/smtpd.conf", "w") as f:
            f.write(CONF.format(port=self.port, box=self.box))
        self.log = open(self.folder + "/log", "wb")
        self.process = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", SMTPD, "-d", "-f", self.folder + "/smtpd.conf"],
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def wait(self):
        until = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                assert self.process.poll() is None and time.monotonic() < until, self.said()
                time.sleep(0.05)

    def said(self):
        with open(self.folder + "/log") as f:
            return f.read()

    def mails(self):
        found = []
        for path in sorted(glob.glob(self.box + "/new/*")):
            with open(path, "rb") as f:
                found.append(email.message_from_bytes(f.read(), policy=email.policy.default))
        return found

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def mta():
    made = Mta()
    try:
        yield made.wait()
    finally:
        made.close()


def test_opensmtpd_delivers_each_mail_once_and_as_it_was_sent(mta, make_database):
    database = make_database()
    for n in range(30):
        database.sql("insert into core.outbox (id, address, template, language, data, created_at, due_at) values"
                     " (core.new_id(), %s, 'illegal_received', %s, %s, core.now(), core.now())",
                     [f"reader{n}@example.org", "ko" if n % 2 else "en", '{"reference": "r", "article": ".한국 = \\"q\\" ' + "long " * 60 + '"}'])
    dead = database.one("insert into core.outbox (id, address, template, data, created_at, due_at) values"
                        " (core.new_id(), 'bob@elsewhere.example', 'illegal_received', '{\"reference\": \"r\"}', core.now(), core.now()) returning id::text")
    with Courier(database, settings={"mail.transport": "smtp", "mail.smtp_url": f"smtp://127.0.0.1:{mta.port}"}) as courier:
        courier.wait_for(lambda: database.one("select count(*) from core.outbox where state = 'sent'") == 30, what="all mails")
        courier.wait_for(lambda: database.one("select state from core.outbox where id = %s", [dead]) == "dead", what="the refused mail")
        courier.wait_for(lambda: len(mta.mails()) == 30, what="all deliveries")
    assert database.one("select reply from core.outbox where id = %s", [dead]).startswith("550 ")
    mails = mta.mails()
    assert sorted(m["Message-ID"] for m in mails) == sorted(f"<{i}@localhost>" for i, in database.sql("select id::text from core.outbox where state = 'sent'"))
    assert {m["To"].addresses[0].addr_spec for m in mails} == {f"reader{n}@example.org" for n in range(30)}
    for mail in mails:
        text = mail.get_body(("plain",)).get_content()
        assert '.한국 = "q" ' + ("long " * 60).strip() in text
        assert ("안녕하세요" in text) == (mail["Content-Language"] == "ko")
