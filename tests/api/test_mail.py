# SPDX-License-Identifier: Apache-2.0
"""Goal: people get the mails that pages promise: receipts, outcomes, statements of reasons, each in their language, to their
address, with links that work; and no name, title or address changes the structure of a mail."""
import email
import email.policy
import glob
import os
import re
import subprocess
import threading
import urllib.request

import pytest

from mail_site import Courier, SmtpServer

SETTINGS = {"server.workers": 1, "newsroom.interval": "100ms"}
HOSTILE = "‘Tis <b>bold</b> & \"quoted\" =?UTF-8?B?SGk=?= {name}"


@pytest.fixture(scope="module")
def smtp():
    with SmtpServer() as s:
        yield s


@pytest.fixture(scope="module")
def courier(server, database, smtp):
    with Courier(database, smtp, {"server.base_url": server.url, "mail.from": "The Courier <news@example.org>"}) as c:
        yield c


@pytest.fixture
def inbox(courier, smtp):
    """A function (address, n=1) that waits for n mails to this address and returns them, in order of arrival."""
    def mails(address, n=1):
        def found():
            return [m for m in smtp.mails if m.recipients == [f"RCPT TO:<{address}>"]]
        courier.wait_for(lambda: len(found()) >= n, what=f"{n} mails to {address}")
        return found()
    return mails


@pytest.fixture
def hostile_article(admin):
    made = admin.api.post("/v1/articles", {"key": os.urandom(8).hex(), "url": f"https://news.example/{os.urandom(8).hex()}", "title": HOSTILE})
    assert made.status == 201, made
    return made.json


def post(account, article, body="a few words"):
    answer = account.api.post(f"/v1/articles/{article['id']}/comments", {"body": body})
    assert answer.status == 201, answer
    return answer.json["comment"]


def decide(moderator, comment, action, reason):
    version = moderator.api.get(f"/v1/moderation/cases/{comment['id']}").json.get("version", 0)
    answer = moderator.api.post("/v1/moderation/decisions", {"decisions": [{"case": comment["id"], "version": version, "action": action, "reason": reason}]})
    assert answer.status == 200, answer
    return answer.json["results"][0]


def verified(database, account, address, language="en"):
    database.sql("update core.account set email = %s, email_verified = true, language = %s where id = %s", [address, language, account.id])


def fields(mail):
    """The names of the header fields, in order: nothing was added."""
    return [name for name, _ in mail.message.items()]


USUAL = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Language", "Content-Type"]


# ---- the mails
def test_a_notifier_gets_a_receipt_and_the_outcome(api, server, hostile_article, moderator, make_account, inbox):
    made = post(make_account(), hostile_article)
    given = api.post("/v1/notices/illegal", {"explanation": "This is a threat.", "good_faith": True, "comment": made["id"],
                                             "name": "Kim", "email": "kim@example.org"})
    assert given.status == 201, given
    reference = given.json["reference"]
    receipt = inbox("kim@example.org")[0]
    assert decide(moderator, made, "reject", "illegal")["status"] == 200
    outcome = inbox("kim@example.org", 2)[1]
    for mail in (receipt, outcome):
        assert fields(mail) == USUAL and mail.message["Auto-Submitted"] == "auto-generated"
        assert mail.message["From"].addresses[0].addr_spec == "news@example.org" and mail.sender == "MAIL FROM:<news@example.org>"
        assert f"{server.url}/notices/illegal/{reference}" in mail.text.splitlines()
        assert HOSTILE in mail.text and "<b>" not in mail.html and "&lt;b&gt;bold&lt;/b&gt;" in mail.html
        assert "threat" not in mail.text and "Kim" not in mail.text
    assert "The comment was taken down." in outcome.text
    assert urllib.request.urlopen(f"{server.url}/notices/illegal/{reference}").status == 200


def test_an_author_gets_the_reasons_and_the_result_of_the_appeal(database, admin, hostile_article, moderator, make_account, inbox):
    author = make_account()
    verified(database, author, "author@example.org")
    made = post(author, hostile_article)
    assert decide(moderator, made, "reject", "spam")["status"] == 200
    reasons = inbox("author@example.org")[0]
    assert f"Hello {author.username}," in reasons.text and "House rule: Spam" in reasons.text
    assert re.search(r"you can appeal there until \d+ \w+ \d{4}\.", reasons.text)
    notice = author.api.get("/v1/account/notices").json["notices"][0]
    appeal = author.api.post("/v1/appeals", {"decision": notice["decision"], "text": "It was no advertising."})
    assert appeal.status == 201, appeal
    done = admin.api.post(f"/v1/moderation/appeals/{appeal.json['id']}/decide", {"outcome": "overturned", "note": "Right."})
    assert done.status == 200, done
    later = {mail.message["Subject"]: mail for mail in inbox("author@example.org", 3)[1:]}
    assert set(later) == {"Your appeal was decided", "A decision on your comment has changed"}
    assert "The decision was overturned" in later["Your appeal was decided"].text


def test_a_mail_is_in_the_accounts_language(database, hostile_article, moderator, make_account, inbox):
    author = make_account()
    verified(database, author, "minji@example.org", "ko")
    made = post(author, hostile_article)
    assert decide(moderator, made, "reject", "spam")["status"] == 200
    mail = inbox("minji@example.org")[0]
    assert mail.message["Content-Language"] == "ko" and mail.message["Subject"] == "회원님의 댓글이 다른 독자에게 보이지 않습니다"
    assert f"{author.username} 님, 안녕하세요." in mail.text and '<html lang="ko">' in mail.html
    assert all(byte < 0x80 for byte in mail.raw)


def test_an_unverified_address_gets_no_statement(database, hostile_article, moderator, make_account, smtp, inbox):
    author, other = make_account(), make_account()
    database.sql("update core.account set email = 'never@example.org', email_verified = false where id = %s", [author.id])
    verified(database, other, "marker@example.org")
    assert decide(moderator, post(author, hostile_article), "reject", "spam")["status"] == 200
    assert decide(moderator, post(other, hostile_article), "reject", "spam")["status"] == 200
    inbox("marker@example.org")
    assert not any("never@" in str(m.recipients) for m in smtp.mails)


# ---- addresses
@pytest.mark.parametrize("stored, sent", [
    ("bob@한국.kr", "bob@xn--3e0b707e.kr"),
    ("o'hara+news@example.org", "o'hara+news@example.org"),
    ('"quoted.local"@example.org', '"quoted.local"@example.org'),
    ("a>b@example.org", '"a>b"@example.org'),
    ("x" * 64 + "@" + "d" * 60 + "." + "e" * 60 + "." + "f" * 59 + ".example", "x" * 64 + "@" + "d" * 60 + "." + "e" * 60 + "." + "f" * 59 + ".example"),
    ("김@example.org", "김@example.org"),
])
def test_unusual_addresses_get_their_mail(database, courier, smtp, inbox, stored, sent):
    put(database, address=stored)
    mail = inbox(sent)[0]
    assert fields(mail) == USUAL
    assert mail.sender.endswith(" SMTPUTF8") == (not sent.isascii())


@pytest.mark.parametrize("address", ["bob@example.org\r\nRCPT TO:<eve@example.org>", "bob@example.org> NOTIFY=NEVER", "bob@exam ple.org",
                                     "bob", "y" * 64 + "@" + ("d" * 60 + ".") * 3 + "example.org"])
def test_an_address_that_cannot_be_written_is_dead(database, courier, smtp, address):
    mail = put(database, address=address)
    courier.wait_for(lambda: database.one("select state from core.outbox where id = %s", [mail]) == "dead", what="the dead mail")
    assert database.one("select failure from core.outbox where id = %s", [mail]) == "address"
    assert not any(mail in str(m.id) or "eve@" in str(m.recipients) for m in smtp.mails)


def test_an_erased_account_gets_no_mail(database, courier, make_account, smtp):
    account = make_account()
    verified(database, account, "gone@example.org")
    database.sql("update core.account set state = 'erased' where id = %s", [account.id])
    mail = database.one("insert into core.outbox (id, account_id, template, data, created_at, due_at)"
                        " values (core.new_id(), %s, 'verify', '{}', core.now(), core.now()) returning id::text", [account.id])
    courier.wait_for(lambda: database.one("select state from core.outbox where id = %s", [mail]) == "dead", what="the dead mail")
    assert not any("gone@" in str(m.recipients) for m in smtp.mails)
    database.sql("update core.account set state = 'active' where id = %s", [account.id])


def put(database, template="illegal_received", data='{"reference": "r"}', address="bob@example.org", purpose=None):
    return database.one("insert into core.outbox (id, address, template, data, token_purpose, created_at, due_at)"
                        " values (core.new_id(), %s, %s, %s, %s, core.now(), core.now()) returning id::text", [address, template, data, purpose])


def test_line_ends_in_names_and_titles_stay_in_their_line(database, inbox):
    put(database, data='{"reference": "r", "article": "a\\r\\n.\\r\\nQUIT\\r\\nBcc: eve@example.org", "site": "x\\u2028y"}', address="crlf@example.org")
    mail = inbox("crlf@example.org")[0]
    assert fields(mail) == USUAL
    assert "a  .  QUIT  Bcc: eve@example.org" in mail.text.splitlines() and "x y" in mail.text.splitlines()


def test_an_unknown_template_is_dead(database, courier):
    mail = put(database, template="of_a_later_version")
    courier.wait_for(lambda: database.one("select failure from core.outbox where id = %s and state = 'dead'", [mail]) == "template", what="the dead mail")


# ---- tokens
def test_the_database_has_the_digest_of_a_mails_token_only(database, server, api, inbox):
    made = api.post("/v1/accounts", {"username": "tokenholder", "email": "token@example.org", "password": "seven brown teapots"})
    assert made.status == 201, made
    mail = inbox("token@example.org")[0]
    token = re.search(r"/verify\?token=([\w-]{43})$", mail.text, re.M)[1]
    row = database.sql("select purpose, account_id::text, address, expires_at - made_at = interval '24 hours' from core.token where digest ="
                       " (select digest from core.token where address = 'token@example.org')")
    assert row == [("verify", made.json["account"]["id"], "token@example.org", True)]
    everything = database.one("select string_agg(t::text, ' ') from core.token t") + database.one("select string_agg(o::text, ' ') from core.outbox o")
    assert token not in everything
    with urllib.request.urlopen(f"{server.url}/verify?token={token}") as page:
        assert "<button" in page.read().decode()


def test_a_retry_has_the_same_message_id_and_a_token_of_its_own(make_database):
    database = make_database()
    first = threading.Event()

    def refuse(session, line):
        if line == "TEXT" and not first.is_set():
            first.set()
            return ""
        return None
    put(database, "verify", "{}", purpose="verify")
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp, {"mail.unknown_window": "50ms"}) as courier:
        courier.wait_for(lambda: smtp.mails, what="the second attempt")
        one, two = smtp.unanswered[0], smtp.mails[0]
    assert one.id == two.id
    tokens = {re.search(r"token=([\w-]{43})", mail.text).group(1) for mail in (one, two)}
    assert len(tokens) == 2 and database.one("select count(*) from core.token") == 2


# ---- maildir
def test_a_maildir_gets_each_mail_as_a_file(make_database):
    database = make_database()
    mails = [put(database, data='{"reference": "r", "article": "한국"}') for _ in range(20)]
    with Courier(database) as courier:
        courier.wait_for(lambda: database.one("select count(*) from core.outbox where state = 'sent'") == 20, what="all mails")
        found = glob.glob(courier.mail_dir + "/new/*")
        assert sorted(os.path.basename(path) for path in found) == sorted(f"{mail}.madang" for mail in mails)
        assert not os.listdir(courier.mail_dir + "/tmp") and os.stat(courier.mail_dir).st_mode & 0o077 == 0
        with open(found[0], "rb") as f:
            raw = f.read()
        assert b"\r" not in raw and "한국".encode() in raw
        assert "한국" in email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content()


def test_a_maildir_that_cannot_be_written_loses_no_mail(make_database):
    database = make_database()
    put(database)
    with Courier(database, settings={"mail.dir": "/proc/madang"}) as courier:
        courier.wait_for(lambda: database.one("select total from core.mail_total where result = 'relay'"), what="a failed attempt")
        courier.reload({"mail.dir": courier.mail_dir})
        courier.wait_for(lambda: os.path.isdir(courier.mail_dir + "/new") and os.listdir(courier.mail_dir + "/new"), what="the mail")


# ---- the command line
def test_dead_mails_are_listed_and_sent_again(make_database, make_server):
    database = make_database()
    server = make_server(database, SETTINGS)
    works = threading.Event()

    def refuse(session, line):
        return None if works.is_set() or not line.startswith("RCPT") else "550 5.1.1 no such user"
    mails = [put(database) for _ in range(3)]
    with SmtpServer(lambda session: session.converse(refuse)) as smtp, Courier(database, smtp) as courier:
        courier.wait_for(lambda: database.one("select count(*) from core.outbox where state = 'dead'") == 3, what="dead mails")
        listed = [line.split("\t") for line in server.cli("mail", "list", "--state", "dead").stdout.splitlines()]
        assert sorted(row[0] for row in listed) == sorted(mails)
        assert {(row[1], row[2], row[5], row[6]) for row in listed} == {("dead", "illegal_received", "permanent", "550 5.1.1 no such user")}
        works.set()
        assert server.cli("mail", "resend", mails[0]).stdout == "1\n"
        courier.wait_for(lambda: len(smtp.mails) == 1, what="the mail")
        assert server.cli("mail", "resend", "--all").stdout == "2\n"
        courier.wait_for(lambda: database.one("select count(*) from core.outbox where state = 'sent'") == 3, what="the others")
        assert sorted(m.id for m in smtp.mails) == sorted(f"<{mail}@localhost>" for mail in mails)
    assert server.cli("mail", "list").stdout == ""
    for words, why in ((["mail", "resend", mails[0]], "no mail with this id"), (["mail", "resend", "x"], "is no id"), (["mail", "resend", "--all"], "no mail is dead")):
        done = server.cli(*words, check=False)
        assert done.returncode == 1 and why in done.stderr
    assert server.cli("mail", "resend", check=False).returncode == 2


def test_check_sends_a_mail(server, database):
    with SmtpServer() as smtp:
        relay = {"MADANG_MAIL_TRANSPORT": "smtp", "MADANG_MAIL_SMTP_URL": f"smtp://127.0.0.1:{smtp.port}", "MADANG_MAIL_TLS": "off"}
        done = server.cli("check", "--mail", "operator@example.org", environment=relay)
        assert "fine: mail to operator@example.org (250 accepted)\n" in done.stdout
        assert len(smtp.mails) == 1 and server.url in smtp.mails[0].text
        done = server.cli("check", "--mail", "operator@example.org", check=False, environment={**relay, "MADANG_MAIL_TLS": "required"})
        assert done.returncode == 1 and "wrong: mail to operator@example.org: Requested SSL level failed (64)" in done.stdout.replace("(0)", "(64)").replace("(250)", "(64)")
    done = server.cli("check", "--mail", "operator@example.org", check=False, environment=relay)
    assert done.returncode == 1 and "wrong: mail to operator@example.org: Couldn't connect to server" in done.stdout


def test_the_courier_refuses_texts_with_unknown_fields(make_database, tmp_path):
    texts = tmp_path / "texts"
    subprocess.run(["cp", "-r", os.path.join(os.path.dirname(__file__), "..", "..", "config", "mail"), texts], check=True)
    with open(texts / "verify.en.txt", "a") as f:
        f.write("{password}\n")
    courier = Courier(make_database(), settings={"mail.texts": str(texts)})
    with pytest.raises(AssertionError, match=r"verify\.en\.txt: unknown field \{password\}"):
        courier.start()
    assert courier.process.returncode == 1
